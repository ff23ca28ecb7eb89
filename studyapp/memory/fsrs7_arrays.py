"""FSRS-7 on arrays: the formulas of `studyapp.memory.fsrs7`, arranged for few passes over the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.memory.arrays import by_rating
from studyapp.memory.fsrs7 import HIGHEST_STABILITY, LOWEST_STABILITY, REVERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.arrays import Floats, Integers, Value


class _Review(NamedTuple):
    """What a later review changes: the state before it, and what follows from the time passed."""

    stability: Floats
    log_stability: Floats
    difficulty: Floats
    forgotten: Floats
    """1 − recall."""
    hurry: Floats
    """Share 0–1 of learning within the day."""
    rating: Integers

    def only(self, chosen: Integers) -> _Review:
        """Return the reviews of the chosen cards."""
        return _Review(
            self.stability.take(chosen, -1),
            self.log_stability.take(chosen, -1),
            self.difficulty.take(chosen, -1),
            self.forgotten.take(chosen, -1),
            self.hurry.take(chosen, -1),
            self.rating.take(chosen, -1),
        )


class Fsrs7Arrays:
    """FSRS-7 with 35 parameters, each a number or an array of shape `(p, 1)`."""

    def __init__(self, parameters: Sequence[Value]) -> None:
        self._w = parameters

    def first(self, rating: Integers) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a first review."""
        import numpy as np

        stability = np.clip(by_rating(self._w[:4], rating), LOWEST_STABILITY, HIGHEST_STABILITY)
        difficulty = by_rating([self._first_difficulty(grade) for grade in (1, 2, 3, 4)], rating)
        return stability, np.clip(difficulty, 1.0, 10.0)

    def after(self, stability: Floats, difficulty: Floats, elapsed: Floats, rating: Integers) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a later review."""
        import numpy as np

        log_stability = np.log(stability)
        forgotten = 1.0 - self._recall(log_stability, elapsed / stability)
        hurry = self._w[26] * np.exp(-self._w[25] * elapsed)
        review = _Review(stability, log_stability, difficulty, forgotten, hurry, rating)
        changed = np.empty_like(stability)
        failed = rating == 1
        for chosen, change in ((np.flatnonzero(failed), self._lapsed), (np.flatnonzero(~failed), self._grown)):
            if chosen.size:
                changed[..., chosen] = change(review.only(chosen))
        np.clip(changed, LOWEST_STABILITY, HIGHEST_STABILITY, out=changed)
        return changed, self._next_difficulty(difficulty, rating)

    def recall(self, stability: Floats, elapsed: Floats) -> Floats:
        """Return the probability of recall; shapes as far as they broadcast."""
        import numpy as np

        return self._recall(np.log(stability), elapsed / stability)

    def _recall(self, log_stability: Floats, spent: Floats) -> Floats:
        import numpy as np

        decay1, decay2, base1, base2, weight1, weight2, power1, power2 = self._w[27:35]
        slow = np.exp(-decay1 * np.log(1.0 + (base1 ** (-1.0 / decay1) - 1.0) * spent))
        fast = np.exp(-decay2 * np.log(1.0 + (base2 ** (-1.0 / decay2) - 1.0) * spent))
        odds = np.exp(np.log(weight1 / weight2) - (power1 + power2) * log_stability)
        recall: Floats = (odds * slow + fast) / (odds + 1.0)
        return recall

    def _lapsed(self, review: _Review) -> Floats:
        import numpy as np

        log_above, log_difficulty = np.log(review.stability + 1.0), np.log(review.difficulty)
        over_days, within_day = (
            np.minimum(
                review.stability,
                w[3] * np.exp(w[6] * review.forgotten - w[4] * log_difficulty) * (np.exp(w[5] * log_above) - 1.0),
            )
            for w in (self._w[7:16], self._w[16:25])
        )
        lapsed: Floats = over_days + review.hurry * (within_day - over_days)
        return lapsed

    def _grown(self, review: _Review) -> Floats:
        import numpy as np

        over_days, within_day = (
            np.exp(w[0] - 1.5 - w[1] * review.log_stability)
            * (np.exp(w[2] * review.forgotten) - 1.0)
            * by_rating((1.0, w[7], 1.0, w[8]), review.rating)
            for w in (self._w[7:16], self._w[16:25])
        )
        gain = (11.0 - review.difficulty) * (over_days + review.hurry * (within_day - over_days))
        grown: Floats = review.stability * (1.0 + gain)
        return grown

    def _first_difficulty(self, grade: int) -> Value:
        import numpy as np

        difficulty: Value = self._w[4] - np.exp(self._w[5] * (grade - 1)) + 1.0
        return difficulty

    def _next_difficulty(self, difficulty: Floats, rating: Integers) -> Floats:
        import numpy as np

        moved = difficulty - self._w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        reverted = REVERSION * self._first_difficulty(4) + (1.0 - REVERSION) * moved
        return np.clip(reverted, 1.0, 10.0)
