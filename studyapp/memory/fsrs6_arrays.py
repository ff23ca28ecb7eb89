"""FSRS-6 on arrays: the formulas of `studyapp.memory.fsrs6`, arranged for few passes over the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.memory.arrays import by_rating
from studyapp.memory.fsrs6 import HIGHEST_STABILITY, LOWEST_STABILITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.arrays import Floats, Integers, Value


class Fsrs6Arrays:
    """FSRS-6 with 21 parameters, each a number or an array of shape `(p, 1)`."""

    def __init__(self, parameters: Sequence[Value]) -> None:
        self._w = parameters

    def first(self, rating: Integers) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a first review."""
        import numpy as np

        stability = np.clip(by_rating(self._w[:4], rating), LOWEST_STABILITY, HIGHEST_STABILITY)
        difficulty = by_rating([self._first_difficulty(grade) for grade in (1, 2, 3, 4)], rating)
        return stability, np.clip(difficulty, 1.0, 10.0)

    def after(self, stability: Floats, difficulty: Floats, elapsed: Floats, rating: Integers) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a later review; under one day is the same day."""
        import numpy as np

        changed = np.empty_like(stability)
        same_day, failed = elapsed < 1.0, rating == 1
        for mask, change in (
            (same_day, self._same_day),
            (~same_day & failed, self._lapsed),
            (~same_day & ~failed, self._grown),
        ):
            chosen = np.flatnonzero(mask)
            if chosen.size:
                s, d = stability.take(chosen, -1), difficulty.take(chosen, -1)
                changed[..., chosen] = change(s, d, elapsed[chosen], rating[chosen])
        np.clip(changed, LOWEST_STABILITY, HIGHEST_STABILITY, out=changed)
        return changed, self._next_difficulty(difficulty, rating)

    def recall(self, stability: Floats, elapsed: Floats) -> Floats:
        """Return the probability of recall; shapes as far as they broadcast."""
        import numpy as np

        decay = self._w[20]
        recall: Floats = np.exp(-decay * np.log(1.0 + (0.9 ** (-1.0 / decay) - 1.0) * (elapsed / stability)))
        return recall

    def _grown(self, stability: Floats, difficulty: Floats, elapsed: Floats, rating: Integers) -> Floats:
        import numpy as np

        w = self._w
        surprise = np.exp(w[10] * (1.0 - self.recall(stability, elapsed))) - 1.0
        gain = np.exp(w[8] - w[9] * np.log(stability)) * (11.0 - difficulty) * surprise
        grown: Floats = stability * (1.0 + gain * by_rating((1.0, w[15], 1.0, w[16]), rating))
        return grown

    def _lapsed(self, stability: Floats, difficulty: Floats, elapsed: Floats, _: Integers) -> Floats:
        import numpy as np

        w = self._w
        relearned = w[11] * np.exp(w[14] * (1.0 - self.recall(stability, elapsed)) - w[12] * np.log(difficulty))
        relearned = relearned * (np.exp(w[13] * np.log(stability + 1.0)) - 1.0)
        return np.minimum(relearned, stability / np.exp(w[17] * w[18]))

    def _same_day(self, stability: Floats, difficulty: Floats, elapsed: Floats, rating: Integers) -> Floats:  # noqa: ARG002 - one signature for the three kinds of review
        import numpy as np

        w = self._w
        factors = [np.exp(w[17] * (grade - 3 + w[18])) for grade in (1, 2, 3, 4)]
        growth = by_rating(factors, rating) * np.exp(-w[19] * np.log(stability))
        return stability * np.where(rating == 1, growth, np.maximum(growth, 1.0))

    def _first_difficulty(self, grade: int) -> Value:
        import numpy as np

        difficulty: Value = self._w[4] - np.exp(self._w[5] * (grade - 1)) + 1.0
        return difficulty

    def _next_difficulty(self, difficulty: Floats, rating: Integers) -> Floats:
        import numpy as np

        w = self._w
        moved = difficulty - w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        reverted = w[7] * self._first_difficulty(4) + (1.0 - w[7]) * moved
        return np.clip(reverted, 1.0, 10.0)
