"""The scale of first stabilities: the right way, not too far, and the defaults while little is known."""

from __future__ import annotations

import numpy as np
import pytest

from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.history import History, history_of
from studyapp.memory.model import Rating
from studyapp.memory.prior import FSRS7
from studyapp.memory.revlogs import MILLISECONDS_A_DAY, LoggedReview
from studyapp.memory.scale import scaled

GOOD = 2


def log_of(scale: float, cards: int) -> History:
    """The log of someone whose memories last `scale` times as long at first; each card seen on four days."""
    truth = Fsrs7(tuple(w * scale if index < 4 else w for index, w in enumerate(FSRS7.defaults)))
    rng = np.random.default_rng(3)
    log = []
    for card in range(cards):
        state = truth.first(Rating.GOOD)
        log.append(LoggedReview(str(card), card * 1000, 3, 0))
        for day in (1, 2, 3):
            rating = Rating.GOOD if rng.random() < truth.recall(state, 1.0) else Rating.AGAIN
            state = truth.after(state, 1.0, rating)
            log.append(LoggedReview(str(card), day * MILLISECONDS_A_DAY + card * 1000, int(rating), 0))
    return history_of(sorted(log, key=lambda review: review.at_ms))


def found(history: History) -> tuple[float, ...]:
    counts = ~history.first
    return scaled(FSRS7, history, counts, np.ones(int(counts.sum())))


@pytest.mark.parametrize(("truth", "low", "high"), [(0.1, 0.05, 0.5), (1.0, 0.6, 1.7), (6.0, 1.6, 9.0)])
def test_the_scale_is_found(truth: float, low: float, high: float) -> None:
    own = found(log_of(truth, 150))
    assert low < own[GOOD] / FSRS7.defaults[GOOD] < high
    assert own[4:] == FSRS7.defaults[4:]
    assert list(own[:4]) == sorted(own[:4])


def test_little_evidence_moves_it_little() -> None:
    few, many = found(log_of(0.1, 4)), found(log_of(0.1, 150))
    assert many[GOOD] < 0.6 * few[GOOD]


def test_a_few_reviews_leave_the_defaults() -> None:
    assert found(log_of(0.15, 3)) == FSRS7.defaults
