"""Where the student stands: per deck and for today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from studyapp.decks.problem import Problem
    from studyapp.study.goal_standing import GoalStanding


class DeckOverview(NamedTuple):
    """One deck of the library."""

    id: str
    title: str
    cards: int
    due: int
    new: int
    readiness: float
    """Expected recall now over all cards, 0–1, unseen cards counting 0."""
    week: tuple[int, ...]
    """How many cards fall due on each of the next seven study days, today first."""
    problems: int
    """Errors in the deck file; their cards are left out."""


class Overview(NamedTuple):
    """The whole library."""

    now: datetime
    decks: tuple[DeckOverview, ...]
    problems: tuple[Problem, ...]
    seconds_done: float
    """Studied today."""
    seconds_share: float
    """Today's share: what is planned for today in all, never more than the limit; ≥ `seconds_done` until met."""
    share_due: int
    """Due cards in what is left of today's share."""
    share_new: int
    """New cards in what is left of today's share."""
    clear_in_days: int
    """Study days until everything overdue is worked off at today's limit; 0 when today's share covers it."""
    goals: tuple[GoalStanding, ...] = ()
    """The goals that run, nearest exam first."""
    news: tuple[str, ...] = ()
    """What became of the progress with decks that were edited."""
