"""What killed programs and restoring leave beside the progress file: what is removed, and what never is."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.progress.backups import back_up, restore
from studyapp.progress.connection import draft_for
from studyapp.progress.leftovers import DRAFTS_LAST, old_drafts, remove_old_drafts, set_aside
from tests.progress.samples import answer, fold

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def leave(path: Path, age: timedelta) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def draft_of(path: Path) -> Path:
    with draft_for(path) as draft:
        return draft


@pytest.mark.parametrize("ending", ["", "-journal"])
def test_a_draft_that_nobody_makes_any_more_is_removed(path: Path, ending: str) -> None:
    drafts = [draft_of(path), draft_of(path.parent / "backups" / "2026-02-01T120000.000000Z.backup.db")]
    old = [leave(draft.with_name(draft.name + ending), DRAFTS_LAST * 1.01) for draft in drafts]
    assert sorted(remove_old_drafts(path, NOW)) == sorted(old)
    assert not any(each.exists() for each in old)


def test_nothing_else_is_removed(path: Path) -> None:
    old = DRAFTS_LAST * 100
    kept = [
        leave(draft_of(path), DRAFTS_LAST * 0.99),
        leave(draft_of(path), -old),
        leave(path, old),
        leave(path.with_name("progress.db-journal"), old),
        leave(path.with_name("progress.replaced.2026-01-01T000000.000000Z.db"), old),
        leave(path.with_name(".progress.db.notes"), old),
        leave(path.with_name(f".progress.db.{'x' * 36}"), old),
        leave(path.with_name(f"progress.db.{draft_of(path).name[-36:]}"), old),
        leave(path.parent / "journals" / draft_of(path).name, old),
        leave(path.parent / "backups" / "2025-01-01T000000.000000Z.backup.db", old),
    ]
    assert old_drafts(path, NOW) == remove_old_drafts(path, NOW) == []
    assert all(each.exists() for each in kept)


def test_a_backup_clears_away_what_a_killed_one_has_left(store: ProgressStore) -> None:
    store.save(answer(), fold)
    left = leave(draft_of(store.path.parent / "backups" / "2026-02-01T120000.000000Z.backup.db"), DRAFTS_LAST * 2)
    back_up(store.path, NOW)
    assert not left.exists()


def test_what_was_set_aside_is_told_with_its_size_and_stays(store: ProgressStore) -> None:
    store.save(answer(), fold)
    made = back_up(store.path, NOW)
    kept = [restore(store.path, made.path, NOW + timedelta(days=day)).kept for day in (0, 400)]
    back_up(store.path, NOW + timedelta(days=800))
    found = set_aside(store.path)
    assert [each.path for each in found] == kept
    assert [each.size for each in found] == [each.path.stat().st_size for each in found]
