"""Cards that go on under another key: the events that say so, and what cards are recognised by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.reviews import next_stamp, whole
from studyapp.progress.states import card_number, refold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from studyapp.progress.database import Database
    from studyapp.progress.states import Fold


class Wording(NamedTuple):
    """How a card was put when it was last answered; it is recognised by this when its key changes."""

    card: str
    type: str
    prompt: str


class Rename(NamedTuple):
    """The card that was called `old` is called `new`."""

    old: str
    new: str
    event: str = ""
    """UUID of the event to be written; empty where the log has it."""


def note_wording(database: sqlite3.Connection, wording: Wording) -> None:
    """Keep how a known card is put."""
    database.execute(
        "INSERT INTO wordings (card, type, prompt) SELECT number, ?, ? FROM cards WHERE key = ? "
        "ON CONFLICT (card) DO UPDATE SET type = excluded.type, prompt = excluded.prompt "
        "WHERE type <> excluded.type OR prompt <> excluded.prompt",
        (wording.type, wording.prompt, wording.card),
    )


class CardNames:
    """What is known of the names of cards; `write` runs work in a durable transaction that may change states."""

    def __init__(self, database: Database, write: Callable[[Callable[[sqlite3.Connection], None]], None]) -> None:
        self._database = database
        self._write = write

    def wordings(self, cards: Sequence[str]) -> dict[str, Wording]:
        """Return how cards were put when they were last answered, as far as it is known, by key."""
        found: dict[str, Wording] = {}
        with self._database.reading() as database:
            for card in cards:
                row = database.execute(
                    "SELECT type, prompt FROM wordings WHERE card = (SELECT number FROM cards WHERE key = ?)", (card,)
                ).fetchone()
                if row is not None:
                    found[card] = Wording(card, *row)
        return found

    def renames(self, deck: str) -> list[Rename]:
        """Return which cards of a deck went on under another key, on any device, in the order of their time."""
        with self._database.reading() as database:
            rows = database.execute(
                # The character behind the slash ends the range of keys that begin with the deck and a slash.
                "SELECT old, new FROM renames WHERE old >= ? || '/' AND old < ? || '0' ORDER BY hybrid_ms, number",
                (deck, deck),
            )
            return [Rename(*row) for row in rows]

    def carry_over(self, renames: Sequence[Rename], fold: Fold, at_ms: int) -> None:
        """Let cards go on under another key, with all their reviews; all or none. Raises NotSavedError."""

        def rename_all(database: sqlite3.Connection) -> None:
            for rename in renames:
                _carry_over(database, rename, fold, at_ms)

        self._write(rename_all)


def _carry_over(database: sqlite3.Connection, rename: Rename, fold: Fold, at_ms: int) -> None:
    """Let the reviews of the old card be those of the new one, beside its own, and fold them anew."""
    old, new = card_number(database, rename.old), card_number(database, rename.new)
    if rename.event:
        _insert_rename(database, rename, at_ms)
    database.execute("UPDATE reviews SET card = ? WHERE card = ?", (new, old))
    database.execute("UPDATE OR IGNORE wordings SET card = ? WHERE card = ?", (new, old))
    refold(database, old, fold)
    refold(database, new, fold)


def _insert_rename(database: sqlite3.Connection, rename: Rename, at_ms: int) -> None:
    stamp = next_stamp(database, at_ms)
    database.execute(
        "INSERT INTO renames (id, old, new, at_ms, device, sequence, hybrid_ms) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO NOTHING",
        (rename.event, rename.old, rename.new, whole(at_ms), stamp.device, stamp.sequence, stamp.hybrid_ms),
    )
