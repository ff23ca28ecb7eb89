"""One goal worked out: what is reachable, what it takes, what to leave out, what is at risk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, start_of, study_day, to_milliseconds
from studyapp.errors import StudyError
from studyapp.memory.plan import MOST_SESSIONS
from studyapp.progress.goals import KeptForecast, Ranking
from studyapp.study.clock_watch import doubt_at, study_day_at
from studyapp.study.clock_words import what_is_odd
from studyapp.study.forecast_scores import band_of
from studyapp.study.goal_advice import Drop, Missed, Risk, Tag, drops, idle_days, risks, tags_by_gain
from studyapp.study.goal_cards import cards_of_goal, tags_of
from studyapp.study.goal_days import EVENING, FAR, claim_of, sittings
from studyapp.study.goal_plan import DAY, WISHES, GoalSolver, ReadinessByMinutes
from studyapp.study.greedy import gains

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studyapp.decks.deck import Deck
    from studyapp.memory.model import Model
    from studyapp.memory.plan import Expected, Forecast
    from studyapp.progress.goals import Goal
    from studyapp.progress.review import CardState
    from studyapp.progress.store import ProgressStore
    from studyapp.study.goal_cards import GoalCards
    from studyapp.study.goal_days import Claim, Sitting
    from studyapp.study.goal_plan import PlannedDay, Solved, Student

REALISTIC_MINUTES = 240.0
WORTH_SAYING = 0.005
"""Gains of recall below this are not worth a word."""
WORTH_LEAVING_OUT = 0.01
"""So much more readiness over the rest makes leaving something out worth a word: a point, so that figures differ."""
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
    """What the plan has in store for the rest of today."""
    today: tuple[str, ...]
    """Cards worth today's time, best first; more than fit, perhaps."""
    days: tuple[PlannedDay, ...]
    drops: tuple[Drop, ...]
    """What to leave out first, if nine of ten cannot be reached; empty otherwise."""
    tags: tuple[Tag, ...]
    """All tags of the decks, the one that gains least for its time first."""
    risks: tuple[Risk, ...]
    missed: Missed | None
    notes: tuple[str, ...]
    """What else the student should know, in sentences."""


class SolvingStoppedError(StudyError):
    """Nobody waits any more for what was being worked out."""

    def __init__(self) -> None:
        super().__init__("The plan was left before it was worked out; its ranking is kept.")


