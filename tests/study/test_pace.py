"""The pace of answers: published to begin with, the person's own in the end, and the queue goes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.memory.model import Rating
from studyapp.study.pace import AnswerTimes, own_times
from tests.study.answering import answer_days
from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

SLOW = ("typed", 3, 35_100)
"""Three times as long as published."""
QUICK = ("choice", 3, 3_900)
"""A third."""


def test_without_answers_the_published_times_hold() -> None:
    assert own_times([]) == AnswerTimes()
    assert own_times([("typed", 3, 0), ("typed", 3, 120_000)]) == AnswerTimes()  # unknown, and away


def test_the_more_answers_the_more_they_count() -> None:
    few, many = own_times([SLOW] * 5), own_times([SLOW] * 2000)
    assert AnswerTimes().review < few.review < many.review
    assert list(many) == pytest.approx([3.0 * seconds for seconds in AnswerTimes()], rel=0.02)


def test_a_few_breaks_tell_nothing() -> None:
    assert own_times([SLOW] * 20 + [("typed", 3, 119_000)] * 5) == own_times([SLOW] * 25)


def test_failed_answers_take_longer_and_say_nothing_else() -> None:
    assert own_times([("typed", 1, 18_900)] * 50).review == pytest.approx(AnswerTimes().review)


def test_every_form_has_its_own_pace_and_counts_as_often_as_it_occurs() -> None:
    both = own_times([SLOW] * 1000 + [QUICK] * 1000)
    assert both.review == pytest.approx(AnswerTimes().review * (3.0 + 1.0 / 3.0) / 2.0, rel=0.03)


def test_quick_people_are_given_more_cards(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(200), minutes_a_day=5) as workspace:
        before = workspace.overview().share_new
        answer_days(workspace.store, cards=60, days=1, rating=lambda *_: Rating.AGAIN, after=-30, deck="other")
        assert workspace.overview().share_new > 1.3 * before
