"""Scores of predictions, by hand and by brute force."""

from __future__ import annotations

from math import isnan, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.memory.metrics import auc, bins_of, log_losses, rmse_bins, score

outcomes = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.95]), st.booleans()), min_size=2, max_size=40)


def test_log_loss_is_the_surprise_at_what_happened() -> None:
    losses = log_losses(np.array([0.9, 0.9, 1.0, 0.0]), np.array([True, False, False, True]))
    assert losses.tolist() == pytest.approx([-log(0.9), -log(0.1), -log(1e-4), -log(1e-4)])


@given(outcomes)
def test_auc_is_the_share_of_pairs_in_the_right_order(pairs: list[tuple[float, bool]]) -> None:
    right = [p for p, hit in pairs if hit]
    wrong = [p for p, hit in pairs if not hit]
    found = auc(np.array([p for p, _ in pairs]), np.array([hit for _, hit in pairs]))
    if right and wrong:
        wins = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
        assert found == pytest.approx(wins / (len(right) * len(wrong)))
    else:
        assert isnan(found)


def test_rmse_weighs_the_gap_of_each_bin_by_its_reviews() -> None:
    predicted = np.array([0.8, 0.6, 0.9])
    right = np.array([True, False, True])
    bins = np.array([7, 7, 8])
    assert rmse_bins(predicted, right, bins) == pytest.approx(sqrt((2 * 0.2**2 + 1 * 0.1**2) / 3))


def test_bins_part_by_ratio_of_days_reviews_and_lapses() -> None:
    days = np.array([1.0, 3.6, 3.7, 1.0, 1.0, 1.0, 1e-9])
    reviews = np.array([2, 2, 2, 3, 4, 2, 2])
    lapses = np.array([0, 0, 0, 0, 0, 1, 0])
    bins = bins_of(days, reviews, lapses).tolist()
    assert bins[0] == bins[1] == bins[3]
    assert len(set(bins)) == 5


def test_perfect_predictions_score_perfectly() -> None:
    right = np.array([True, False, True])
    scores = score(right.astype(float), right, np.array([1, 1, 2]))
    assert (scores.n, scores.auc, scores.rmse_bins) == (3, 1.0, 0.0)
    assert scores.log_loss == pytest.approx(0.0, abs=2e-4)


def test_nothing_to_score_is_no_number() -> None:
    scores = score(np.array([]), np.array([], dtype=bool), np.array([], dtype=int))
    assert scores.n == 0
    assert isnan(scores.log_loss)
