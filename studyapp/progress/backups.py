"""Copies of the progress file: made whole, verified before they count, thinned with age, and brought back."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import is_possible, to_milliseconds
from studyapp.errors import DamagedProgressError, DataFolderError, UsageError
from studyapp.paths import make_private, sync_folder
from studyapp.progress.about import own_device, told
from studyapp.progress.connection import (
    APPLICATION_ID,
    BACKUPS,
    become_new_device,
    connect,
    draft_for,
    place,
    refuse_newer,
    sync_file,
    untouched,
)
from studyapp.progress.failures import reason, unreadable
from studyapp.progress.journal import Journal, journals_beside
from studyapp.progress.leftovers import remove_old_drafts
from studyapp.progress.merging import Merged, merge_events, read_journals
from studyapp.progress.migrations import NEWEST, is_version_of_last_step, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIX = ".backup.db"
EVERY = timedelta(minutes=30)
KEEP_ALL = timedelta(days=2)
KEEP_DAILY = timedelta(days=14)
KEEP_WEEKLY = timedelta(days=70)
"""Older ones are kept one a month, for ever: they are small, and a month says how far back to look."""

_STAMP = "%Y-%m-%dT%H%M%S.%fZ"


class Contents(NamedTuple):
    """What a progress file holds."""

    database: str
    """UUID of the file that it is, or is a copy of."""
    schema: int
    reviews: int
    """Also those that were taken back."""
    undos: int
    cards: int
    last_at_ms: int | None
    """When the newest review was answered."""


class Backup(NamedTuple):
    """A copy of the progress file."""

    path: Path
    made: datetime
    """UTC."""
    size: int
    """Bytes."""


class Restored(NamedTuple):
    """What a restore did."""

    contents: Contents
    """Of the progress file as it is now."""
    kept: Path | None
    """Where the file that was there before is now."""
    merged: Merged
    """What came in from the text journals."""


def folder_beside(progress: Path) -> Path:
    """Return where the backups of the progress file at `progress` are."""
    return progress.parent / BACKUPS


def list_backups(progress: Path) -> list[Backup]:
    """Return the backups, oldest first, by the time in their names."""
    found = []
    for path in folder_beside(progress).glob(f"*{SUFFIX}"):
        with contextlib.suppress(ValueError, OSError):
            made = datetime.strptime(path.name.removesuffix(SUFFIX), _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made)


def back_up(progress: Path, now: datetime) -> Backup:
    """Copy the progress file, verify the copy, and only then give it its name, thin out the older ones and clear away
    the drafts of killed programs.

    Others may write meanwhile. Raises DataFolderError, DamagedProgressError, NewerProgressError; then there is no new
    backup.
    """
    refuse_newer(progress)
    target = folder_beside(progress) / f"{now.astimezone(UTC).strftime(_STAMP)}{SUFFIX}"
    try:
        make_private(target.parent)
        with draft_for(target) as draft:
            _copy(progress, draft)
            verify(draft)
            sync_file(draft)
            place(draft, target)
        sync_folder(target.parent.parent)
        made = Backup(target, now.astimezone(UTC), target.stat().st_size)
    except OSError as error:
        raise DataFolderError(target.parent, reason(error)) from error
    except sqlite3.Error as error:
        raise unreadable(progress, error) from error
    thin_out(progress, now)
    remove_old_drafts(progress, now)
    return made


def back_up_at(progress: Path, at_ms: int) -> Backup:
    """Back up as of `at_ms`, UTC milliseconds. Raises as `back_up`."""
    return back_up(progress, datetime.fromtimestamp(at_ms / 1000, UTC))


def back_up_if_due(progress: Path, now: datetime) -> Backup | None:
    """Back up when the last backup is half an hour old and the log has grown since; None when nothing was to be done.

    Raises as `back_up`.
    """
    backups = list_backups(progress)
    past = [backup for backup in backups if backup.made <= now]  # the clock may have been ahead
    if past and (now - past[-1].made < EVERY or _holds_all_of(past[-1].path, progress)):
        return None
    return back_up(progress, now)


def _holds_all_of(backup: Path, progress: Path) -> bool:
    found = contents_of(progress)
    try:
        return contents_of(backup)[:4] == found[:4]
    except (DamagedProgressError, DataFolderError):
        return False


def contents_of(path: Path) -> Contents:
    """Return what the progress file or backup at `path` holds. Raises DamagedProgressError, DataFolderError."""
    with _opened(path) as database:
        return _contents(database, path)


def verify(path: Path, *, indexes: bool = True) -> Contents:
    """Read every page of the file and check it against itself; return what it holds.

    Holding `indexes` against their tables takes nine tenths of the time. Raises DamagedProgressError, DataFolderError.
    """
    with _opened(path) as database:
        contents = _contents(database, path)
        problems = [row[0] for row in database.execute(f"PRAGMA {'integrity' if indexes else 'quick'}_check(3)")]
        if problems != ["ok"]:
            raise DamagedProgressError(path, f"the file is damaged ({problems[0]})")
        for table in ("reviews", "undos"):  # they only grow, so their numbers leave no gap
            (count, last) = database.execute(f"SELECT count(*), max(number) FROM {table}").fetchone()  # noqa: S608 - two constants
            if count != (last or 0):
                raise DamagedProgressError(path, f"{(last or 0) - count} of the {table} are missing")
        return contents


def restore(progress: Path, backup: Path, now: datetime, *, with_journals: bool = True) -> Restored:
    """Put a verified copy of `backup` in the place of the progress file, which is kept beside it under another name.

    With journals, what was answered since the backup is taken in from them; without, the progress is that of the
    backup. States are to be folded again afterwards (the model is forgotten). A session that is running goes on with
    the restored file. Raises UsageError, DamagedProgressError, DataFolderError; then nothing has changed.
    """
    if not backup.is_file():
        raise UsageError(f"There is no backup {backup}.")
    verify(backup)
    if with_journals:
        _complete_journal(progress)
    try:
        with draft_for(progress) as draft:
            _copy(backup, draft)
            merged = _renew(draft, journals_beside(progress) if with_journals else [], now)
            contents = verify(draft)
            sync_file(draft)
            return Restored(contents, put_in_place(draft, progress, now), merged)
    except OSError as error:
        raise DataFolderError(progress.parent, reason(error)) from error
    except sqlite3.Error as error:
        raise unreadable(backup, error) from error


def _complete_journal(progress: Path) -> None:
    """Append to the text journal what a crash or a failing disk has left out of it, where the file is whole."""
    with contextlib.suppress(OSError, sqlite3.Error, DamagedProgressError, DataFolderError):
        if _looks_like_progress(progress):
            verify(progress)
            with _opened(progress) as database:
                Journal(progress).catch_up(database)


def put_in_place(draft: Path, progress: Path, now: datetime) -> Path | None:
    """Make `draft` the progress file; return the name under which the one before is kept. Raises OSError.

    At every moment there is a whole file of that name, so that a session that is running finds nothing missing.
    """
    with _nobody_writing(progress):
        kept = _set_aside(progress, now)
        draft.replace(progress)
        sync_folder(progress.parent)
    return kept


@contextlib.contextmanager
def _nobody_writing(progress: Path) -> Iterator[None]:
    """Keep other processes from writing within the block, as far as the file can be opened at all."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(sqlite3.Error):
            if _looks_like_progress(progress):
                database = stack.enter_context(contextlib.closing(connect(progress)))
                database.execute("BEGIN EXCLUSIVE")
        yield


