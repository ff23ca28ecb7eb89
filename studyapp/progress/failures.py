"""From what SQLite or the operating system reports to words a student can act on."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from studyapp.errors import DamagedProgressError, DataFolderError, StudyError

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 10.0
"""How long one process waits for another to finish its write."""

_PRIMARY = 0xFF


class ImpossibleRowError(sqlite3.DatabaseError):
    """A row holds what was never written: damage that SQLite does not see."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


# What is asked of a whole file is never wrong: an SQLITE_ERROR says that a table or the file's format is another.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
_CIRCUMSTANCES = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
}
_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the progress file cannot be written",
    sqlite3.SQLITE_CANTOPEN: "the progress file cannot be opened",
    sqlite3.SQLITE_PERM: "the progress file may not be opened",
    sqlite3.SQLITE_AUTH: "the progress file may not be opened",
    sqlite3.SQLITE_NOMEM: "the machine is out of memory",
    sqlite3.SQLITE_BUSY: f"another program has kept the progress file locked for {BUSY_SECONDS:.0f} seconds",
    sqlite3.SQLITE_LOCKED: f"another program has kept the progress file locked for {BUSY_SECONDS:.0f} seconds",
    sqlite3.SQLITE_CORRUPT: "the progress file is damaged (`studyapp doctor` looks into it)",
    sqlite3.SQLITE_NOTADB: "the progress file is no database any more (`studyapp doctor` looks into it)",
}


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether the bytes of the file are at fault, not the moment or the disk's free space."""
    return _code(error) in _DAMAGE or _is_no_text(error)


def _is_no_text(error: sqlite3.Error) -> bool:
    """Return whether Python, not SQLite, raised: a text column holds bytes that are no text."""
    return isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")


def is_circumstance(error: sqlite3.Error) -> bool:
    """Return whether the moment is at fault, and nothing is said of the file: it is locked, say, or may not be read."""
    return _code(error) in _CIRCUMSTANCES


def is_read_only(error: sqlite3.Error) -> bool:
    """Return whether a connection refuses to write."""
    return _code(error) == sqlite3.SQLITE_READONLY


def reason(error: Exception) -> str:
    """Return why `error` happened, in a few words that can stand within a sentence."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, sqlite3.Error):
        code = sqlite3.SQLITE_CORRUPT if _is_no_text(error) else _code(error)
        if code == sqlite3.SQLITE_IOERR:
            return f"the disk reports an error ({getattr(error, 'sqlite_errorname', 'SQLITE_IOERR')})"
        return _REASONS.get(code, str(error))
    return str(error)


def unreadable(path: Path, error: sqlite3.Error) -> StudyError:
    """Return the error to raise when the progress file at `path` could not be read."""
    if is_damage(error):
        return DamagedProgressError(path, reason(error))
    return DataFolderError(path.parent, reason(error))


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & _PRIMARY
