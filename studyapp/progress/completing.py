"""Giving the text journals what only the progress file holds: a lost journal, or one with damaged lines."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from studyapp.paths import make_private, sync_folder
from studyapp.progress.about import told
from studyapp.progress.comparing import unwritten_events
from studyapp.progress.connection import new_uuid
from studyapp.progress.events import Header, from_line, to_line
from studyapp.progress.journal import SUFFIX, Journal, append_events, folder_beside, journals_beside

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from studyapp.progress.events import Event, LogEvent


def complete_journals(database: sqlite3.Connection, progress: Path) -> int:
    """Write all events of the file that no journal beside it has; return how many.

    Those of the device that writes the file go on in its journal as far as they follow what stands there, all others
    into a new one: each journal has one writer. Raises OSError, sqlite3.Error.
    """
    count = Journal(progress).catch_up(database)
    batches = unwritten_events(database, journals_beside(progress))
    for first in batches:
        handle = _new_journal(progress)
        try:
            append_events(handle, _headers(database))
            count += _append_readable(handle, first)
            count += sum(_append_readable(handle, events) for events in batches)
            os.fsync(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)  # what could not be synchronised may be believed by nobody
            raise
        finally:
            os.close(handle)
        sync_folder(folder_beside(progress))
    return count


def _new_journal(progress: Path) -> int:
    make_private(folder_beside(progress))
    path = folder_beside(progress) / f"{new_uuid()}{SUFFIX}"
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)


def _headers(database: sqlite3.Connection) -> list[Event]:
    uuid = told(database, "database")
    return [
        Header(device, name, uuid) for device, name in database.execute("SELECT id, name FROM devices ORDER BY number")
    ]


def _append_readable(handle: int, events: list[LogEvent]) -> int:
    """Append the events that can be read again: a damaged row may hold what none can."""
    readable: list[Event] = [event for event in events if from_line(to_line(event)) == event]
    append_events(handle, readable)
    return len(readable)
