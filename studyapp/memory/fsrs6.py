"""FSRS-6, the model that Anki ships: one power law of forgetting, and a step of its own for the same day.

Times in days, whole or fractional as the caller counts them. Anki counts whole study days: hand in whole days for
Anki's numbers (`in_whole_days`). With fractional days a review less than one day after the last counts as the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1, floor, log
from math import pow as power
from typing import TYPE_CHECKING

from studyapp.memory.inversion import LONGEST, SHORTEST
from studyapp.memory.model import AGAIN, EASY, HARD, MemoryState, Rating, Recollection
from studyapp.memory.parameters import check_count, model_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.memory.arrays import ArrayModel

DEFAULTS: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956),
    *(6.4133, 0.8334, 3.0194, 0.001),
    *(1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483),
    *(0.6014, 1.8729),
    *(0.5425, 0.0912, 0.0658),
    0.1542,
)
LOWEST_STABILITY = 0.001
HIGHEST_STABILITY = 36500.0


@dataclass(frozen=True, slots=True)
class Fsrs6:
    """FSRS-6 with given parameters. Raises ValueError unless there are 21."""

    parameters: tuple[float, ...] = DEFAULTS

    def __post_init__(self) -> None:
        """Refuse a wrong number of parameters."""
        check_count("fsrs6", self.parameters, len(DEFAULTS))

    @property
    def name(self) -> str:
        """`fsrs6`, with a hash of the parameters where they are not the defaults."""
        return model_name("fsrs6", self.parameters, DEFAULTS)

    def first(self, rating: Rating) -> MemoryState:
        """Return the state after a card's first review."""
        return MemoryState(bounded(self.parameters[rating - 1]), min(max(self._first_difficulty(rating), 1.0), 10.0))

    def after(self, state: MemoryState, elapsed: float, rating: Rating) -> MemoryState:
        """Return the state after a review `elapsed` ≥ 0 days after the one before; under one day is the same day."""
        if elapsed < 1.0:
            stability = self._same_day(state.stability, rating)
        elif rating is AGAIN:
            stability = self._lapsed(state, self.recall(state, elapsed))
        else:
            stability = self._grown(state, self.recall(state, elapsed), rating)
        return MemoryState(bounded(stability), self._next_difficulty(state.difficulty, rating))

    def recall(self, state: MemoryState, elapsed: float) -> float:
        """Return the probability of recall `elapsed` ≥ 0 days after the last review."""
        decay = self.parameters[20]
        factor = power(0.9, -1.0 / decay) - 1.0
        return power(1.0 + factor * elapsed / state.stability, -decay)

    def interval(self, state: MemoryState, recall: float) -> float:
        """Return the days after which recall has fallen to `recall`, from one second to 36,500 days."""
        if recall >= 1.0:
            return SHORTEST
        if recall <= 0.0:
            return LONGEST
        decay = self.parameters[20]
        factor = power(0.9, -1.0 / decay) - 1.0
        days = state.stability / factor * expm1(min(-log(recall) / decay, 600.0))
        return min(max(days, SHORTEST), LONGEST)

    def arrays(self) -> ArrayModel:
        """Return the same model for numpy arrays."""
        from studyapp.memory.fsrs6_arrays import Fsrs6Arrays

        return Fsrs6Arrays(self.parameters)

    def _grown(self, state: MemoryState, recall: float, rating: Rating) -> float:
        w = self.parameters
        bonus = w[15] if rating is HARD else w[16] if rating is EASY else 1.0
        gain = exp(w[8]) * (11.0 - state.difficulty) * power(state.stability, -w[9])
        return state.stability * (1.0 + gain * (exp((1.0 - recall) * w[10]) - 1.0) * bonus)

    def _lapsed(self, state: MemoryState, recall: float) -> float:
        w = self.parameters
        relearned = w[11] * power(state.difficulty, -w[12]) * (power(state.stability + 1.0, w[13]) - 1.0)
        return min(relearned * exp((1.0 - recall) * w[14]), state.stability / exp(w[17] * w[18]))

    def _same_day(self, stability: float, rating: Rating) -> float:
        w = self.parameters
        growth = exp(w[17] * (rating - 3 + w[18])) * power(stability, -w[19])
        return stability * (growth if rating is AGAIN else max(growth, 1.0))

    def _first_difficulty(self, rating: int) -> float:
        return self.parameters[4] - exp(self.parameters[5] * (rating - 1)) + 1.0

    def _next_difficulty(self, difficulty: float, rating: int) -> float:
        w = self.parameters
        moved = difficulty - w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        reverted = w[7] * self._first_difficulty(EASY) + (1.0 - w[7]) * moved
        return min(max(reverted, 1.0), 10.0)


def bounded(stability: float) -> float:
    """Return `stability` within what the model allows, in days."""
    return min(max(stability, LOWEST_STABILITY), HIGHEST_STABILITY)


def in_whole_days(recollections: Iterable[Recollection]) -> list[Recollection]:
    """Return reviews counted in whole days, as Anki counts: `at_days` from any start of a study day, rounded down."""
    return [recollection._replace(at_days=float(floor(recollection.at_days))) for recollection in recollections]
