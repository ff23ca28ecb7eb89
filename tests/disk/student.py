"""A student whose every write is watched: `python -m tests.disk.student FOLDER ANSWERS SCHEMA [DEFECT]`.

Goes on with a file of an earlier SCHEMA, or begins with none (0). Answers, takes back, overrules, closes and opens again, backs up, restores and folds anew, in FOLDER/data; what is done
for good is said in FOLDER/said, which is watched as well. A DEFECT is one that a power cut must bring to light.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from studyapp.memory.fsrs7 import Fsrs7
from studyapp.paths import sync_folder
from studyapp.progress import backups, connection, journal
from studyapp.progress.store import ProgressStore, open_progress
from tests.progress.historic import make_historic
from tests.progress.samples import NOON, answer
from tests.workspaces import FOLD

if TYPE_CHECKING:
    from collections.abc import Callable

CARDS = 40
MODEL = Fsrs7().name
NOW = datetime.fromtimestamp(NOON / 1000, UTC)


class Student:
    """Studies in a folder of its own."""

    def __init__(self, folder: Path, *, early: bool = False) -> None:
        self._progress = folder / "data" / "progress.db"
        self._said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._early = early
        self._number = 0

    def inherit(self, schema: int) -> None:
        """Begin with the file of an earlier version."""
        self._done("inheriting", str(schema))
        make_historic(schema, self._progress)
        connection.sync_file(self._progress)
        for folder in (self._progress.parent, self._progress.parent.parent):
            sync_folder(folder)
        with closing(sqlite3.connect(self._progress)) as database:
            for (review,) in database.execute("SELECT id FROM reviews"):
                self._done("inherited", review)

    def study(self, answers: int) -> None:
        """Do all that changes files, in six sittings."""
        for sitting in range(6):
            with closing(open_progress(self._progress, now_ms=lambda: NOON)) as store:
                store.ensure_states(MODEL, FOLD)
                store.sync_deck("deck", str(sitting), [f"deck/{n}" for n in range(CARDS)])
                self._sit(store, answers // 6)
                store.rebuild_states(FOLD)
                if sitting % 2:
                    self._done("backup", backups.back_up(self._progress, NOW + timedelta(hours=sitting)).path.name)
                if sitting == 3:
                    self._restore()
                    self._sit(store, 3)

    def _sit(self, store: ProgressStore, answers: int) -> None:
        for _ in range(answers):
            self._number += 1
            given = answer(card=f"deck/{self._number % CARDS}", rating=self._number % 4 + 1, at_ms=NOON + self._number)
            self._said_of("review", given.id, partial(store.save, given, FOLD))
            if self._number % 7 == 0:
                other = answer(card=given.card, overruled=True, at_ms=NOON + self._number)
                self._said_of("review", other.id, partial(store.replace, given.id, f"undo {given.id}", other, FOLD))
            elif self._number % 5 == 0:
                self._said_of("undo", given.id, partial(store.undo, given.id, f"undo {given.id}", NOON, FOLD))

    def _restore(self) -> None:
        newest = backups.list_backups(self._progress)[0]
        backups.restore(self._progress, newest.path, NOW + timedelta(hours=5))
        self._done("restored", newest.path.name)

    def _said_of(self, what: str, name: str, act: Callable[[], object]) -> None:
        if self._early:
            self._done(what, name)
        act()
        if not self._early:
            self._done(what, name)

    def _done(self, what: str, name: str) -> None:
        os.write(self._said, f"{what} {name}\n".encode())


def _with_synchronous(level: str) -> None:
    careless = tuple(line.replace("= EXTRA", f"= {level}") for line in connection._SETUP)
    setattr(connection, "_SETUP", careless)  # noqa: B010 - a constant, changed on purpose


def _without_journal_sync() -> None:
    setattr(journal, "os", SimpleNamespace(**{**vars(os), "fsync": lambda _: None}))  # noqa: B010 - a defect is planted past the types


def _without_copy_sync() -> None:
    setattr(backups, "_copy", lambda source, target: target.write_bytes(source.read_bytes()))  # noqa: B010 - a defect is planted past the types
    setattr(backups, "sync_file", lambda _: None)  # noqa: B010 - a defect is planted past the types


def _without_name_sync() -> None:
    for module in (backups, connection, journal):
        setattr(module, "sync_folder", lambda _: None)  # noqa: B010 - a defect is planted past the types


DEFECTS: dict[str, Callable[[], None]] = {
    "synchronous=NORMAL": lambda: _with_synchronous("NORMAL"),
    "synchronous=OFF": lambda: _with_synchronous("OFF"),
    "said before saved": lambda: None,
    "text journal not synchronised": _without_journal_sync,
    "backups not synchronised": _without_copy_sync,
    "names not synchronised": _without_name_sync,
}


def main(folder: str, answers: str, schema: str, defect: str = "") -> None:
    """Study, with a defect if one is named."""
    if defect:
        DEFECTS[defect]()
    student = Student(Path(folder), early=defect == "said before saved")
    if int(schema):
        student.inherit(int(schema))
    student.study(int(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