def _looks_like_progress(path: Path) -> bool:
    """Look at the first page alone: a file that is no database is kept as it is, with its rollback journal."""
    with untouched(path) as database:
        (application,) = database.execute("PRAGMA application_id").fetchone()
    return bool(application == APPLICATION_ID)


def _set_aside(progress: Path, now: datetime) -> Path | None:
    """Give the file a second name, and its rollback journal, if it holds anything, a new one: they belong together."""
    if not progress.exists():
        return None
    aside = progress.with_name(f"{progress.stem}.replaced.{now.astimezone(UTC).strftime(_STAMP)}{progress.suffix}")
    rollback = progress.with_name(f"{progress.name}-journal")
    if rollback.exists() and rollback.stat().st_size:
        rollback.replace(aside.with_name(f"{aside.name}-journal"))
    try:
        aside.hardlink_to(progress)
    except FileExistsError:
        if not aside.samefile(progress):  # else an attempt before came so far, and no further
            raise
    except OSError:  # no hard links on this file system
        progress.replace(aside)
    return aside


def thin_out(progress: Path, now: datetime) -> list[Path]:
    """Remove the backups that age has made too many, never the newest one that can be read; return what was removed."""
    backups = list_backups(progress)
    kept = to_keep([backup.made for backup in backups], now)
    surplus = [backup for backup in backups if backup.made not in kept]
    sound = _newest_sound([backup for backup in backups if backup.made in kept]) if surplus else None
    removed = [backup.path for backup in surplus if sound is not None and backup.made < sound.made]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def to_keep(made: Sequence[datetime], now: datetime) -> set[datetime]:
    """Return which backups stay: all of two days, the last of each day for two weeks, of each week for ten, of each month.

    The newest always stays, and so does whatever seems to come from the future. A clock that cannot be right thins out
    only what was made by such a one.
    """
    return {*{_slot(moment, now): moment for moment in sorted(made)}.values()}


