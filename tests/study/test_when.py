"""Moments: what people write, and a clear word about everything else."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.errors import UsageError
from studyapp.study.when import parse_when

ZONE = timezone(timedelta(hours=5, minutes=30))
NOW = datetime(2026, 11, 24, 18, 40, tzinfo=ZONE)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("friday 9:00", "2026-11-27T09:00"),
        ("Fri 9", "2026-11-27T09:00"),
        ("on friday at 14.30", "2026-11-27T14:30"),
        ("friday, 2pm", "2026-11-27T14:00"),
        ("friday 12am", "2026-11-27T00:00"),
        ("friday noon", "2026-11-27T12:00"),
        ("friday", "2026-11-27T09:00"),
        ("tuesday", "2026-12-01T09:00"),
        ("tuesday 20:00", "2026-11-24T20:00"),
        ("next tuesday 20:00", "2026-12-01T20:00"),
        ("tomorrow", "2026-11-25T09:00"),
        ("tomorrow 7:05", "2026-11-25T07:05"),
        ("today 23:59", "2026-11-24T23:59"),
        ("in 3 days", "2026-11-27T18:40"),
        ("in an hour", "2026-11-24T19:40"),
        ("in 2 weeks", "2026-12-08T18:40"),
        ("2026-11-27", "2026-11-27T09:00"),
        ("2026-11-27 09:30", "2026-11-27T09:30"),
        ("2026-11-27T09:30:15", "2026-11-27T09:30:15"),
        ("27.11.", "2026-11-27T09:00"),
        ("3.2. 8:00", "2027-02-03T08:00"),
        ("27.11.2026 10:00", "2026-11-27T10:00"),
        ("27 nov", "2026-11-27T09:00"),
        ("3 February 2027, 11:00", "2027-02-03T11:00"),
        ("nov 27th 9am", "2026-11-27T09:00"),
        ("1 January", "2027-01-01T09:00"),
        ("9:00", "2026-11-25T09:00"),
        ("8pm", "2026-11-24T20:00"),
        ("2026-11-27 9:30", "2026-11-27T09:30"),
        ("2026-11-27 9am", "2026-11-27T09:00"),
    ],
)
def test_what_people_write(text: str, meant: str) -> None:
    assert parse_when(text, NOW) == datetime.fromisoformat(meant).replace(tzinfo=ZONE)


def test_a_zone_that_is_given_counts() -> None:
    moment = parse_when("2026-11-27T09:00Z", NOW)
    assert moment == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert moment.utcoffset() == NOW.utcoffset()


def test_the_time_of_the_machine_follows_its_own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    if not hasattr(time, "tzset"):
        pytest.skip("the zone of the process cannot be changed here")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        summer = datetime(2026, 10, 20, 12, tzinfo=UTC).astimezone()
        moment = parse_when("2026-11-27 09:00", summer)
        assert (moment.hour, moment.utcoffset()) == (9, timedelta(hours=1))
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("text", ["today 9:00", "2026-11-24 18:40", "2020-01-01", "24.11.2026", "today"])
def test_what_has_passed_is_refused_with_both_times(text: str) -> None:
    with pytest.raises(UsageError, match=r"has passed: it is Tuesday 24 November 2026, 18:40"):
        parse_when(text, NOW)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "9", "30 feb", "31.4.2027", "2026-13-01", "friday 25:00", "friday 9:75", "friday 13pm"),
        *("11/27/2026", "in 99999 weeks weeks", "fr", "2026-11-27T", "in 3", "12 foo", "2026-11-27 noon noon", "²²"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match="friday 9:00"):
        parse_when(text, NOW)


@given(st.text(max_size=30))
def test_any_text_is_a_moment_to_come_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert parse_when(text, NOW) > NOW
