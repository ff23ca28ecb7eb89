"""Writes a changed deck file so that at any moment either the old or the new content is whole on the disk."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from studyapp.decks.deckfile import UnreadableFileError, read_bytes
from studyapp.errors import StudyError
from studyapp.paths import sync_folder


class DeckNotWrittenError(StudyError):
    """A deck file could not be replaced; it is as it was before."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: not changed, {reason}. The file is as it was.")


def replace_deck(path: Path, before: bytes, after: bytes) -> None:
    """Replace the content of a deck file, which must still be `before`; raises DeckNotWrittenError.

    A link stays a link to the same file; permissions are kept. The new content is on the disk when this returns.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        if read_bytes(target)[0] != before:
            raise DeckNotWrittenError(path, "it was changed by another program meanwhile; try again")
        status = target.stat()
        if not os.access(target, os.W_OK):
            raise DeckNotWrittenError(path, "it is write-protected")
        temporary = _write_beside(target, after, status)
        try:
            os.replace(temporary, target)  # noqa: PTH105 - the name is text here
        except BaseException:
            _forget(temporary)
            raise
        with suppress(OSError):  # the file before or this one survives a power cut, each whole
            sync_folder(target.parent)
    except UnreadableFileError as error:
        raise DeckNotWrittenError(path, error.message.rstrip(".").lower()) from None
    except OSError as error:
        raise DeckNotWrittenError(path, (error.strerror or str(error)).lower()) from None


def _write_beside(target: Path, content: bytes, status: os.stat_result) -> str:
    """Return the name of a file in the same folder that holds `content`, flushed to the disk."""
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(temporary, status.st_uid, status.st_gid)
        Path(temporary).chmod(stat.S_IMODE(status.st_mode))
    except BaseException:
        _forget(temporary)
        raise
    return temporary


def _forget(temporary: str) -> None:
    with suppress(OSError):
        os.unlink(temporary)  # noqa: PTH108 - the name is text here
