"""Events of the log as rows of a progress file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.progress.events import ANSWER_FIELDS, BOOLEANS, LogEvent, RenameEvent, ReviewEvent, UndoEvent

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

Numbered = tuple[LogEvent, int]
"""An event and the number of its row."""

TABLES: Mapping[type[LogEvent], str] = {ReviewEvent: "reviews", UndoEvent: "undos", RenameEvent: "renames"}

# Of a row that names none, the answer is NULL; a join would pass over it.
_KEY_OF_CARD = "(SELECT key FROM cards WHERE number = e.card)"
_DEVICE = "(SELECT id FROM devices WHERE number = e.device)"
_COLUMNS: Mapping[type[LogEvent], str] = {
    ReviewEvent: ", ".join(_KEY_OF_CARD if name == "card" else f"e.{name}" for name in ANSWER_FIELDS),
    UndoEvent: "e.id, e.review, e.replaced_by, e.at_ms",
    RenameEvent: "e.id, e.old, e.new, e.at_ms",
}
_BOOLEAN_COLUMNS = {ANSWER_FIELDS.index(name) for name in BOOLEANS}


def kinds_in(database: sqlite3.Connection) -> list[type[LogEvent]]:
    """Return the kinds of events that a file has tables for: it may be from before cards could be renamed."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [kind for kind, table in TABLES.items() if table in tables]


def next_events(database: sqlite3.Connection, device: int, sequence: int, limit: int) -> list[LogEvent]:
    """Return the first `limit` events of `device` beyond `sequence`, in order."""
    condition = "e.device = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?"
    found = [event for kind in TABLES for event, _ in _events(database, kind, condition, (device, sequence, limit))]
    return sorted(found, key=lambda event: event.values[-2])[:limit]


def events_by_id(database: sqlite3.Connection, kind: type[LogEvent], ids: Sequence[str]) -> list[Numbered]:
    """Return the events of one kind with these ids, up to some hundreds."""
    return _events(database, kind, f"e.id IN ({', '.join('?' * len(ids))})", ids)


def events_by_number(database: sqlite3.Connection, kind: type[LogEvent], numbers: Sequence[int]) -> list[Numbered]:
    """Return the events of one kind in the rows of these numbers, up to some hundreds."""
    return _events(database, kind, f"e.number IN ({', '.join('?' * len(numbers))})", numbers)


def _events(
    database: sqlite3.Connection, kind: type[LogEvent], condition: str, values: Sequence[object]
) -> list[Numbered]:
    rows = database.execute(
        f"SELECT e.number, {_COLUMNS[kind]}, {_DEVICE}, e.sequence, e.hybrid_ms FROM {TABLES[kind]} e WHERE {condition}",  # noqa: S608 - constants
        values,
    )
    if kind is ReviewEvent:
        return [(ReviewEvent(_with_booleans(row)), number) for number, *row in rows]
    return [(kind(tuple(row)), number) for number, *row in rows]


def _with_booleans(row: Sequence[object]) -> tuple[object, ...]:
    return tuple([bool(value) if column in _BOOLEAN_COLUMNS else value for column, value in enumerate(row)])
