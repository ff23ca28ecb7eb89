"""The cards of a goal, with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.study.own_log import logged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studyapp.decks.deck import Deck
    from studyapp.memory.revlogs import LoggedReview
    from studyapp.progress.store import ProgressStore


@dataclass(frozen=True, slots=True)
class GoalCards:
    """Which cards a goal is about."""

    seen: tuple[str, ...]
    """In the order of their first answers."""
    unseen: tuple[str, ...]
    """In the order of asking: the decks take turns."""
    log: tuple[LoggedReview, ...]
    """The answers to them, in the order of time."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.seen) + len(self.unseen)

    def before(self, at_ms: int) -> GoalCards:
        """Return the cards as they were at a moment: answers since then never happened."""
        log = tuple(review for review in self.log if review.at_ms < at_ms)
        seen = dict.fromkeys(review.card for review in log)
        return GoalCards(tuple(seen), (*(key for key in self.seen if key not in seen), *self.unseen), log)

    def without(self, keys: Iterable[str]) -> GoalCards:
        """Return all cards but some."""
        out = frozenset(keys)
        return GoalCards(
            tuple(key for key in self.seen if key not in out),
            tuple(key for key in self.unseen if key not in out),
            tuple(review for review in self.log if review.card not in out),
        )


def cards_of_goal(store: ProgressStore, decks: Sequence[Deck], left_out: Sequence[str] = ()) -> GoalCards:
    """Return the cards of `decks` without those that have a tag of `left_out`."""
    keys = keys_of_goal(decks, left_out)
    log = logged(review for deck in decks for review in store.history(deck=deck.id) if review.answer.card in keys)
    seen = dict.fromkeys(review.card for review in log)
    unseen = [[key for key in deck.keys if key in keys and key not in seen] for deck in decks]
    return GoalCards(tuple(seen), tuple(_in_turns(unseen)), tuple(log))


def keys_of_goal(decks: Sequence[Deck], left_out: Sequence[str]) -> set[str]:
    """Return the keys of all cards but those with a tag that is left out."""
    keys = {key for deck in decks for key in deck.keys}
    if not left_out:
        return keys
    tags = tags_of(decks)
    return keys - {key for tag in left_out for key in tags.get(tag, ())}


def tags_of(decks: Sequence[Deck]) -> dict[str, tuple[str, ...]]:
    """Return the cards of each tag; builds every card."""
    found: dict[str, list[str]] = {}
    for deck in decks:
        for key in deck.keys:
            for tag in deck.card(key).tags:
                found.setdefault(tag, []).append(key)
    return {tag: tuple(keys) for tag, keys in found.items()}


def _in_turns(rows: Sequence[Sequence[str]]) -> list[str]:
    longest = max(map(len, rows), default=0)
    return [row[place] for place in range(longest) for row in rows if place < len(row)]
