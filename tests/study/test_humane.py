from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.humane import count, day, duration, minutes, moment, percent, until

MONDAY_EVENING = datetime(2026, 11, 23, 18, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(days=-3), "now"),
        (timedelta(0), "now"),
        (timedelta(seconds=5), "in 1 minute"),
        (timedelta(minutes=10), "in 10 minutes"),
        (timedelta(minutes=59, seconds=20), "in 59 minutes"),
        (timedelta(minutes=59, seconds=50), "in 1 hour"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(hours=9, minutes=10), "in 9 hours"),
        (timedelta(hours=9, minutes=30), "tomorrow"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=2), "on Wednesday 25 November"),
        (timedelta(days=11), "on Friday 4 December"),
        (timedelta(days=45), "on Thursday 7 January"),
        (timedelta(days=400), "on 28 December 2027"),
    ],
)
def test_until_says_when_something_comes_back(later: timedelta, words: str) -> None:
    assert until(MONDAY_EVENING, MONDAY_EVENING + later) == words


def test_the_small_hours_belong_to_the_evening_before() -> None:
    half_past_one = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    assert until(half_past_one, half_past_one + timedelta(hours=2)) == "in 2 hours"
    assert until(half_past_one, half_past_one + timedelta(hours=3)) == "tomorrow"


@given(
    st.timedeltas(timedelta(days=-10_000), timedelta(days=25_000)),
    st.timedeltas(timedelta(days=-400), timedelta(days=40_000)),
    st.integers(-720, 840),
)
def test_until_always_finds_words(since: timedelta, later: timedelta, offset: int) -> None:
    now = (MONDAY_EVENING + since).astimezone(timezone(timedelta(minutes=offset)))
    words = until(now, now + later)
    assert words in {"now", "tomorrow"} or words.startswith(("in ", "on "))
    assert " 0 " not in words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 seconds"),
        (1, "1 second"),
        (45.4, "45 seconds"),
        (59.7, "1 minute"),
        (840, "14 minutes"),
        (3599, "1 hour"),
        (3600, "1 hour"),
        (7500, "2 hours 5 minutes"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_minutes_are_rounded_up_so_that_time_left_is_never_none_too_early() -> None:
    assert [minutes(seconds) for seconds in (-1, 0, 1, 60, 61, 720)] == [
        "0 min",
        "0 min",
        "1 min",
        "1 min",
        "2 min",
        "12 min",
    ]


@given(st.floats(0, 1))
def test_only_the_whole_is_all_and_only_nothing_is_none(share: float) -> None:
    assert (percent(share) == "100 %") == (share == 1)
    assert (percent(share) == "0 %") == (share == 0)


def test_dates_counts_and_headings() -> None:
    assert day(date(2027, 2, 1), date(2026, 11, 24)) == "1 February 2027"
    assert day(date(2026, 1, 1), date(2026, 11, 24)) == "Thursday 1 January"
    assert moment(MONDAY_EVENING) == "Mon 23 Nov 18:40"
    assert count(1, "card") == "1 card"
    assert count(2900, "card") == "2,900 cards"
    assert count(2, "entry", "entries") == "2 entries"
