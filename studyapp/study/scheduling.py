"""From a card's reviews to its memory state and the moment it comes back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import EARLIEST_MS, from_milliseconds, start_of, study_day, to_milliseconds
from studyapp.memory.model import AGAIN, MemoryState, Model, Rating, Recollection, fold
from studyapp.progress.review import CardState, Graded
from studyapp.study.fitting import model_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.progress.store import ProgressStore

DAY_MS = 86_400_000
_RATINGS = {int(rating): rating for rating in Rating}
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=36500)
WHOLE_DAYS_FROM = timedelta(hours=18)
"""Longer waits end with the morning of a study day, so that nobody has to come back at the same minute."""


class Scheduler(NamedTuple):
    """A memory model and the recall at which a card is due, 0–1."""

    model: Model
    desired_recall: float = 0.90

    def fold(self, reviews: Sequence[Graded]) -> CardState | None:
        """Return the state of one card from its reviews in order; None without reviews."""
        memory = fold(self.model, [_recollection(review) for review in reviews])
        if memory is None:
            return None
        last, answered = reviews[-1], _answered_last(reviews)
        interval = timedelta(days=self.model.interval(memory, self.desired_recall))
        return CardState(
            card=last.card,
            stability=memory.stability,
            difficulty=memory.difficulty,
            last_ms=to_milliseconds(answered),
            due_ms=to_milliseconds(due_moment(answered, interval)),
            reviews=len(reviews),
            lapses=sum(review.rating == AGAIN for review in reviews[1:]),
            answer_key=last.answer_key,
        )

    def recall(self, state: CardState, now_ms: int) -> float:
        """Return the probability of recall at `now_ms`."""
        elapsed = max(0, now_ms - state.last_ms) / DAY_MS
        return self.model.recall(MemoryState(state.stability, state.difficulty), elapsed)


def own_scheduler(store: ProgressStore) -> Scheduler:
    """Return the scheduler that the student's progress asks for; their states are folded with it if they are not yet.

    Raises NotSavedError.
    """
    scheduler = Scheduler(model_of(store))
    store.ensure_states(scheduler.model.name, scheduler.fold)
    return scheduler


def due_moment(answered: datetime, interval: timedelta) -> datetime:
    """Return when a card answered at `answered` (local time) comes back after about `interval`."""
    interval = min(max(interval, SHORTEST), LONGEST)
    if interval < WHOLE_DAYS_FROM:
        return answered + interval
    day = max(study_day(answered + interval), study_day(answered) + timedelta(days=1))
    return start_of(day, answered.tzinfo)


def _answered_last(reviews: Sequence[Graded]) -> datetime:
    """Return the local time that the wait counts from: of the last review whose time is not in doubt.

    Without such a review, a time so early that the card is due, also while the clock is still wrong.
    """
    for review in reversed(reviews):
        if review.is_dated:
            return from_milliseconds(review.at_ms, review.offset_minutes)
    return from_milliseconds(max(0, min(EARLIEST_MS, reviews[-1].at_ms)))


def _recollection(review: Graded) -> Recollection:
    return Recollection(review.at_ms / DAY_MS, _RATINGS[review.rating], review.chance, review.is_dated)
