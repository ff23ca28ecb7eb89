"""What the programme plans with: the sessions left, the answers expected, and memory on a grid of states."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.memory.arrays import ArrayModel, Floats, Integers

STABILITIES = 56
DIFFICULTIES = 8
LEAST_STABILITY = 0.01
MOST_STABILITY = 1000.0

Four = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Answers:
    """How a person answers: probabilities and seconds for again, hard, good, easy (medians of 10,000 collections)."""

    first: Four = (0.24, 0.094, 0.495, 0.171)
    """Probabilities at first sight."""
    right: tuple[float, float, float] = (0.224, 0.631, 0.145)
    """Probabilities of hard, good, easy in a later review that is not failed."""
    first_seconds: Four = (19.58, 18.79, 13.78, 10.71)
    later_seconds: Four = (19.38, 17.59, 12.38, 8.94)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The sessions left until the exam. Times in days from now, rising. Raises ValueError where they make no sense."""

    sessions: tuple[float, ...]
    seconds: tuple[float, ...]
    """How long each session lasts."""
    exam: float

    def __post_init__(self) -> None:
        """Refuse sessions out of order, after the exam, or without a length."""
        if len(self.sessions) != len(self.seconds):
            raise ValueError(f"{len(self.sessions)} sessions have {len(self.seconds)} lengths")
        times = (0.0, *self.sessions, self.exam)
        if any(later < earlier for earlier, later in pairwise(times)):
            raise ValueError("sessions must lie between now and the exam, in order")
        if any(seconds < 0.0 for seconds in self.seconds):
            raise ValueError("a session cannot last less than no time")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Where reviews lead on the grid: for each, 16 grid points (4 ratings, 4 corners) and their weights."""

    point: Integers
    """Shape `(…, 16)`; the first four belong to *again*."""
    weight: Floats
    """Probability of the rating times the share of the corner; sums to 1 over the last axis."""
    seconds: Floats
    """Expected seconds; shape `(…)`."""


class Grid:
    """Memory states on a grid: stability by ratio, difficulty by steps; values between are interpolated."""

    def __init__(self, model: ArrayModel, answers: Answers) -> None:
        import numpy as np

        self._model = model
        self._answers = answers
        self._low = float(np.log(LEAST_STABILITY))
        self._step = (float(np.log(MOST_STABILITY)) - self._low) / (STABILITIES - 1)
        stability = np.exp(self._low + self._step * np.arange(STABILITIES))
        difficulty = np.linspace(1.0, 10.0, DIFFICULTIES)
        self.stability = np.repeat(stability, DIFFICULTIES)
        self.difficulty = np.tile(difficulty, STABILITIES)

    @property
    def size(self) -> int:
        """How many grid points there are."""
        return STABILITIES * DIFFICULTIES

    def recall(self, stability: Floats, elapsed: Floats) -> Floats:
        """Return the recall after `elapsed` days; shapes as far as they broadcast."""
        return self._model.recall(stability, elapsed)

    def first(self) -> Outcomes:
        """Return where a first review leads; no leading axis."""
        import numpy as np

        stability, difficulty = self._model.first(np.array([1, 2, 3, 4]))
        probability = np.array(self._answers.first)
        return self._outcomes(stability, difficulty, probability, self._answers.first_seconds)

    def later(self, stability: Floats, difficulty: Floats, elapsed: Floats) -> Outcomes:
        """Return where reviews `elapsed` days after the last ones lead; all of one shape."""
        import numpy as np

        shape = stability.shape
        flat_s, flat_d, days = np.ravel(stability), np.ravel(difficulty), np.ravel(elapsed)
        recall = self._model.recall(flat_s, days)[:, None]
        probability = np.concatenate([1.0 - recall, recall * np.array(self._answers.right)], axis=1)
        states = [self._model.after(flat_s, flat_d, days, np.full(len(days), grade)) for grade in (1, 2, 3, 4)]
        after_s, after_d = (np.stack([state[part] for state in states], axis=-1) for part in (0, 1))
        outcomes = self._outcomes(after_s, after_d, probability, self._answers.later_seconds)
        return Outcomes(
            outcomes.point.reshape(*shape, 16), outcomes.weight.reshape(*shape, 16), outcomes.seconds.reshape(shape)
        )

    def _locate(self, stability: Floats, difficulty: Floats) -> tuple[Integers, Floats]:
        """Return the four grid points around each state and their shares; shapes `(…, 4)`."""
        import numpy as np

        across = np.clip((np.log(stability) - self._low) / self._step, 0.0, STABILITIES - 1.000001)
        down = np.clip((difficulty - 1.0) / 9.0 * (DIFFICULTIES - 1), 0.0, DIFFICULTIES - 1.000001)
        column, row = across.astype(np.int32), down.astype(np.int32)
        x, y = across - column, down - row
        corner = column * DIFFICULTIES + row
        points = np.stack([corner, corner + 1, corner + DIFFICULTIES, corner + DIFFICULTIES + 1], axis=-1)
        shares = np.stack([(1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y], axis=-1)
        return points, shares

    def _outcomes(self, stability: Floats, difficulty: Floats, probability: Floats, seconds: Four) -> Outcomes:
        import numpy as np

        point, share = self._locate(stability, difficulty)
        weight = share * probability[..., None]
        flat = (*point.shape[:-2], 16)
        return Outcomes(point.reshape(flat), weight.reshape(flat), probability @ np.array(seconds))
