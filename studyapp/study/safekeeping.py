"""Backups while somebody studies: never in the way of a question, and never a reason to stop."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from studyapp.clock import SystemClock
from studyapp.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FIRST_AFTER = 5.0
"""Seconds: the first question stands by then."""
EVERY = 1800.0
"""Seconds between two looks at whether a backup is due."""


@contextlib.contextmanager
def keeping_backups(
    progress: Path, tell: Callable[[str], None], *, first_after: float = FIRST_AFTER, every: float = EVERY
) -> Iterator[None]:
    """Back up the progress file during the block and at its end, as often as `back_up_if_due` finds it due.

    A session that was killed before has its answers copied soon after the start of the next. `tell` is given the reason
    at the end if the last backup failed.
    """
    keeper = _Keeper(progress, first_after, every)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()
        if trouble := keeper.look():
            tell(f"No backup could be made: {trouble} Your answers are saved all the same.")


class _Keeper(threading.Thread):
    def __init__(self, progress: Path, first_after: float, every: float) -> None:
        super().__init__(name="backups", daemon=True)
        self._progress = progress
        self._first_after = first_after
        self._every = every
        self._over = threading.Event()

    def run(self) -> None:
        """Look now and then until it is over."""
        pause = self._first_after
        while not self._over.wait(pause):
            self.look()
            pause = self._every

    def stop(self) -> None:
        """Wait for a backup in the making, and make no more."""
        self._over.set()
        self.join()

    def look(self) -> str:
        """Back up if that is due; return why it could not be done, else nothing."""
        from studyapp.progress.backups import back_up_if_due, contents_of, list_backups  # noqa: PLC0415 - not needed to ask

        try:
            if list_backups(self._progress) or contents_of(self._progress).reviews:
                back_up_if_due(self._progress, SystemClock().now())
        except (StudyError, OSError) as error:
            return str(error)
        return ""
