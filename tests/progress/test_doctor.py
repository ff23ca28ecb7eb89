"""The doctor: finds what is wrong, mends what is safe, brings back what is damaged, removes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import DamagedProgressError, DataFolderError
from studyapp.progress import doctor
from studyapp.progress.backups import back_up
from studyapp.progress.connection import connect
from studyapp.progress.doctor import Code, examine, mend, recover
from studyapp.progress.journal import journals_beside
from studyapp.progress.store import open_progress
from tests.progress.samples import NOON, answer, fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

NOW = datetime.fromtimestamp(NOON / 1000, UTC)


def codes(path: Path) -> set[Code]:
    return {finding.code for finding in examine(path, fold, NOW)}


@pytest.fixture
def healthy(opener: Callable[[], ProgressStore]) -> ProgressStore:
    store = opener()
    for number in range(10):
        store.save(answer(card=f"deck/{number % 4}"), fold)
    store.undo(next(store.history()).answer.id, "undo", NOON, fold)
    back_up(store.path, NOW)
    return store


def outside(path: Path, statement: str) -> None:
    database = connect(path)
    database.execute(statement)
    database.close()


def test_health_is_an_empty_list(healthy: ProgressStore) -> None:
    assert examine(healthy.path, fold, NOW) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM states",
        "UPDATE states SET stability = 7 WHERE card = 2",
        "UPDATE states SET due_ms = due_ms + 1",
        "UPDATE decks SET seen = seen + 1",
    ],
)
def test_stale_states_are_found_and_folded_again(healthy: ProgressStore, statement: str) -> None:
    before = list(healthy.states("deck"))
    outside(healthy.path, statement)
    assert codes(healthy.path) == {Code.STALE_STATES}
    mend(healthy, fold)
    assert examine(healthy.path, fold, NOW) == []
    assert list(healthy.states("deck")) == before


def test_of_a_long_log_every_nth_card_is_folded(healthy: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    outside(healthy.path, "UPDATE states SET stability = 7")
    monkeypatch.setattr(doctor, "REVIEWS_FOLDED", 4)
    (found,) = examine(healthy.path, fold, NOW)
    assert (found.code, found.number) == (Code.STALE_STATES, 1)


def test_reviews_that_only_the_journal_has_are_taken_in(healthy: ProgressStore, path: Path) -> None:
    copy = path.read_bytes()
    healthy.save(answer(), fold)
    expected = list(healthy.history())
    healthy.close()
    path.write_bytes(copy)
    assert codes(path) == {Code.MISSING_REVIEWS}
    store = open_progress(path)
    assert mend(store, fold).reviews == 1
    assert list(store.history()) == expected
    assert examine(path, fold, NOW) == []
    store.close()


def test_odd_things_are_named(healthy: ProgressStore) -> None:
    healthy.save(answer(at_ms=0), fold)
    healthy.save(answer(at_ms=NOON + round(timedelta(days=400).total_seconds() * 1000)), fold)
    healthy.path.chmod(0o644)
    outside(healthy.path, "INSERT INTO undos VALUES (99, 'x', 'not here', '', 1, 50, 1, 1)")
    found = {finding.code: finding.number for finding in examine(healthy.path, fold, NOW)}
    assert found[Code.CLOCK] == 2
    assert set(found) == {Code.CLOCK, Code.OPEN_TO_OTHERS, Code.ORPHANED_UNDOS, Code.SEQUENCE}


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"garbage" * 999)


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def missing(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("with_backup", [True, False])
@pytest.mark.parametrize("harm", [empty, garbage, half, missing])
def test_a_damaged_file_is_brought_back_whole(
    healthy: ProgressStore, path: Path, harm: Callable[[Path], None], with_backup: bool
) -> None:
    healthy.save(answer(), fold)
    log, undone, states = list(healthy.history()), healthy.undos(), list(healthy.states("deck"))
    healthy.close()
    if not with_backup:
        for backup in (path.parent / "backups").iterdir():
            backup.unlink()
    harm(path)
    harmed = path.read_bytes() if path.exists() else None
    assert codes(path) == {Code.UNREADABLE}
    recovery = recover(path, NOW)
    assert (recovery.source is not None) is with_backup
    assert (recovery.kept and recovery.kept.read_bytes()) == harmed
    store = open_progress(path)
    store.ensure_states("plain", fold)
    assert list(store.history()) == log
    assert store.undos() == undone
    assert list(store.states("deck")) == states
    assert codes(path) <= {Code.NO_BACKUP}
    store.close()


def test_a_damaged_backup_is_passed_over(healthy: ProgressStore, path: Path) -> None:
    good = back_up(path, NOW + timedelta(hours=1))
    garbage(back_up(path, NOW + timedelta(hours=2)).path)
    healthy.close()
    garbage(path)
    assert recover(path, NOW).source == good.path


def test_without_anything_to_recover_from_the_file_stays(healthy: ProgressStore, path: Path) -> None:
    healthy.close()
    for found in [*journals_beside(path), *(path.parent / "backups").iterdir()]:
        found.unlink()
    garbage(path)
    with pytest.raises(DamagedProgressError, match="neither"):
        recover(path, NOW)
    assert path.read_bytes().startswith(b"garbage")


def test_a_journal_that_cannot_be_read_is_told(healthy: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("studyapp.progress.merging.read_batches", unreadable)
    with pytest.raises(DataFolderError, match="Input/output error"):
        mend(healthy, fold)


def test_a_recovery_that_stopped_half_way_can_be_done_again(
    healthy: ProgressStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy.close()
    garbage(path)

    def failing(_: Path, __: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", failing)
        with pytest.raises(DataFolderError, match="Input/output error"):
            recover(path, NOW)
    recovery = recover(path, NOW)
    assert recovery.kept is not None
    assert recovery.kept.read_bytes().startswith(b"garbage")
    assert codes(path) == set()


def flip_one_byte(path: Path, text: bytes) -> None:
    """Alter a letter of an answer, which no check of SQLite can notice."""
    content = path.read_bytes()
    place = content.index(text)
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


@pytest.mark.parametrize("backed_up_since", [True, False])
def test_a_single_flipped_byte_is_noticed_and_brought_back(
    healthy: ProgressStore, path: Path, backed_up_since: bool
) -> None:
    healthy.save(answer(given="a rare word"), fold)
    log = list(healthy.history())
    healthy.close()
    flip_one_byte(path, b"a rare word")
    if backed_up_since:
        back_up(path, NOW + timedelta(hours=1))
    assert codes(path) == {Code.UNREADABLE}
    altered = path.read_bytes()
    recovery = recover(path, NOW)
    assert recovery.kept is not None
    assert recovery.kept.read_bytes() == altered
    store = open_progress(path)
    assert list(store.history()) == log
    store.close()


def test_a_flipped_byte_of_an_index_is_noticed(healthy: ProgressStore, path: Path) -> None:
    with healthy._database.reading() as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'reviews_of_day'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    healthy.close()
    content = path.read_bytes()
    day = content.index(b"2025-10-09", (page - 1) * size)
    path.write_bytes(content[:day] + b"2025-10-08" + content[day + 10 :])
    assert codes(path) == {Code.UNREADABLE}


def test_an_altered_file_that_holds_more_than_its_journals_stays(healthy: ProgressStore, path: Path) -> None:
    healthy.save(answer(given="a rare word"), fold)
    healthy.close()
    (journal,) = journals_beside(path)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    flip_one_byte(path, b"a rare word")
    assert codes(path) == {Code.ALTERED}
