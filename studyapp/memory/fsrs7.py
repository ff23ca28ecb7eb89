"""FSRS-7: memory with fractional days, two regimes of learning (within the day, over days) and two of forgetting.

Source of formulas and constants: open-spaced-repetition/srs-benchmark, `minimal/fsrs_v7.py` at 3d2ba6e. The 35
parameters keep the published order: 0–3 first stability, 4–6 difficulty, 7–15 learning over days, 16–24 learning
within the day, 25–26 the passage between both, 27–34 the forgetting curve.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from math import exp, expm1, log
from math import pow as power
from typing import TYPE_CHECKING, NamedTuple

from studyapp.memory.inversion import LONGEST, SHORTEST, falling_to
from studyapp.memory.model import AGAIN, EASY, HARD, MemoryState, Rating
from studyapp.memory.parameters import check_count, model_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.arrays import ArrayModel

DEFAULTS: tuple[float, ...] = (
    *(0.041, 2.4175, 4.1283, 11.9709),
    *(5.6385, 0.4468, 3.262),
    *(2.3054, 0.1688, 1.3325, 0.3524, 0.0049, 0.7503, 0.0896, 0.6625, 1.3),
    *(0.882, 0.3072, 3.5875, 0.303, 0.0107, 0.2279, 2.6413, 0.5594, 1.3),
    *(2.5, 1.0),
    *(0.0723, 0.1634, 0.5, 0.9555, 0.2245, 0.6232, 0.1362, 0.3862),
)
LOWEST_STABILITY = 0.0001
HIGHEST_STABILITY = 36500.0
REVERSION = 0.01
"""How far each review draws difficulty back to that of a card first rated easy."""


class Curve(NamedTuple):
    """The forgetting curve: a slow and a fast power law, of which the slow weighs less the higher the stability."""

    slow_decay: float
    slow_factor: float
    fast_decay: float
    fast_factor: float
    odds: float
    """Weight of the slow law over that of the fast one at a stability of one day."""
    odds_decay: float

    @classmethod
    def of(cls, parameters: tuple[float, ...]) -> Curve:
        """Return the curve of 35 parameters."""
        decay1, decay2, base1, base2, weight1, weight2, power1, power2 = parameters[27:35]
        factor1 = power(base1, -1.0 / decay1) - 1.0
        factor2 = power(base2, -1.0 / decay2) - 1.0
        return cls(decay1, factor1, decay2, factor2, weight1 / weight2, power1 + power2)

    def recall(self, stability: float, elapsed: float) -> float:
        """Return the recall 0–1 after `elapsed` days."""
        spent = elapsed / stability
        slow = power(1.0 + self.slow_factor * spent, -self.slow_decay)
        fast = power(1.0 + self.fast_factor * spent, -self.fast_decay)
        odds = self.odds * power(stability, -self.odds_decay)
        return (odds * slow + fast) / (odds + 1.0)

    def bracket(self, stability: float, recall: float) -> tuple[float, float]:
        """Return two times in days between which recall falls to `recall`: each law's own time."""
        both = (
            stability * power_time(recall, self.slow_decay) / self.slow_factor,
            stability * power_time(recall, self.fast_decay) / self.fast_factor,
        )
        return min(both), max(both)


def power_time(recall: float, decay: float) -> float:
    """Return x of (1 + x)^-decay = recall, capped far beyond any interval."""
    return expm1(min(-log(recall) / decay, 600.0))


