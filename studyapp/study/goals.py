"""Goals from a student's side: set them, see what is reachable and what it takes, and keep what was forecast."""

from __future__ import annotations

import contextlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, offset_minutes, study_day, to_milliseconds
from studyapp.errors import StudyError, UsageError
from studyapp.memory.plan import MOST_SESSIONS
from studyapp.progress.goals import Goal, KeptForecast, Ranking
from studyapp.study.forecast_scores import band_of, exams_to_score, score_passed
from studyapp.study.goal_advice import Drop, Missed, drops, gains, missed
from studyapp.study.goal_cards import cards_of_goal, tags_of
from studyapp.study.goal_days import FAR, Claim, sittings
from studyapp.study.goal_plan import WISHES, Curve, GoalSolver, student_of, with_minutes
from studyapp.study.goal_share import goals_that_plan
from studyapp.study.pace import AnswerTimes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.deck import Deck
    from studyapp.memory.plan import Expected, Forecast
    from studyapp.study.goal_cards import GoalCards
    from studyapp.study.goal_plan import PlannedDay, Solved, Student
    from studyapp.study.workspace import Workspace

FURTHEST = timedelta(days=5 * 366)
MOST_MINUTES = 1440.0
REALISTIC_MINUTES = 240.0
WORTH_SAYING = 0.005
"""Gains of recall below this are not worth a word."""
EXTRA = 5.0
"""Minutes a day more or less that a plan is compared with."""


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """A goal with everything there is to say about it at one moment."""

    goal: Goal
    titles: tuple[str, ...]
    now: datetime
    exam: datetime
    cards: int
    seen: int
    forecast: Forecast
    band_from: int
    """Past exams that the range rests on; 0 while it is the stated prior."""
    needed: dict[float, float | None]
    """Minutes a day by wished readiness; None where four hours do not reach it."""
    more: float
    """Readiness at the exam with five minutes a day more."""
    less: float
    """With five minutes less."""
    today_seconds: float
    """What is left of today's share."""
    today: tuple[str, ...]
    """Cards worth today's time, best first; more than fit, perhaps."""
    days: tuple[PlannedDay, ...]
    drops: tuple[Drop, ...]
    """What to leave out first, if nine of ten cannot be reached; empty otherwise."""
    missed: Missed | None
    notes: tuple[str, ...]
    """What else the student should know, in sentences."""


class Planner:
    """The goals of one workspace. Solving takes up to a few seconds: never on a key press."""

    def __init__(self, workspace: Workspace, decks: Sequence[Deck] = ()) -> None:
        """Take a workspace, and `decks` at hand that its library may not have."""
        self._workspace = workspace
        self._known = {deck.id: deck for deck in decks}
        self.store = workspace.store
        self.now = workspace.clock.now()
        self.model = workspace.scheduler.model

    def running(self) -> list[Goal]:
        """Return the goals whose exam is still to come, nearest first."""
        return [goal for goal in self.store.goals.goals() if goal.exam_ms > to_milliseconds(self.now)]

    def goal_of(self, decks: Sequence[Deck]) -> Goal | None:
        """Return the running goal that is about the first of `decks`, which may lie outside the library."""
        self._known.update((deck.id, deck) for deck in decks)
        wanted = decks[0].id if decks else ""
        return next((goal for goal in self.running() if wanted in goal.decks), None)

    def set(self, decks: Sequence[Deck], exam: datetime, minutes: float, left_out: Sequence[str] = ()) -> Goal:
        """Keep a goal and return it; raises UsageError where it makes no sense."""
        if not 0.0 <= minutes <= MOST_MINUTES:
            raise UsageError(f"{minutes:g} minutes a day make no sense. Give a number from 0 to {MOST_MINUTES:g}.")
        if exam - self.now > FURTHEST:
            raise UsageError(f"{exam:%d %B %Y} is more than five years away. Set the goal when the exam is nearer.")
        ids = tuple(deck.id for deck in decks)
        self._known.update((deck.id, deck) for deck in decks)
        before = next((goal for goal in self.running() if goal.decks == ids), None)
        goal = Goal(
            before.id if before else str(uuid.uuid4()),
            ids,
            to_milliseconds(exam),
            offset_minutes(exam),
            60.0 * minutes,
            tuple(left_out),
            to_milliseconds(self.now),
        )
        if not len(cards_of_goal(self.store, decks, left_out)):
            raise UsageError("No card is left in this goal. Leave out fewer tags, or name another deck.")
        self.store.goals.set(goal)
        return goal

    def plan(self, goal: Goal) -> GoalPlan:
        """Solve a goal, keep its ranking and forecasts, and return all that is to be said."""
        decks = self.decks_of(goal)
        if not decks:
            name = goal.decks[0]
            raise UsageError(
                f"The deck {name} of a goal is not in the library. "
                f"Give the path of its file, or give the goal up: studyapp plan {name} --remove"
            )
        self.score()
        return _Solving(self, goal, decks, student_of(self.store, self.now)).full()

    def refresh(self) -> int:
        """Solve the goals that have no ranking of today's; return how many."""
        self.score()
        today = str(study_day(self.now))
        goals = goals_that_plan(self.store.goals.goals(), self.now)
        stale = [goal for goal in goals if _is_stale(self.store.goals.ranking(goal.id), today)]
        if stale:
            student = student_of(self.store, self.now)
            for goal in stale:
                if decks := self.decks_of(goal):
                    _Solving(self, goal, decks, student).quick()
        return len(stale)

    def score(self) -> int:
        """Score the forecasts of exams that have passed, as far as answers near them allow; return how many exams."""
        names = exams_to_score(self.store.goals.forecasts(scored=False), self.now)
        if not names:
            return 0
        decks = {name: deck for name in names if (deck := self._deck(name)) is not None}
        return score_passed(self.store, decks, self.model, self.now)

    def decks_of(self, goal: Goal) -> tuple[Deck, ...]:
        """Return the decks of a goal that can be found and read."""
        return tuple(deck for name in goal.decks if (deck := self._deck(name)) is not None)

    def _deck(self, name: str) -> Deck | None:
        if name not in self._known:
            with contextlib.suppress(StudyError):
                self._known.update((deck.id, deck) for deck in self._workspace.shelf((name,)).decks)
        return self._known.get(name)


