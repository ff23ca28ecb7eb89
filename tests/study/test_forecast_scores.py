"""Forecasts against outcomes: the outcome follows the answers near the exam, and the range follows past errors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock, to_milliseconds
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.model import Rating
from studyapp.memory.plan import PRIOR_BAND
from studyapp.memory.revlogs import LoggedReview
from studyapp.progress.goals import KeptForecast
from studyapp.study.forecast_scores import (
    FEWEST_ANSWERS,
    NARROWEST,
    WIDEST,
    band_of,
    outcome,
    score_table,
)
from studyapp.study.goals import Planner
from tests.study.answering import answer_days
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)
DAY_MS = 86_400_000
EXAM = 100 * DAY_MS


def scored(error: float, exam: int = 0, days: float = 2.0) -> KeptForecast:
    made = round(exam * DAY_MS - days * DAY_MS)
    return KeptForecast(f"g{exam}", ("d",), "follow", made, exam * DAY_MS, "x", 0.8, 0.72, 0.88, 0.8 - error, 30)


def log_of(share_right: float, cards: int = 400, chance: float = 0.0) -> list[LoggedReview]:
    """Cards learnt ten days and asked one day before the exam, of which a share is right then."""
    rng = Random(3)
    log = [LoggedReview(str(card), EXAM - 10 * DAY_MS + card, 3, 0) for card in range(cards)]
    for card in range(cards):
        right = rng.random() < share_right + (1.0 - share_right) * chance
        log.append(LoggedReview(str(card), EXAM - DAY_MS + card, 3 if right else 1, 0, chance))
    return log


@pytest.mark.parametrize("chance", [0.0, 0.25])
def test_the_outcome_follows_what_answers_near_the_exam_showed(chance: float) -> None:
    model = Fsrs7()
    found = [outcome(log_of(share, chance=chance), 400, model, EXAM)[0] for share in (0.3, 0.6, 0.9)]
    assert found == sorted(found)
    assert found[2] - found[0] > 0.4


def test_cards_never_seen_count_nothing_and_later_answers_do_not_count_as_known() -> None:
    whole, answers = outcome(log_of(0.8), 400, Fsrs7(), EXAM)
    half, _ = outcome(log_of(0.8), 800, Fsrs7(), EXAM)
    assert half == pytest.approx(whole / 2)
    assert answers == 400
    late = [LoggedReview("x", EXAM + DAY_MS, 3, 0)]
    assert outcome(late, 1, Fsrs7(), EXAM) == (0.0, 0)


def test_the_range_is_the_prior_until_three_exams_and_then_follows_the_errors() -> None:
    assert band_of([]) == (PRIOR_BAND, 0)
    assert band_of([scored(0.3, exam) for exam in (1, 2)]) == (PRIOR_BAND, 0)
    assert band_of([scored(0.3, 1)] * 9) == (PRIOR_BAND, 0)
    narrow, count = band_of([scored(0.01, exam) for exam in range(1, 21)])
    assert count == 20
    assert NARROWEST <= narrow < PRIOR_BAND
    wide, _ = band_of([scored(-0.2, exam) for exam in range(1, 6)])
    assert PRIOR_BAND < wide <= WIDEST


def test_scores_stand_by_horizon() -> None:
    forecasts = [scored(0.1, 1, days=1.0), scored(-0.1, 2, days=1.0), scored(0.04, 3, days=6.0)]
    table = {row.horizon: row for row in score_table([*forecasts, replace(forecasts[0], kind="stop")])}
    assert {*table} == {"a day", "4-7 days"}
    assert table["a day"].forecasts == 2
    assert table["a day"].bias == pytest.approx(0.0)
    assert table["a day"].rmse == pytest.approx(0.1)
    assert table["a day"].coverage == 0.0
    assert table["4-7 days"].coverage == 1.0


@pytest.mark.parametrize("cards", [40, FEWEST_ANSWERS - 1])
def test_exams_that_passed_are_scored_when_there_are_answers_enough(tmp_path: Path, cards: int) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(40), clock=clock) as workspace:
        planner = Planner(workspace)
        planner.plan(planner.set(workspace.shelf().decks, NOON + 4 * DAY, 10))
        answer_days(workspace.store, cards=cards, days=4, rating=lambda *_: Rating.GOOD)
        assert Planner(workspace).score() == 0
        clock.answered(5 * 86_400.0)
        enough = cards * 3 >= FEWEST_ANSWERS
        assert Planner(workspace).score() == enough
        assert Planner(workspace).score() == 0
        kept = workspace.store.goals.forecasts(scored=True)
        assert {forecast.kind for forecast in kept} == {"stop", "follow"}
        actual = kept[0].actual
        assert actual is not None
        assert 0.6 * cards / 40 < actual <= cards / 40
        assert kept[0].exam_ms == to_milliseconds(NOON + 4 * DAY)
