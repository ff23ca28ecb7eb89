"""Gets a deck file's bytes without ever waiting for a pipe or a device."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class Stamp(NamedTuple):
    """What changes when a file is written."""

    size: int
    mtime_ns: int


class UnreadableFileError(Exception):
    """The file can't be read; what users see of it is a Problem."""

    def __init__(self, code: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.mend = mend


def stamp_of(path: Path) -> Stamp:
    """Return size and time of a regular file; raise UnreadableFileError for anything else."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    if stat.S_ISDIR(found.st_mode) and not os.access(path, os.R_OK | os.X_OK):
        raise UnreadableFileError("unreadable-file", "You may not look into this folder.", "Change its permissions.")
    _require_regular(found)
    return Stamp(found.st_size, found.st_mtime_ns)


def read_bytes(path: Path) -> tuple[bytes, Stamp]:
    """Return the content of a regular file and its stamp from before it was read; raise UnreadableFileError."""
    stamp_of(path)
    try:
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(file.fileno())
            _require_regular(found)
            return file.read(MAX_BYTES + 1), Stamp(found.st_size, found.st_mtime_ns)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None


def revision_of(data: bytes) -> str:
    """Return the hash of a file's content."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which a deck that has not changed need not

    return hashlib.sha256(data).hexdigest()


def _require_regular(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableFileError("is-folder", "This is a folder, not a deck.", "Name a file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError("not-a-file", "This is a pipe or a device, not a file.", "Give a deck file.")
    if found.st_size > MAX_BYTES:
        size, limit = found.st_size / 1024 / 1024, MAX_BYTES // 1024 // 1024
        raise UnreadableFileError("too-large", f"The file has {size:.1f} MB; a deck may have {limit} MB.", "Split it.")


def _unreadable(error: OSError | ValueError) -> UnreadableFileError:
    code = getattr(error, "errno", None)
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return UnreadableFileError("missing-file", "There is no such file.", "Check the path.")
    if code in {errno.EACCES, errno.EPERM}:
        return UnreadableFileError("unreadable-file", "You may not read this file.", "Change its permissions.")
    if code == errno.ELOOP:
        return UnreadableFileError("unreadable-file", "This link leads back to itself.", "Mend the link.")
    reason = getattr(error, "strerror", None) or str(error)
    return UnreadableFileError("unreadable-file", f"The file can't be read: {reason}.", "Check the disk and the path.")
