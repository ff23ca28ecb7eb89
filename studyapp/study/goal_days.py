"""When a student will sit down until an exam, and how several goals share the minutes of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from studyapp.clock import study_day
from studyapp.study.pace import AnswerTimes

if TYPE_CHECKING:
    from collections.abc import Sequence

EVENING = time(19)
"""When a session of a later day is taken to begin."""
BREATH = timedelta(hours=1)
"""No later session is planned to begin in the last hour before an exam."""
FAR = timedelta(days=90)
"""Exams further away than this leave the queue to the ordinary schedule."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session to come."""

    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What a goal asks of each day."""

    exam: datetime
    seconds: float
    """A day."""
    work: float
    """Seconds of study that its cards still need, roughly: how goals share a day."""


def moments(now: datetime, exam: datetime) -> list[datetime]:
    """Return when the sessions until `exam` begin: one now, one on the evening of each later study day."""
    found = [now]
    day = study_day(now) + timedelta(days=1)
    while (at := _local(datetime.combine(day, EVENING), now)) <= exam - BREATH:
        found.append(at)
        day += timedelta(days=1)
    return found


def sittings(now: datetime, own: Claim, others: Sequence[Claim], spent: float) -> list[Sitting]:
    """Return a goal's sessions until its exam, each with its part of the day.

    `spent` seconds of today are gone, of which every goal bears its part.
    """
    found = []
    for place, at in enumerate(moments(now, own.exam)):
        seconds = part_of_day(own, others, at)
        if place == 0:
            left = seconds - spent * seconds / max(_day([own, *others], now), 1.0)
            seconds = min(max(0.0, left), (own.exam - now).total_seconds())
        found.append(Sitting(at, seconds))
    return found


def claim_of(exam: datetime, seconds: float, *, unseen: int, seen: int) -> Claim:
    """Return the claim of a goal with so many cards."""
    times = AnswerTimes()
    return Claim(exam, seconds, unseen * times.new_card + seen * times.review)


def part_of_day(own: Claim, others: Sequence[Claim], at: datetime) -> float:
    """Return a goal's seconds of the day at `at`.

    A day has as many seconds as the largest claim of the goals that run. They are shared by daily work; what is more
    than a goal asked for goes to the others.
    """
    claims = [own, *(other for other in others if other.exam > at)]
    left = max(claim.seconds for claim in claims)
    while True:
        total = sum(_daily(claim, at) for claim in claims)
        parts = [left * (_daily(claim, at) / total) if total > 0.0 else left / len(claims) for claim in claims]
        full = [claim for claim, part in zip(claims, parts, strict=True) if part > claim.seconds]
        if any(claim is own for claim in full):
            return own.seconds
        if not full:
            return parts[0]
        left -= sum(claim.seconds for claim in full)
        claims = [claim for claim in claims if all(claim is not other for other in full)]


def _day(claims: Sequence[Claim], at: datetime) -> float:
    """Return the seconds of the day at `at` that all goals have together."""
    running = [claim for claim in claims if claim.exam > at]
    return sum(part_of_day(claim, [other for other in running if other is not claim], at) for claim in running)


def _daily(claim: Claim, at: datetime) -> float:
    """Return the seconds of work that each day left has to do."""
    if claim.seconds <= 0.0:
        return 0.0
    return claim.work / max(1.0, (claim.exam - at) / timedelta(days=1))


def _local(moment: datetime, now: datetime) -> datetime:
    return moment.replace(tzinfo=now.tzinfo)
