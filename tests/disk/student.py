"""A student whose every write is watched: `python -m tests.disk.student FOLDER ANSWERS SCHEMA DEFECT [SEED]`.

Goes on with a file of an earlier SCHEMA, or begins with none (0). Answers, takes back, overrules, closes and opens again, backs up, restores and folds anew, in FOLDER/data; what is done
for good is said in FOLDER/said, which is watched as well. A DEFECT, unless empty, is one that a power cut must bring to
light. With a SEED, synchronising fails now and then, and whatever is not done for that reason is tried once more.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeVar

from studyapp.errors import StudyError
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.paths import sync_folder
from studyapp.progress import backups, connection, journal
from studyapp.progress.database import Database
from studyapp.progress.store import ProgressStore, open_progress
from tests.disk.interposing import Fault, Faults, Kind
from tests.progress.historic import make_historic
from tests.progress.samples import NOON, answer
from tests.workspaces import FOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Result = TypeVar("Result")

CARDS = 40
SYNCS = 6
"""As many as an answer needs: five of the file, one of the text journal."""
SYNCS_OF_BIG_ACTS = 40
MODEL = Fsrs7().name
NOW = datetime.fromtimestamp(NOON / 1000, UTC)


class Student:
    """Studies in a folder of its own."""

    def __init__(self, folder: Path, disk: Disk, *, early: bool = False) -> None:
        self._progress = folder / "data" / "progress.db"
        self._said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._disk = disk
        self._early = early
        self._number = 0
        self._not_in_journal = list[tuple[str, str]]()

    def inherit(self, schema: int) -> None:
        """Begin with the file of an earlier version."""
        self._done("inheriting", str(schema))
        make_historic(schema, self._progress)
        connection.sync_file(self._progress)
        for folder in (self._progress.parent, self._progress.parent.parent):
            sync_folder(folder)
        with closing(sqlite3.connect(self._progress)) as file:
            for (review,) in file.execute("SELECT id FROM reviews"):
                self._done("inherited", review)

    def study(self, answers: int) -> None:
        """Do all that changes files, in six sittings."""
        for sitting in range(6):
            with closing(self._tried(self._opened, SYNCS_OF_BIG_ACTS)) as store:
                store.ensure_states(MODEL, FOLD)
                store.sync_deck("deck", str(sitting), [f"deck/{n}" for n in range(CARDS)])
                self._sit(store, answers // 6)
                self._tried(partial(store.rebuild_states, FOLD))
                if sitting % 2:
                    now = NOW + timedelta(hours=sitting)
                    made = self._tried(partial(backups.back_up, self._progress, now))
                    self._done("backup", made.path.name)
                if sitting == 3:
                    self._restore()
                    self._sit(store, 3)

    def _sit(self, store: ProgressStore, answers: int) -> None:
        for _ in range(answers):
            self._number += 1
            given = answer(card=f"deck/{self._number % CARDS}", rating=self._number % 4 + 1, at_ms=NOON + self._number)
            self._said_of(store, "review", given.id, partial(store.save, given, FOLD))
            if self._number % 7 == 0:
                other = answer(card=given.card, overruled=True, at_ms=NOON + self._number)
                replace = partial(store.replace, given.id, f"undo {given.id}", other, FOLD)
                self._said_of(store, "review", other.id, replace)
            elif self._number % 5 == 0:
                undo = partial(store.undo, given.id, f"undo {given.id}", NOON, FOLD)
                self._said_of(store, "undo", given.id, undo)

    def _restore(self) -> None:
        newest = backups.list_backups(self._progress)[0]
        with self._disk.failing(SYNCS_OF_BIG_ACTS), contextlib.suppress(StudyError):
            backups.restore(self._progress, newest.path, NOW + timedelta(hours=5))
            self._done("restored", newest.path.name)

    def _said_of(self, store: ProgressStore, what: str, name: str, act: Callable[[], object]) -> None:
        if self._early:
            self._done(what, name)
        self._tried(act)
        if not self._early:
            self._done(f"saved {what}", name)
            self._not_in_journal.append((what, name))
            if not store.journal_trouble:
                while self._not_in_journal:
                    self._done(*self._not_in_journal.pop())

    def _opened(self) -> ProgressStore:
        return open_progress(self._progress, now_ms=lambda: NOON)

    def _tried(self, act: Callable[[], Result], syncs: int = SYNCS) -> Result:
        """Do `act`, which synchronises about so many times; once more if it says that it has failed."""
        with self._disk.failing(syncs), contextlib.suppress(StudyError):
            return act()
        return act()

    def _done(self, what: str, name: str) -> None:
        os.write(self._said, f"{what} {name}\n".encode())


class Disk:
    """A sound disk, unless there are `faults`: then some synchronisation fails now and then, or all from one on."""

    def __init__(self, faults: Faults | None, rng: Random) -> None:
        self._faults, self._rng = faults, rng

    @contextlib.contextmanager
    def failing(self, syncs: int) -> Iterator[None]:
        """Let one of about so many synchronisations within the block fail."""
        if self._faults is None:
            yield
            return
        fault = Fault(errno.EIO, sticky=self._rng.random() < 0.5)
        self._faults.arm(fault, at=self._rng.randint(1, syncs), kinds=Kind.SYNC)
        try:
            yield
        finally:
            self._faults.disarm()


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


def _believing_what_can_be_read() -> None:
    """Leave in the text journal what could not be synchronised, and go on after it."""

    def append(handle: int, _: int, lines: bytes) -> None:
        os.write(handle, lines)
        with contextlib.suppress(OSError):
            os.fsync(handle)

    setattr(journal, "_append", append)  # noqa: B010 - a defect is planted past the types


def _believing_the_next_commit() -> None:
    """Take an answer for saved that is there after a COMMIT that failed, so that the next one has nothing to write."""
    setattr(Database, "_commit", lambda self: self._opened.connection.execute("COMMIT"))  # noqa: B010 - likewise


DEFECTS_ON_AN_UNSOUND_DISK: dict[str, Callable[[], None]] = {
    "file believed because it can be read": _believing_the_next_commit,
    "text journal believed because it can be read": _believing_what_can_be_read,
}


def main(folder: str, answers: str, schema: str, defect: str, seed: str = "") -> None:
    """Study, with a defect if one is named."""
    if defect:
        (DEFECTS | DEFECTS_ON_AN_UNSOUND_DISK)[defect]()
    with contextlib.ExitStack() as stack:
        faults = stack.enter_context(Faults(Path(os.environ["DISK_CONTROL"]))) if seed else None
        student = Student(Path(folder), Disk(faults, Random(seed)), early=defect == "said before saved")
        if int(schema):
            student.inherit(int(schema))
        student.study(int(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
