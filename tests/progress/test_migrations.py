"""Files of earlier versions: brought up to date whole, whatever interrupts it, and none is forgotten."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.errors import DataFolderError, NewerProgressError
from studyapp.progress import backups, connection
from studyapp.progress.backups import contents_of, list_backups
from studyapp.progress.connection import connect
from studyapp.progress.migrations import MIGRATIONS, NEWEST, migrate, version_of
from studyapp.progress.store import open_progress
from tests.progress.historic import historic_versions, make_historic, statements_kept, statements_now
from tests.progress.samples import NOON, answer, fold

if TYPE_CHECKING:
    from pathlib import Path

Rows = dict[str, list[dict[str, Any]]]

HOW = "`python -m tests.progress.historic` keeps a file of it"
VERSIONS = range(1, NEWEST + 1)


def rows_of(path: Path) -> Rows:
    """Return all rows of all tables by column, but for what a file says of itself."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in tables}


def schema_of(database: sqlite3.Connection) -> set[tuple[str, ...]]:
    return {
        (type_, name, " ".join((sql or "").split()))
        for type_, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master")
    }


def test_a_file_of_every_schema_is_kept() -> None:
    assert historic_versions() == list(VERSIONS), HOW


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migration_that_was_released_does_what_it_did_then(version: int, tmp_path: Path) -> None:
    assert statements_now(version, tmp_path / "before.db") == statements_kept(version)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_has_the_schema_that_its_migrations_make(version: int, tmp_path: Path) -> None:
    make_historic(version, tmp_path / "kept.db")
    (tmp_path / "new.db").touch()
    with closing(connect(tmp_path / "kept.db")) as kept, closing(connect(tmp_path / "new.db")) as new:
        migrate(new, NOON, MIGRATIONS[:version])
        assert version_of(kept) == version_of(new) == version
        assert schema_of(kept) == schema_of(new)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_an_earlier_version_keeps_all_that_is_in_it(version: int, path: Path) -> None:
    make_historic(version, path)
    before = rows_of(path)
    with closing(open_progress(path, now_ms=lambda: NOON)) as store:
        after = rows_of(path)
        for table in before.keys() - {"migrations"}:
            columns = before[table][0].keys()
            assert [{name: row[name] for name in columns} for row in after[table]] == before[table], table
        assert len(list(store.history(with_undone=True))) == len(before["reviews"]) == 12 * version
        assert len(store.undos()) == 2 * version
        cached = list(store.states("deck"))
        store.rebuild_states(fold)
        assert list(store.states("deck")) == cached
        store.save(answer(card="deck/1"), fold)
    with closing(connect(path)) as database:
        assert version_of(database) == NEWEST


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_a_file_is_backed_up_before_it_is_migrated(version: int, path: Path) -> None:
    make_historic(version, path)
    before = rows_of(path)
    open_progress(path, now_ms=lambda: NOON).close()
    (backup,) = list_backups(path)
    assert contents_of(backup.path).schema == version
    assert rows_of(backup.path) == before
    open_progress(path, now_ms=lambda: NOON + 1).close()
    assert list_backups(path) == [backup], "a file that is up to date needs none"


def test_a_file_that_cannot_be_backed_up_is_not_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    make_historic(1, path)
    before = path.read_bytes()
    monkeypatch.setattr(backups, "sync_file", full)
    with pytest.raises(DataFolderError, match="No space left"):
        open_progress(path)
    assert path.read_bytes() == before
    monkeypatch.undo()
    open_progress(path).close()


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_every_earlier_version_refuses_a_file_and_touches_nothing(
    version: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked() -> list[tuple[str, int, int, bytes]]:
        found = [(each.name, each.stat(), each.read_bytes()) for each in sorted(path.parent.iterdir())]
        return [(name, status.st_ino, status.st_mtime_ns, content) for name, status, content in found]

    make_historic(version, path)
    before = looked()
    for earlier in range(1, version):
        monkeypatch.setattr(connection, "NEWEST", earlier)
        with pytest.raises(NewerProgressError):
            open_progress(path)
        assert looked() == before


@pytest.mark.skipif(sys.platform == "win32", reason="processes are split in two, which is of POSIX")
@pytest.mark.parametrize("version", [0, *VERSIONS[:-1]])
def test_being_killed_at_any_step_loses_nothing(version: int) -> None:
    command = [sys.executable, "-m", "tests.progress.killed", str(version)]
    *faults, places = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert faults == []
    assert int(places) > 20
