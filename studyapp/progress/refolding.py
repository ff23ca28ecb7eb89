"""Making all memory states again: after a change of the memory model, or of the log from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studyapp.progress.about import tell
from studyapp.progress.reviews import graded_of_cards
from studyapp.progress.states import Fold, all_cards, refold, write_states

if TYPE_CHECKING:
    import sqlite3

    from studyapp.progress.database import Database
    from studyapp.progress.review import CardState

Progress = Callable[[int, int], None]
"""Is told how many cards are folded, and of how many."""


def refold_all(database: Database, model: str, fold: Fold, progress: Progress | None = None) -> int:
    """Fold every card's reviews again and replace the whole cache, as states of `model`; return how many there are.

    Folding happens before the one short transaction, so that others can save meanwhile; cards that they answered are
    folded once more within it. Interrupted at any point it has changed nothing. Raises NotSavedError.
    """
    from studyapp.progress.garbage import collecting_no_garbage  # noqa: PLC0415 - rarely needed

    with database.reading() as connection:
        until = _newest_events(connection)
    with collecting_no_garbage():
        states = _fold_cards(database, fold, progress)

    def replace(connection: sqlite3.Connection) -> int:
        connection.execute("DELETE FROM states")
        connection.execute("UPDATE decks SET seen = 0")
        write_states(connection, states)
        # Decks are looked through again: a card whose answer has changed is due whatever the log folds to.
        connection.execute("UPDATE decks SET revision = ''")
        for card in _cards_since(connection, until):
            refold(connection, card, fold)
        tell(connection, "model", model)
        (count,) = connection.execute("SELECT count(*) FROM states").fetchone()
        return int(count)

    return database.write(replace)


def _fold_cards(database: Database, fold: Fold, progress: Progress | None) -> list[tuple[int, CardState | None]]:
    states: list[tuple[int, CardState | None]] = []
    with database.reading() as connection:
        ranges = list(all_cards(connection))
    for first, last in ranges:
        with database.reading() as connection:
            cards = list(graded_of_cards(connection, first, last))
        states += [(card, fold(reviews)) for card, reviews in cards]
        if progress is not None:
            progress(last, ranges[-1][1])
    return states


def _newest_events(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the numbers of the last review and the last undo that arrived in this file."""
    reviews, undos = connection.execute(
        "SELECT (SELECT coalesce(max(number), 0) FROM reviews), (SELECT coalesce(max(number), 0) FROM undos)"
    ).fetchone()
    return int(reviews), int(undos)


def _cards_since(connection: sqlite3.Connection, until: tuple[int, int]) -> list[int]:
    """Return the cards that were answered, or an answer of which was taken back, after `until`."""
    rows = connection.execute(
        "SELECT card FROM reviews WHERE number > ? "
        "UNION SELECT r.card FROM undos u JOIN reviews r ON r.id = u.review WHERE u.number > ? "
        "UNION SELECT c.number FROM renames n JOIN cards c ON c.key IN (n.old, n.new)",
        until,
    )
    return [card for (card,) in rows]
