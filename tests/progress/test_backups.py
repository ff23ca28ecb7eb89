"""Backups: whole, verified, thinned, and brought back without losing what they replace."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.errors import DamagedProgressError, DataFolderError, UsageError
from studyapp.progress import backups
from studyapp.progress.backups import back_up, back_up_if_due, contents_of, list_backups, restore, thin_out, to_keep
from studyapp.progress.journal import journals_beside
from studyapp.progress.store import open_progress
from tests.progress.samples import answer, fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fill(store: ProgressStore, count: int = 5) -> None:
    for number in range(count):
        store.save(answer(card=f"deck/{number}"), fold)


def ids(store: ProgressStore) -> list[str]:
    return [review.answer.id for review in store.history()]


def test_a_backup_holds_what_the_file_holds(store: ProgressStore) -> None:
    fill(store)
    made = back_up(store.path, NOW)
    assert contents_of(made.path) == contents_of(store.path)
    assert contents_of(made.path).reviews == 5
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert list_backups(store.path) == [made]


def test_backups_are_made_when_there_is_something_new_and_not_too_often(store: ProgressStore) -> None:
    fill(store)
    assert back_up_if_due(store.path, NOW)
    store.save(answer(), fold)
    assert back_up_if_due(store.path, NOW + timedelta(minutes=29)) is None
    assert back_up_if_due(store.path, NOW + timedelta(minutes=31))
    assert back_up_if_due(store.path, NOW + timedelta(days=9)) is None
    store.undo(ids(store)[0], "undo", 0, fold)
    assert back_up_if_due(store.path, NOW - timedelta(days=9)), "a clock that was set back does not stop backups"


def test_an_unreadable_last_backup_is_followed_by_a_new_one(store: ProgressStore) -> None:
    fill(store)
    os.truncate(back_up(store.path, NOW).path, 0)
    assert back_up_if_due(store.path, NOW + timedelta(hours=1))


def test_a_damaged_file_becomes_no_backup_that_lacks_anything(opener: Callable[[], ProgressStore], path: Path) -> None:
    store = opener()
    for number in range(40):
        store.save(answer(card=f"deck/{number}", given="word " * 60), fold)
    log = list(store.history())
    store.close()
    sound, refused = path.read_bytes(), 0
    for place in range(0, len(sound), 4096):
        path.write_bytes(sound[:place] + b"\xff" * 4096 + sound[place + 4096 :])
        try:
            made = back_up(path, NOW + timedelta(seconds=place))
        except (DamagedProgressError, DataFolderError):
            refused += 1
        else:  # an index was hit, which the copy does not need
            copy = open_progress(made.path)
            assert list(copy.history()) == log
            copy.close()
    assert refused > 3


def test_a_copy_that_turns_out_bad_gets_no_name(store: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)

    def torn(_source: Path, target: Path) -> None:
        target.write_bytes(store.path.read_bytes()[:8192])

    monkeypatch.setattr(backups, "_copy", torn)
    with pytest.raises(DamagedProgressError):
        back_up(store.path, NOW)
    assert list((store.path.parent / "backups").iterdir()) == []


def test_restoring_takes_in_what_was_answered_since(opener: Callable[[], ProgressStore], path: Path) -> None:
    store = opener()
    fill(store)
    made = back_up(path, NOW)
    store.save(answer(), fold)
    store.undo(ids(store)[0], "undo", 0, fold)
    expected = ids(store)
    done = restore(path, made.path, NOW)
    assert (done.merged.reviews, done.merged.undos, done.contents.reviews) == (1, 1, 6)
    assert done.kept is not None
    assert contents_of(done.kept).reviews == 6
    later = opener()
    later.ensure_states("plain", fold)
    assert ids(later) == expected
    assert list(later.states("deck")) == list(store.states("deck"))
    last = later.last_review()
    assert last is not None
    assert last.answer.id == expected[-1]


def test_restoring_takes_in_what_never_came_into_the_journal(opener: Callable[[], ProgressStore], path: Path) -> None:
    store = opener()
    fill(store)
    made = back_up(path, NOW)
    (journal,) = journals_beside(path)
    before = journal.read_bytes()
    store.save(answer(), fold)
    journal.write_bytes(before)  # as a kill between the commit and the journal leaves it
    expected = ids(store)
    restore(path, made.path, NOW)
    assert ids(opener()) == expected


def test_restoring_without_journals_goes_back_to_the_backup(opener: Callable[[], ProgressStore], path: Path) -> None:
    store = opener()
    fill(store)
    before = ids(store)
    made = back_up(path, NOW)
    fill(store)
    restore(path, made.path, NOW, with_journals=False)
    assert ids(opener()) == before


def test_a_running_session_goes_on_with_the_restored_file(store: ProgressStore) -> None:
    fill(store)
    made = back_up(store.path, NOW)
    before, lost, new = ids(store), answer(), answer(at_ms=0)
    store.save(lost, fold)
    restore(store.path, made.path, NOW, with_journals=False)
    store.save(new, fold)
    assert ids(store) == [*before, new.id]
    assert list(store.history())[-1].sequence == 1
    assert ids(open_progress(store.path)) == [*before, new.id]


@pytest.mark.parametrize("harm", [b"", b"garbage" * 999])
def test_a_damaged_file_is_kept_and_replaced(store: ProgressStore, harm: bytes) -> None:
    fill(store)
    made = back_up(store.path, NOW)
    store.close()
    store.path.write_bytes(harm)
    done = restore(store.path, made.path, NOW)
    assert done.kept is not None
    assert done.kept.read_bytes() == harm
    restored = open_progress(store.path)
    assert len(ids(restored)) == 5
    restored.close()


def test_the_rollback_journal_of_a_damaged_file_does_not_touch_the_restored_one(store: ProgressStore) -> None:
    fill(store)
    made = back_up(store.path, NOW)
    store.close()
    rollback = store.path.with_name("progress.db-journal")
    store.path.write_bytes(b"garbage" * 999)
    rollback.write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"\0" * 5000)
    done = restore(store.path, made.path, NOW)
    assert done.kept is not None
    assert done.kept.with_name(f"{done.kept.name}-journal").stat().st_size > 5000
    restored = open_progress(store.path)
    assert len(ids(restored)) == 5
    restored.close()


def test_nothing_is_replaced_by_a_bad_backup(store: ProgressStore, tmp_path: Path) -> None:
    fill(store)
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"garbage" * 999)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE x (y)")
    other.close()
    before = store.path.stat()
    for path, error in (
        (bad, DamagedProgressError),
        (tmp_path / "none", UsageError),
        (tmp_path / "other.db", DamagedProgressError),
    ):
        with pytest.raises(error):
            restore(store.path, path, NOW)
    assert (store.path.stat().st_ino, store.path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_thinning_keeps_a_backup_that_can_be_read(store: ProgressStore) -> None:
    fill(store)
    old = back_up(store.path, NOW - timedelta(days=5, hours=1))
    newer = back_up(store.path, NOW - timedelta(days=5))
    assert [backup.path for backup in list_backups(store.path)] == [old.path, newer.path]
    os.truncate(newer.path, 100)
    assert thin_out(store.path, NOW) == []
    sound = back_up(store.path, NOW)
    assert [backup.path for backup in list_backups(store.path)] == [newer.path, sound.path]


AGES = st.lists(st.timedeltas(min_value=timedelta(days=-3), max_value=timedelta(days=800)), max_size=40)


@given(ages=AGES, later=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=300)))
def test_what_thinning_keeps(ages: list[timedelta], later: timedelta) -> None:
    made = [NOW - age for age in ages]
    kept = to_keep(made, NOW)
    assert kept <= set(made)
    assert not made or max(made) in kept
    assert {moment for moment in made if NOW - moment < timedelta(days=2)} <= kept
    old, recent = ({m for m in made if (NOW - m >= timedelta(days=70)) is is_old} for is_old in (True, False))
    assert {(moment.year, moment.month) for moment in old} == {(moment.year, moment.month) for moment in old & kept}
    assert {moment.isocalendar()[:2] for moment in recent} == {moment.isocalendar()[:2] for moment in recent & kept}
    assert to_keep(list(kept), NOW) == kept
    days = [moment.date() for moment in kept if NOW - moment >= timedelta(days=2)]
    assert len(days) == len(set(days))
    assert len(to_keep(list(to_keep(made, NOW)), NOW + later)) >= min(1, len(made))


def test_thinning_by_example() -> None:
    made = [NOW - timedelta(hours=hours) for hours in range(0, 24 * 400, 6)]
    kept = sorted(to_keep(made, NOW), reverse=True)
    ages = [(NOW - moment).days for moment in kept]
    assert sum(age < 2 for age in ages) == 8
    assert sum(2 <= age < 14 for age in ages) in {12, 13}
    assert sum(14 <= age < 70 for age in ages) in {8, 9}
    assert sum(age >= 70 for age in ages) in {11, 12}


def test_no_page_can_be_destroyed_unnoticed(opener: Callable[[], ProgressStore], path: Path) -> None:
    store = opener()
    fill(store, 20)
    store.close()
    sound = path.read_bytes()
    for place in range(0, len(sound), 4096):
        path.write_bytes(sound[:place] + b"\xff" * 4096 + sound[place + 4096 :])
        with pytest.raises((DamagedProgressError, DataFolderError)):
            backups.verify(path)
    path.write_bytes(sound)
    assert backups.verify(path).reviews == 20


def test_a_single_altered_byte_that_contradicts_another_copy_is_noticed(store: ProgressStore) -> None:
    fill(store)
    store.close()
    sound = store.path.read_bytes()
    last = sound.rindex(b"2025-10-09")
    store.path.write_bytes(sound[:last] + b"2025-10-08" + sound[last + 10 :])
    with pytest.raises(DamagedProgressError, match="index"):
        backups.verify(store.path)
