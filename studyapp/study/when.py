"""Moments as people write them: "friday 9:00", "tomorrow", "in 3 days", "27 nov", ISO dates and times."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from studyapp.errors import UsageError
from studyapp.study.humane import MONTHS, WEEKDAYS

MORNING = time(9)
"""The time of day where none is given."""
_DAYS = tuple(map(str.lower, WEEKDAYS))
_MONTHS = tuple(map(str.lower, MONTHS))
_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(1), "week": timedelta(7)}
_TIME = re.compile(r"(?:(?:^|\s+|,\s*)(?:at\s+)?)(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|h)?$")
_IN = re.compile(r"in\s+(an?|\d{1,5})\s+(minute|hour|day|week)s?")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.(?:\s*(\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
EXAMPLES = 'Write "friday 9:00", "tomorrow 14:30", "in 10 days", "27 nov" or 2026-11-27T09:00.'


def parse_when(text: str, now: datetime) -> datetime:
    """Return the moment that `text` means, in local time; `now` is aware.

    A day without a time is nine in the morning. Weekdays, dates without a year, and times without a day are the next
    ones to come. Raises UsageError for what cannot be understood, and for moments that have passed.
    """
    moment = _moment(" ".join(text.lower().split()), now)
    if moment is None:
        raise UsageError(f"{text!r} is no time that studyapp understands. {EXAMPLES}")
    if moment <= now:
        raise UsageError(
            f"{text!r} is {moment:%A %d %B %Y, %H:%M}, which has passed: it is {now:%A %d %B %Y, %H:%M} now. {EXAMPLES}"
        )
    return moment


def _moment(text: str, now: datetime) -> datetime | None:
    ago = _IN.fullmatch(text)
    try:
        if ago is not None:
            count = 1 if ago[1] in ("a", "an") else int(ago[1])
            return now + count * _UNITS[ago[2]]
        return _iso(text, now) or _dated(text, now)
    except (ValueError, OverflowError):
        return None


def _iso(text: str, now: datetime) -> datetime | None:
    if re.match(r"\d{4}-\d{2}-\d{2}", text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    if len(text) == len("2026-11-27"):
        moment = datetime.combine(moment.date(), MORNING)
    return _local(moment, now) if moment.tzinfo is None else moment.astimezone(now.tzinfo)


def _dated(text: str, now: datetime) -> datetime | None:
    """Return the moment of a day with or without a time behind it."""
    text, named = _named_time(text)
    day = _day(text, now, named or MORNING) if text else None
    if day is not None:
        return _local(datetime.combine(day, named or MORNING), now)
    found = _TIME.search(text)
    if found is None or named is not None:
        return None
    clock, before = _clock(found), text[: found.start()].rstrip(" ,")
    if not before and found[2] is None and found[3] is None:
        return None
    day = _day(before, now, clock)
    return None if day is None else _local(datetime.combine(day, clock), now)


def _named_time(text: str) -> tuple[str, time | None]:
    for name, clock in (("noon", time(12)), ("midday", time(12))):
        if text.endswith(f" {name}"):
            return text.removesuffix(name).rstrip().removesuffix(" at"), clock
    return text, None


def _clock(found: re.Match[str]) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)


def _day(text: str, now: datetime, clock: time) -> date | None:
    today = now.date()
    if text in ("today", "tonight"):
        return today
    if not text:
        passed = _local(datetime.combine(today, clock), now) <= now
        return today + timedelta(1) if passed else today
    if text == "tomorrow":
        return today + timedelta(1)
    weekday = _weekday(text.removeprefix("on ").removeprefix("next "))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        if ahead == 0 and (text.startswith("next ") or _local(datetime.combine(today, clock), now) <= now):
            ahead = 7
        return today + timedelta(ahead)
    return _calendar_day(text.removeprefix("on "), now, clock)


def _calendar_day(text: str, now: datetime, clock: time) -> date | None:
    found = _DOTTED.fullmatch(text) or _DAY_MONTH.fullmatch(text)
    if found is not None:
        day, month, year = found.groups()
    elif (found := _MONTH_DAY.fullmatch(text)) is not None:
        month, day, year = found.groups()
    else:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    number = int(month) if month.isdecimal() else _month(month)
    if number is None:
        return None
    if year is not None:
        return date(int(year), number, int(day))
    this_year = date(now.year, number, int(day))
    passed = _local(datetime.combine(this_year, clock), now) <= now
    return this_year.replace(year=now.year + 1) if passed else this_year


def _weekday(text: str) -> int | None:
    return next((n for n, name in enumerate(_DAYS) if len(text) >= 3 and name.startswith(text)), None)


def _month(text: str) -> int | None:
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(text)), None)


def _local(moment: datetime, now: datetime) -> datetime:
    """Return a moment without a zone as one in the student's: by the machine's rules where its zone is in use."""
    if now.utcoffset() == now.astimezone().utcoffset():
        return moment.astimezone()
    return moment.replace(tzinfo=now.tzinfo)
