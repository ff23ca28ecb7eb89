"""Looking into the progress file: is it whole, does everything in it agree, and what can be mended without loss."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import EARLIEST_MS
from studyapp.errors import DamagedProgressError, DataFolderError, StudyError
from studyapp.progress.backups import Restored, contents_of, list_backups, put_in_place, restore, verify
from studyapp.progress.comparing import Compared, compare_with_journals
from studyapp.progress.completing import complete_journals
from studyapp.progress.connection import APPLICATION_ID, connect, draft_for
from studyapp.progress.event_rows import TABLES, kinds_in
from studyapp.progress.exams import submitted_but_open
from studyapp.progress.failures import ImpossibleRowError, is_circumstance, reason
from studyapp.progress.journal import journals_beside
from studyapp.progress.merging import rebuild_from_journals
from studyapp.progress.migrations import NEWEST, version_of
from studyapp.progress.reading_all import read_all_but_the_log
from studyapp.progress.review import CAN_BE_READ
from studyapp.progress.reviews import graded_of_card
from studyapp.progress.states import count_impossible_states, is_fold, miscounted_decks, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from studyapp.progress.merging import Merged
    from studyapp.progress.states import Fold
    from studyapp.progress.store import ProgressStore

LONG = 120_000
"""Reviews of a log above which indexes are not checked, and states of every n-th card only, unless it is asked for."""
REVIEWS_FOLDED = 60_000
"""About so many reviews of a long log are folded."""
AHEAD = timedelta(days=1)


class Code(Enum):
    """What can be found."""

    UNREADABLE = "unreadable"
    """The file is missing, empty, damaged or none of studyapp: `recover` it."""
    MISSING_REVIEWS = "missing-reviews"
    """A text journal knows more than the file: `mend` takes it in."""
    NOT_IN_JOURNALS = "not-in-journals"
    """The file knows more than all text journals: `mend` writes it down there."""
    DAMAGED_LINES = "damaged-lines"
    """A text journal has lines that are no event. They are kept and passed over."""
    NOT_COMPARED = "not-compared"
    """A text journal cannot be read, so the file was held against none."""
    STALE_STATES = "stale-states"
    """Memory states differ from what the log folds to: `mend` folds them again."""
    SEQUENCE = "sequence"
    """A device counted twice or left a gap: two copies of one home, or a lost journal. Nothing needs to be done."""
    ORPHANED_UNDOS = "orphaned-undos"
    """Undos of reviews that have not arrived. They wait."""
    OPEN_EXAM = "open-exam"
    """A mock exam is open though its answers are in the log: an older copy of the file. `mend` finishes it."""
    CLOCK = "clock"
    """Answers at implausible times."""
    OPEN_TO_OTHERS = "open-to-others"
    """Other users of the machine may read the file: `mend` closes it to them."""
    NO_BACKUP = "no-backup"


class Finding(NamedTuple):
    """One thing that is not as it should be."""

    code: Code
    message: str
    number: int = 1
    """How many reviews, events or states it concerns."""


class Recovery(NamedTuple):
    """How a damaged file was replaced."""

    source: Path | None
    """The backup it came from; None when it was made from the text journals alone."""
    kept: Path | None
    """Where the damaged file is now."""
    reviews: int
    merged: Merged


def examine(progress: Path, fold: Fold | None, now: datetime, *, thorough: bool = False) -> list[Finding]:
    """Return what is wrong with the progress file, the worst first; an empty list is health. Changes nothing.

    With `fold`, states are compared with the log. Of a `LONG` log a part is left out unless `thorough`, see `left_out`.
    Raises DataFolderError when the file cannot be looked into at the moment.
    """
    try:
        with contextlib.closing(_opened(progress)) as database:
            step = 1 if thorough else _step(_count(database, "SELECT count(*) FROM reviews"))
            damage = _damage(database, indexes=step == 1)
            if damage:
                return [Finding(Code.UNREADABLE, damage)]
            compared = _compared(database, progress)
            if isinstance(compared, Compared) and compared.altered:
                message = "the file is damaged: answers are not what was once written"
                return [Finding(Code.UNREADABLE, message, compared.altered)]
            return [*_beside(compared), *_findings(database, fold, now, step), *_around(progress)]
    except sqlite3.Error as error:
        if is_circumstance(error):
            raise DataFolderError(progress.parent, reason(error)) from error
        return [Finding(Code.UNREADABLE, reason(error))]
    except (OSError, StudyError) as error:
        return [Finding(Code.UNREADABLE, reason(error))]


def left_out(reviews: int) -> str:
    """Return what `examine` does not look at in a log of so many reviews, in words; empty when it is thorough."""
    step = _step(reviews)
    return "" if step == 1 else f"the indexes of the file, and the memory states of {step - 1} in {step} cards"


def mend(store: ProgressStore, fold: Fold) -> Merged:
    """Do what is safe: take in what only journals hold, fold all states again, and `round_off`.

    Raises NotSavedError, and DataFolderError for a text journal that cannot be read or written; nothing is ever
    removed.
    """
    try:
        merged = store.merge(journals_beside(store.path))
    except OSError as error:
        raise DataFolderError(store.path.parent, reason(error)) from error
    store.rebuild_states(fold)
    round_off(store)
    return merged


def round_off(store: ProgressStore) -> None:
    """Write into the journals what only the file holds, finish the exams that were submitted, close the file to other
    users: what is left to do where the log is complete and its states are folded.

    Raises NotSavedError, and DataFolderError for a text journal that cannot be read or written.
    """
    try:
        with contextlib.closing(connect(store.path)) as database:
            complete_journals(database, store.path)
    except (OSError, sqlite3.Error) as error:
        raise DataFolderError(store.path.parent, reason(error)) from error
    store.exams.settle()
    with contextlib.suppress(OSError):
        store.path.chmod(0o600)


def recover(progress: Path, now: datetime, *, device_name: str = "") -> Recovery:
    """Replace an unreadable progress file by the newest sound backup and the text journals, or by these alone.

    What only the file holds goes into the journals before, if it is whole but for some answers. The damaged file is
    kept under another name. Raises DamagedProgressError when there is neither backup nor journal, DataFolderError; then
    the file has not changed.
    """
    _write_down_what_is_sound(progress)
    journals = journals_beside(progress)
    for backup in reversed(list_backups(progress)):
        with contextlib.suppress(DamagedProgressError):
            if _is_unsound(backup.path, journals):
                continue
            done: Restored = restore(progress, backup.path, now)
            return Recovery(backup.path, done.kept, done.contents.reviews, done.merged)
    if not journals:
        raise DamagedProgressError(progress, "there is neither a backup nor a text journal to bring it back from")
    with draft_for(progress) as draft:
        merged = rebuild_from_journals(draft, journals, device_name, round(now.timestamp() * 1000))
        contents = verify(draft, indexes=False)  # which were made from the tables a moment ago
        try:
            kept = put_in_place(draft, progress, now)
        except OSError as error:
            raise DataFolderError(progress.parent, reason(error)) from error
    return Recovery(None, kept, contents.reviews, merged)


def _write_down_what_is_sound(progress: Path) -> None:
    """Complete the journals from a file of which only some answers are not as they were."""
    try:
        with contextlib.suppress(sqlite3.Error, StudyError), contextlib.closing(_opened(progress)) as database:
            if not _damage(database, indexes=True):
                complete_journals(database, progress)
    except OSError as error:
        raise DataFolderError(progress.parent, reason(error)) from error


def _is_unsound(backup: Path, journals: Sequence[Path]) -> bool:
    """Whether a backup was made of a file that was damaged already."""
    try:
        with contextlib.closing(connect(backup)) as database:
            return bool(_damage(database)) or compare_with_journals(database, journals).altered > 0
    except sqlite3.Error:
        return True
    except OSError:  # the restoring tells of a journal that cannot be read
        return False


def _opened(progress: Path) -> sqlite3.Connection:
    if not progress.is_file():
        raise DamagedProgressError(progress, "there is no such file")
    if progress.stat().st_size == 0:
        raise DamagedProgressError(progress, "the file is empty, though it should hold your progress")
    return connect(progress)


def _step(reviews: int) -> int:
    """Return that the states of every n-th card are compared with a log of so many reviews."""
    return 1 if reviews <= LONG else 1 + reviews // REVIEWS_FOLDED


def _damage(database: sqlite3.Connection, *, indexes: bool = False) -> str:
    """Return what makes the file unusable, empty when nothing does."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID or version_of(database) > NEWEST:
        return "this is no progress file that this studyapp knows"
    (problem,) = database.execute(f"PRAGMA {'integrity' if indexes else 'quick'}_check(1)").fetchone()
    if problem != "ok":
        return f"the file is damaged ({problem})"
    impossible = _count(database, f"SELECT count(*) FROM reviews WHERE NOT ({CAN_BE_READ})")  # noqa: S608 - a constant
    if impossible:
        return f"the file is damaged ({impossible} answers in it cannot have been given)"
    try:
        read_all_but_the_log(database)
    except ImpossibleRowError as error:
        return f"the file is damaged ({error})"
    return ""


