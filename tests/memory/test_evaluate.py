"""Evaluation: nothing is predicted from its own future, and the report has its documented form."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pytest

from studyapp.memory import evaluate as evaluate_module
from studyapp.memory.baselines import average, moving_average
from studyapp.memory.evaluate import evaluate, folds, rolling, view
from studyapp.memory.fit import Fit, fit
from studyapp.memory.history import History, history_of, since_first
from studyapp.memory.metrics import log_losses
from studyapp.memory.prior import FSRS6, FSRS7, Family
from studyapp.memory.revlogs import LoggedReview, read_log

EXCERPT = Path(__file__).parent / "data" / "learner-a-excerpt.csv"
SHARED = Path(__file__).parents[2] / "../shared/data/revlogs"


def excerpt() -> History:
    return history_of(read_log(EXCERPT))


def small() -> History:
    """Two cards: a at hours 10, 11 of day one and 10 of day three, b at hour 12 of day one and 5 of day two."""
    at = [("a", 10, 3), ("a", 11, 1), ("b", 12, 3), ("b", 29, 1), ("a", 58, 3)]
    return history_of([LoggedReview(card, hour * 3_600_000, rating, 0) for card, hour, rating in at])


def test_history_knows_first_and_same_day_reviews() -> None:
    history = small()
    assert history.columns.card.tolist() == [0, 0, 0, 1, 1]
    assert history.order.tolist() == [0, 1, 4, 2, 3]
    assert history.first.tolist() == [True, False, False, True, False]
    assert history.same_day.tolist() == [True, True, False, True, False]
    assert since_first(history, ~history.right).tolist() == [0, 0, 1, 0, 0]
    assert history.before(3).order.tolist() == [0, 1, 2]


def test_views_score_later_days_or_all_later_reviews() -> None:
    assert view(small(), whole=True).counts.tolist() == [False, False, True, False, True]
    assert view(small(), whole=False).counts.tolist() == [False, True, True, False, True]


def test_folds_cover_all_but_the_first_sixth() -> None:
    assert folds(12) == [(2, 4), (4, 6), (6, 8), (8, 10), (10, 12)]
    assert folds(0) == [(0, 0)] * 5


def test_baselines_know_the_past_only() -> None:
    counts = ~small().first
    assert average(small(), counts)[counts].tolist() == pytest.approx([0.5, 0.0, 0.0])
    first, second, third = moving_average(small(), counts)[[1, 4, 2]].tolist()
    assert first == pytest.approx(1 / (1 + np.exp(-1.2)))
    assert first > second > third


@pytest.mark.parametrize("fitted", [False, True])
def test_what_comes_later_changes_no_prediction(fitted: bool) -> None:
    history = excerpt()
    late = history.order >= len(history) * 5 // 6
    changed = replace(history, columns=replace(history.columns, rating=np.where(late, 1, history.columns.rating)))
    one = rolling(FSRS7, history, fitted=fitted, whole=False)
    other = rolling(FSRS7, changed, fitted=fitted, whole=False)
    seen = ~np.isnan(one) & (history.order < len(history) * 5 // 6)
    assert seen.any()
    assert one[seen].tolist() == other[seen].tolist()


def test_parameters_are_fitted_on_what_came_before_each_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    history = excerpt()
    last: list[int] = []

    def noted(family: Family, past: History, *, whole: bool) -> Fit:
        last.append(int(past.order.max()))
        return fit(family, past, whole=whole)

    monkeypatch.setattr(evaluate_module, "fit", noted)
    rolling(FSRS7, history, fitted=True, whole=False)
    assert last == [begin - 1 for begin, _ in folds(len(history))]


def test_the_report_has_its_documented_form() -> None:
    report = json.loads(json.dumps(evaluate(excerpt())))
    assert (report["reviews"], report["cards"]) == (320, 30)
    assert set(report["models"]) == {"fsrs6", "fsrs7", "avg", "moving_avg"}
    views = [*report["models"]["fsrs6"].values(), *report["models"]["fsrs7"].values()]
    views += [report["models"]["avg"], report["models"]["moving_avg"]]
    assert [*report["models"]["fsrs7"]] == ["default", "fitted"]
    for both in views:
        assert [*both] == ["day", "all"]
        for scores in both.values():
            assert [*scores] == ["n", "log_loss", "rmse_bins", "auc"]
    assert len({both["all"]["n"] for both in views}) == 1


@pytest.mark.parametrize("reviews", [0, 1, 7])
def test_a_log_too_short_to_score_gives_no_numbers(reviews: int) -> None:
    report = json.dumps(evaluate(excerpt().before(reviews)))
    assert "NaN" not in report


@pytest.mark.parametrize(
    ("log", "family", "on_days", "on_all"),
    [
        # What the best refit by fsrs-rs reaches under the same splits; with whole days it says nothing within a day.
        ("learner-a", FSRS7, 0.4539, 0.7787),
        ("learner-a", FSRS6, 0.4539, inf),
        ("learner-b", FSRS7, 0.1413, 0.1443),
        ("learner-b", FSRS6, 0.1413, inf),
    ],
    ids=["a-fsrs7", "a-fsrs6", "b-fsrs7", "b-fsrs6"],
)
def test_fits_beat_the_defaults_and_the_best_known_refit(
    log: str, family: Family, on_days: float, on_all: float
) -> None:
    path = SHARED / f"{log}.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the checkout")
    history = history_of(read_log(path))
    whole = family is FSRS6
    default, fitted = (rolling(family, history, fitted=fitted, whole=whole) for fitted in (False, True))
    for days, reached in ((True, on_days), (False, on_all)):
        if reached < inf:
            scored = view(history, whole=days).scored
            losses = [float(log_losses(made[scored], history.right[scored]).mean()) for made in (default, fitted)]
            assert losses[1] < min(losses[0], reached)