class _Solving:
    """One goal while it is solved."""

    def __init__(self, planner: Planner, goal: Goal, decks: Sequence[Deck], student: Student) -> None:
        self._planner = planner
        self._store, self._now = planner.store, planner.now
        self._goal = goal
        self._decks = decks
        self._exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
        self._cards = cards_of_goal(self._store, decks, goal.left_out)
        self._solver = GoalSolver(student, self._cards, self._now, self._exam)
        self._spent = self._store.time_on(str(study_day(self._now)))
        self._days = sittings(self._now, _claim(goal, self._cards), self._claims(), self._spent)

    def quick(self) -> Solved:
        """Solve, and keep the ranking and the forecasts."""
        before = self._store.goals.ranking(self._goal.id)
        band, _ = self._band()
        solved = self._solver.solve(self._days, band, before.prices if before else None)
        today, now_ms = str(study_day(self._now)), to_milliseconds(self._now)
        self._store.goals.keep_ranking(Ranking(self._goal.id, today, now_ms, solved.ranking, solved.prices))
        self._store.goals.keep_forecasts(
            [self._kept("stop", solved.forecast.stop), self._kept("follow", solved.forecast.follow)]
        )
        return solved

    def full(self) -> GoalPlan:
        """Solve, keep, and work out what else there is to say."""
        earlier = [f for f in self._store.goals.forecasts(scored=False) if f.goal == self._goal.id]
        solved = self.quick()
        follow = solved.forecast.follow.expected
        curve = Curve(lambda minutes: self._solver.expected(with_minutes(self._days, minutes, self._spent)))
        minutes = self._goal.seconds / 60.0
        here = curve.at(minutes)
        return GoalPlan(
            goal=self._goal,
            titles=tuple(deck.title for deck in self._decks),
            now=self._now,
            exam=self._exam,
            cards=len(self._cards),
            seen=len(self._cards.seen),
            forecast=solved.forecast,
            band_from=self._band()[1],
            needed={wish: curve.needed(wish) for wish in WISHES},
            more=min(1.0, follow + max(0.0, curve.at(minutes + EXTRA) - here)),
            less=max(0.0, follow - max(0.0, here - curve.at(max(0.0, minutes - EXTRA)))),
            today_seconds=self._days[0].seconds,
            today=solved.ranking,
            days=solved.days,
            drops=self._drops(follow) if follow < WISHES[1] and self._goal.seconds > 0.0 else (),
            missed=missed(earlier, self._goal, follow, self._now, self._store.time_on, curve.needed),
            notes=tuple(self._notes(minutes)),
        )

    def _band(self) -> tuple[float, int]:
        return band_of(self._store.goals.forecasts(scored=True))

    def _kept(self, kind: str, made: Expected) -> KeptForecast:
        return KeptForecast(
            self._goal.id,
            self._goal.decks,
            kind,
            to_milliseconds(self._now),
            self._goal.exam_ms,
            str(study_day(self._now)),
            made.expected,
            made.low,
            made.high,
        )

    def _drops(self, follow: float) -> tuple[Drop, ...]:
        states = {state.card: state for deck in self._decks for state in self._store.states(deck.id)}
        rough = self._solver.expected(self._days)
        gain = gains(self._planner.model, states, self._now, self._exam)
        found = drops(
            self._cards,
            tags_of(self._decks),
            gain,
            lambda keys: follow + self._solver.without(keys).expected(self._days) - rough,
            wish=WISHES[1],
        )
        return tuple(drop for drop in found if drop.rest > follow + WORTH_SAYING)

    def _claims(self) -> list[Claim]:
        return [
            _claim(other, cards_of_goal(self._store, self._planner.decks_of(other), other.left_out))
            for other in self._planner.running()
            if other.id != self._goal.id
        ]

    def _notes(self, minutes: float) -> Iterator[str]:
        left = self._exam - self._now
        if left < timedelta(hours=1):
            yield f"The exam is in {round(left.total_seconds() / 60)} minutes: there is time for one short session, now."
        elif len(self._days) == 1:
            yield "There is only today's session before the exam."
        if left > FAR:
            begin = self._exam - FAR
            yield (
                f"The exam is far away. Until {begin:%d %B %Y} the ordinary schedule serves it best; then the plan "
                "decides what is asked. A forecast over so long a time is rough."
            )
        if len(self._days) > MOST_SESSIONS:
            yield "Later sessions are planned together, so the table has a line for several days there."
        if minutes <= 0.0:
            yield "With no minutes a day nothing can be planned: this is what you would still know."
        elif minutes > REALISTIC_MINUTES:
            yield f"Few people keep up {round(minutes)} minutes a day; the forecast takes you at your word."
        if len(self._days) > 1 and self._days[0].seconds <= 0.0 < minutes:
            yield "Today's time is used up; the plan goes on tomorrow."


def _is_stale(ranking: Ranking | None, today: str) -> bool:
    return ranking is None or ranking.study_day != today


def _claim(goal: Goal, cards: GoalCards) -> Claim:
    times = AnswerTimes()
    work = 3.0 * (len(cards.unseen) * times.first_sight + 0.5 * len(cards.seen) * times.review)
    return Claim(from_milliseconds(goal.exam_ms, goal.offset_minutes), goal.seconds, work)
