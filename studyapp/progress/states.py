"""Memory states: a cache of what the review log folds to, and the questions it answers fast."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.progress.failures import ImpossibleRowError
from studyapp.progress.review import MOMENTS_MS, CardState, Graded
from studyapp.progress.reviews import graded_of_card

if TYPE_CHECKING:
    import sqlite3

Fold = Callable[[Sequence[Graded]], CardState | None]
"""From the reviews of one card that count, in order, to its state."""

CARDS_AT_ONCE = 500
LATEST_DUE_MS = 2 * MOMENTS_MS
"""No card is put off for as long as there may be between two answers."""

_COLUMNS = "c.key, s.stability, s.difficulty, s.last_ms, s.due_ms, s.reviews, s.lapses, s.answer_key"
_STATES = f"SELECT {_COLUMNS} FROM states s JOIN cards c ON c.number = s.card"  # noqa: S608 - a constant
_WRITE = """INSERT INTO states (card, deck, present, stability, difficulty, last_ms, due_ms, reviews, lapses, answer_key)
    SELECT number, deck, present, ?, ?, ?, ?, ?, ?, ? FROM cards WHERE number = ?
    ON CONFLICT (card) DO UPDATE SET present = excluded.present, stability = excluded.stability,
    difficulty = excluded.difficulty, last_ms = excluded.last_ms, due_ms = excluded.due_ms, reviews = excluded.reviews,
    lapses = excluded.lapses, answer_key = excluded.answer_key"""


class DeckCounts(NamedTuple):
    """Cards of one deck, those that are in it still."""

    seen: int
    """Cards with a memory state."""
    due: int


def card_number(database: sqlite3.Connection, key: str) -> int:
    """Return the number of the card `deck/card` or `deck/card/gap`, which is given one if need be."""
    row = database.execute("SELECT number FROM cards WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    added = database.execute("INSERT INTO cards (key, deck) VALUES (?, ?)", (key, deck_number(database, deck_of(key))))
    return int(added.lastrowid or 0)


def deck_of(card: str) -> str:
    """Return the id of the deck that a card's key names."""
    return card.partition("/")[0]


def deck_number(database: sqlite3.Connection, deck: str) -> int:
    """Return the number of a deck, which is given one if need be."""
    database.execute("INSERT INTO decks (id) VALUES (?) ON CONFLICT (id) DO NOTHING", (deck,))
    (number,) = database.execute("SELECT number FROM decks WHERE id = ?", (deck,)).fetchone()
    return int(number)


def refold(database: sqlite3.Connection, card: int, fold: Fold) -> CardState | None:
    """Fold the reviews of one card that count, and cache what comes out; None when none counts."""
    reviews = graded_of_card(database, card)
    state = fold(reviews) if reviews else None
    write_states(database, [(card, state)])
    return state


def write_states(database: sqlite3.Connection, states: Sequence[tuple[int, CardState | None]]) -> None:
    """Replace the cached states of the numbered cards; None removes one."""
    database.executemany("DELETE FROM states WHERE card = ?", ((card,) for card, state in states if state is None))
    database.executemany(_WRITE, (_row(card, state) for card, state in states if state is not None))


def _row(card: int, state: CardState) -> tuple[object, ...]:
    return (
        state.stability, state.difficulty, state.last_ms, state.due_ms, state.reviews, state.lapses, state.answer_key,
        card,
    )  # fmt: skip


def state_of(database: sqlite3.Connection, key: str) -> CardState | None:
    """Return the cached state of a card."""
    row = database.execute(f"{_STATES} WHERE c.key = ?", (key,)).fetchone()
    return None if row is None else _state(row)


def page_of_states(database: sqlite3.Connection, deck: str, after: str, size: int) -> list[CardState]:
    """Return up to `size` states of a deck's cards whose keys follow `after`, by key; also of cards that left it."""
    rows = database.execute(
        f"{_STATES} WHERE c.deck = (SELECT number FROM decks WHERE id = ?) AND c.key > ? ORDER BY c.key LIMIT ?",  # noqa: S608 - constants
        (deck, after, size),
    )
    return [_state(row) for row in rows]


def due_states(database: sqlite3.Connection, deck: str, until_ms: int, limit: int) -> list[CardState]:
    """Return the states that are due by `until_ms`, the longest due last; of cards that are still in the deck."""
    rows = database.execute(
        f"{_STATES} WHERE s.deck = (SELECT number FROM decks WHERE id = ?) "  # noqa: S608 - constants
        "AND s.present = 1 AND s.due_ms <= ? ORDER BY s.due_ms DESC, c.key LIMIT ?",
        (deck, until_ms, limit),
    )
    return [_state(row) for row in rows]


def _state(row: Sequence[Any]) -> CardState:
    """Return the state of a row that was selected here; raises ImpossibleRowError."""
    state = CardState(*row)
    if (
        0.0 < state.stability < math.inf
        and -MOMENTS_MS < state.last_ms < MOMENTS_MS
        and -MOMENTS_MS < state.due_ms < LATEST_DUE_MS
    ):
        return state
    raise ImpossibleRowError(f"the state of {state.card} cannot be")


