"""Simulated learners in front of the real app: the queue does what the plan says, and nothing is left behind."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

import pytest

from studyapp.memory.learners import TRUTHS
from studyapp.memory.simulate import Course, Programmed, study
from studyapp.study.simulation import compare, study_app

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Course(cards=60, days=4, minutes=5.0)


@pytest.mark.parametrize("truth", TRUTHS)
def test_the_app_does_what_the_programme_does_on_arrays(truth: str) -> None:
    pairs = [
        (study_app(SMALL, truth, seed, goal=True), study(SMALL, truth, Programmed(SMALL), seed)) for seed in (1, 2)
    ]
    for app, arrays in pairs:
        assert app.seen == arrays.seen == SMALL.cards
        assert app.answers == pytest.approx(arrays.answers, abs=6)
        assert app.forecasts[0] == pytest.approx(arrays.forecasts[0], abs=1e-6)
        assert len(app.forecasts) == SMALL.days
    assert fmean(app.recall - arrays.recall for app, arrays in pairs) == pytest.approx(0.0, abs=0.06)


def test_the_same_seed_is_the_same_learner_in_both_arms() -> None:
    tiny = Course(cards=10, days=2, minutes=2.0)
    found = compare(tiny, "fsrs6", [5, 6])
    assert found == compare(tiny, "fsrs6", [5, 6])
    assert found.gain.mean == pytest.approx(found.goal.recall.mean - found.no_goal.recall.mean)
    assert [result.learners for result in (found.goal, found.no_goal)] == [2, 2]
    assert found.no_goal.forecasts == ()


def test_a_goal_brings_more_cards_and_more_recall() -> None:
    found = compare(SMALL, "fsrs7", [1])
    assert found.goal.coverage.mean > found.no_goal.coverage.mean
    assert found.gain.mean > 0.05


def test_nothing_is_left_behind(home: Path) -> None:
    study_app(Course(cards=5, days=1, minutes=1.0), "fsrs6", 1, goal=True)
    assert list(home.iterdir()) == []