class GoalSolving:
    """One goal while it is solved."""

    def __init__(
        self,
        store: ProgressStore,
        model: Model,
        goal: Goal,
        decks: Sequence[Deck],
        student: Student,
        others: Sequence[Claim],
        now: datetime,
        is_wanted: Callable[[], bool],
    ) -> None:
        """`decks`: those of the goal that are at hand; `others`: what the other goals ask of each day.

        `is_wanted` is asked between two steps of `full`.
        """
        self._store = store
        self._model = model
        self._goal = goal
        self._decks = decks
        self._others = others
        self._now = now
        self._is_wanted = is_wanted
        self._exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
        self._cards = cards_of_goal(store, decks, goal.left_out)
        self._student = student
        self._solver = GoalSolver(student, self._cards, now, self._exam)
        self._doubt = doubt_at(store, now)
        self._today = study_day_at(store, now)
        self._spent = store.time_on(self._today)
        self._days = self._sittings(goal.seconds)

    def quick(self) -> Solved:
        """Solve, and keep the ranking and the forecasts."""
        before = self._store.goals.ranking(self._goal.id)
        band, _ = self._band()
        solved = self._solver.solve(self._days, band, before.prices if before else None)
        now_ms = to_milliseconds(self._now)
        made = [self._kept("stop", solved.forecast.stop), self._kept("follow", solved.forecast.follow)]
        self._store.goals.keep_solution(
            self._goal,
            Ranking(self._goal.id, self._today, now_ms, solved.ranking, solved.prices),
            made if self._doubt is None else (),
        )
        return solved

    def full(self) -> GoalPlan:
        """Solve, keep, and work out what else there is to say; raises SolvingStoppedError."""
        solved = self.quick()
        follow = solved.forecast.follow.expected
        curve = ReadinessByMinutes(lambda minutes: self._expected(self._solver, self._sittings(60.0 * minutes)))
        minutes = self._goal.seconds / 60.0
        here = curve.at(minutes)
        states = {state.card: state for deck in self._decks for state in self._store.states(deck.id)}
        gain = gains(self._model, states, to_milliseconds(self._now), self._goal.exam_ms)
        tags = tags_of(self._decks)
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
            today_seconds=self._today_seconds(solved),
            today=solved.ranking,
            days=solved.days,
            drops=self._drops(tags, gain, follow) if follow < WISHES[1] and self._goal.seconds > 0.0 else (),
            tags=tags_by_gain(tags, self._goal.left_out, gain),
            risks=self._risks(states),
            missed=self._missed(follow, curve),
            notes=tuple(self._notes(minutes)),
        )

    def _sittings(self, seconds: float) -> list[Sitting]:
        """Return the sessions to come with so many seconds a day for this goal."""
        return sittings(self._now, self._claim(self._cards, seconds), self._others, self._spent)

    def _claim(self, cards: GoalCards, seconds: float) -> Claim:
        return claim_of(self._exam, seconds, unseen=len(cards.unseen), seen=len(cards.seen))

    def _missed(self, follow: float, curve: ReadinessByMinutes) -> Missed | None:
        """Return what the days without an answer cost: the same cards and student, with and without these sessions.

        What is known of the student since the last forecast is no fault of the days that were missed.
        """
        days = idle_days(self._goal, self._now, self._store.time_on)
        if not days:
            return None
        today, zone = study_day(self._now), self._now.tzinfo
        cards = self._cards.before(to_milliseconds(start_of(today, zone)))
        used = self._from(cards, datetime.combine(today - days * DAY, EVENING, zone))
        before = min(1.0, follow + max(0.0, used - self._from(cards, self._now)))
        return Missed(days, before, follow, curve.needed(before))

    def _from(self, cards: GoalCards, begin: datetime) -> float:
        """Return the readiness at the exam with sessions from `begin` on, none of today's time being used yet."""
        times = sittings(begin, self._claim(cards, self._goal.seconds), self._others, 0.0)
        return self._expected(GoalSolver(self._student, cards, begin, self._exam), times)

    def _expected(self, solver: GoalSolver, times: Sequence[Sitting]) -> float:
        if not self._is_wanted():
            raise SolvingStoppedError
        return solver.expected(times)

    def _today_seconds(self, solved: Solved) -> float:
        """Return the time that is left today, or less where the plan has no use for it all."""
        left = self._days[0].seconds
        planned = [day for day in solved.days if day.at == self._now]
        return min(left, 60.0 * planned[0].minutes) if planned else 0.0

    def _band(self) -> tuple[float, int]:
        return band_of(self._store.goals.forecasts(scored=True))

    def _kept(self, kind: str, made: Expected) -> KeptForecast:
        return KeptForecast(
            self._goal.id,
            self._goal.decks,
            kind,
            to_milliseconds(self._now),
            self._goal.exam_ms,
            self._today,
            made.expected,
            made.low,
            made.high,
        )

    def _drops(self, tags: dict[str, tuple[str, ...]], gain: Callable[[str], float], follow: float) -> tuple[Drop, ...]:
        rough = self._expected(self._solver, self._days)
        found = drops(
            self._cards,
            tags,
            gain,
            lambda keys: follow + self._expected(self._solver.without(keys), self._days) - rough,
            wish=WISHES[1],
        )
        return tuple(drop for drop in found if drop.rest > follow + WORTH_LEAVING_OUT)

    def _risks(self, states: dict[str, CardState]) -> tuple[Risk, ...]:
        owner = {key: deck for deck in self._decks for key in deck.keys}
        seen = [states[key] for key in self._cards.seen if key in states and key in owner]
        found = risks(self._model, seen, self._exam)
        return tuple(replace(risk, question=owner[risk.card].card(risk.card).question.text) for risk in found)

    def _notes(self, minutes: float) -> Iterator[str]:
        left = self._exam - self._now
        if self._doubt is not None:
            yield f"{what_is_odd(self._doubt)} If the clock is wrong, so are these figures; no forecast is kept."
        gone = [name for name in self._goal.decks if name not in {deck.id for deck in self._decks}]
        if gone:
            yield f"Not counted, for no deck of that name can be read: {', '.join(gone)}."
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