def count_impossible_states(database: sqlite3.Connection) -> int:
    """Return how many cached states no log folds to."""
    (count,) = database.execute(
        f"SELECT count(*) FROM states WHERE NOT (stability > 0.0 AND stability < 9e999 AND abs(last_ms) < {MOMENTS_MS} "  # noqa: S608 - constants
        f"AND due_ms > -{MOMENTS_MS} AND due_ms < {LATEST_DUE_MS})"
    ).fetchone()
    return int(count)


def seen_cards(database: sqlite3.Connection, deck: str) -> set[str]:
    """Return the keys of the deck's cards that have a state, also of cards that left it."""
    rows = database.execute(
        "SELECT c.key FROM states s JOIN cards c ON c.number = s.card WHERE s.deck = (SELECT number FROM decks WHERE id = ?)",
        (deck,),
    )
    return {key for (key,) in rows}


def count_cards(database: sqlite3.Connection, deck: str, now_ms: int) -> DeckCounts:
    """Return how many of the deck's cards were seen and are due."""
    known = database.execute("SELECT number, seen FROM decks WHERE id = ?", (deck,)).fetchone()
    if known is None:
        return DeckCounts(0, 0)
    number, seen = known
    (due,) = database.execute(
        "SELECT count(*) FROM states WHERE deck = ? AND present = 1 AND due_ms <= ?", (number, now_ms)
    ).fetchone()
    return DeckCounts(seen, due)


def count_due_between(database: sqlite3.Connection, deck: str, from_ms: int, before_ms: int) -> int:
    """Return how many cards fall due from `from_ms` on and before `before_ms`."""
    (count,) = database.execute(
        "SELECT count(*) FROM states WHERE deck = (SELECT number FROM decks WHERE id = ?) AND present = 1 AND due_ms >= ? AND due_ms < ?",
        (deck, from_ms, before_ms),
    ).fetchone()
    return int(count)


def deck_revision(database: sqlite3.Connection, deck: str) -> str | None:
    """Return the revision whose cards are marked as present; None for a deck that nothing is known of."""
    row = database.execute("SELECT revision FROM decks WHERE id = ?", (deck,)).fetchone()
    return None if row is None else str(row[0])


def mark_present(database: sqlite3.Connection, deck: str, revision: str, keys: set[str]) -> None:
    """Note which of the known cards are in the deck, as of `revision`."""
    database.execute("INSERT INTO decks (id) VALUES (?) ON CONFLICT (id) DO NOTHING", (deck,))
    known = database.execute(
        "SELECT number, key, present FROM cards WHERE deck = (SELECT number FROM decks WHERE id = ?)", (deck,)
    )
    changed = [(int(key in keys), number) for number, key, present in known if (key in keys) != present]
    database.executemany("UPDATE cards SET present = ? WHERE number = ?", changed)
    database.executemany("UPDATE states SET present = ? WHERE card = ?", changed)
    database.execute("UPDATE decks SET revision = ? WHERE id = ?", (revision, deck))


def forget_deck_of_absent(database: sqlite3.Connection, card: int) -> None:
    """Have the deck looked through again if it lacks `card`: a window that was opened before an edit still asks it."""
    database.execute(
        "UPDATE decks SET revision = '' WHERE number = (SELECT deck FROM cards WHERE number = ? AND present = 0)",
        (card,),
    )


def make_due(database: sqlite3.Connection, cards: Iterable[str], at_ms: int) -> None:
    """Let `cards` be due by `at_ms` at the latest, until their next review."""
    database.executemany(
        "UPDATE states SET due_ms = min(due_ms, ?) WHERE card = (SELECT number FROM cards WHERE key = ?)",
        [(at_ms, card) for card in cards],
    )


def make_due_what_was_answered_after(database: sqlite3.Connection, now_ms: int) -> None:
    """Let cards whose last review lies after `now_ms` be due by then, until their next review."""
    database.execute("UPDATE states SET due_ms = ? WHERE last_ms > ? AND due_ms > ?", (now_ms, now_ms, now_ms))


def miscounted_decks(database: sqlite3.Connection) -> int:
    """Return of how many decks another number of seen cards is noted than there are."""
    (count,) = database.execute(
        "SELECT count(*) FROM decks d WHERE seen <> (SELECT count(*) FROM states WHERE deck = d.number AND present = 1)"
    ).fetchone()
    return int(count)


def is_fold(cached: CardState | None, folded: CardState | None) -> bool:
    """Return whether a cached state is what its log folds to; it may be due earlier.

    That is so when its answer has changed, or when it was answered under a clock that was ahead.
    """
    if cached is None or folded is None:
        return cached is folded
    return cached.due_ms <= folded.due_ms and cached._replace(due_ms=folded.due_ms) == folded


def all_cards(database: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield the ranges of card numbers, first and last, that together cover all cards."""
    (last,) = database.execute("SELECT coalesce(max(number), 0) FROM cards").fetchone()
    for first in range(1, last + 1, CARDS_AT_ONCE):
        yield first, min(first + CARDS_AT_ONCE - 1, last)
