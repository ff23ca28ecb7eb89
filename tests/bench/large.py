"""Large decks and long review logs, made for measuring."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.clock import SystemClock, to_milliseconds
from studyapp.decks.reader import read_deck
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.progress.connection import new_uuid
from studyapp.progress.store import open_progress
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY_MS = 86_400_000
DECK = "words"
RATINGS = (1, 3, 3, 2, 3, 3, 3, 4, 3, 3, 1)
CHANCES = (0.0, 0.0, 0.0, 0.0, 0.25)
"""Of the answers, in turn: one in five was picked among four options."""
LONG_AGO = 1_700_000_000
"""When the decks were last written, so that their time says that they have not changed."""


def large_deck(folder: Path, *, cards: int) -> Path:
    """Write a deck of `cards` typed cards into `folder`/decks and return its path."""
    return write_deck(folder / "decks", typed_deck(cards, DECK), DECK)


def fill_progress(folder: Path, *, cards: int, reviews: int) -> None:
    """Fill `folder`/progress.db with a learner's `reviews` of the deck's `cards` cards, the oldest first.

    Written past the store for speed; a tenth of the cards is due. The deck must lie in `folder`/decks.
    """
    path = folder / "progress.db"
    deck_read = read_deck(folder / "decks" / f"{DECK}.deck.yaml").deck
    assert deck_read is not None
    with closing(open_progress(path)) as store:
        store.sync_deck(DECK, deck_read.revision, deck_read.keys)
    now = to_milliseconds(SystemClock().now())
    with closing(sqlite3.connect(path)) as database, database:
        (device,) = database.execute("SELECT number FROM devices").fetchone()
        (deck,) = database.execute("SELECT number FROM decks WHERE id = ?", (DECK,)).fetchone()
        database.executemany("INSERT OR IGNORE INTO cards (number, key, deck) VALUES (?, ?, ?)", _cards(cards, deck))
        numbers = [number for (number,) in database.execute("SELECT number FROM cards ORDER BY number")]
        marks = ", ".join("?" * 22)
        database.executemany(f"INSERT INTO reviews VALUES (NULL, {marks})", _reviews(numbers, reviews, device, now))
        database.executemany(
            "INSERT INTO states VALUES (?, ?, 1, ?, 5.0, ?, ?, ?, 0, 'k')", _states(numbers, deck, now)
        )
        database.execute("INSERT OR REPLACE INTO about VALUES ('model', ?)", (Fsrs7().name,))


def _cards(cards: int, deck: int) -> Iterator[tuple[int, str, int]]:
    return ((n + 1, f"{DECK}/c{n}", deck) for n in range(cards))


def _reviews(cards: list[int], reviews: int, device: int, now: int) -> Iterator[tuple[object, ...]]:
    rounds = max(1, reviews // len(cards))
    for n in range(reviews):
        at = now - (rounds - n // len(cards)) * 5 * DAY_MS - (len(cards) - n % len(cards)) * 100
        rating, chance = RATINGS[n * 7 // 3 % len(RATINGS)], CHANCES[n % len(CHANCES)]
        marked = (rating, "wrong", 0.0) if rating == 1 else (rating, "correct", 1.0)
        answer = (at, 60, "2026-01-01", *marked, "answer", 0, 0, 0, 9_000, "typed", chance, 7, "k", "fsrs7", 0)
        yield (new_uuid(), device, n + 1, at, cards[n % len(cards)], *answer)


def _states(cards: list[int], deck: int, now: int) -> Iterator[tuple[object, ...]]:
    for n, card in enumerate(cards):
        due = now - DAY_MS - n * 1000 if n % 10 == 0 else now + (n % 90 + 1) * DAY_MS
        yield (card, deck, 20.0, now - 5 * DAY_MS, due, 10)
