"""One open progress file: reads, and transactions whose outcome is known before anything is called saved."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from studyapp.errors import DamagedProgressError, DataFolderError, NewerProgressError, NotSavedError, StudyError
from studyapp.paths import make_private, sync_folder
from studyapp.progress.connection import FileIdentity, draft_for, open_file, place, set_journal_mode, sync_file
from studyapp.progress.failures import is_read_only, reason, unreadable

if TYPE_CHECKING:
    from pathlib import Path

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]

GONE = "the progress file was deleted or replaced while studyapp was using it"
PUT_BACK = "was moved or deleted while studyapp was using it. It was written anew with all answers"
TAKEN_UP = "was replaced while studyapp was using it, by a restored one perhaps. Later answers are in the new one"


class _Opened(NamedTuple):
    connection: sqlite3.Connection
    identity: FileIdentity
    uuid: str
    is_named: bool = False
    """Whether the name of the file is known to survive a power cut."""


class Database:
    """The connection to one progress file. Methods may be called from any thread; they take turns."""

    def __init__(self, path: Path, *, device_name: str, at_ms: int, lasting: bool = True) -> None:
        self.lasting = lasting
        self._path = path
        self._device_name = device_name
        self._at_ms = at_ms
        self._turn = threading.RLock()
        self._is_in_doubt = False
        """Whether the last COMMIT has failed: what can be read may not be on the disk."""
        self.followed = ""
        """What became of the file while it was open, as the rest of a sentence; empty where it is still the same."""
        self._opened = _open(path, device_name, at_ms, lasting=lasting)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    def follow(self) -> FileIdentity:
        """Make sure that the file at the path is the open one, and return which it is: `followed` says what was done.

        A file that was put in the place of ours is opened; where there is none any more, ours is written anew. Raises
        NotSavedError where that is impossible, or is another student's.
        """
        with self._turn:
            self._follow_file()
            return self._opened.identity

    def close(self) -> None:
        """Let go of the file; what was saved is on the disk already."""
        with self._turn:
            self._opened.connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for queries that are fetched whole within the block: an open one would hold up writers.

        Raises DamagedProgressError or DataFolderError.
        """
        with self._turn:
            try:
                yield self._opened.connection
            except sqlite3.Error as error:
                raise unreadable(self._path, error) from error

    def write(self, work: Work[Result]) -> Result:
        """Run `work` in one transaction and return its result once it is durable.

        `work` must be safe to run again: after an error at COMMIT nobody knows what reached the disk, so the same work
        is done once more, and only a COMMIT that succeeds is believed. Raises NotSavedError; other exceptions of
        `work` pass, and then nothing was written.
        """
        with self._turn:
            self._follow_file()
            result = self._committed(work)
            if self._opened.identity != FileIdentity.of(self._path):
                self._follow_file()
                result = self._committed(work)
                if self._opened.identity != FileIdentity.of(self._path):
                    raise NotSavedError(GONE)
            return result

    def _committed(self, work: Work[Result]) -> Result:
        self._secure_name()
        try:
            result = self._prepared(work)
            try:
                self._commit()
            except sqlite3.Error:
                self._recover()
                result = self._prepared(work)
                self._commit()
        except (DataFolderError, DamagedProgressError, NewerProgressError) as error:
            raise NotSavedError(reason(error)) from error
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error, StudyError):
                self._recover()
            gone = FileIdentity.of(self._path) != self._opened.identity
            raise NotSavedError(GONE if gone else reason(error)) from error
        return result

    def _commit(self) -> None:
        """Commit what is durable with all that it builds on, maybe rows that an earlier COMMIT left though it failed."""
        if self._is_in_doubt:
            _touch(self._opened.connection)
        self._is_in_doubt = True
        self._opened.connection.execute("COMMIT")
        self._is_in_doubt = False

    def _renew_journal(self) -> None:
        """Have a new rollback journal instead of the one of a COMMIT that failed.

        That one may still stand on the disk, though emptied: written over in part, it would take back only a part.
        """
        set_journal_mode(self._opened.connection, "delete")
        self._sync_folder()
        set_journal_mode(self._opened.connection, "truncate")

    def _secure_name(self) -> None:
        """Synchronise the folder before the first write: whoever put the file there may not have managed to."""
        if self.lasting and not self._opened.is_named:
            self._sync_folder()
            self._opened = self._opened._replace(is_named=True)

    def _sync_folder(self) -> None:
        try:
            sync_folder(self._path.parent)
        except OSError as error:
            raise NotSavedError(reason(error)) from error

    def _prepared(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction that is left open."""
        try:
            return self._begun(work)
        except sqlite3.Error as error:
            if not is_read_only(error):
                raise
            # SQLite opens a file that cannot be written at that moment for reading alone, and leaves it at that.
            self._reopen()
            return self._begun(work)

    def _begun(self, work: Work[Result]) -> Result:
        if self._is_in_doubt:
            self._renew_journal()
        self._opened.connection.execute("BEGIN IMMEDIATE")
        try:
            return work(self._opened.connection)
        except BaseException:
            _roll_back(self._opened.connection)
            raise

    def _recover(self) -> None:
        """Come back to a connection without a transaction, a new one if need be."""
        try:
            if self._opened.connection.in_transaction:
                self._opened.connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._reopen()

    def _follow_file(self) -> None:
        found = FileIdentity.of(self._path)
        if found == self._opened.identity:
            return
        try:
            if found is None:
                self._put_back()
            self._reopen()
        except (OSError, sqlite3.Error, StudyError) as error:
            raise NotSavedError(f"{GONE} ({reason(error)})") from error
        self.followed = PUT_BACK if found is None else TAKEN_UP

    def _reopen(self) -> None:
        old = self._opened
        self._opened = _open(self._path, self._device_name, self._at_ms, lasting=self.lasting, only=old.uuid)
        with contextlib.suppress(sqlite3.Error):
            old.connection.close()

    def _put_back(self) -> None:
        """Write the whole file anew from what the open connection still holds."""
        make_private(self._path.parent)
        with draft_for(self._path) as draft:
            draft.touch(mode=0o600, exist_ok=False)
            self._opened.connection.execute("VACUUM INTO ?", (str(draft),))
            sync_file(draft)
            place(draft, self._path)


def _open(path: Path, device_name: str, at_ms: int, *, lasting: bool, only: str | None = None) -> _Opened:
    """Open the file at `path`; with `only`, neither make a new one nor take one of another name."""
    for _attempt in range(3):
        before = FileIdentity.of(path)
        if only is not None and before is None:
            break
        connection = open_file(path, device_name, at_ms, lasting=lasting)
        after = FileIdentity.of(path)
        if after is not None and before in {None, after}:
            uuid = _uuid_of(connection, path)
            if only in {None, uuid}:
                return _Opened(connection, after, uuid)
            connection.close()
            raise NotSavedError("there is another progress file in its place; start studyapp again to use that one")
        connection.close()
    raise DataFolderError(path.parent, GONE)


def _uuid_of(connection: sqlite3.Connection, path: Path) -> str:
    try:
        (uuid,) = connection.execute("SELECT value FROM about WHERE key = 'database'").fetchone() or ("",)
    except sqlite3.Error as error:
        connection.close()
        raise unreadable(path, error) from error
    return str(uuid)


def _roll_back(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _touch(connection: sqlite3.Connection) -> None:
    """Leave something to write: a COMMIT that finds nothing synchronises nothing."""
    connection.execute(
        "INSERT INTO about VALUES ('commits_repeated', '1') "
        "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
