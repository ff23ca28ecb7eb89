"""Solving a goal: what to expect, what it takes, and what to ask today."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from studyapp.clock import offset_minutes
from studyapp.study.own_log import logged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from studyapp.memory.belief import Belief
    from studyapp.memory.horizon import Answers, Calendar
    from studyapp.memory.plan import Forecast, Plan
    from studyapp.memory.programme import Cards
    from studyapp.progress.store import ProgressStore
    from studyapp.study.goal_cards import GoalCards
    from studyapp.study.goal_days import Sitting

WISHES = (0.8, 0.9, 0.95)
MINUTES = (1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 12.5, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0, 80.0, 110.0, 150.0, 240.0)
"""Minutes a day for which readiness is worked out, as far as a wish needs it; between them it is interpolated."""
ROUGH_SESSIONS = 12
"""Sessions that questions of the kind *what if* are worked out with; more are taken together."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Student:
    """What is believed of one person's memory and pace, from the whole log."""

    beliefs: tuple[Belief, ...]
    answers: Answers


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What the plan expects of a day, or of several that are planned together."""

    at: datetime
    minutes: float
    new: float
    """Cards seen for the first time."""
    ready: float
    """Readiness at the exam if the plan is followed up to here, and no further."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A goal with its solution."""

    forecast: Forecast
    days: tuple[PlannedDay, ...]
    ranking: tuple[str, ...]
    """Today's cards in the order of their gain; those that are not worth today's time are left out."""
    prices: tuple[tuple[float, ...] | None, ...]


def student_of(store: ProgressStore, now: datetime) -> Student:
    """Return what to believe of the student after all their answers; takes up to two seconds for a long log."""
    from studyapp.memory.belief import beliefs  # noqa: PLC0415 - imports numpy, which starting a session need not
    from studyapp.memory.habits import habits  # noqa: PLC0415 - likewise
    from studyapp.memory.history import history_of  # noqa: PLC0415 - likewise

    log = logged(store.history())
    offset = offset_minutes(now)
    return Student(tuple(beliefs(history_of(log, offset))), habits(log, offset_minutes=offset))


class GoalSolver:
    """Solves plans for one goal's cards as they are now."""

    def __init__(self, student: Student, cards: GoalCards, now: datetime, exam: datetime) -> None:
        from studyapp.memory.history import history_of  # noqa: PLC0415 - imports numpy
        from studyapp.memory.plan import seen_cards  # noqa: PLC0415 - likewise

        self._student = student
        self._cards = cards
        self._now = now
        self._exam = exam
        history = history_of(cards.log, offset_minutes(now))
        at = now.timestamp() / DAY.total_seconds()
        self._seen: list[Cards] = [
            seen_cards(belief.model, history, at, len(cards.unseen)) for belief in student.beliefs
        ]

    def solve(
        self, sittings: Sequence[Sitting], band: float, prices: Sequence[Sequence[float] | None] | None = None
    ) -> Solved:
        """Return the plan for the sessions to come; quicker from the `prices` of an earlier one."""
        plan = self._plan(self._calendar(sittings), prices)
        queue = plan.queue(self._seen)
        seen, unseen = self._cards.seen, self._cards.unseen if queue.unseen else ()
        ranking = [
            *(seen[place] for place in queue.before_unseen),
            *unseen,
            *(seen[place] for place in queue.after_unseen),
        ]
        days = tuple(
            PlannedDay(self._now + session.at * DAY, session.seconds / 60.0, session.introduced, session.kept)
            for session in plan.sessions(self._seen)
        )
        kept = tuple(None if each is None else tuple(map(float, each)) for each in plan.prices)
        worth = tuple(ranking) if sittings and sittings[0].seconds > 0.0 else ()
        return Solved(plan.forecast(self._seen, band), days, worth, kept)

    def expected(self, sittings: Sequence[Sitting]) -> float:
        """Return the readiness at the exam if these sessions are used as well as can be; rough where they are many."""
        return self._plan(self._calendar(together(sittings)), None).forecast(self._seen).follow.expected

    def without(self, keys: Sequence[str]) -> GoalSolver:
        """Return a solver for all cards but some."""
        return GoalSolver(self._student, self._cards.without(keys), self._now, self._exam)

    def _plan(self, calendar: Calendar, prices: Sequence[Sequence[float] | None] | None) -> Plan:
        from studyapp.memory.plan import make_plan  # noqa: PLC0415 - imports numpy

        fits = prices is not None and len(prices) == len(self._student.beliefs)
        start: Any = prices if fits else None  # numbers from the progress file stand in for an array
        return make_plan(self._student.beliefs, self._seen, calendar, self._student.answers, start)

    def _calendar(self, sittings: Sequence[Sitting]) -> Calendar:
        from studyapp.memory.horizon import Calendar  # noqa: PLC0415 - imports numpy

        times = tuple((sitting.at - self._now) / DAY for sitting in sittings)
        return Calendar(times, tuple(sitting.seconds for sitting in sittings), (self._exam - self._now) / DAY)


class ReadinessByMinutes:
    """Readiness at the exam by minutes a day, worked out where it is asked for."""

    def __init__(self, expected: Callable[[float], float]) -> None:
        self._expected = expected
        self._known: dict[float, float] = {}

    def at(self, minutes: float) -> float:
        """Return the readiness for so many minutes a day."""
        if minutes not in self._known:
            self._known[minutes] = self._expected(minutes)
        return self._known[minutes]

    def needed(self, wish: float) -> float | None:
        """Return the minutes a day that reach a wished readiness; None where four hours do not."""
        if self.at(0.0) >= wish:
            return 0.0
        if self.at(MINUTES[-1]) < wish:
            return None
        place = bisect_left(MINUTES, wish, key=self.at)
        low, high = (0.0, *MINUTES)[place], MINUTES[place]
        below, above = self.at(low), self.at(high)
        return high if above <= below else low + (high - low) * (wish - below) / (above - below)


def together(sittings: Sequence[Sitting]) -> list[Sitting]:
    """Return at most `ROUGH_SESSIONS` sessions: the first one, and neighbours of the others taken together."""
    if len(sittings) <= ROUGH_SESSIONS:
        return list(sittings)
    later, room = len(sittings) - 1, ROUGH_SESSIONS - 1
    cuts = [1 + later * part // room for part in range(room + 1)]
    groups = [sittings[begin:end] for begin, end in pairwise(cuts)]
    middles = [replace(group[len(group) // 2], seconds=sum(each.seconds for each in group)) for group in groups]
    return [sittings[0], *middles]
