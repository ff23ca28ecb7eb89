"""Every time zone there is, the moments at which their clocks leap, and a clock that travels."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, LAST = datetime(2005, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
STEP = timedelta(days=10)
"""No zone leaps there and back within so short a time, but for Ramadan in Morocco and Egypt, which is longer."""
ZONES = tuple(sorted(available_timezones() - {"localtime"}))
CHOSEN = ZONES if os.environ.get("STUDYAPP_EVERY_ZONE") else (*ZONES[::40], "Pacific/Apia", "Europe/Berlin")
"""Zones that whole sessions are held in; `make zones` takes all of them."""


class Leap(NamedTuple):
    """A moment at which the clocks of a zone are changed."""

    zone: str
    at: datetime
    """UTC."""
    by: timedelta


def leaps(zone: str) -> Iterator[Leap]:
    """Yield all leaps of a zone from `FIRST` to `LAST`, to the second."""
    rules = ZoneInfo(zone)
    moments = [FIRST + n * STEP for n in range((LAST - FIRST) // STEP + 1)]
    for early, late in pairwise(moments):
        before, after = _offset(early, rules), _offset(late, rules)
        if before != after:
            yield Leap(zone, _first_after(early, late, rules), after - before)


def _first_after(early: datetime, late: datetime, rules: ZoneInfo) -> datetime:
    before = _offset(early, rules)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        early, late = (middle, late) if _offset(middle, rules) == before else (early, middle)
    return late.replace(microsecond=0)


def _offset(moment: datetime, rules: ZoneInfo) -> timedelta:
    offset = moment.astimezone(rules).utcoffset()
    assert offset is not None
    return offset


class TravellingClock:
    """A clock that is set by hand, and taken from zone to zone."""

    def __init__(self, moment: datetime, zone: str = "UTC") -> None:
        self.moment = moment.astimezone(UTC)
        self.zone = zone

    def stopwatch(self) -> float:
        """Return seconds that run with the moment."""
        return self.moment.timestamp()

    def now(self) -> datetime:
        """Return the moment as the clocks of the zone show it."""
        return self.moment.astimezone(ZoneInfo(self.zone))

    def answered(self, seconds: float) -> None:
        """Move on by `seconds`."""
        self.moment += timedelta(seconds=seconds)
