"""The app with a defect that torture must find: `python -m tests.torture.liar DEFECT study …`, or `exam …`.

`late-commit` says that an answer is saved while the transactions of up to `TOGETHER` answers are still open, as programs
do that save now and then. `deaf` does not hear that it shall end. `piecemeal` turns the answers of an exam into reviews
one by one, new ones with every try.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from studyapp.cli.main import run
from studyapp.progress.connection import new_uuid
from studyapp.progress.database import Database
from studyapp.progress.exams import finish
from studyapp.progress.store import ProgressStore
from studyapp.tui.app import StudyApp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from studyapp.progress.card_names import Wording
    from studyapp.progress.review import Answer
    from studyapp.progress.states import Fold

TOGETHER = 20
SLOW = 0.02
"""Seconds that a disk may take for an answer."""


def commit_late() -> None:
    """Have every transaction but each twentieth stay open."""
    commits = 0

    def committed(self: Database, work: Any) -> Any:
        nonlocal commits
        connection: sqlite3.Connection = self._opened.connection
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        result = work(connection)
        commits += 1
        if commits % TOGETHER == 0:
            connection.execute("COMMIT")
        return result

    Database._committed = committed  # type: ignore[method-assign] # the defect


def be_deaf() -> None:
    """Leave signals to the system, as Textual does."""
    StudyApp.on_load = lambda _self: None  # type: ignore[method-assign, assignment] # the defect


def submit_piecemeal() -> None:
    """Let an exam be over after its answers have become reviews, each in a transaction of its own."""

    def submitted(
        self: ProgressStore, exam: str, answers: Sequence[Answer], at_ms: int, fold: Fold, _: Sequence[Wording] = ()
    ) -> bool:
        for answer in answers:
            self.save(answer._replace(id=new_uuid()), fold)
            time.sleep(SLOW)
        self._database.write(lambda database: finish(database, exam, at_ms))
        return True

    ProgressStore.submit_exam = submitted  # type: ignore[method-assign, assignment] # the defect


DEFECTS = {"late-commit": commit_late, "deaf": be_deaf, "piecemeal": submit_piecemeal}

if __name__ == "__main__":
    DEFECTS[sys.argv.pop(1)]()
    run()
