"""Expected recall over whole decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.progress.review import CardState
    from studyapp.study.scheduling import Scheduler


def readiness(states: Iterable[CardState], cards: int, scheduler: Scheduler, now_ms: int) -> float:
    """Return the expected recall at `now_ms` over `cards` cards, 0–1; those without a state count 0."""
    if cards <= 0:
        return 0.0
    return min(1.0, sum(scheduler.recall(state, now_ms) for state in states) / cards)
