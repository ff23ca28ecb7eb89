"""What is at the place of the progress file, and what is done about it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import DamagedProgressError, DataFolderError, NewerProgressError, StudyError
from studyapp.progress import connection, migrations
from studyapp.progress.journal import journals_beside
from studyapp.progress.store import open_progress
from tests.progress.samples import answer, fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

    Opener = Callable[[], ProgressStore]

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")


@pytest.fixture
def written(opener: Opener, path: Path) -> Path:
    """A progress file with 200 reviews."""
    store = opener()
    for number in range(200):
        store.save(answer(card=f"deck/{number}", given="word " * 40), fold)
    store.close()
    return path


def test_a_new_file_is_for_the_student_alone(opener: Opener, path: Path) -> None:
    opener()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_is_there_keeps_its_permissions(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    open_progress(path).close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755


def test_nothing_but_the_database_is_left_behind(opener: Opener, path: Path) -> None:
    opener().close()
    assert {found.name for found in path.parent.iterdir()} <= {"progress.db", "progress.db-journal"}


def test_a_path_with_characters_that_mean_something_in_addresses(tmp_path: Path) -> None:
    path = tmp_path / "100% sure? #1 &mode=memory é" / "progress.db"
    store = open_progress(path)
    store.save(answer(), fold)
    store.close()
    assert path.exists()


def test_two_that_open_a_new_file_at_once_share_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(draft: Path, to: Path) -> None:
        monkeypatch.undo()
        first = open_progress(path)
        first.save(answer(), fold)
        first.close()
        connection.place(draft, to)

    monkeypatch.setattr(connection, "place", late)
    second = open_progress(path)
    assert len(list(second.history())) == 1
    second.close()


def test_connections_are_set_up_for_durability(opener: Opener) -> None:
    with opener()._database.reading() as database:
        found = {
            name: database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "trusted_schema", "mmap_size")
        }
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "fullfsync": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def _shortened(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _nearly_empty(path: Path) -> None:
    os.truncate(path, 50)


def _garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    for number in range(20):
        (path / f"{number} with a long name to make the folder large").touch()


def _another_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE reviews (id)")
    database.close()


def _holed(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


@pytest.mark.parametrize(
    "harm", [_empty, _nearly_empty, _shortened, _garbage, _text, _folder, _another_database, _holed]
)
def test_a_damaged_file_is_refused_and_left_as_it_is(written: Path, harm: Callable[[Path], None]) -> None:
    harm(written)
    before = written.read_bytes() if written.is_file() else b""
    with pytest.raises(DamagedProgressError) as refusal:
        open_progress(written)
    assert str(written) in str(refusal.value)
    assert (written.read_bytes() if written.is_file() else b"") == before


def test_damage_found_only_while_reading_is_told_as_such(written: Path) -> None:
    store = open_progress(written)
    with written.open("r+b") as file:
        file.seek(written.stat().st_size // 2)
        file.write(b"\xff" * (written.stat().st_size // 2))
    store.close()
    with pytest.raises(DamagedProgressError):  # noqa: PT012 - where it shows depends on which pages were hit
        store = open_progress(written)
        try:
            list(store.history())
            list(store.states("deck"))
        finally:
            store.close()


def test_a_newer_file_is_refused_and_left_as_it_is(written: Path) -> None:
    with sqlite3.connect(written) as database:
        database.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
        database.execute("INSERT INTO migrations VALUES (?, 'm', 1, '9', '9')", (migrations.NEWEST + 1,))
    database.close()
    before = written.read_bytes()
    with pytest.raises(NewerProgressError):
        open_progress(written)
    assert written.read_bytes() == before


def test_a_file_where_the_folder_should_be(path: Path) -> None:
    path.parent.write_text("in the way")
    with pytest.raises(DataFolderError):
        open_progress(path)


@as_root
def test_a_folder_that_cannot_be_written(written: Path) -> None:
    written.parent.chmod(0o500)
    try:
        with pytest.raises(DataFolderError):
            open_progress(written)
    finally:
        written.parent.chmod(0o700)


@as_root
def test_a_file_that_cannot_be_written(written: Path) -> None:
    written.chmod(0o400)
    with pytest.raises(DataFolderError):
        open_progress(written)


def test_a_sqlite_that_is_too_old_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(DataFolderError, match=r"99\.0\.0 is needed"):
        open_progress(path)
    assert not path.exists()


def test_a_draft_left_by_a_killed_process_is_no_progress_file(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / ".progress.db.draft").write_bytes(b"")
    open_progress(path).close()
    assert path.stat().st_size > 0


def test_each_migration_happens_once_and_whole(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def m_good(database: sqlite3.Connection) -> None:
        database.execute("CREATE TABLE extra (x TEXT) STRICT")

    def m_bad(database: sqlite3.Connection) -> None:
        database.execute("DROP TABLE extra")
        database.execute("SELECT nothing")

    known = migrations.NEWEST
    monkeypatch.setattr(connection, "NEWEST", known + 2)
    database = connection.connect(written)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(database, 5, (*migrations.MIGRATIONS, m_good, m_bad))
    assert migrations.version_of(database) == known + 1
    assert database.execute("SELECT count(*) FROM extra").fetchone() == (0,)
    migrations.migrate(database, 6, (*migrations.MIGRATIONS, m_good))
    done = [row[:3] for row in database.execute("SELECT * FROM migrations")]
    assert done[known:] == [(known + 1, "m_good", 5)]
    database.close()


def test_a_copy_elsewhere_is_the_same_progress(written: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copy.db"
    shutil.copy(written, copied)
    one, other = open_progress(written), open_progress(copied)
    assert list(one.history()) == list(other.history())
    one.close()
    other.close()


def test_every_refusal_is_for_users(written: Path) -> None:
    for harm in (_empty, _garbage):
        harm(written)
        with pytest.raises(StudyError, match="It was not touched"):
            open_progress(written)


def test_a_file_that_need_not_last_waits_for_no_disk_and_has_no_journal(path: Path) -> None:
    with closing(open_progress(path, lasting=False)) as store:
        state = store.save(answer(), fold)
        assert state == store.state(state.card)
        with store._database.reading() as database:
            assert database.execute("PRAGMA synchronous").fetchone() == (0,)
    assert journals_beside(path) == []
    with closing(open_progress(path)) as store:
        assert len(list(store.history())) == 1
        with store._database.reading() as database:
            assert database.execute("PRAGMA synchronous").fetchone() == (3,)
