"""What comes next: today's share of due and new cards, and the cards of this sitting that come back."""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING, NamedTuple, Protocol

from studyapp.study.scheduling import DAY_MS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from studyapp.decks.deck import Deck
    from studyapp.progress.review import CardState
    from studyapp.progress.store import ProgressStore
    from studyapp.study.pace import AnswerTimes

AHEAD_MS = 20 * 60_000
"""When nothing else is left, a card of this sitting may come back this much early."""
MOST_DUE = 2_000
"""More due cards than this are never looked at in one go: no sitting reaches them."""


class Share(NamedTuple):
    """What fits into the time: card keys, due ones by rank and new ones in the order of their decks."""

    due: tuple[str, ...]
    new: tuple[str, ...]
    planned: tuple[str, ...] = ()
    """Those of them that a plan chose, best first: they keep this order, and do not come back in the same sitting."""
    more: bool = False
    """Whether the plan has more cards for this sitting, should the time last for them."""


class ChooseShare(Protocol):
    """A way to choose what to study in so many seconds: `todays_share`, or a plan's."""

    def __call__(
        self,
        store: ProgressStore,
        decks: Sequence[Deck],
        now_ms: int,
        seconds: float,
        times: AnswerTimes,
        *,
        met: frozenset[str] = frozenset(),
    ) -> Share:
        """Return the share; `met` are the cards answered today."""


def note_of(key: str) -> str:
    """Return `deck/card` of a card key, with or without a gap: what siblings share."""
    return "/".join(key.split("/")[:2])


def todays_share(
    store: ProgressStore,
    decks: Sequence[Deck],
    now_ms: int,
    seconds: float,
    times: AnswerTimes,
    *,
    met: frozenset[str] = frozenset(),
) -> Share:
    """Return what to study in `seconds`: due cards first, the time that remains goes to new ones.

    Too many due cards are cut, the longest overdue last: a card close to the wanted recall gains most for its time,
    and no pile builds up in front of the student. Of siblings (gaps of one text) only one is taken, and none of
    which another was `met` today; a card that was met itself may be due again.
    """
    notes = {note_of(card) for card in met}
    due: list[str] = []
    budget = seconds
    for state in _due_by_rank(store, decks, now_ms):
        if budget <= 0:
            break
        note = note_of(state.card)
        if note not in notes or state.card in met:
            notes.add(note)
            due.append(state.card)
            budget -= times.review
    new: list[str] = []
    unseen = _unseen(store, decks) if budget > 0 else iter(())
    for key in unseen:
        if budget <= 0:
            break
        note = note_of(key)
        if note not in notes:
            notes.add(note)
            new.append(key)
            budget -= times.new_card
    return Share(tuple(due), tuple(new))


def interleave(share: Share, rng: Random) -> list[str]:
    """Return the share in the order of asking: a plan's cards first, then due ones shuffled and new ones among them."""
    planned = set(share.planned)
    due = [card for card in share.due if card not in planned]
    rng.shuffle(due)
    new = [card for card in share.new if card not in planned]
    return [*share.planned, *evenly([new, due])]


def evenly(orders: Sequence[Sequence[str]]) -> list[str]:
    """Return the cards of several orders as one, each order kept and spread over the whole; ties as the orders stand."""
    places = [
        (place / len(order), number, card) for number, order in enumerate(orders) for place, card in enumerate(order)
    ]
    return [card for *_, card in sorted(places)]


class Queue:
    """The cards of one sitting: the planned ones, and those that come back because they were not known."""

    def __init__(self, planned: Sequence[str]) -> None:
        self._planned = deque(planned)
        self._returning: list[tuple[int, str]] = []
        self._once: set[str] = set()

    def next(self, now_ms: int) -> str | None:
        """Return the card to ask at `now_ms` without taking it; None when nothing is left for now."""
        if self._returning and (self._returning[0][0] <= now_ms or not self._planned):
            back_ms, card = self._returning[0]
            return card if back_ms <= now_ms + AHEAD_MS else None
        return self._planned[0] if self._planned else None

    def take(self, card: str) -> None:
        """Take `card` out: it is being answered."""
        if card in self._planned:
            self._planned.remove(card)
        self._returning = [entry for entry in self._returning if entry[1] != card]
        heapq.heapify(self._returning)

    def answered(self, state: CardState, now_ms: int) -> None:
        """Let an answered card come back in this sitting if it is due again within the day."""
        if state.card not in self._once and state.due_ms - now_ms < DAY_MS / 2:
            heapq.heappush(self._returning, (state.due_ms, state.card))

    def postpone(self, card: str) -> None:
        """Put `card` behind all planned ones."""
        self.take(card)
        self._planned.append(card)

    def put_back(self, card: str) -> None:
        """Make `card` the next one."""
        self.take(card)
        self._planned.appendleft(card)

    def drop_planned(self) -> None:
        """Forget the planned cards, but not those that come back."""
        self._planned.clear()

    def add(self, cards: Sequence[str], once: frozenset[str] = frozenset()) -> None:
        """Append cards that are not waiting yet; those of `once` will not come back after their answer."""
        self._once |= once
        waiting = {*self._planned, *(card for _, card in self._returning)}
        self._planned.extend(card for card in cards if card not in waiting)

    def __len__(self) -> int:
        """Return how many cards are still to come."""
        return len(self._planned) + len(self._returning)


def _due_by_rank(store: ProgressStore, decks: Sequence[Deck], now_ms: int) -> list[CardState]:
    due = [state for deck in decks for state in store.due(deck.id, now_ms, MOST_DUE)]
    return sorted(due, key=lambda state: (-state.due_ms, state.card))


def _unseen(store: ProgressStore, decks: Sequence[Deck]) -> Iterator[str]:
    """Yield the keys of cards never answered, the decks taking turns."""
    waiting = deque(_unseen_of(store, deck) for deck in decks)
    while waiting:
        cards = waiting.popleft()
        key = next(cards, None)
        if key is not None:
            yield key
            waiting.append(cards)


def _unseen_of(store: ProgressStore, deck: Deck) -> Iterator[str]:
    seen = store.seen(deck.id)
    return (key for key in deck.keys if key not in seen)
