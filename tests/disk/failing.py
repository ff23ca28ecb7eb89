"""All that writes, on a disk that fails at some call: `python -m tests.disk.failing FIRST STRIDE DEFECT [ACT …]`.

Runs with the interposer. Each ACT of `ACTS` is done with every fault at the FIRST call and every STRIDE-th after it. Prints
what was wrong, line by line, and in the end how many times the disk failed. DEFECT is empty, or one of `DEFECTS` that
must be found.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from studyapp.errors import NotSavedError, StudyError
from studyapp.memory.model import Rating
from studyapp.progress.backups import back_up, list_backups, restore, verify
from studyapp.progress.connection import new_uuid
from studyapp.progress.database import Database
from studyapp.progress.events import ReviewEvent, UndoEvent
from studyapp.progress.journal import journals_beside, read_journal
from studyapp.progress.store import ProgressStore, open_progress
from studyapp.study.tending import tend
from tests.disk.interposing import FAULTS, Fault, Faults
from tests.progress.historic import make_historic
from tests.progress.samples import answer, fold
from tests.workspaces import FOLD, NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.progress.review import Answer, CardState
    from studyapp.study.session import Session

Result = TypeVar("Result")

DECK = typed_deck(9)
ANSWERED = 4
DAMAGED = b"not a database at all " * 400


class FailingDisk:
    """A disk that is sound until an act begins, and again after it."""

    def __init__(self, faults: Faults, fault: Fault, at: int) -> None:
        self._faults, self._fault, self._at = faults, fault, at
        self.failed = 0

    def during(self, act: Callable[[], Result], *, fails_with: type[StudyError] = StudyError) -> Result | None:
        """Return what the act returns; None if it fails, as it may, with the one kind of error that it may fail with."""
        self._faults.arm(self._fault, self._at)
        try:
            return act()
        except fails_with:
            return None
        finally:
            self.failed = self._faults.disarm()


class Log:
    """What a progress file holds, as it would be found after a crash at this moment."""

    def __init__(self, progress: Path) -> None:
        copy = progress.parent.with_name("crashed")
        shutil.copytree(progress.parent, copy)
        crashed = copy / progress.name
        verify(crashed)
        with closing(open_progress(crashed)) as store:
            self.reviews = [review.answer for review in store.history(with_undone=True)]
            self.undos = store.undos()
        shutil.rmtree(copy)


def answering(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Answer a question."""
    yield from _saving(home, disk, lambda session: session.answer("answer 1"), reviews=1)


