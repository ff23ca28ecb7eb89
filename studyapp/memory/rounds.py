"""A log arranged by rounds – all first reviews, all second ones, … – to predict every review of it again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.memory.columns import elapsed_days, step_many

if TYPE_CHECKING:
    from studyapp.memory.arrays import ArrayModel, Floats, Integers
    from studyapp.memory.columns import Columns


@dataclass(frozen=True, slots=True)
class Round:
    """The n-th reviews of all cards that have one; the cards with most reviews come first in every round."""

    rows: Integers
    """Where each review stands in the log's columns."""
    elapsed: Floats
    """Days since the card's review before."""
    rating: Integers
    chance: Floats


def rounds_of(columns: Columns) -> list[Round]:
    """Return the rounds of a log."""
    import numpy as np

    elapsed = elapsed_days(columns)
    starts = np.flatnonzero(np.diff(columns.card, prepend=-1))
    counts = np.diff(starts, append=len(elapsed))
    most_first = np.argsort(-counts, kind="stable")
    starts, counts = starts[most_first], counts[most_first]
    rounds = []
    for n in range(int(counts[0]) if len(counts) else 0):
        rows = starts[: int(np.count_nonzero(counts > n))] + n
        rounds.append(Round(rows, elapsed[rows], columns.rating[rows], columns.chance[rows]))
    return rounds


def recalls(model: ArrayModel, rounds: list[Round], reviews: int) -> Floats:
    """Return the recall before each of the log's `reviews`; nan for first ones. Shape `(reviews,)` or `(p, reviews)`."""
    import numpy as np

    if not rounds:
        return np.full(reviews, np.nan)
    stability, difficulty = step_many(model, None, rounds[0].elapsed, rounds[0].rating, rounds[0].chance)
    before = np.full((*stability.shape[:-1], reviews), np.nan)
    for these in rounds[1:]:
        active = len(these.rows)
        stability, difficulty = stability[..., :active], difficulty[..., :active]
        before[..., these.rows] = model.recall(stability, these.elapsed)
        stability, difficulty = step_many(model, (stability, difficulty), these.elapsed, these.rating, these.chance)
    return before
