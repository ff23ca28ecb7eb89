"""Writes files whole or not at all: whatever fails, the old content or the new one stands there."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.errors import FileInTheWayError, UnwritableFileError
from studyapp.paths import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable

_MODE = 0o666
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def write_whole(path: Path, content: bytes, *, overwrite: bool = True) -> None:
    """Write `content` to `path` by way of a temporary file beside it; it is on the disk when this returns.

    A link is followed, and an existing file keeps its permissions. Raises FileInTheWayError if there is something
    that may not be overwritten, UnwritableFileError if the file can't be written.
    """
    try:
        target = Path(os.path.realpath(path))
        if os.path.lexists(target):
            _require_replaceable(path, target, overwrite=overwrite)
        _write(target, content, os.replace if overwrite else _place_new)
    except FileExistsError:
        raise FileInTheWayError(path) from None
    except (OSError, ValueError) as error:
        raise UnwritableFileError(path, _reason(error)) from None


def _require_replaceable(path: Path, target: Path, *, overwrite: bool) -> None:
    if target.is_dir():
        raise UnwritableFileError(path, "It is a folder")
    if not target.is_file():
        raise UnwritableFileError(path, "It is a device or a pipe, not a file")
    if not overwrite:
        raise FileInTheWayError(path)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _write(target: Path, content: bytes, place: Callable[[Path, Path], None]) -> None:
    temporary = target.with_name(f".{secrets.token_hex(6)}.new")
    descriptor = os.open(temporary, _NEW_FILE, _MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        place(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    with suppress(OSError):  # the old name or the new one survives a power cut, each with a whole file
        sync_folder(target.parent)


def _place_new(temporary: Path, target: Path) -> None:
    """Give the file its name unless something has that name already, checked and done in one step where possible."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        temporary.replace(target)
        return
    temporary.unlink()


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return "The folder does not exist"
    return getattr(error, "strerror", None) or str(error)