def _compared(database: sqlite3.Connection, progress: Path) -> Compared | OSError:
    """Return how the file and the journals differ, or why they could not be compared."""
    try:
        return compare_with_journals(database, journals_beside(progress))
    except OSError as error:
        return error


def _beside(compared: Compared | OSError) -> Iterator[Finding]:
    if isinstance(compared, OSError):
        message = f"{compared.filename}: this text journal cannot be read ({reason(compared)}); nothing was compared"
        yield Finding(Code.NOT_COMPARED, message)
        return
    if compared.missing:
        yield Finding(Code.MISSING_REVIEWS, "the text journals hold events that the file lacks", compared.missing)
    if compared.unwritten:
        yield Finding(Code.NOT_IN_JOURNALS, "the text journals lack events that the file holds", compared.unwritten)
    for path, lines in compared.damaged_lines.items():
        yield Finding(Code.DAMAGED_LINES, f"{path}: torn or altered lines, which are passed over", lines)


def _findings(database: sqlite3.Connection, fold: Fold | None, now: datetime, step: int) -> Iterator[Finding]:
    newest = version_of(database) == NEWEST
    stale = count_impossible_states(database)
    if not stale and fold is not None:
        stale = sum(1 for _ in _stale_states(database, fold, step))
    stale += miscounted_decks(database) if newest else 0
    if stale:
        yield Finding(Code.STALE_STATES, "memory states differ from what the log says", stale)
    disorder = _disorder(database)
    if disorder:
        yield Finding(Code.SEQUENCE, "numbers of events were given twice or left out", disorder)
    orphans = _count(database, "SELECT count(*) FROM undos WHERE review NOT IN (SELECT id FROM reviews)")
    if orphans:
        yield Finding(Code.ORPHANED_UNDOS, "undos wait for reviews that have not arrived", orphans)
    exams = submitted_but_open(database) if newest else 0
    if exams:
        yield Finding(Code.OPEN_EXAM, "mock exams are open though their answers are in the log", exams)
    latest = round((now + AHEAD).timestamp() * 1000)
    odd = _count(
        database, "SELECT count(*) FROM reviews WHERE clock_suspect OR at_ms NOT BETWEEN ? AND ?", EARLIEST_MS, latest
    )
    if odd:
        yield Finding(Code.CLOCK, "answers at times that cannot be right; they are kept, and nothing need be done", odd)


