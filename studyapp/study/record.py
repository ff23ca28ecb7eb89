"""What happened in one sitting, and what it brought."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import start_of, study_day, to_milliseconds
from studyapp.memory.model import Rating
from studyapp.questions.question import REVEAL, Outcome
from studyapp.study.readiness import readiness
from studyapp.study.shown import Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.deck import Deck
    from studyapp.progress.review import Answer, CardState
    from studyapp.progress.store import ProgressStore
    from studyapp.study.pace import AnswerTimes
    from studyapp.study.scheduling import Scheduler
    from studyapp.study.shown import Marked

MOST_NAMED = 3
"""Questions named in a summary's lists."""


class Entry(NamedTuple):
    """One saved answer of the sitting with the card's state before and after."""

    marked: Marked
    answer: Answer
    before: CardState | None
    after: CardState


class Record:
    """The answers of one sitting that count."""

    def __init__(
        self,
        decks: Sequence[Deck],
        store: ProgressStore,
        scheduler: Scheduler,
        times: AnswerTimes,
        day_seconds: float,
        tomorrow_seconds: float = 0.0,
    ) -> None:
        """`tomorrow_seconds` are promised for tomorrow, whatever is due then."""
        self._decks = decks
        self._store = store
        self._scheduler = scheduler
        self._times = times
        self._day_seconds = day_seconds
        self._tomorrow_seconds = tomorrow_seconds
        self._entries: dict[str, Entry] = {}

    def add(self, marked: Marked, answer: Answer, before: CardState | None, after: CardState) -> None:
        """Note a saved answer."""
        self._entries[answer.id] = Entry(marked, answer, before, after)

    def remove(self, review: str) -> None:
        """Forget an answer that was taken back; nothing if it was not of this sitting."""
        self._entries.pop(review, None)

    def holds(self, review: str) -> bool:
        """Return whether a review is an answer of this sitting."""
        return review in self._entries

    def entry(self, review: str) -> Entry:
        """Return the entry of a saved review; KeyError if there is none."""
        return self._entries[review]

    @property
    def answered(self) -> int:
        """How many answers count."""
        return len(self._entries)

    @property
    def right(self) -> int:
        """How many of them were right."""
        return sum(entry.answer.outcome == Outcome.CORRECT for entry in self._entries.values())

    @property
    def seconds(self) -> float:
        """Time spent on them."""
        return sum(entry.answer.milliseconds for entry in self._entries.values()) / 1000

    def summary(self, now: datetime) -> Summary:
        """Return what the sitting brought, as seen at `now`."""
        now_ms = to_milliseconds(now)
        cards = sum(len(deck.keys) for deck in self._decks)
        states = [state for deck in self._decks for state in self._store.states(deck.id)]
        after = readiness(states, cards, self._scheduler, now_ms)
        waiting_due, waiting_new = self._waiting(now_ms, cards)
        backlog = waiting_due * self._times.review
        return Summary(
            answered=self.answered,
            right=self.right,
            seconds=self.seconds,
            readiness_before=max(0.0, after - self._gain(now_ms, cards)),
            readiness_after=after,
            sure_and_wrong=self._sure_and_wrong(),
            hardest=self._hardest(),
            tomorrow_seconds=self._tomorrow(now, waiting_new),
            waiting=waiting_due + waiting_new,
            clear_in_days=math.ceil(backlog / self._day_seconds) if self._day_seconds > 0 else 0,
        )

    def _gain(self, now_ms: int, cards: int) -> float:
        """Expected recall that the sitting added, over all cards."""
        if cards == 0:
            return 0.0
        first: dict[str, CardState | None] = {}
        last: dict[str, CardState] = {}
        for entry in self._entries.values():
            first.setdefault(entry.answer.card, entry.before)
            last[entry.answer.card] = entry.after
        recall = self._scheduler.recall
        gained = (
            recall(state, now_ms) - _recall_or_nothing(self._scheduler, first[card], now_ms)
            for card, state in last.items()
        )
        return sum(gained) / cards

    def _waiting(self, now_ms: int, cards: int) -> tuple[int, int]:
        counts = self._store.counts([deck.id for deck in self._decks], now_ms).values()
        return sum(count.due for count in counts), max(0, cards - sum(count.seen for count in counts))

    def _tomorrow(self, now: datetime, new: int) -> float:
        wanted = self._due_tomorrow(now) + new * self._times.new_card
        return min(self._day_seconds, max(self._tomorrow_seconds, wanted))

    def _due_tomorrow(self, now: datetime) -> float:
        starts = [start_of(study_day(now) + timedelta(days=n), now.tzinfo) for n in (1, 2)]
        borders = [to_milliseconds(start) for start in starts]
        due = sum(sum(self._store.due_by_day(deck.id, borders)) for deck in self._decks)
        return due * self._times.review

    def _sure_and_wrong(self) -> tuple[str, ...]:
        wrong = (
            entry.marked.posed.card.question.text
            for entry in self._entries.values()
            if entry.answer.outcome == Outcome.WRONG and not entry.answer.unsure and entry.answer.form != REVEAL
        )
        return tuple(dict.fromkeys(wrong))[:MOST_NAMED]

    def _hardest(self) -> tuple[str, ...]:
        struggled = {e.answer.card: e for e in self._entries.values() if e.answer.rating <= Rating.HARD}
        ranked = sorted(struggled.values(), key=lambda entry: entry.after.stability)
        return tuple(entry.marked.posed.card.question.text for entry in ranked[:MOST_NAMED])


def _recall_or_nothing(scheduler: Scheduler, state: CardState | None, now_ms: int) -> float:
    return scheduler.recall(state, now_ms) if state else 0.0
