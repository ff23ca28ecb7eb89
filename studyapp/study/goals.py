"""Goals from a student's side: set, change and give them up, see what is reachable, keep what was forecast."""

from __future__ import annotations

import contextlib
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, offset_minutes, to_milliseconds
from studyapp.decks.nearest import suggestion
from studyapp.errors import StudyError, UsageError
from studyapp.progress.goals import Goal
from studyapp.study.clock_watch import doubt_at, study_day_at
from studyapp.study.forecast_scores import exams_to_score, score_passed
from studyapp.study.goal_cards import cards_of_goal, tags_of
from studyapp.study.goal_days import claim_of
from studyapp.study.goal_plan import student_of
from studyapp.study.goal_share import goals_that_plan
from studyapp.study.goal_solving import GoalSolving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from studyapp.decks.deck import Deck
    from studyapp.progress.goals import Ranking
    from studyapp.study.goal_days import Claim
    from studyapp.study.goal_plan import Student
    from studyapp.study.goal_solving import GoalPlan
    from studyapp.study.workspace import Workspace

FURTHEST = timedelta(days=5 * 366)
MOST_MINUTES = 1440.0
ANSWERS_OF_NOTE = 10
"""After so many answers a solution is overtaken: what was expected of them has turned into what happened."""


class DeckGoneError(UsageError):
    """No deck of a goal can be found and read any more."""

    def __init__(self, goal: Goal) -> None:
        name = goal.decks[0]
        super().__init__(
            f"The deck {name} of a goal is not in the library, or cannot be read. "
            f"Give the path of its file, or give the goal up: studyapp plan {name} --remove"
        )