def _disorder(database: sqlite3.Connection) -> int:
    """Return how many sequence numbers of devices are missing or were given twice."""
    events = " UNION ALL ".join(f"SELECT device, sequence FROM {TABLES[kind]}" for kind in kinds_in(database))  # noqa: S608 - constants
    return _count(
        database,
        "SELECT coalesce(sum(abs(last - first + 1 - count)), 0) FROM (SELECT min(sequence) AS first, "  # noqa: S608 - constants
        f"max(sequence) AS last, count(*) AS count FROM ({events}) GROUP BY device)",
    )


def _around(progress: Path) -> Iterator[Finding]:
    if progress.stat().st_mode & 0o077:
        yield Finding(Code.OPEN_TO_OTHERS, f"{progress}: other users of this machine may open it")
    if not any(_is_sound(backup.path) for backup in reversed(list_backups(progress))):
        yield Finding(Code.NO_BACKUP, "there is no backup that can be read")


def _is_sound(backup: Path) -> bool:
    try:
        contents_of(backup)
    except (DamagedProgressError, DataFolderError):
        return False
    return True


def _stale_states(database: sqlite3.Connection, fold: Fold, step: int) -> Iterator[str]:
    for number, key in database.execute("SELECT number, key FROM cards WHERE number % ? = 0", (step,)).fetchall():
        reviews = graded_of_card(database, number)
        if not is_fold(state_of(database, key), fold(reviews) if reviews else None):
            yield key


def _count(database: sqlite3.Connection, query: str, *values: int | str) -> int:
    (count,) = database.execute(query, values).fetchone()
    return int(count)
