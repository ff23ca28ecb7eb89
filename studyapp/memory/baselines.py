"""Predictions that know no card: what every memory model must beat."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats
    from studyapp.memory.history import History

START = 1.2
RATE = 0.3
"""Start and rate of srs-benchmark's moving average, in log odds."""


def average(history: History, counts: NDArray[np.bool_]) -> Floats:
    """Return for each counting review the share right of all counting ones before it, nan for others; at first .5."""
    import numpy as np

    rows = np.argsort(history.order)
    rows = rows[counts[rows]]
    right = history.right[rows].astype(float)
    before = np.arange(len(rows))
    predicted = np.full(len(history), np.nan)
    predicted[rows] = np.where(before > 0, (np.cumsum(right) - right) / np.maximum(before, 1), 0.5)
    return predicted


def moving_average(history: History, counts: NDArray[np.bool_]) -> Floats:
    """Return for each counting review the recent share of right answers, nan for others: log odds nudged by each one."""
    import numpy as np

    predicted = np.full(len(history), np.nan)
    odds = START
    by_time = np.argsort(history.order)
    for row in by_time[counts[by_time]].tolist():
        expected = 1.0 / (1.0 + exp(-odds))
        predicted[row] = expected
        odds += RATE * (float(history.right[row]) - expected)
    return predicted