def giving_up(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Answer the first question of all, so that file and text journal are new."""
    shutil.rmtree(home)
    yield from _saving(home, disk, lambda session: session.give_up(), reviews=1)


def overruling(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Overrule the last answer."""
    yield from _saving(home, disk, lambda session: session.overrule(Rating.EASY), reviews=1, undos=1, after_answer=True)


def taking_back(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Take the last answer back."""
    yield from _saving(home, disk, lambda session: session.undo(), undos=1)


def _saving(
    home: Path,
    disk: FailingDisk,
    act: Callable[[Session], object],
    *,
    reviews: int = 0,
    undos: int = 0,
    after_answer: bool = False,
) -> Iterator[str]:
    """What is done counts once, by the first try or by a later one, and until then the session does not go on."""
    progress = home / "progress.db"
    with make_workspace(home, DECK) as workspace:
        session = workspace.start(minutes=60)
        session.pose()
        if after_answer:
            session.answer("answer 2")
        posed, before = session.posed, Log(progress)
        done = disk.during(lambda: act(session), fails_with=NotSavedError)
        crashed = Log(progress)
        if done is None and session.posed is not posed:
            yield "the session went on, though nothing was saved"
        if [each.id for each in before.reviews] != [each.id for each in crashed.reviews[: len(before.reviews)]]:
            yield "a review was lost"
        if done is not None and (len(crashed.reviews), len(crashed.undos)) != (
            len(before.reviews) + reviews,
            len(before.undos) + undos,
        ):
            yield "what was said to be saved is not there"
        if done is None:
            act(session)
        after = Log(progress)
        if (
            crashed.reviews != after.reviews[: len(crashed.reviews)]
            or crashed.undos != after.undos[: len(crashed.undos)]
        ):
            yield "the next try saved something else"
        if len(after.reviews) - len(before.reviews) != reviews or len(after.undos) - len(before.undos) != undos:
            yield "the next try did not save exactly once"
        session.pose()
        session.give_up()
        yield from _sound(workspace.store, FOLD)


def opening_first(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Make a new progress file."""
    progress = home / "new" / "progress.db"
    opened = disk.during(lambda: open_progress(progress))
    with closing(opened or open_progress(progress)) as store:
        store.save(answer(), fold)
        yield from _sound(store, fold)


def bringing_up_to_date(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Open a file of the first schema."""
    progress = home / "old" / "progress.db"
    make_historic(1, progress)
    opened = disk.during(lambda: open_progress(progress))
    crashed = Log(progress)
    with closing(opened or open_progress(progress)) as store:
        if len(crashed.reviews) != len(list(store.history(with_undone=True))) or not crashed.reviews:
            yield "a review was lost"
        store.save(answer(card="deck/1"), fold)
        yield from _sound(store, fold)


def backing_up(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Copy the file."""
    progress = home / "progress.db"
    before = progress.read_bytes()
    made = disk.during(lambda: back_up(progress, NOON))
    for backup in list_backups(progress):
        verify(backup.path)
    if progress.read_bytes() != before:
        yield "the file was changed"
    if made is not None and made.path not in [backup.path for backup in list_backups(progress)]:
        yield "the backup is not there"
    back_up(progress, NOON.replace(hour=20))


def restoring(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Put a backup in the place of the file, which holds more."""
    progress = home / "progress.db"
    before, (backup, *_) = Log(progress), list_backups(progress)
    done = disk.during(lambda: restore(progress, backup.path, NOON))
    after = Log(progress)
    if before.reviews != after.reviews:
        yield "a review was lost"
    if done is not None and (done.kept is None or not verify(done.kept).reviews):
        yield "the file before was not kept"


def recovering(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Bring back a damaged file."""
    progress = home / "progress.db"
    before = Log(progress)
    progress.write_bytes(DAMAGED)
    disk.during(lambda: tend(progress, NOON))
    if DAMAGED not in [path.read_bytes() for path in home.glob("progress*.db")]:
        yield "the damaged file is gone"
    if not tend(progress, NOON).is_well:
        yield "the file is not well"
    if before.reviews != Log(progress).reviews:
        yield "a review was lost"
    if DAMAGED not in [path.read_bytes() for path in home.glob("progress*.db")]:
        yield "the damaged file is gone in the end"


def folding(home: Path, disk: FailingDisk) -> Iterator[str]:
    """Fold all states again."""
    with closing(open_progress(home / "progress.db")) as store:
        before = list(store.states("words"))
        disk.during(lambda: store.rebuild_states(FOLD), fails_with=NotSavedError)
        if list(store.states("words")) != before:
            yield "states were lost"
        store.rebuild_states(FOLD)
        yield from _sound(store, FOLD)


def _sound(store: ProgressStore, fold: Callable[..., object]) -> Iterator[str]:
    """Yield what is wrong with a file that was written last on a sound disk."""
    verify(store.path)
    deck = next(store.history()).answer.card.partition("/")[0]
    cached = list(store.states(deck))
    store.rebuild_states(fold)  # type: ignore[arg-type] # any of the two folds here
    if cached != list(store.states(deck)):
        yield "states are not what the log folds to"
    events = [event for journal in journals_beside(store.path) for event in read_journal(journal)]
    written = {event.values[0] for event in events if isinstance(event, ReviewEvent | UndoEvent)}
    held = [*(review.answer.id for review in store.history(with_undone=True)), *(undo.id for undo in store.undos())]
    inherited = store.path.parent.name == "old"  # its reviews have no text journal
    if written != set(held) and not inherited:
        yield "the text journal does not hold the same"


ACTS = {
    act.__name__: act
    for act in (
        answering,
        giving_up,
        overruling,
        taking_back,
        opening_first,
        bringing_up_to_date,
        backing_up,
        restoring,
        recovering,
        folding,
    )
}


def pass_over_errors() -> None:
    """Believe that every COMMIT has worked."""

    def committed(database: Database, work: Callable[[sqlite3.Connection], Result]) -> Result:
        connection = database._opened.connection
        connection.execute("BEGIN IMMEDIATE")
        result = work(connection)
        with contextlib.suppress(sqlite3.Error):
            connection.execute("COMMIT")
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        return result

    setattr(Database, "_committed", committed)  # noqa: B010 - the defect


def forget_what_was_tried() -> None:
    """Make every try a review of its own."""
    save = ProgressStore.save

    def save_anew(store: ProgressStore, given: Answer, *others: Any) -> CardState:
        return save(store, given._replace(id=new_uuid()), *others)

    setattr(ProgressStore, "save", save_anew)  # noqa: B010 - the defect


DEFECTS = {"errors passed over": pass_over_errors, "every try a new review": forget_what_was_tried}


def main(first: int, stride: int, acts: list[str]) -> None:
    """Do each act with each fault until the fault comes too late to be met."""
    root, failed = Path(os.environ["DISK_ROOT"]), 0
    base = root / "base"
    _prepare(base)
    with Faults(Path(os.environ["DISK_CONTROL"])) as faults:
        for name, fault in itertools.product(acts, FAULTS):
            first_at = dict[str, int]()
            for at in itertools.count(first, stride):
                disk = FailingDisk(faults, fault, at)
                for wrong in _wrongs(name, base, root / "home", disk):
                    first_at.setdefault(wrong, at)
                if not disk.failed:
                    break
                failed += 1
            for wrong, at in first_at.items():
                sys.stdout.write(f"{name}, {fault}: {wrong} (first at call {at})\n")
    sys.stdout.write(f"{failed}\n")


def _wrongs(name: str, base: Path, home: Path, disk: FailingDisk) -> Iterator[str]:
    shutil.copytree(base, home)
    try:
        yield from ACTS[name](home, disk)
    except Exception as error:  # noqa: BLE001 - any that comes through is what is looked for
        yield f"{type(error).__name__}: {error}"
    shutil.rmtree(home)


def _prepare(home: Path) -> None:
    with make_workspace(home, DECK) as workspace:
        session = workspace.start(minutes=60)
        for number in range(ANSWERED):
            if number == ANSWERED - 1:
                back_up(home / "progress.db", NOON.replace(hour=1))
            session.pose()
            session.answer("answer 1", seconds=1)


if __name__ == "__main__":
    if sys.argv[3]:
        DEFECTS[sys.argv[3]]()
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[4:] or list(ACTS))
