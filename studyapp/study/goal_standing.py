"""How goals stand at a glance, without solving anything: for Home, and for the end of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, to_milliseconds
from studyapp.study.goal_cards import keys_of_goal
from studyapp.study.readiness import readiness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from studyapp.decks.deck import Deck
    from studyapp.memory.plan import Forecast
    from studyapp.progress.goals import Goal, KeptForecast
    from studyapp.progress.store import ProgressStore
    from studyapp.study.scheduling import Scheduler

LEEWAY = 0.04
"""By how much readiness at the exam may fall below what was forecast first while a student is still on plan.

Forecasts made in the middle of a plan err by about as much.
"""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What was last forecast for a goal if its plan is followed; recall 0–1."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A running goal at a glance."""

    goal: Goal
    titles: tuple[str, ...]
    exam: datetime
    ready: float
    """Expected recall now over all its cards, 0–1, unseen ones counting 0."""
    outlook: Outlook | None
    """None until the goal was solved once."""
    promised: float | None
    """What was forecast when the goal was set."""

    @property
    def is_on_plan(self) -> bool:
        """Whether what was forecast first can still be reached, or nearly."""
        return self.outlook is None or self.promised is None or self.outlook.expected >= self.promised - LEEWAY


def standings(
    store: ProgressStore, decks: Sequence[Deck], scheduler: Scheduler, now: datetime, solved: Mapping[Goal, Forecast]
) -> tuple[GoalStanding, ...]:
    """Return how the running goals about any of `decks` stand; `solved`: forecasts newer than the kept ones."""
    now_ms = to_milliseconds(now)
    running = [goal for goal in store.goals.goals() if goal.exam_ms > now_ms]
    kept = store.goals.forecasts(scored=False) if running else []
    found = []
    for goal in running:
        own = [deck for deck in decks if deck.id in goal.decks]
        if own:
            forecasts = [f for f in kept if f.goal == goal.id and f.kind == "follow" and f.made_ms >= goal.made_ms]
            outlook = _newest(forecasts, solved.get(goal))
            promised = forecasts[0].expected if forecasts else None
            exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
            ready = _ready(store, own, goal, scheduler, now_ms)
            found.append(GoalStanding(goal, tuple(deck.title for deck in own), exam, ready, outlook, promised))
    return tuple(found)


def _newest(kept: Sequence[KeptForecast], solved: Forecast | None) -> Outlook | None:
    if solved is not None:
        return Outlook(solved.follow.expected, solved.follow.low, solved.follow.high)
    return Outlook(kept[-1].expected, kept[-1].low, kept[-1].high) if kept else None


def _ready(store: ProgressStore, decks: Sequence[Deck], goal: Goal, scheduler: Scheduler, now_ms: int) -> float:
    keys = keys_of_goal(decks, goal.left_out)
    states = (state for deck in decks for state in store.states(deck.id) if state.card in keys)
    return readiness(states, len(keys), scheduler, now_ms)
