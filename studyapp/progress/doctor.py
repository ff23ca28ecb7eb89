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
from studyapp.progress.comparing import compare_with_journals
from studyapp.progress.connection import APPLICATION_ID, connect, draft_for
from studyapp.progress.exams import submitted_but_open
from studyapp.progress.failures import reason
from studyapp.progress.journal import journals_beside, last_event
from studyapp.progress.merging import rebuild_from_journals
from studyapp.progress.migrations import NEWEST, version_of
from studyapp.progress.review import CAN_BE_READ
from studyapp.progress.reviews import reviews_of_card
from studyapp.progress.states import is_fold, miscounted_decks, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from studyapp.progress.merging import Merged
    from studyapp.progress.states import Fold
    from studyapp.progress.store import ProgressStore

REVIEWS_FOLDED = 120_000
"""Up to how many reviews the states of all cards are compared with their logs; of more, those of every n-th card."""
AHEAD = timedelta(days=1)


class Code(Enum):
    """What can be found."""

    UNREADABLE = "unreadable"
    """The file is missing, empty, damaged or none of studyapp: `recover` it."""
    ALTERED = "altered"
    """Answers are not what was once written, and the text journals do not hold all of the others."""
    MISSING_REVIEWS = "missing-reviews"
    """A text journal knows more than the file: `mend` takes it in."""
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


def examine(progress: Path, fold: Fold | None, now: datetime) -> list[Finding]:
    """Return what is wrong with the progress file, the worst first; an empty list is health. Changes nothing.

    With `fold`, states are compared with the log, up to about `REVIEWS_FOLDED` reviews of it.
    """
    try:
        with contextlib.closing(_opened(progress)) as database:
            damage = _damage(database)
            if damage:
                return [Finding(Code.UNREADABLE, damage)]
            compared = compare_with_journals(database, journals_beside(progress))
            if compared.altered:
                code = Code.UNREADABLE if compared.all_in_journals else Code.ALTERED
                return [Finding(code, "the file is damaged: answers are not what was once written", compared.altered)]
            return [*_findings(database, progress, fold, now), *_around(progress)]
    except (OSError, sqlite3.Error, StudyError) as error:
        return [Finding(Code.UNREADABLE, reason(error))]


def mend(store: ProgressStore, fold: Fold) -> Merged:
    """Do what is safe: take in what only journals hold, fold all states again, finish the exams that were submitted,
    close the file to other users.

    Raises NotSavedError, and DataFolderError for a text journal that cannot be read; nothing is ever removed.
    """
    try:
        merged = store.merge(journals_beside(store.path))
    except OSError as error:
        raise DataFolderError(store.path.parent, reason(error)) from error
    store.rebuild_states(fold)
    store.exams.settle()
    with contextlib.suppress(OSError):
        store.path.chmod(0o600)
    return merged


def recover(progress: Path, now: datetime, *, device_name: str = "") -> Recovery:
    """Replace an unreadable progress file by the newest sound backup and the text journals, or by these alone.

    The damaged file is kept under another name. Raises DamagedProgressError when there is neither backup nor journal,
    DataFolderError; then nothing has changed.
    """
    journals = journals_beside(progress)
    for backup in reversed(list_backups(progress)):
        with contextlib.suppress(DamagedProgressError):
            if _is_altered(backup.path, journals):
                continue
            done: Restored = restore(progress, backup.path, now)
            return Recovery(backup.path, done.kept, done.contents.reviews, done.merged)
    if not journals:
        raise DamagedProgressError(progress, "there is neither a backup nor a text journal to bring it back from")
    with draft_for(progress) as draft:
        merged = rebuild_from_journals(draft, journals, device_name, round(now.timestamp() * 1000))
        contents = verify(draft)
        try:
            kept = put_in_place(draft, progress, now)
        except OSError as error:
            raise DataFolderError(progress.parent, reason(error)) from error
    return Recovery(None, kept, contents.reviews, merged)


