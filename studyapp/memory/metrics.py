"""How good predictions of recall were: log loss, RMSE(bins), AUC; all need numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats, Integers

CERTAINTY = 1e-4
"""Predictions are kept this far from 0 and 1, so that one sure error cannot cost everything."""
SECOND = 1.0 / 86_400.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Predictions against what happened; nan where nothing can be said."""

    n: int
    log_loss: float
    """Mean of −log of the probability given to what happened: 0 is perfect."""
    rmse_bins: float
    """Root of the mean squared gap between predicted and actual recall within bins: calibration, 0 is perfect."""
    auc: float
    """Probability that a remembered review was predicted above a forgotten one: .5 is blind."""


def score(predicted: Floats, right: NDArray[np.bool_], bins: Integers) -> Scores:
    """Return the scores of predictions 0–1; `bins` numbers each review's bin (`bins_of`)."""
    import numpy as np

    if not len(predicted):
        return Scores(0, float("nan"), float("nan"), float("nan"))
    loss = float(np.mean(log_losses(predicted, right)))
    return Scores(len(predicted), loss, rmse_bins(predicted, right, bins), auc(predicted, right))


def log_losses(predicted: Floats, right: NDArray[np.bool_]) -> Floats:
    """Return the log loss of each prediction."""
    import numpy as np

    bounded = np.clip(predicted, CERTAINTY, 1.0 - CERTAINTY)
    losses: Floats = -np.log(np.where(right, bounded, 1.0 - bounded))
    return losses


def rmse_bins(predicted: Floats, right: NDArray[np.bool_], bins: Integers) -> float:
    """Return the root of the squared gap between mean prediction and share right per bin, weighted by reviews."""
    import numpy as np

    _, place, count = np.unique(bins, return_inverse=True, return_counts=True)
    gap = np.bincount(place, weights=predicted - right) / count
    return float(np.sqrt(np.sum(count * gap**2) / len(predicted)))


def bins_of(elapsed: Floats, reviews: Integers, lapses: Integers) -> Integers:
    """Return each review's bin: by days elapsed, reviews of the card up to this one, and lapses before, all by ratio.

    The bins of srs-benchmark: factors of 3.62 in days, 1.89 in reviews, 1.73 in lapses (none apart).
    """
    import numpy as np

    by_days = np.floor(np.log(np.maximum(elapsed, SECOND)) / np.log(3.62))
    by_reviews = np.floor(np.log(np.maximum(reviews, 1)) / np.log(1.89))
    by_lapses = np.where(lapses > 0, 1.0 + np.floor(np.log(np.maximum(lapses, 1)) / np.log(1.73)), 0.0)
    numbered: Integers = ((by_days + 100.0) * 10_000.0 + by_reviews * 100.0 + by_lapses).astype(np.int64)
    return numbered


def auc(predicted: Floats, right: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve, ties counting half; nan when all were right or all wrong."""
    import numpy as np

    hits = int(np.count_nonzero(right))
    misses = len(right) - hits
    if hits == 0 or misses == 0:
        return float("nan")
    _, place, count = np.unique(predicted, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - 0.5 * (count - 1)
    return float((np.sum(rank[place][right]) - hits * (hits + 1) / 2.0) / (hits * misses))
