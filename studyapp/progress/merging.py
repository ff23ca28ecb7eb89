"""Taking events from journals into a progress file: a union by id, in any order, with any duplicates and losses."""

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.errors import DataFolderError
from studyapp.progress.about import MIXED, own_device, tell
from studyapp.progress.connection import become_new_device, new_progress_draft
from studyapp.progress.events import ANSWER_FIELDS, Header, RenameEvent, ReviewEvent, UndoEvent
from studyapp.progress.failures import reason
from studyapp.progress.garbage import collecting_no_garbage
from studyapp.progress.journal import Batch, read_batches
from studyapp.progress.states import deck_number, deck_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

REBUILD_CACHE_KIB = 131_072

_INSERT_REVIEW = (
    f"INSERT INTO reviews ({', '.join(ANSWER_FIELDS)}, device, sequence, hybrid_ms) "  # noqa: S608 - names of fields
    f"VALUES ({', '.join('?' * (len(ANSWER_FIELDS) + 3))})"
)
_INSERT_UNDO = (
    "INSERT INTO undos (id, review, replaced_by, at_ms, device, sequence, hybrid_ms) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)
_INSERT_RENAME = (
    "INSERT INTO renames (id, old, new, at_ms, device, sequence, hybrid_ms) "
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
    """From the keys of cards to the numbers that a file uses for them; an unknown card is given one, to be written."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database.execute("SELECT key, number FROM cards"))
        self._database = database
        self._decks = dict[str, int]()
        self._new: list[tuple[int, str, int]] = []
        self._last = max(self.values(), default=0)

    def __missing__(self, key: str) -> int:
        deck = deck_of(key)
        if deck not in self._decks:
            self._decks[deck] = deck_number(self._database, deck)
        self._last += 1
        self._new.append((self._last, key, self._decks[deck]))
        self[key] = self._last
        return self._last

    def write_new(self) -> None:
        """Write the cards that were given a number since the last call."""
        self._database.executemany("INSERT INTO cards (number, key, deck) VALUES (?, ?, ?)", self._new)
        self._new.clear()


class _Devices(dict[str, int]):
    """From the UUIDs of devices to the numbers that a file uses for them; an unknown device is given one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database.execute("SELECT id, number FROM devices"))
        self._database = database

    def __missing__(self, uuid: str) -> int:
        added = self._database.execute("INSERT INTO devices (id, name, own) VALUES (?, '', 0)", (uuid,))
        self[uuid] = number = int(added.lastrowid or 0)
        return number

    def name(self, header: Header) -> None:
        """Note what people call a device; its events may have come before."""
        self._database.execute(
            "UPDATE devices SET name = ? WHERE number = ? AND name = ''", (header.name, self[header.device])
        )


def merge_events(database: sqlite3.Connection, batches: Iterable[Batch]) -> Merged:
    """Insert the events that the file lacks, within the caller's transaction; states are not folded.

    Marks the decks as unknown, so that the next look at them tells which cards are present and which go on under
    another key.
    """
    return _insert(database, batches, f"{_INSERT_REVIEW} ON CONFLICT (id) DO NOTHING")


def _insert(database: sqlite3.Connection, batches: Iterable[Batch], insert_review: str) -> Merged:
    cards, devices, junk = _Cards(database), _Devices(database), 0
    before = _counts(database)
    for batch in batches:
        reviews, undos, renames = [], [], []
        for event in batch:
            if type(event) is ReviewEvent:
                reviews.append(_row(event, cards, devices))
            elif isinstance(event, UndoEvent):
                *others, device, sequence, hybrid_ms = event.values
                undos.append((*others, devices[device], sequence, hybrid_ms))
            elif isinstance(event, RenameEvent):
                *others, device, sequence, hybrid_ms = event.values
                renames.append((*others, devices[device], sequence, hybrid_ms))
            elif isinstance(event, Header):
                devices.name(event)
            else:
                junk += 1
        cards.write_new()
        database.executemany(insert_review, reviews)
        database.executemany(_INSERT_UNDO, undos)
        database.executemany(_INSERT_RENAME, renames)
    database.execute("UPDATE decks SET revision = ''")
    after = _counts(database)
    return Merged(after[0] - before[0], after[1] - before[1], junk)


def _row(review: ReviewEvent, cards: _Cards, devices: _Devices) -> tuple[Any, ...]:
    """Return what `_INSERT_REVIEW` is given.

    Every name is spelt out, for gathering some behind a star takes Python seven times as long; booleans become numbers,
    for finding out what to do with four of them takes sqlite3 nearly as long as writing the row.
    """
    (
        id_, card, at_ms, offset, day, rating, outcome, score, given, unsure, hinted, overruled, milliseconds, form,
        chance, seed, answer_key, model, clock_suspect, device, sequence, hybrid_ms,
    ) = review.values  # fmt: skip
    return (
        id_, cards[card], at_ms, offset, day, rating, outcome, score, given, +unsure, +hinted, +overruled, milliseconds,
        form, chance, seed, answer_key, model, +clock_suspect, devices[device], sequence, hybrid_ms,
    )  # fmt: skip


def _each_review_once(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Leave out the reviews whose id was there before."""
    seen = set[str]()
    for batch in batches:
        ids = [event.values[0] for event in batch if type(event) is ReviewEvent]
        if len(set(ids)) == len(ids) and seen.isdisjoint(ids):
            seen.update(ids)
            yield batch
        else:
            yield [event for event in batch if type(event) is not ReviewEvent or _is_new(event.values[0], seen)]


def _is_new(review: str, seen: set[str]) -> bool:
    if review in seen:
        return False
    seen.add(review)
    return True


def read_journals(paths: Sequence[Path]) -> Iterator[Batch]:
    """Yield the events of all journals, many at once; a journal that cannot be read raises OSError."""
    return itertools.chain.from_iterable(map(read_batches, paths))


def catch_up_with_journal(database: sqlite3.Connection, journal: Path) -> None:
    """Take in what this file's own journal holds beyond it, and go on as a new device, within the caller's transaction.

    The sequence of the device would otherwise count events again that the journal has already.
    """
    merge_events(database, read_batches(journal))
    _, name = own_device(database)
    become_new_device(database, name)
    tell(database, "model", MIXED)


def rebuild_from_journals(path: Path, journals: Sequence[Path], device_name: str, at_ms: int) -> Merged:
    """Make a new progress file at `path`, where there is none, from nothing but `journals`; states are not folded.

    Raises DataFolderError; then nothing is at `path`.
    """
    try:
        with new_progress_draft(path, device_name, at_ms) as draft, collecting_no_garbage():
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


def _counts(database: sqlite3.Connection) -> tuple[int, int]:
    reviews, undos = database.execute(
        "SELECT (SELECT coalesce(max(number), 0) FROM reviews), (SELECT coalesce(max(number), 0) FROM undos)"
    ).fetchone()
    return reviews, undos
