"""Time as the app sees it: an injected clock, and the study day that begins at four in the morning."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Protocol

DAY_STARTS = timedelta(hours=4)
MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST_MS = 1_104_537_600_000  # 2005
LATEST_MS = 4_102_444_800_000  # 2100
"""Clocks that have lost their time begin at 1970, 1980 or 2000; nobody studies with this version in 2100."""


class Clock(Protocol):
    """Says what time it is, with the local offset; `answered` is told how long each answer took."""

    def stopwatch(self) -> float:
        """Return seconds that only run forward, however the time of day is set; only differences count."""

    def now(self) -> datetime:
        """Return the current moment with its local offset."""

    def answered(self, seconds: float) -> None:
        """Take note that an answer took `seconds`."""


class SystemClock:
    """The machine's own clock."""

    def stopwatch(self) -> float:
        """Return seconds since some moment; a change of the machine's clock does not touch them."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the current moment with its local offset."""
        if sys.platform != "win32":
            time.tzset()  # the zone may have been changed since the start: a journey
        return datetime.now(UTC).astimezone()

    def answered(self, seconds: float) -> None:
        """Time passes by itself."""


class StandingClock:
    """A clock that stands still but for what answers take: for tests and demonstrations."""

    def __init__(self, start: datetime) -> None:
        self._start = self._now = start if start.tzinfo else start.astimezone()

    def stopwatch(self) -> float:
        """Return how many seconds it has been moved on."""
        return (self._now - self._start).total_seconds()

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self._now

    def answered(self, seconds: float) -> None:
        """Move on by `seconds`."""
        # Adding to a local time would add to what the wall clock shows, also where that leaps.
        self._now = (self._now.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self._now.tzinfo)


def study_day(moment: datetime) -> date:
    """Return the day that an aware `moment` belongs to: local wall time less four hours, so late evenings count."""
    return (moment.replace(tzinfo=None) - DAY_STARTS).date()


def start_of(day: date, zone: tzinfo | None) -> datetime:
    """Return when a study day begins by the clocks of `zone`."""
    return datetime(day.year, day.month, day.day, tzinfo=zone) + DAY_STARTS


def to_milliseconds(moment: datetime) -> int:
    """Return an aware `moment` as whole milliseconds since 1970 in UTC."""
    return (moment - EPOCH) // MILLISECOND


def from_milliseconds(milliseconds: int, offset_minutes: int = 0) -> datetime:
    """Return the moment `milliseconds` after 1970 in UTC, in the zone `offset_minutes` east of Greenwich."""
    zone = timezone(timedelta(minutes=offset_minutes))
    return (EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone)


def is_possible(milliseconds: int) -> bool:
    """Return whether anybody can have answered a card at that moment, in milliseconds since 1970."""
    return EARLIEST_MS <= milliseconds < LATEST_MS


def offset_minutes(moment: datetime) -> int:
    """Return how many minutes east of Greenwich the zone of an aware `moment` lies."""
    offset = moment.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)
