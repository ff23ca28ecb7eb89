"""Examining the progress file and mending it, with the memory model at hand."""

from __future__ import annotations

import contextlib
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from studyapp.errors import DamagedProgressError, DataFolderError, StudyError
from studyapp.progress.backups import back_up, contents_of, folder_beside, verify
from studyapp.progress.doctor import Code, Finding, examine, left_out, mend, recover, round_off
from studyapp.progress.journal import journals_beside
from studyapp.progress.migrations import NEWEST
from studyapp.progress.store import open_progress
from studyapp.study.fitting import model_of
from studyapp.study.scheduling import Scheduler, own_scheduler

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from studyapp.progress.backups import Contents
    from studyapp.progress.doctor import Recovery
    from studyapp.progress.states import Fold

HARMLESS = {Code.SEQUENCE, Code.ORPHANED_UNDOS, Code.CLOCK, Code.DAMAGED_LINES}
"""Nothing can be done about these, and nothing has to be."""
LEFT_OUT_OF_OLDER = "anything but the pages of the file, for an earlier version wrote it"


class Tended(NamedTuple):
    """What was found in a progress file, and what is left of it."""

    progress: Path
    found: tuple[Finding, ...]
    left: tuple[Finding, ...]
    """What is so still, or has come to light when the rest was mended."""
    contents: Contents | None
    """What the file holds now; None when it cannot be read."""
    recovery: Recovery | None = None
    left_out: str = ""
    """What was not looked at, in words."""
    is_older: bool = False
    """Whether that is because the file is yet to be brought up to date; else the log is long."""

    @property
    def is_well(self) -> bool:
        """Whether nothing is left to be done."""
        return all(finding.code in HARMLESS for finding in self.left)


def look(progress: Path, now: datetime, *, thorough: bool = False) -> Tended:
    """Examine the file and change nothing. Raises NewerProgressError, DataFolderError."""
    contents = _contents(progress)
    if contents is None or contents.schema >= NEWEST:
        return _looked(progress, now, thorough=thorough)
    found = tuple(_torn_pages(progress))
    return Tended(progress, found, found, contents, left_out=LEFT_OUT_OF_OLDER, is_older=True)


def _looked(progress: Path, now: datetime, *, thorough: bool) -> Tended:
    if _is_new(progress):
        return Tended(progress, (), (), None)
    found = tuple(_examined(progress, now, thorough=thorough))
    return _tended(progress, found, found, thorough=thorough)


def _torn_pages(progress: Path) -> Iterator[Finding]:
    try:
        verify(progress)
    except DamagedProgressError as error:
        yield Finding(Code.UNREADABLE, str(error))


def tend(progress: Path, now: datetime, *, thorough: bool = False) -> Tended:
    """Examine the file and do all that is safe: recover, mend, back up.

    Raises NewerProgressError, DataFolderError, NotSavedError, and DamagedProgressError when a damaged file cannot be
    brought back.
    """
    first = _looked(progress, now, thorough=thorough)
    recovery = None
    if any(finding.code is Code.UNREADABLE for finding in first.found):
        recovery = recover(progress, now)
    if first.found:
        with closing(open_progress(progress)) as store:
            scheduler = own_scheduler(store)
            if not {finding.code for finding in first.found} <= {*HARMLESS, Code.NO_BACKUP}:
                back_up(progress, now)
                if recovery is None:
                    mend(store, scheduler.fold)
                elif recovery.source is not None:  # a file from journals alone has nothing that they lack, and no exams
                    round_off(store)
        if any(finding.code is Code.NO_BACKUP for finding in first.found):
            back_up(progress, now)
    if not first.found:
        return first
    left = tuple(_examined(progress, now, thorough=thorough))
    return _tended(progress, first.found, left, recovery, thorough=thorough)


def _tended(
    progress: Path,
    found: tuple[Finding, ...],
    left: tuple[Finding, ...],
    recovery: Recovery | None = None,
    *,
    thorough: bool,
) -> Tended:
    contents = _contents(progress)
    return Tended(
        progress, found, left, contents, recovery, "" if thorough or contents is None else left_out(contents.reviews)
    )


def fold_states(progress: Path) -> None:
    """Fold the memory states of a file that was put in place of another. Raises as `open_progress`, NotSavedError."""
    with closing(open_progress(progress)) as store:
        own_scheduler(store)


def refuse_newer(progress: Path) -> None:
    """Raise NewerProgressError for a file that only a later version may touch."""
    with contextlib.suppress(DamagedProgressError, DataFolderError):
        if not _is_new(progress):
            open_progress(progress).close()


def _is_new(progress: Path) -> bool:
    """Whether nobody has studied here yet."""
    return not progress.exists() and not journals_beside(progress) and not any(folder_beside(progress).glob("*"))


def _examined(progress: Path, now: datetime, *, thorough: bool) -> list[Finding]:
    try:
        return examine(progress, _fold(progress), now, thorough=thorough)
    except DamagedProgressError as error:
        return [Finding(Code.UNREADABLE, str(error))]


def _fold(progress: Path) -> Fold:
    """Return the fold that this file's states are made with; opens the file, which a newer one does not survive."""
    with closing(open_progress(progress)) as store:
        return Scheduler(model_of(store)).fold


def _contents(progress: Path) -> Contents | None:
    try:
        return contents_of(progress)
    except StudyError:
        return None
