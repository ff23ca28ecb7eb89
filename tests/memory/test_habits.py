"""Habits: published figures to begin with, the person's own in the end."""

from __future__ import annotations

import pytest

from studyapp.memory.habits import LONGEST_MS, habits
from studyapp.memory.horizon import Answers
from studyapp.memory.revlogs import MILLISECONDS_A_DAY, LoggedReview


def log_of(cards: int, ratings: tuple[int, ...], milliseconds: int) -> list[LoggedReview]:
    """Every card answered with these ratings, one a day, always in the same time."""
    days = enumerate(ratings)
    return [
        LoggedReview(str(card), (10 + day) * MILLISECONDS_A_DAY, rating, milliseconds)
        for day, rating in days
        for card in range(cards)
    ]


def test_without_a_log_the_published_figures_hold() -> None:
    found = habits([])
    assert found.first == pytest.approx(Answers().first)
    assert sum(found.right) == pytest.approx(1.0)
    assert found.later_seconds == Answers().later_seconds


def test_a_long_log_speaks_for_itself() -> None:
    found = habits(log_of(5000, (3, 4), 6000))
    assert found.first == pytest.approx((0.0, 0.0, 1.0, 0.0), abs=0.01)
    assert found.right == pytest.approx((0.0, 0.0, 1.0), abs=0.01)
    assert found.first_seconds[2] == pytest.approx(6.0, rel=0.01)
    assert found.later_seconds[3] == pytest.approx(6.0, rel=0.01)


def test_a_few_answers_move_the_figures_a_little() -> None:
    published, found = Answers(), habits(log_of(5, (3, 3), 40_000))
    assert published.first[2] < found.first[2] < 0.7
    assert published.first_seconds[2] < found.first_seconds[2] < 20.0
    assert sum(found.first) == pytest.approx(1.0)


def test_breaks_and_repeats_within_a_day_tell_nothing() -> None:
    day = MILLISECONDS_A_DAY
    reviews = [LoggedReview("a", 10 * day, 3, LONGEST_MS + 1), LoggedReview("a", 10 * day + 60_000, 4, 1000)]
    found = habits(reviews)
    assert found.right == pytest.approx(Answers().right)
    assert found.later_seconds == Answers().later_seconds
    assert found.first_seconds == Answers().first_seconds
