"""Files beside the progress file that nothing uses any more: drafts of killed programs, and what was set aside."""

from __future__ import annotations

import contextlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.connection import BACKUPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

DRAFTS_LAST = timedelta(days=1)
"""A draft is finished within minutes: one that was not written to for so long has nobody who finishes it."""

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_DRAFT = re.compile(rf"\..+\.db\.{_UUID}(?:-journal)?")


class SetAside(NamedTuple):
    """A file that another one took the place of."""

    path: Path
    size: int
    """Bytes, with its rollback journal."""


def old_drafts(progress: Path, now: datetime) -> list[Path]:
    """Return the files in the making, of the progress file and its backups, that nobody makes any more."""
    latest = (now - DRAFTS_LAST).timestamp()
    found = []
    for folder in (progress.parent, progress.parent / BACKUPS):
        for path in folder.glob(f".*.db.{'?' * 36}*"):
            with contextlib.suppress(OSError):
                if _DRAFT.fullmatch(path.name) and path.lstat().st_mtime < latest:
                    found.append(path)
    return sorted(found)


def remove_old_drafts(progress: Path, now: datetime) -> list[Path]:
    """Remove what `old_drafts` finds; return what is gone now."""
    return list(_removed(old_drafts(progress, now)))


def _removed(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
            yield path


def set_aside(progress: Path) -> list[SetAside]:
    """Return the files that restoring and recovering have set aside, oldest first. They are never removed unasked."""
    found = []
    for path in sorted(progress.parent.glob(f"{progress.stem}.replaced.*{progress.suffix}")):
        size = sum(each.stat().st_size for each in (path, path.with_name(f"{path.name}-journal")) if each.is_file())
        found.append(SetAside(path, size))
    return found