def _is_altered(backup: Path, journals: Sequence[Path]) -> bool:
    """Whether a backup was made of a file that was damaged already."""
    try:
        with contextlib.closing(connect(backup)) as database:
            return compare_with_journals(database, journals).altered > 0
    except (OSError, sqlite3.Error):
        return False


def _opened(progress: Path) -> sqlite3.Connection:
    if not progress.is_file():
        raise DamagedProgressError(progress, "there is no such file")
    if progress.stat().st_size == 0:
        raise DamagedProgressError(progress, "the file is empty, though it should hold your progress")
    return connect(progress)


def _damage(database: sqlite3.Connection) -> str:
    """Return what makes the file unusable, empty when nothing does."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID or version_of(database) > NEWEST:
        return "this is no progress file that this studyapp knows"
    is_long = _count(database, "SELECT coalesce(max(number), 0) FROM reviews") > REVIEWS_FOLDED
    # The long check holds each index against its table, too.
    (problem,) = database.execute(f"PRAGMA {'quick' if is_long else 'integrity'}_check(1)").fetchone()
    if problem != "ok":
        return f"the file is damaged ({problem})"
    impossible = _count(database, f"SELECT count(*) FROM reviews WHERE NOT ({CAN_BE_READ})")  # noqa: S608 - a constant
    return f"the file is damaged ({impossible} answers in it cannot have been given)" if impossible else ""


def _findings(database: sqlite3.Connection, progress: Path, fold: Fold | None, now: datetime) -> Iterator[Finding]:
    missing = _missing_reviews(database, progress)
    if missing:
        yield Finding(Code.MISSING_REVIEWS, "the text journals hold events that the file lacks", missing)
    newest = version_of(database) == NEWEST
    stale = 0 if fold is None else sum(1 for _ in _stale_states(database, fold))
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
    events = " UNION ALL ".join(f"SELECT device, sequence FROM {table}" for table in _log_tables(database))  # noqa: S608 - constants
    return _count(
        database,
        "SELECT coalesce(sum(abs(last - first + 1 - count)), 0) FROM (SELECT min(sequence) AS first, "  # noqa: S608 - constants
        f"max(sequence) AS last, count(*) AS count FROM ({events}) GROUP BY device)",
    )


def _log_tables(database: sqlite3.Connection) -> tuple[str, ...]:
    """Return the tables of events; a file from before cards could be renamed has two of them."""
    has_renames = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'renames'").fetchone() is not None
    return ("reviews", "undos", "renames") if has_renames else ("reviews", "undos")


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


def _missing_reviews(database: sqlite3.Connection, progress: Path) -> int:
    """Return by how many events the ends of the journals are ahead of the file."""
    missing = 0
    for path in journals_beside(progress):
        event = last_event(path)
        if event is None:
            continue
        device, last = event.values[-3:-1]
        missing += max(0, last - _last_known(database, device))
    return missing


def _last_known(database: sqlite3.Connection, device: str) -> int:
    """Return the highest sequence number of a device in the file."""
    return max(
        _count(
            database,
            f"SELECT coalesce(max(sequence), 0) FROM {table} WHERE device = (SELECT number FROM devices WHERE id = ?)",  # noqa: S608 - constants
            device,
        )
        for table in _log_tables(database)
    )


def _stale_states(database: sqlite3.Connection, fold: Fold) -> Iterator[str]:
    step = 1 + _count(database, "SELECT coalesce(max(number), 0) FROM reviews") // REVIEWS_FOLDED
    for number, key in database.execute("SELECT number, key FROM cards WHERE number % ? = 0", (step,)).fetchall():
        reviews = reviews_of_card(database, number)
        if not is_fold(state_of(database, key), fold(reviews) if reviews else None):
            yield key


def _count(database: sqlite3.Connection, query: str, *values: int | str) -> int:
    (count,) = database.execute(query, values).fetchone()
    return int(count)
