"""The doctor: finds what is wrong, mends what is safe, brings back what is damaged, removes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import DamagedProgressError, DataFolderError
from studyapp.progress import doctor
from studyapp.progress.backups import back_up, restore
from studyapp.progress.connection import connect
from studyapp.progress.doctor import Code, examine, mend, recover
from studyapp.progress.journal import journals_beside
from studyapp.progress.merging import rebuild_from_journals
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
        "UPDATE states SET stability = -stability WHERE card = 2",
        "UPDATE states SET stability = 9e999",
        "UPDATE states SET last_ms = 1 << 60 WHERE card = 1",
        "UPDATE states SET due_ms = -(1 << 60) WHERE card = 1",
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
    monkeypatch.setattr(doctor, "LONG", 9)
    monkeypatch.setattr(doctor, "REVIEWS_FOLDED", 4)
    (found,) = examine(healthy.path, fold, NOW)
    assert (found.code, found.number) == (Code.STALE_STATES, 1)
    assert "2 in 3 cards" in doctor.left_out(10)
    (found,) = examine(healthy.path, fold, NOW, thorough=True)
    assert (found.code, found.number) == (Code.STALE_STATES, 4)
    assert doctor.left_out(9) == ""


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
    outside(healthy.path, "INSERT INTO undos VALUES (2, 'x', 'not here', '', 1, 50, 1, 1)")
    found = {finding.code: finding.number for finding in examine(healthy.path, fold, NOW)}
    assert found[Code.CLOCK] == 2
    odd = {Code.CLOCK, Code.OPEN_TO_OTHERS, Code.ORPHANED_UNDOS, Code.SEQUENCE, Code.NOT_IN_JOURNALS}
    assert set(found) == odd


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


def test_an_altered_file_gives_what_only_it_holds(healthy: ProgressStore, path: Path) -> None:
    healthy.save(answer(given="a rare word"), fold)
    log = list(healthy.history())
    healthy.close()
    (journal,) = journals_beside(path)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    for backup in (path.parent / "backups").iterdir():
        backup.unlink()
    flip_one_byte(path, b"a rare word")
    assert codes(path) == {Code.UNREADABLE}
    recover(path, NOW)
    store = open_progress(path)
    assert list(store.history()) == log
    store.close()


def test_an_altered_file_stays_when_what_only_it_holds_cannot_be_written_down(
    healthy: ProgressStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy.save(answer(given="a rare word"), fold)
    healthy.close()
    flip_one_byte(path, b"a rare word")
    altered = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(doctor, "complete_journals", full)
    with pytest.raises(DataFolderError, match="No space left"):
        recover(path, NOW)
    assert path.read_bytes() == altered


def test_what_no_journal_has_is_told_and_written_down(healthy: ProgressStore, path: Path, tmp_path: Path) -> None:
    for journal in journals_beside(path):
        lines = journal.read_bytes().splitlines(keepends=True)
        lines[4] = lines[4].replace(b"Fangshan", b"Fangshen")
        journal.write_bytes(b"".join([*lines[:2], *lines[3:]]) + b'{"event":"rev')
    found = {finding.code: finding.number for finding in examine(path, fold, NOW)}
    assert found == {Code.NOT_IN_JOURNALS: 2, Code.DAMAGED_LINES: 2}
    mend(healthy, fold)
    assert codes(path) == {Code.DAMAGED_LINES}
    alone = tmp_path / "alone" / "progress.db"
    alone.parent.mkdir()
    rebuild_from_journals(alone, journals_beside(path), "", 0)
    store = open_progress(alone)
    assert list(store.history(with_undone=True)) == list(healthy.history(with_undone=True))
    store.close()
    written = {journal: journal.read_bytes() for journal in journals_beside(path)}
    mend(healthy, fold)
    assert {journal: journal.read_bytes() for journal in journals_beside(path)} == written, "once is enough"


def test_a_lost_journal_of_a_device_that_writes_no_more_is_written_anew(healthy: ProgressStore, path: Path) -> None:
    (backup,) = (path.parent / "backups").iterdir()
    restore(path, backup, NOW)
    for journal in journals_beside(path):
        journal.unlink()
    healthy.save(answer(), fold)
    assert {found.code: found.number for found in examine(path, fold, NOW)}[Code.NOT_IN_JOURNALS] == 11
    mend(healthy, fold)
    assert examine(path, fold, NOW) == []
    assert len(journals_beside(path)) == 2, "each journal has one writer"


def test_a_journal_that_cannot_be_compared_is_told(
    healthy: ProgressStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(journal: Path) -> None:
        raise PermissionError(13, "Permission denied", str(journal))

    monkeypatch.setattr("studyapp.progress.comparing.read_lines", unreadable)
    (found,) = examine(path, fold, NOW)
    assert found.code is Code.NOT_COMPARED
    assert str(journals_beside(path)[0]) in found.message


def test_a_file_that_is_only_locked_is_not_taken_for_damaged(
    healthy: ProgressStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.progress.connection.BUSY_SECONDS", 0)
    other = connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DataFolderError, match="locked"):
        examine(path, fold, NOW)
    other.close()
