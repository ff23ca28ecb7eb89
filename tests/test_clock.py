from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.clock import StandingClock, SystemClock, from_milliseconds, offset_minutes, study_day, to_milliseconds

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-11-24T03:59:59", "2026-11-23"),
        ("2026-11-24T04:00:00", "2026-11-24"),
        ("2026-11-25T00:30:00", "2026-11-24"),
    ],
)
def test_the_study_day_begins_at_four(wall: str, day: str) -> None:
    assert study_day(datetime.fromisoformat(wall).replace(tzinfo=BERLIN)) == date.fromisoformat(day)


@given(st.sampled_from(sorted(available_timezones())), st.integers(min_value=1_100_000_000, max_value=1_950_000_000))
def test_the_study_day_never_goes_backwards(zone: str, start: int) -> None:
    moments = [datetime.fromtimestamp(start + 900 * n, ZoneInfo(zone)) for n in range(200)]
    days = [study_day(moment) for moment in moments]
    assert days == sorted(days)


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2106, 1, 1)),  # noqa: DTZ001 - the zone is drawn
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_milliseconds_and_offset_give_the_moment_back(wall: datetime, offset: int) -> None:
    moment = wall.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    again = from_milliseconds(to_milliseconds(moment), offset_minutes(moment))
    assert again == moment
    assert study_day(again) == study_day(moment)


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of a process cannot be changed there")
def test_the_machine_s_clock_follows_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    offsets = []
    for zone in ("Asia/Tokyo", "Pacific/Honolulu", "UTC"):
        monkeypatch.setenv("TZ", zone)
        offsets.append(offset_minutes(clock.now()))
    monkeypatch.undo()
    clock.now()
    assert offsets == [540, -600, 0]


def test_a_standing_clock_moves_by_time_not_by_what_the_wall_clock_shows() -> None:
    clock = StandingClock(datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN))
    clock.answered(2 * 3600)
    assert clock.now().astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_standing_clock_moves_by_answers_only() -> None:
    clock = StandingClock(datetime(2026, 11, 24, 18, 40, tzinfo=BERLIN))
    assert clock.now() == clock.now()
    clock.answered(12.5)
    assert clock.now() == datetime(2026, 11, 24, 18, 40, 12, 500_000, tzinfo=BERLIN)
