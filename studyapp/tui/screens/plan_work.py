"""What the Plan screen has done in a thread: solving a goal, with what was wished for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from studyapp.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from studyapp.progress.goals import Goal
    from studyapp.study.goal_solving import GoalPlan
    from studyapp.study.goals import Planner
    from studyapp.tui.screens.goal_form import Choice

    Work = Callable[[Planner], "WorkDone"]


class Change(TypedDict, total=False):
    """What is wished for a goal."""

    exam: datetime
    minutes: float
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What came out of one piece of work in the background."""

    goals: tuple[Goal, ...]
    plan: GoalPlan | None = None
    is_new: bool = False
    """The goal of the plan was set just now, and is to be shown."""
    choices: Sequence[Choice] | None = None
    """The decks that a new goal can be about, where these were asked for."""
    error: str = ""


def planned(planner: Planner, goal: Goal | None, deck: str, **change: Unpack[Change]) -> WorkDone:
    """Change and solve a goal, or the first one that is about `deck`."""
    running = planner.running()
    chosen = next((each for each in running if goal is not None and each.id == goal.id), None)
    chosen = chosen or next((each for each in running if deck in each.decks), running[0] if running else None)
    if chosen is None:
        return WorkDone(())
    try:
        changed = planner.change(chosen, **change) if change else chosen
        return WorkDone(tuple(planner.running()), planner.plan(changed))
    except StudyError as error:
        return WorkDone(tuple(planner.running()), error=str(error))
