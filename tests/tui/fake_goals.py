"""Goals without solving: plans with round figures that depend on the minutes a day, and a gate to hold them up."""

# ruff: noqa: ARG002 - a stand-in takes what the real methods take, whether or not it needs it

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from studyapp.clock import from_milliseconds, offset_minutes, to_milliseconds
from studyapp.memory.plan import Expected, Forecast
from studyapp.progress.goals import Goal
from studyapp.study.goal_advice import Drop, Risk, Tag
from studyapp.study.goal_plan import PlannedDay
from studyapp.study.goal_solving import GoalPlan
from studyapp.study.goal_standing import GoalStanding, Outlook
from studyapp.study.library import Shelf
from tests.tui.fake_study import NOW, FakeWorkspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studyapp.decks.deck import Deck
    from studyapp.errors import StudyError

EXAM = datetime(2026, 11, 27, 9, 0, tzinfo=NOW.tzinfo)


def goal_for(deck: str, *, minutes: float = 15.0, exam: datetime = EXAM) -> Goal:
    """Return a goal for one deck."""
    return Goal(f"goal {deck}", (deck,), to_milliseconds(exam), 0, 60.0 * minutes, (), to_milliseconds(NOW))


def plan_of(goal: Goal, title: str) -> GoalPlan:
    """Return a plan: each minute a day is worth two points, up to 95 %."""
    exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
    minutes = goal.seconds / 60.0
    follow = min(0.95, 0.64 + 0.02 * minutes)
    evenings = [NOW, *(NOW + timedelta(days=ahead, minutes=20) for ahead in range(1, (exam - NOW).days + 1))]
    days = tuple(
        PlannedDay(at, minutes, 10.0, 0.64 + (follow - 0.64) * (place + 1) / len(evenings))
        for place, at in enumerate(evenings)
    )
    return GoalPlan(
        goal=goal,
        titles=(title,),
        now=NOW,
        exam=exam,
        cards=143,
        seen=90,
        forecast=Forecast(_around(0.71), _around(0.64), _around(follow), 0.95),
        band_from=0,
        needed={0.8: 8.0, 0.9: 13.0, 0.95: None},
        more=min(0.95, follow + 0.1),
        less=follow - 0.1,
        today_seconds=14 * 60.0 if minutes else 0.0,
        today=(),
        days=days,
        drops=(Drop("views", ("d/a", "d/b"), 2.5, 0.97),) if follow < 0.9 else (),
        tags=(Tag("views", 51, 2.5, "views" in goal.left_out), Tag("dates", 15, 3.5, "dates" in goal.left_out)),
        risks=(
            Risk("d/a", 0.31, "What came of the [b]consequence[/b] evaluation workshop?"),
            Risk("d/b", 0.42, "Low-enriched?"),
        ),
        missed=None,
        notes=("Later sessions are planned together.",),
    )


@dataclass
class GoalWorkspace(FakeWorkspace):
    """A workspace with goals; solving waits for `gate`, and fails with `problem` if there is one."""

    goals: list[Goal] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    problem: StudyError | None = None
    solved: list[float] = field(default_factory=list)
    """Minutes a day of each plan that was solved."""
    threads: set[str] = field(default_factory=set)
    """Names of the threads that solved."""
    refreshed: int = 0
    promised: float = 0.9
    decks: tuple[Deck, ...] = ()
    day_seconds: float = 1200.0

    def __post_init__(self) -> None:
        self.gate.set()

    def planner(self, decks: Sequence[Deck] = (), is_wanted: Callable[[], bool] = lambda: True) -> FakePlanner:
        return FakePlanner(self)

    def shelf(self, decks: Sequence[str] = ()) -> Shelf:
        return Shelf(tuple(deck for deck in self.decks if not decks or deck.id in decks), ())

    def refresh_plans(self, decks: Sequence[Deck] = (), is_wanted: Callable[[], bool] = lambda: True) -> int:
        self.gate.wait(20)
        self.refreshed += 1
        self.promised -= 0.1
        return 1

    def standings(self, decks: Sequence[Deck]) -> tuple[GoalStanding, ...]:
        return tuple(
            GoalStanding(goal, (self.title(goal),), EXAM, 0.71, Outlook(0.93, 0.88, 0.96), self.promised)
            for goal in self.goals
        )

    def title(self, goal: Goal) -> str:
        return self.deck_title if goal.decks[0] == "nuclear" else goal.decks[0].title()


class FakePlanner:
    """Stands in for a planner."""

    def __init__(self, workspace: GoalWorkspace) -> None:
        self._workspace = workspace

    def running(self) -> list[Goal]:
        return list(self._workspace.goals)

    def plan(self, goal: Goal) -> GoalPlan:
        self._workspace.threads.add(threading.current_thread().name)
        self._workspace.gate.wait(20)
        if self._workspace.problem is not None:
            raise self._workspace.problem
        self._workspace.solved.append(goal.seconds / 60.0)
        plan = plan_of(goal, self._workspace.title(goal))
        return _saying(plan, self._workspace.says) if self._workspace.says else plan

    def change(self, goal: Goal, **change: Any) -> Goal:
        exam = change.get("exam")
        changed = replace(
            goal,
            seconds=60.0 * change.get("minutes", goal.seconds / 60.0),
            left_out=change.get("left_out", goal.left_out),
            exam_ms=to_milliseconds(exam) if exam else goal.exam_ms,
            offset_minutes=offset_minutes(exam) if exam else goal.offset_minutes,
        )
        self._workspace.goals = [changed if each.id == goal.id else each for each in self._workspace.goals]
        return changed

    def set(self, decks: Sequence[Deck], exam: datetime, minutes: float) -> Goal:
        goal = goal_for(decks[0].id, minutes=minutes, exam=exam)
        self._workspace.goals.append(goal)
        return goal

    def remove(self, decks: Sequence[str]) -> int:
        self._workspace.goals = [goal for goal in self._workspace.goals if not {*goal.decks} & {*decks}]
        return 1


def _saying(plan: GoalPlan, text: str) -> GoalPlan:
    """Return the plan with `text` wherever a deck can say something."""
    return replace(
        plan,
        goal=replace(plan.goal, left_out=(text,)),
        titles=(text, text),
        tags=(Tag(text, 3, 1.0, left_out=True), Tag("dates", 3, 1.0, left_out=False)),
        risks=(Risk("d/a", 0.3, text),),
        drops=(Drop(text, ("d/a",), 1.0, 0.9), Drop("", (f"d/{text}",), 1.0, 0.9)),
        notes=(text,),
    )


def _around(expected: float) -> Expected:
    return Expected(expected, expected - 0.05, min(1.0, expected + 0.03))
