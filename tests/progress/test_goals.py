"""Goals, rankings, forecasts and fitted parameters come back as they were kept."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from studyapp.progress.fitted import Fitted
from studyapp.progress.goals import Goal, KeptForecast, Ranking

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

GOAL = Goal("one", ("a", "b"), 2_000, 60, 900.0, ("long",), 1_000)
FORECAST = KeptForecast("one", ("a", "b"), "follow", 1_000, 2_000, "2026-11-24", 0.9, 0.82, 0.98)


def test_goals_come_back_nearest_exam_first(store: ProgressStore) -> None:
    sooner = Goal("two", ("c",), 1_500, 0, 60.0, (), 1_000)
    store.goals.set(GOAL)
    store.goals.set(sooner)
    assert store.goals.goals() == [sooner, GOAL]
    changed = replace(GOAL, seconds=60.0, exam_ms=1_400)
    store.goals.set(changed)
    assert store.goals.goals() == [changed, sooner]


def test_a_deck_belongs_to_one_goal(store: ProgressStore) -> None:
    store.goals.set(GOAL)
    store.goals.set(Goal("two", ("b", "c"), 3_000, 0, 60.0, (), 1_000))
    assert [goal.decks for goal in store.goals.goals()] == [("a",), ("b", "c")]
    store.goals.set(Goal("three", ("a",), 3_000, 0, 60.0, (), 1_000))
    assert {goal.id for goal in store.goals.goals()} == {"two", "three"}
    assert store.goals.remove(["a", "c", "unknown"]) == 2
    assert [goal.decks for goal in store.goals.goals()] == [("b",)]
    assert store.goals.remove(["unknown"]) == 0


RANKING = Ranking("one", "2026-11-24", 1_000, ("a/x", "b/y"), ((0.5, 1e-7), None))


def test_a_ranking_lives_as_long_as_its_goal_stays_the_same(store: ProgressStore) -> None:
    store.goals.keep_solution(GOAL, RANKING, [FORECAST])
    assert store.goals.ranking("one") is None
    assert store.goals.forecasts(scored=False) == []
    store.goals.set(GOAL)
    store.goals.keep_solution(GOAL, replace(RANKING, cards=()), [])
    store.goals.keep_solution(GOAL, RANKING, [])
    assert store.goals.ranking("one") == RANKING
    store.goals.set(GOAL)
    assert store.goals.ranking("one") is None
    store.goals.keep_solution(GOAL, RANKING, [])
    store.goals.remove(["a", "b"])
    assert store.goals.ranking("one") is None


def test_what_was_solved_for_a_goal_that_was_changed_meanwhile_is_not_kept(store: ProgressStore) -> None:
    store.goals.set(GOAL)
    store.goals.set(replace(GOAL, seconds=60.0))
    store.goals.keep_solution(GOAL, RANKING, [FORECAST])
    assert store.goals.ranking("one") is None
    assert store.goals.forecasts(scored=False) == []


def test_the_first_forecast_of_a_day_stays_and_is_scored_once(store: ProgressStore) -> None:
    later = replace(FORECAST, study_day="2026-11-25", made_ms=1_500)
    store.goals.set(GOAL)
    store.goals.keep_solution(GOAL, RANKING, [FORECAST, later, replace(FORECAST, expected=0.1)])
    assert store.goals.forecasts(scored=False) == [FORECAST, later]
    store.goals.score("one", 2_000, 0.85, 30, 2_100)
    store.goals.score("one", 2_000, 0.1, 1, 2_200)
    assert store.goals.forecasts(scored=False) == []
    assert [(f.actual, f.answers) for f in store.goals.forecasts(scored=True)] == [(0.85, 30)] * 2
    store.goals.unscore(2_000)
    assert len(store.goals.forecasts(scored=True)) == 2
    store.goals.unscore(1_999)
    assert store.goals.forecasts(scored=False) == [FORECAST, later]


def test_a_change_of_minutes_replaces_the_forecast_of_its_own_day_only(store: ProgressStore) -> None:
    store.goals.set(GOAL)
    yesterday = replace(FORECAST, study_day="2026-11-23", made_ms=500)
    store.goals.keep_solution(GOAL, RANKING, [yesterday, FORECAST])
    changed = replace(GOAL, seconds=60.0, made_ms=1_100)
    store.goals.set(changed)
    now = replace(FORECAST, made_ms=1_200, expected=0.5)
    store.goals.keep_solution(changed, RANKING, [now, replace(now, made_ms=1_300, expected=0.4)])
    assert store.goals.forecasts(scored=False) == [yesterday, now]


@pytest.mark.parametrize(
    "change", [{"exam_ms": 3_000}, {"left_out": ()}, {"decks": ("a",)}], ids=["exam", "tags", "decks"]
)
def test_forecasts_for_another_exam_or_other_cards_are_forgotten(
    store: ProgressStore, change: dict[str, object]
) -> None:
    store.goals.set(GOAL)
    store.goals.keep_solution(GOAL, RANKING, [FORECAST])
    store.goals.set(replace(GOAL, **change))  # type: ignore[arg-type] # one field of its own type
    assert store.goals.forecasts(scored=False) == []


def test_a_goal_whose_exam_has_passed_keeps_its_decks_beside_a_new_one(store: ProgressStore) -> None:
    store.goals.set(GOAL)
    store.goals.keep_solution(GOAL, RANKING, [FORECAST])
    store.goals.set(Goal("two", ("a",), 9_000, 0, 60.0, (), GOAL.exam_ms))
    assert [goal.decks for goal in store.goals.goals()] == [("a", "b"), ("a",)]
    assert store.goals.forecasts(scored=False) == [FORECAST]


def test_whether_there_are_goals_depends_on_their_exams(store: ProgressStore) -> None:
    assert not store.has_goals(0)
    store.goals.set(GOAL)
    assert store.has_goals(GOAL.exam_ms - 1)
    assert not store.has_goals(GOAL.exam_ms)


def test_fitted_parameters_come_back_exactly(store: ProgressStore) -> None:
    assert store.fitted() is None
    made = Fitted("fsrs7", (0.1, 1 / 3, 1e-9), 1200, 5_000)
    store.keep_fitted(made)
    assert store.fitted() == made
    store.keep_fitted(made._replace(parameters=()))
    assert store.fitted() == made._replace(parameters=())


@pytest.mark.parametrize("kept", ["", "fsrs7", "fsrs7 x y", "fsrs7 1 2 nan", "fsrs7 1 2 zero"])
def test_what_is_no_fit_counts_as_none(store: ProgressStore, path: Path, kept: str) -> None:
    store.keep_fitted(Fitted("fsrs7", (0.1,), 1, 1))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE about SET value = ? WHERE key = 'fitted'", (kept,))
    database.close()
    assert store.fitted() is None
