"""Opening the progress file: how SQLite is set up, how a new file is made, and what is refused.

The journal is SQLite's rollback journal, truncated at each commit, fully synchronised. WAL would save half a
millisecond per answer, but SQLite 3.7.0 to 3.51.2 – what most machines have – can corrupt a WAL file when two
processes write and checkpoint at the same moment, and a second terminal must work during a session. TRUNCATE lost
nothing in simulated power cuts, leaves no side files to forget when the database is copied, and a commit takes 0.7 ms
at the median and 1.0 ms at the 99th percentile on ext4 (WAL: 0.2 and 0.4). EXTRA differs from FULL only in
synchronising the folder after a journal is deleted, which TRUNCATE never does; it costs nothing and stays right
should the mode ever change.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from studyapp.errors import DamagedProgressError, DataFolderError, NewerProgressError
from studyapp.paths import make_private, sync_folder
from studyapp.progress.about import tell
from studyapp.progress.failures import BUSY_SECONDS, ImpossibleRowError, reason, unreadable
from studyapp.progress.migrations import NEWEST, is_version_of_last_step, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x53747564  # "Stud"
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
HEADER_BYTES = 100
JOURNALS = "journals"
BACKUPS = "backups"
"""Folders beside the progress file."""

_SETUP = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = 1",  # macOS: wait for the disk itself, not for its cache
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # REPLACE may not slip past the triggers that keep the log append-only
    "PRAGMA cache_size = -16384",
)
_UNSYNCHRONISED = ("PRAGMA synchronous = OFF", "PRAGMA fullfsync = 0")


class FileIdentity(NamedTuple):
    """Which file a path leads to: another one of the same name differs."""

    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileIdentity | None:
        """Return the identity of the file at `path`, None where there is none.

        By stat alone: opening and closing the file would drop the locks that SQLite holds on it for this process.
        """
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(found.st_dev, found.st_ino)


def connect(path: Path, *, lasting: bool = True) -> sqlite3.Connection:
    """Return a connection to the existing file at `path`, set up for durable writes. Raises sqlite3.Error.

    No transaction is open; every BEGIN and COMMIT is explicit. May be used from several threads, one at a time.
    With a file that need not be `lasting`, no write waits for the disk.
    """
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for statement in _SETUP if lasting else (*_SETUP, *_UNSYNCHRONISED):
            database.execute(statement)
    except UnicodeDecodeError as error:  # what SQLite says is wrong quotes bytes of the file that are no text
        database.close()
        raise ImpossibleRowError("its tables are not described in text") from error
    except BaseException:
        database.close()
        raise
    return database


def open_file(path: Path, device_name: str, at_ms: int, *, lasting: bool = True) -> sqlite3.Connection:
    """Return a connection to the progress file at `path`, made, or backed up and migrated, as needed.

    `lasting` as in `connect`. Raises DataFolderError, DamagedProgressError, NewerProgressError; a file that is refused has not been touched.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise DataFolderError(path.parent, f"this Python has SQLite {sqlite3.sqlite_version}, {wanted} is needed")
    _make_folder(path.parent)
    if not path.exists():
        _refuse_to_begin_anew(path)
        _create(path, device_name, at_ms)
    _refuse_unfit(path)
    refuse_newer(path)
    try:
        database = connect(path, lasting=lasting)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    try:
        _check(database, path)
        set_journal_mode(database, "truncate")
        if version_of(database) < NEWEST:
            from studyapp.progress.backups import back_up_at  # noqa: PLC0415 - rarely needed, and built on this module

            back_up_at(path, at_ms)
            migrate(database, at_ms)
    except sqlite3.Error as error:
        database.close()
        raise unreadable(path, error) from error
    except BaseException:
        database.close()
        raise
    return database


