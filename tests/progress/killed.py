"""Opening a progress file and being killed before each statement in turn: `python -m tests.progress.killed VERSION`.

VERSION is the schema that the file has; 0 is no file. Prints at how many places it was killed, and then what was wrong
with what was left, line by line.
"""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from studyapp.progress.backups import list_backups, verify
from studyapp.progress.connection import connect
from studyapp.progress.migrations import NEWEST, version_of
from studyapp.progress.store import open_progress
from tests.progress.historic import make_historic
from tests.progress.samples import NOON, answer, fold
from tests.quick_folder import quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any


def _killed_before(statement: int, path: Path) -> bool:
    """Open the file in a process that ends with this statement; return whether it came so far."""
    process = os.fork()
    if process == 0:
        seen = itertools.count(1)

        def look(_: str) -> None:
            if next(seen) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        class Watched(sqlite3.Connection):
            def __init__(self, *arguments: Any, **named: Any) -> None:
                super().__init__(*arguments, **named)
                self.set_trace_callback(look)

        setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))  # noqa: B010 - of this process alone
        open_progress(path, now_ms=lambda: NOON).close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL


def _faults(path: Path, expected: list[str]) -> Iterator[str]:
    with closing(open_progress(path, now_ms=lambda: NOON)) as store:
        if [review.answer.id for review in store.history(with_undone=True)] != expected:
            yield "reviews were lost"
        before = list(store.states("deck"))
        store.rebuild_states(fold)
        if list(store.states("deck")) != before:
            yield "the states are not what the log folds to"
        store.save(answer(), fold)
    verify(path)
    for backup in list_backups(path):
        verify(backup.path)
    with closing(connect(path)) as database:
        if version_of(database) != NEWEST:
            yield "the file was not migrated"


def main(version: int) -> None:
    """Kill at every statement and look at what is left."""
    for statement in itertools.count(1):
        with quick_folder() as folder:
            path = folder / "data" / "progress.db"
            expected: list[str] = []
            if version:
                make_historic(version, path)
                with closing(connect(path)) as database:
                    expected = [id_ for (id_,) in database.execute("SELECT id FROM reviews ORDER BY hybrid_ms")]
            if not _killed_before(statement, path):
                break
            for fault in _faults(path, expected):
                sys.stdout.write(f"killed before statement {statement}: {fault}\n")
    sys.stdout.write(f"{statement - 1}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
