"""A whole review log in columns, with what fitting and scoring need to know of every review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studyapp.memory.columns import Columns, elapsed_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats, Integers
    from studyapp.memory.revlogs import LoggedReview


@dataclass(frozen=True, slots=True)
class History:
    """Reviews sorted by card and, for each card, by time; every array has one entry per review."""

    columns: Columns
    """With fractional days."""
    day: Integers
    """Number of the study day."""
    order: Integers
    """Place of the review in the whole log by time, from 0."""

    @property
    def whole_days(self) -> Columns:
        """The same reviews counted in whole study days."""
        return replace(self.columns, at_days=self.day.astype(float))

    @property
    def first(self) -> NDArray[np.bool_]:
        """Which reviews are the first of their card."""
        import numpy as np

        first: NDArray[np.bool_] = np.diff(self.columns.card, prepend=-1) != 0
        return first

    @property
    def same_day(self) -> NDArray[np.bool_]:
        """Which reviews, first ones included, come on the study day of the card's review before."""
        return elapsed_days(self.whole_days) < 1.0

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which reviews were not rated again."""
        return self.columns.rating > 1

    def before(self, order: int) -> History:
        """Return the log up to the review in place `order`, that one not included."""
        return self.only(self.order < order)

    def only(self, chosen: NDArray[np.bool_]) -> History:
        """Return the chosen reviews; cards keep their numbers, reviews their places."""
        rows = self.columns
        return History(
            Columns(rows.card[chosen], rows.at_days[chosen], rows.rating[chosen], rows.chance[chosen]),
            self.day[chosen],
            self.order[chosen],
        )

    def __len__(self) -> int:
        """Return how many reviews there are."""
        return len(self.order)


def history_of(reviews: Sequence[LoggedReview], offset_minutes: int = 0) -> History:
    """Return the history of a log in the order of time; study days as in the zone `offset_minutes` east of Greenwich."""
    import numpy as np

    numbers: dict[str, int] = {}
    card = np.array([numbers.setdefault(review.card, len(numbers)) for review in reviews], dtype=np.int64)
    sorting = np.argsort(card, kind="stable")
    return History(
        Columns(
            card[sorting],
            np.array([review.at_days for review in reviews], dtype=np.float64)[sorting],
            np.array([review.rating for review in reviews], dtype=np.int64)[sorting],
            np.array([review.chance for review in reviews], dtype=np.float64)[sorting],
        ),
        np.array([review.study_day(offset_minutes) for review in reviews], dtype=np.int64)[sorting],
        sorting,
    )


def since_first(history: History, counted: NDArray[np.bool_]) -> Integers:
    """Return for each review how many `counted` reviews of its card came before it."""
    import numpy as np

    so_far: Integers = np.cumsum(counted) - counted
    starts = np.flatnonzero(history.first)
    lengths = np.diff(starts, append=len(history))
    before: Integers = so_far - np.repeat(so_far[starts], lengths)
    return before


def elapsed(history: History, *, whole: bool) -> Floats:
    """Return the days since each card's review before, whole study days or fractional; 0 for first ones."""
    return elapsed_days(history.whole_days if whole else history.columns)