def new_uuid() -> str:
    """Return a random UUID; the uuid module takes longer to import than all of this package."""
    digits = bytearray(os.urandom(16))
    digits[6] = digits[6] & 0x0F | 0x40
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def sync_file(path: Path) -> None:
    """Make sure that what was written to `path`, which nobody has open, survives a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    try:
        make_private(folder)
        sync_folder(folder.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise DataFolderError(folder, reason(error)) from error


@contextlib.contextmanager
def new_progress_draft(path: Path, device_name: str, at_ms: int) -> Iterator[sqlite3.Connection]:
    """Give a new, empty progress file to fill; at the end of the block it is put at `path`, whole and synchronised.

    A file that others may see empty or half made would look like damage. When another process was first, its file
    stays. Raises OSError, sqlite3.Error.
    """
    with draft_for(path) as draft:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        database = connect(draft)
        try:
            database.execute("PRAGMA journal_mode = TRUNCATE")
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(database, at_ms)
            _introduce(database, device_name)
            yield database
        finally:
            database.close()
        sync_file(draft)
        place(draft, path)


@contextlib.contextmanager
def draft_for(path: Path) -> Iterator[Path]:
    """Give a name beside `path` for a file in the making, and remove what is left under it in the end."""
    draft = path.with_name(f".{path.name}.{new_uuid()}")
    try:
        yield draft
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _create(path: Path, device_name: str, at_ms: int) -> None:
    try:
        with new_progress_draft(path, device_name, at_ms):
            pass
    except (OSError, sqlite3.Error) as error:
        raise DataFolderError(path.parent, reason(error)) from error


def place(draft: Path, path: Path) -> None:
    """Give `draft` the name `path` unless something has that name by now. Raises OSError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # no hard links on this file system
        if not path.exists():
            draft.rename(path)
    sync_folder(path.parent)


def _introduce(database: sqlite3.Connection, device_name: str) -> None:
    """Give the file and the device that writes it their names."""
    database.execute("BEGIN IMMEDIATE")
    tell(database, "database", new_uuid())
    tell(database, "model", "")
    become_new_device(database, device_name)
    database.execute("COMMIT")


def become_new_device(database: sqlite3.Connection, device_name: str) -> None:
    """Write as a new device from now on, so that its sequence cannot collide with what was written elsewhere.

    What it writes comes after all that is in the file by now, whatever its clock says.
    """
    device = new_uuid()
    database.execute("INSERT INTO devices (id, name, own) VALUES (?, ?, 1)", (device, device_name))
    tell(database, "device", device)
    (floor,) = database.execute(
        "SELECT max(hybrid_ms) FROM (SELECT max(hybrid_ms) AS hybrid_ms FROM reviews UNION ALL SELECT max(hybrid_ms) FROM undos "
        "UNION ALL SELECT max(hybrid_ms) FROM renames)"
    ).fetchone()
    if floor is not None:
        tell(database, "floor_ms", str(floor))


def _refuse_to_begin_anew(path: Path) -> None:
    """Raise when the file is lost, not new: what was written beside it is still there."""
    if any(any(path.parent.glob(f"{folder}/*")) for folder in (JOURNALS, BACKUPS)):
        what = f"the file is missing, though {JOURNALS}/ and {BACKUPS}/ beside it are not"
        raise DamagedProgressError(path, f"{what}. `studyapp doctor` brings it back; move them away to begin anew")


def _refuse_unfit(path: Path) -> None:
    """Raise for what SQLite would take for a new database, or report less plainly."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DataFolderError(path.parent, reason(error)) from error
    if not path.is_file():
        raise DamagedProgressError(path, "this is not a file")
    if size < HEADER_BYTES:
        what = "the file is empty" if size == 0 else f"the file has only {size} bytes"
        raise DamagedProgressError(path, f"{what}, though it should hold your progress")
    if not os.access(path, os.R_OK | os.W_OK):
        raise DataFolderError(path.parent, f"{path.name} may not be read and written")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise DataFolderError(path.parent, "the folder may not be written")


@contextlib.contextmanager
def untouched(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to the file as it lies there: what is half written beside it is neither read nor settled."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
        yield database


def refuse_newer(path: Path) -> None:
    """Raise NewerProgressError for the file of a later version, before anything of it is touched.

    What a killed program has left half written is that version's own business.
    """
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError), untouched(path) as database:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        version = version_of(database)
        if application == APPLICATION_ID and version > NEWEST and is_version_of_last_step(database, version):
            raise NewerProgressError(path, version, NEWEST)


def _check(database: sqlite3.Connection, path: Path) -> None:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    version = version_of(database)
    if application != APPLICATION_ID:
        raise DamagedProgressError(path, "this is a database, but not one of studyapp")
    if version != NEWEST and not is_version_of_last_step(database, version):
        raise DamagedProgressError(path, f"the file says that its schema is {version}, and its migrations do not")
    if version > NEWEST:
        raise NewerProgressError(path, version, NEWEST)


def set_journal_mode(database: sqlite3.Connection, wanted: str) -> None:
    """Use another kind of rollback journal from now on. Raises sqlite3.Error."""
    (mode,) = database.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if mode != wanted:
        raise sqlite3.OperationalError(f"the journal mode is {mode} and cannot be changed to {wanted}")