class Regime(NamedTuple):
    """How stability changes with a review, over days or within the day."""

    growth: float
    growth_stability: float
    growth_recall: float
    relearn: float
    relearn_difficulty: float
    relearn_stability: float
    relearn_recall: float
    hard: float
    easy: float

    @classmethod
    def of(cls, parameters: Sequence[float]) -> Regime:
        """Return the regime of 9 parameters."""
        growth, *others = parameters
        return cls(exp(growth - 1.5), *others)

    def after(self, state: MemoryState, forgotten: float, rating: Rating) -> float:
        """Return the stability after a review at a recall of 1 − `forgotten`."""
        stability, difficulty = state.stability, state.difficulty
        if rating is AGAIN:
            relearned = self.relearn * power(difficulty, -self.relearn_difficulty)
            relearned *= power(stability + 1.0, self.relearn_stability) - 1.0
            return min(stability, relearned * exp(forgotten * self.relearn_recall))
        bonus = self.hard if rating is HARD else self.easy if rating is EASY else 1.0
        surprise = exp(forgotten * self.growth_recall) - 1.0
        gain = self.growth * (11.0 - difficulty) * power(stability, -self.growth_stability) * surprise * bonus
        return stability * (1.0 + gain)


@dataclass(frozen=True, slots=True)
class Fsrs7:
    """FSRS-7 with given parameters. Raises ValueError unless there are 35."""

    parameters: tuple[float, ...] = DEFAULTS
    _curve: Curve = field(init=False, repr=False, compare=False)
    _over_days: Regime = field(init=False, repr=False, compare=False)
    _within_day: Regime = field(init=False, repr=False, compare=False)
    _home: float = field(init=False, repr=False, compare=False)
    """The difficulty that each review draws back to."""

    def __post_init__(self) -> None:
        """Unpack the parameters once."""
        check_count("fsrs7", self.parameters, len(DEFAULTS))
        object.__setattr__(self, "_curve", Curve.of(self.parameters))
        object.__setattr__(self, "_over_days", Regime.of(self.parameters[7:16]))
        object.__setattr__(self, "_within_day", Regime.of(self.parameters[16:25]))
        object.__setattr__(self, "_home", self._first_difficulty(EASY))

    @property
    def name(self) -> str:
        """`fsrs7`, with a hash of the parameters where they are not the defaults."""
        return model_name("fsrs7", self.parameters, DEFAULTS)

    def first(self, rating: Rating) -> MemoryState:
        """Return the state after a card's first review."""
        return MemoryState(bounded(self.parameters[rating - 1]), min(max(self._first_difficulty(rating), 1.0), 10.0))

    def after(self, state: MemoryState, elapsed: float, rating: Rating) -> MemoryState:
        """Return the state after a review `elapsed` ≥ 0 days after the one before."""
        forgotten = 1.0 - self._curve.recall(state.stability, elapsed)
        hurry = self.parameters[26] * exp(-self.parameters[25] * elapsed)
        stability = (1.0 - hurry) * self._over_days.after(state, forgotten, rating)
        stability += hurry * self._within_day.after(state, forgotten, rating)
        return MemoryState(bounded(stability), self._next_difficulty(state.difficulty, rating))

    def recall(self, state: MemoryState, elapsed: float) -> float:
        """Return the probability of recall `elapsed` ≥ 0 days after the last review."""
        return self._curve.recall(state.stability, elapsed)

    def interval(self, state: MemoryState, recall: float) -> float:
        """Return the days after which recall has fallen to `recall`, from one second to 36,500 days."""
        if recall >= 1.0:
            return SHORTEST
        if recall <= 0.0:
            return LONGEST
        stability = state.stability
        return falling_to(recall, partial(self._curve.recall, stability), self._curve.bracket(stability, recall))

    def arrays(self) -> ArrayModel:
        """Return the same model for numpy arrays."""
        from studyapp.memory.fsrs7_arrays import Fsrs7Arrays

        return Fsrs7Arrays(self.parameters)

    def _first_difficulty(self, rating: int) -> float:
        return self.parameters[4] - exp(self.parameters[5] * (rating - 1)) + 1.0

    def _next_difficulty(self, difficulty: float, rating: int) -> float:
        moved = difficulty - self.parameters[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        reverted = REVERSION * self._home + (1.0 - REVERSION) * moved
        return 1.0 if reverted < 1.0 else min(reverted, 10.0)


def bounded(stability: float) -> float:
    """Return `stability` within what the model allows, in days."""
    return LOWEST_STABILITY if stability < LOWEST_STABILITY else min(stability, HIGHEST_STABILITY)