class Planner:
    """The goals of one workspace. Solving takes up to a few seconds: never on a key press."""

    def __init__(
        self, workspace: Workspace, decks: Sequence[Deck] = (), is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Take a workspace, and `decks` at hand that its library may not have.

        Long work ends early where `is_wanted` says that nobody waits for it any more.
        """
        self._workspace = workspace
        self._is_wanted = is_wanted
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

    def passed(self, deck: str) -> Goal | None:
        """Return the last goal about a deck whose exam is over."""
        over = [goal for goal in self.store.goals.goals() if goal.exam_ms <= to_milliseconds(self.now)]
        return next((goal for goal in reversed(over) if deck in goal.decks), None)

    def set(self, decks: Sequence[Deck], exam: datetime, minutes: float, left_out: Sequence[str] = ()) -> Goal:
        """Keep a goal for decks, in place of one for the same decks, and return it; raises UsageError."""
        self._known.update((deck.id, deck) for deck in decks)
        ids = tuple(deck.id for deck in decks)
        before = next((goal for goal in self.running() if {*goal.decks} == {*ids}), None)
        new = Goal(str(uuid.uuid4()), ids, 0, 0, 0.0, (), 0)
        return self.change(before or new, exam=exam, minutes=minutes, left_out=left_out)

    def change(
        self,
        goal: Goal,
        *,
        exam: datetime | None = None,
        minutes: float | None = None,
        left_out: Sequence[str] | None = None,
    ) -> Goal:
        """Keep a goal with another exam, other minutes a day or other tags left out; raises UsageError."""
        if exam is not None:
            if exam - self.now > FURTHEST:
                raise UsageError(f"{exam:%d %B %Y} is more than five years away. Set the goal when the exam is nearer.")
            goal = replace(goal, exam_ms=to_milliseconds(exam), offset_minutes=offset_minutes(exam))
        if minutes is not None:
            if not 0.0 <= minutes <= MOST_MINUTES:
                raise UsageError(f"{minutes:g} minutes a day make no sense. Give a number from 0 to {MOST_MINUTES:g}.")
            goal = replace(goal, seconds=60.0 * minutes)
        if left_out is not None:
            self._refuse_unknown(frozenset(left_out) - frozenset(goal.left_out), goal)
            goal = replace(goal, left_out=tuple(dict.fromkeys(left_out)))
        if not len(cards_of_goal(self.store, self.decks_of(goal), goal.left_out)):
            raise UsageError("No card is left in this goal. Leave out fewer tags, or name another deck.")
        self.score()
        goal = replace(goal, made_ms=to_milliseconds(self.now))
        self.store.goals.set(goal)
        return goal

    def remove(self, decks: Sequence[str]) -> int:
        """Give up the goals over these decks (ids), scored first where their exam has passed; return how many."""
        self.score()
        return self.store.goals.remove(decks)

    def plan(self, goal: Goal) -> GoalPlan:
        """Solve a goal, keep its ranking and forecasts, and return all that is to be said.

        Raises DeckGoneError, and SolvingStoppedError once the plan is not wanted any more; its ranking is kept then.
        """
        decks = self.decks_of(goal)
        if not decks:
            raise DeckGoneError(goal)
        self.score()
        plan = self._solving(goal, decks, student_of(self.store, self.now)).full()
        self._workspace.solved[goal] = plan.forecast
        return plan

    def refresh(self) -> int:
        """Solve the goals that have no ranking of today's, or one that was overtaken; return how many these were.

        Stops before the next one where nobody waits any more.
        """
        self.score()
        today = study_day_at(self.store, self.now)
        goals = goals_that_plan(self.store.goals.goals(), self.now)
        stale = [goal for goal in goals if self._is_stale(self.store.goals.ranking(goal.id), today)]
        if stale:
            student = student_of(self.store, self.now)
            for goal in stale:
                if self._is_wanted() and (decks := self.decks_of(goal)):
                    self._workspace.solved[goal] = self._solving(goal, decks, student).quick().forecast
        return len(stale)

    def score(self) -> int:
        """Score the forecasts of exams that have passed, as far as answers near them allow; return how many exams."""
        now_ms = to_milliseconds(self.now)
        if any(forecast.exam_ms > now_ms for forecast in self.store.goals.forecasts(scored=True)):
            self.store.goals.unscore(now_ms)
        if doubt_at(self.store, self.now) is not None:
            return 0
        names = exams_to_score(self.store.goals.forecasts(scored=False), self.now)
        if not names:
            return 0
        decks = {name: deck for name in names if (deck := self._deck(name)) is not None}
        return score_passed(self.store, decks, self.model, self.now)

    def decks_of(self, goal: Goal) -> tuple[Deck, ...]:
        """Return the decks of a goal that can be found and read."""
        return tuple(deck for name in goal.decks if (deck := self._deck(name)) is not None)

    def _solving(self, goal: Goal, decks: Sequence[Deck], student: Student) -> GoalSolving:
        others = [self._claim(other) for other in self.running() if other.id != goal.id]
        return GoalSolving(self.store, self.model, goal, decks, student, others, self.now, self._is_wanted)

    def _claim(self, goal: Goal) -> Claim:
        cards = cards_of_goal(self.store, self.decks_of(goal), goal.left_out)
        exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
        return claim_of(exam, goal.seconds, unseen=len(cards.unseen), seen=len(cards.seen))

    def _is_stale(self, ranking: Ranking | None, today: str) -> bool:
        if ranking is None or ranking.study_day != today:
            return True
        newest = list(self.store.history(limit=ANSWERS_OF_NOTE, newest_first=True))
        return len(newest) == ANSWERS_OF_NOTE and newest[-1].answer.at_ms > ranking.made_ms

    def _refuse_unknown(self, tags: frozenset[str], goal: Goal) -> None:
        known = tags_of(self.decks_of(goal)) if tags else {}
        for tag in sorted(tags - {*known}):
            raise UsageError(f"No card has the tag {tag!r}. {suggestion(tag, sorted(known)) if known else ''}".rstrip())

    def _deck(self, name: str) -> Deck | None:
        if name not in self._known:
            with contextlib.suppress(StudyError):
                self._known.update((deck.id, deck) for deck in self._workspace.shelf((name,)).decks)
        return self._known.get(name)
