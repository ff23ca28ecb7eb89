"""Taking events from journals into a progress file: a union by id, in any order, with any duplicates and losses."""

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from studyapp.errors import DataFolderError
from studyapp.progress.about import MIXED, tell, told
from studyapp.progress.connection import become_new_device, new_progress_draft
from studyapp.progress.events import ANSWER_FIELDS, Event, Header, ReviewEvent, UndoEvent
from studyapp.progress.failures import reason
from studyapp.progress.journal import read_journal
from studyapp.progress.states import deck_number, deck_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

AT_ONCE = 10_000
REBUILD_CACHE_KIB = 131_072

_INSERT_REVIEW = (
    f"INSERT INTO reviews ({', '.join(ANSWER_FIELDS)}, device, sequence, hybrid_ms) "  # noqa: S608 - names of fields
    f"VALUES ({', '.join('?' * (len(ANSWER_FIELDS) + 3))})"
)
_INSERT_UNDO = (
    "INSERT INTO undos (id, review, replaced_by, at_ms, device, sequence, hybrid_ms) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)


class Merged(NamedTuple):
    """What a merge brought."""

    reviews: int
    """New ones."""
    undos: int
    """New ones."""
    junk: int
    """Lines that are no event: torn, foreign or altered."""


class _Cards(dict[str, int]):
    """From the keys of cards to the numbers that a file uses for them; an unknown card is given one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database.execute("SELECT key, number FROM cards"))
        self._database = database
        self._decks = dict[str, int]()

    def __missing__(self, key: str) -> int:
        deck = deck_of(key)
        if deck not in self._decks:
            self._decks[deck] = deck_number(self._database, deck)
        added = self._database.execute("INSERT INTO cards (key, deck) VALUES (?, ?)", (key, self._decks[deck]))
        self[key] = number = int(added.lastrowid or 0)
        return number


class _Devices(dict[str, int]):
    """From the UUIDs of devices to the numbers that a file uses for them; an unknown device is given one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database.execute("SELECT id, number FROM devices"))
        self._database = database

    def __missing__(self, uuid: str) -> int:
        return self.add(uuid, "")

    def add(self, uuid: str, name: str) -> int:
        added = self._database.execute("INSERT INTO devices (id, name, own) VALUES (?, ?, 0)", (uuid, name))
        self[uuid] = number = int(added.lastrowid or 0)
        return number


def merge_events(database: sqlite3.Connection, events: Iterable[Event | None]) -> Merged:
    """Insert the events that the file lacks, within the caller's transaction; states are not folded.

    Marks the decks as unknown, so that the next look at them tells which cards are present.
    """
    return _insert(database, events, f"{_INSERT_REVIEW} ON CONFLICT (id) DO NOTHING")


def _insert(database: sqlite3.Connection, events: Iterable[Event | None], insert_review: str) -> Merged:
    cards, devices, junk = _Cards(database), _Devices(database), 0
    before = _counts(database)
    for batch in _batches(events):
        for event in batch:
            if isinstance(event, Header) and event.device not in devices:
                devices.add(event.device, event.name)
        reviews = [event.values for event in batch if isinstance(event, ReviewEvent)]
        undos = [event.values for event in batch if isinstance(event, UndoEvent)]
        database.executemany(
            insert_review,
            [
                (id_, cards[card], *others, devices[device], sequence, hybrid_ms)
                for id_, card, *others, device, sequence, hybrid_ms in reviews
            ],
        )
        database.executemany(
            _INSERT_UNDO,
            [(*others, devices[device], sequence, hybrid_ms) for *others, device, sequence, hybrid_ms in undos],
        )
        junk += batch.count(None)
    database.execute("UPDATE decks SET revision = ''")
    after = _counts(database)
    return Merged(after[0] - before[0], after[1] - before[1], junk)


def _each_review_once(events: Iterable[Event | None]) -> Iterator[Event | None]:
    """Leave out the reviews whose id was there before."""
    seen = set[str]()
    for event in events:
        if isinstance(event, ReviewEvent):
            if event.values[0] in seen:
                continue
            seen.add(event.values[0])
        yield event


def read_journals(paths: Sequence[Path]) -> Iterator[Event | None]:
    """Yield the events of all journals; one that cannot be read raises OSError."""
    return itertools.chain.from_iterable(map(read_journal, paths))


def catch_up_with_journal(database: sqlite3.Connection, journal: Path) -> None:
    """Take in what this file's own journal holds beyond it, and go on as a new device, within the caller's transaction.

    The sequence of the device would otherwise count events again that the journal has already.
    """
    merge_events(database, read_journal(journal))
    (name,) = database.execute("SELECT name FROM devices WHERE id = ?", (told(database, "device"),)).fetchone()
    become_new_device(database, name)
    tell(database, "model", MIXED)


def rebuild_from_journals(path: Path, journals: Sequence[Path], device_name: str, at_ms: int) -> Merged:
    """Make a new progress file at `path`, where there is none, from nothing but `journals`; states are not folded.

    Raises DataFolderError; then nothing is at `path`.
    """
    try:
        with new_progress_draft(path, device_name, at_ms) as draft:
            merged = _fill(draft, journals)
            become_new_device(draft, device_name)
            return merged
    except (OSError, sqlite3.Error) as error:
        raise DataFolderError(path.parent, reason(error)) from error


def _fill(database: sqlite3.Connection, journals: Sequence[Path]) -> Merged:
    """Merge into a file that nobody else sees yet: without a rollback journal, and with indexes made at the end."""
    for pragma in (
        "journal_mode = OFF",
        "synchronous = OFF",
        f"cache_size = -{REBUILD_CACHE_KIB}",
        "foreign_keys = OFF",
    ):
        database.execute(f"PRAGMA {pragma}")
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'reviews' AND sql IS NOT NULL"
    ).fetchall()
    database.execute("BEGIN")
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    merged = _insert(database, _each_review_once(read_journals(journals)), _INSERT_REVIEW)
    for _, sql in indexes:
        database.execute(sql)
    database.execute("COMMIT")
    return merged


def _batches(events: Iterable[Event | None]) -> Iterator[list[Event | None]]:
    iterator = iter(events)
    while batch := list(itertools.islice(iterator, AT_ONCE)):
        yield batch


def _counts(database: sqlite3.Connection) -> tuple[int, int]:
    reviews, undos = database.execute(
        "SELECT (SELECT coalesce(max(number), 0) FROM reviews), (SELECT coalesce(max(number), 0) FROM undos)"
    ).fetchone()
    return reviews, undos
