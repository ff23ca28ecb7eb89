"""How well each model predicts a log: every review from the past alone, under a five-fold split by time.

The log is cut into sixths by time. Each of the last five is predicted with parameters fitted on all before it, and
each review with the card's reviews before it; the results are scored together. Two views:

- `day`: the first review of a card on a study day (FSRS-6 counts whole days, as Anki does);
- `all`: every review but a card's first, with fractional days for every model.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING

from studyapp.memory.baselines import average, moving_average
from studyapp.memory.fit import counting, fit, predictions
from studyapp.memory.history import elapsed, since_first
from studyapp.memory.metrics import Scores, bins_of, score
from studyapp.memory.prior import FSRS6, FSRS7

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats, Integers
    from studyapp.memory.history import History
    from studyapp.memory.prior import Family

FOLDS = 5
Numbers = dict[str, int | float | None]
Views = dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class View:
    """Which reviews are scored, and how their time is counted."""

    counts: NDArray[np.bool_]
    """Reviews that baselines learn from."""
    scored: NDArray[np.bool_]
    bins: Integers

    def score(self, history: History, predicted: Floats) -> Numbers:
        """Return the scores of predictions as plain numbers, None where nothing can be said."""
        chosen = self.scored
        return plain(score(predicted[chosen], history.right[chosen], self.bins[chosen]))


def evaluate(history: History) -> dict[str, object]:
    """Return reviews, cards and the scores of all models, ready for JSON.

    `{"reviews", "cards", "models": {"fsrs6": {"default": {"day", "all"}, "fitted": …}, "fsrs7": …, "avg": {"day",
    "all"}, "moving_avg": …}}`; scores are `{"n", "log_loss", "rmse_bins", "auc"}`.
    """
    import numpy as np

    day, every = view(history, whole=True), view(history, whole=False)

    def both(on_days: Floats, on_all: Floats) -> Views:
        return {"day": day.score(history, on_days), "all": every.score(history, on_all)}

    def fsrs6(*, fitted: bool) -> Views:
        return both(
            rolling(FSRS6, history, fitted=fitted, whole=True), rolling(FSRS6, history, fitted=fitted, whole=False)
        )

    def fsrs7(*, fitted: bool) -> Views:
        predicted = rolling(FSRS7, history, fitted=fitted, whole=False)
        return both(predicted, predicted)

    models = {
        "fsrs6": {"default": fsrs6(fitted=False), "fitted": fsrs6(fitted=True)},
        "fsrs7": {"default": fsrs7(fitted=False), "fitted": fsrs7(fitted=True)},
        "avg": both(average(history, day.counts), average(history, every.counts)),
        "moving_avg": both(moving_average(history, day.counts), moving_average(history, every.counts)),
    }
    return {"reviews": len(history), "cards": len(np.unique(history.columns.card)), "models": models}


def rolling(family: Family, history: History, *, fitted: bool, whole: bool) -> Floats:
    """Return the prediction of every review from the second sixth on, from reviews before it alone; nan elsewhere."""
    import numpy as np

    predicted = np.full(len(history), np.nan)
    for begin, end in folds(len(history)):
        parameters = fit(family, history.before(begin), whole=whole).parameters if fitted else family.defaults
        known = predictions(family.model(parameters), history.before(end), whole=whole)
        past = history.order < end
        predicted[past & (history.order >= begin)] = known[history.order[past] >= begin]
    return predicted


def folds(reviews: int) -> list[tuple[int, int]]:
    """Return the first place and the place after the last of each fifth that is predicted."""
    cuts = [reviews * part // (FOLDS + 1) for part in range(1, FOLDS + 2)]
    return list(pairwise(cuts))


def view(history: History, *, whole: bool) -> View:
    """Return the reviews on later days with whole days, or all later reviews with fractional ones."""
    import numpy as np

    counts = counting(history, whole=whole)
    days = elapsed(history, whole=whole)
    lapses = since_first(history, ~history.right & ~history.same_day & ~history.first)
    reviews = since_first(history, np.ones(len(history), dtype=bool)) + 1
    return View(counts, counts & (history.order >= len(history) // (FOLDS + 1)), bins_of(days, reviews, lapses))


def plain(scores: Scores) -> Numbers:
    """Return scores as JSON has them: None for nan, six digits."""
    return {
        name: value if isinstance(value, int) else None if isnan(value) else round(value, 6)
        for name, value in asdict(scores).items()
    }