def _slot(moment: datetime, now: datetime) -> tuple[object, ...]:
    """Return the stretch of time in which the last backup stays."""
    age = now - moment
    if age < KEEP_ALL or (_is_possible(moment) and not _is_possible(now)):
        return (moment,)
    if age < KEEP_DAILY:
        return ("day", moment.date())
    if age < KEEP_WEEKLY:
        return ("week", *moment.isocalendar()[:2])
    return ("month", moment.year, moment.month)


def _is_possible(moment: datetime) -> bool:
    return is_possible(to_milliseconds(moment))


def _newest_sound(backups: Sequence[Backup]) -> Backup | None:
    """Return the newest backup that is still what it was when it was verified."""
    for backup in reversed(backups):
        with contextlib.suppress(DamagedProgressError, DataFolderError):
            verify(backup.path)
            return backup
    return None


def _copy(source: Path, target: Path) -> None:
    """Write all of `source` as of one moment to the new file `target`, for the student's eyes only."""
    target.touch(mode=0o600, exist_ok=False)
    with _opened(source) as database:
        database.execute("VACUUM INTO ?", (str(target),))


def _renew(draft: Path, journals: Sequence[Path], now: datetime) -> Merged:
    """Make a copy of a backup ready to be written: newest schema, a new device, states to be folded again."""
    database = connect(draft)
    try:
        database.execute("PRAGMA journal_mode = TRUNCATE")
        migrate(database, round(now.timestamp() * 1000))
        database.execute("BEGIN IMMEDIATE")
        merged = merge_events(database, read_journals(journals))
        _, name = own_device(database)
        become_new_device(database, name)
        database.execute("UPDATE about SET value = '' WHERE key = 'model'")
        database.execute("COMMIT")
        return merged
    finally:
        database.close()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to an existing progress file, to read from."""
    if not path.is_file():
        raise DataFolderError(path.parent, f"{path.name} is not there")
    try:
        with contextlib.closing(connect(path)) as database:
            yield database
    except sqlite3.Error as error:
        raise unreadable(path, error) from error


def _contents(database: sqlite3.Connection, path: Path) -> Contents:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    schema = version_of(database)
    if application != APPLICATION_ID or not 1 <= schema <= NEWEST or not is_version_of_last_step(database, schema):
        raise DamagedProgressError(path, f"this is no progress file that this studyapp knows (schema {schema})")
    reviews, undos, cards, last_at_ms = database.execute(
        """SELECT (SELECT coalesce(max(number), 0) FROM reviews), (SELECT coalesce(max(number), 0) FROM undos),
            (SELECT count(DISTINCT card) FROM reviews),
            (SELECT at_ms FROM reviews WHERE hybrid_ms = (SELECT max(hybrid_ms) FROM reviews) LIMIT 1)"""
    ).fetchone()
    return Contents(told(database, "database"), schema, reviews, undos, cards, last_at_ms)
