"""Times, lengths and shares as people say them: the same words in every front end, whatever the locale."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from studyapp.clock import study_day

if TYPE_CHECKING:
    from datetime import date, datetime

MINUTE = 60
HOUR = 60 * MINUTE

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def until(now: datetime, due: datetime) -> str:
    """Return when `due` is, seen from `now`: `in 10 minutes`, `tomorrow`, `on Friday 4 December`.

    Both are aware and in local time. Days are study days, so what is due at two in the morning belongs to the evening.
    """
    seconds = (due - now).total_seconds()
    if seconds <= 0:
        return "now"
    if seconds < HOUR:
        return f"in {duration(max(seconds, MINUTE))}"
    days = (study_day(due) - study_day(now)).days
    if days <= 0:
        return f"in {_count(round(seconds / HOUR), 'hour')}"
    if days == 1:
        return "tomorrow"
    return f"on {day(study_day(due), study_day(now))}"


def day(when: date, today: date) -> str:
    """Return a date in full: `Friday 4 December`, with the year where it is not this one's: `4 December 2027`."""
    if when.year == today.year or 0 <= (when - today).days < 60:
        return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def moment(when: datetime) -> str:
    """Return a short date and time for a heading: `Mon 23 Nov 18:40`."""
    return f"{WEEKDAYS[when.weekday()][:3]} {when.day} {MONTHS[when.month - 1][:3]} {when:%H:%M}"


def full_moment(when: datetime) -> str:
    """Return a date and time with its year: `24 November 2026, 18:40`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"


def duration(seconds: float) -> str:
    """Return a length of time in words: `45 seconds`, `14 minutes`, `2 hours 5 minutes`; negative counts as nothing."""
    whole = max(0, round(seconds))
    if whole < MINUTE:
        return _count(whole, "second")
    minutes = round(whole / MINUTE)
    if minutes < 60:
        return _count(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return _count(hours, "hour") + (f" {_count(rest, 'minute')}" if rest else "")


def minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, rounded up, where room is short: `12 min`."""
    return f"{max(0, ceil(seconds / MINUTE - 1e-9))} min"


def percent(share: float) -> str:
    """Return a share of 0–1 as `71 %`; only what is whole says 100, only what is nothing says 0."""
    rounded = round(share * 100)
    if 0 < share < 1:
        rounded = min(99, max(1, rounded))
    return f"{rounded} %"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 card`, `29 cards`."""
    return _count(number, one, many)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
