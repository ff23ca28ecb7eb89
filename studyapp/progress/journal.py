"""The text journal: a second copy of every event that this device wrote, from which the database can be rebuilt.

One JSON Lines file per device, its UUID in the name, so that files of several devices can lie in one folder and travel
by any means. Each file has one writer and only grows. An event is appended after its COMMIT; what a crash in between
left out is appended with the next event.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.paths import make_private, sync_folder
from studyapp.progress.about import own_device, told
from studyapp.progress.connection import JOURNALS
from studyapp.progress.event_rows import TABLES, next_events
from studyapp.progress.events import Event, Header, LogEvent, from_lines, to_line

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIX = ".jsonl"
TAIL_BYTES = 256 * 1024
EVENTS_AT_ONCE = 500
"""As many as usually stand in the last `TAIL_BYTES`: what a power cut has left of them is looked at there."""
LINES_AT_ONCE = 120
"""So few that what is made of them stays in the processor's cache: five hundred take a fifth longer."""
LONGEST_LINE = 1024 * 1024

Batch = list[Event | None]
"""The events of some lines in their order, None for each line that is none."""


class _Known(NamedTuple):
    """How far a journal reached when it was last looked at."""

    path: Path
    size: int
    sequence: int


def folder_beside(progress: Path) -> Path:
    """Return where the journals of the progress file at `progress` are."""
    return progress.parent / JOURNALS


def journals_beside(progress: Path) -> list[Path]:
    """Return the journals beside `progress`, also copies that a file synchroniser renamed."""
    return sorted(path for path in folder_beside(progress).glob(f"*{SUFFIX}*") if path.is_file())


class Journal:
    """Appends to the journal of the device that writes a progress file."""

    def __init__(self, progress: Path) -> None:
        self._folder = folder_beside(progress)
        self._known: _Known | None = None

    def catch_up(self, database: sqlite3.Connection) -> int:
        """Append this device's events that the journal lacks, synchronised; return how many. Raises OSError."""
        (device, _), uuid = own_device(database), told(database, "device")
        path = self.path_for(database)
        make_private(self._folder)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _lock(handle)
            (size, sequence), begin = self._reached(handle, path)
            if size == 0:
                for folder in (self._folder, self._folder.parent):
                    sync_folder(folder)
                begin = to_line(_header(database, uuid))
            count = 0
            while events := next_events(database, device, sequence, EVENTS_AT_ONCE):
                lines, begin = begin + b"".join(map(to_line, events)), b""
                self._known = _Known(path, size + len(lines), sequence)  # in case that they cannot be taken away again
                _append(handle, size, lines)
                size, sequence, count = size + len(lines), events[-1].values[-2], count + len(events)
            self._known = _Known(path, size, sequence)
            return count
        finally:
            os.close(handle)

    def is_ahead(self, database: sqlite3.Connection) -> bool:
        """Return whether the journal ends with an event that the file lacks: an older copy was put in its place.

        Raises OSError.
        """
        path = self.path_for(database)
        last = last_event(path) if path.exists() else None
        if last is None:
            return False
        found = database.execute(f"SELECT 1 FROM {TABLES[type(last)]} WHERE id = ?", last.values[:1])  # noqa: S608 - constants
        return found.fetchone() is None

    def is_of(self, database: sqlite3.Connection) -> bool:
        """Return whether the file holds the last event that was seen here, so far as one was; else it is another by now."""
        known = self._known
        if known is None:
            return True
        device, _ = own_device(database)
        return known.path == self.path_for(database) and (
            known.sequence == 0 or bool(next_events(database, device, known.sequence - 1, 1))
        )

    def path_for(self, database: sqlite3.Connection) -> Path:
        """Return the journal of the device that writes the file."""
        return self._folder / f"{told(database, 'device')}{SUFFIX}"

    def _reached(self, handle: int, path: Path) -> tuple[tuple[int, int], bytes]:
        """Return the size of the journal with the sequence of its last whole event, and what ends a torn line."""
        size = os.fstat(handle).st_size
        if self._known is not None and (self._known.path, self._known.size) == (path, size):
            return (size, self._known.sequence), b""
        sequence, ended = _last_sequence(handle, size)
        return (size, sequence), b"" if ended else b"\n"


def read_journal(path: Path) -> Iterator[Event | None]:
    """Yield the events of a journal line by line, None for each line that is none. Raises OSError."""
    return itertools.chain.from_iterable(read_batches(path))


def read_batches(path: Path) -> Iterator[Batch]:
    """Yield what `read_journal` yields, `LINES_AT_ONCE` at once."""
    return map(from_lines, read_lines(path))


def read_lines(path: Path) -> Iterator[list[bytes]]:
    """Yield the lines of a journal with their ends, `LINES_AT_ONCE` at once. Raises OSError."""
    with path.open("rb") as file:
        while lines := list(itertools.islice(iter(partial(file.readline, LONGEST_LINE), b""), LINES_AT_ONCE)):
            yield lines


def last_event(path: Path) -> LogEvent | None:
    """Return the last event in the last `TAIL_BYTES` of a journal. Raises OSError."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL_BYTES))
        events = [event for event in from_lines(file.read().split(b"\n")) if isinstance(event, LogEvent)]
    return events[-1] if events else None


def _header(database: sqlite3.Connection, uuid: str) -> Header:
    _, name = own_device(database)
    return Header(uuid, name, told(database, "database"))


def append_events(handle: int, events: Sequence[Event]) -> None:
    """Append the lines of `events` to an open journal, to be synchronised yet. Raises OSError."""
    _append_bytes(handle, b"".join(map(to_line, events)))


def _append(handle: int, size: int, lines: bytes) -> None:
    """Append `lines` to a journal of `size` bytes, synchronised. Raises OSError.

    After an error they are taken away again: the system takes for written what never reaches the disk, and so would
    whoever reads the journal next.
    """
    try:
        _append_bytes(handle, lines)
        os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            if os.fstat(handle).st_size <= size + len(lines):  # else another process has appended, too
                os.ftruncate(handle, size)
        raise


def _append_bytes(handle: int, lines: bytes) -> None:
    rest = memoryview(lines)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _last_sequence(handle: int, size: int) -> tuple[int, bool]:
    """Return the sequence up to which the end of the file lacks none, and whether it ends with a whole line.

    Reads further back only when nothing there is whole.
    """
    length = TAIL_BYTES
    while True:
        start = max(0, size - length)
        tail = os.pread(handle, size - start, start)
        sequences = {event.values[-2] for event in from_lines(tail.split(b"\n")) if isinstance(event, LogEvent)}
        if sequences or start == 0:
            return _last_without_gap(sequences), tail.endswith(b"\n") or not tail
        length *= 4


def _last_without_gap(sequences: set[int]) -> int:
    return next((each for each in sorted(sequences) if each + 1 not in sequences), 0)


def _lock(handle: int) -> None:
    """Wait until no other process appends; without locks, an event may be appended twice, which readers overlook."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
