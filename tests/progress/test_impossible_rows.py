"""Rows that nobody wrote: told as damage, brought back from the journal, never a reason to fall over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import DamagedProgressError, NotSavedError
from studyapp.progress.doctor import Code, examine, recover
from studyapp.progress.store import open_progress
from tests.progress.samples import answer, fold

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, tzinfo=UTC)
IMPOSSIBLE = {
    "rating": 0,
    "outcome": "splendid",
    "offset_minutes": 10**12,
    "at_ms": 2**62,
    "score": 7.5,
    "chance": -1.0,
}


def alter(path: Path, column: str, value: object) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER reviews_update")
        database.execute(f"UPDATE reviews SET {column} = ?", (value,))
        database.commit()


@pytest.mark.parametrize("column", IMPOSSIBLE)
def test_an_impossible_value_is_damage_and_is_brought_back(path: Path, column: str) -> None:
    given = answer()
    with closing(open_progress(path)) as store:
        store.save(given, fold)
    assert examine(path, fold, NOW)[0].code is Code.NO_BACKUP
    alter(path, column, IMPOSSIBLE[column])
    with closing(open_progress(path)) as store:
        with pytest.raises(DamagedProgressError):
            list(store.history())
        with pytest.raises(NotSavedError, match="damaged"):
            store.save(answer(), fold)
    [finding] = examine(path, None, NOW)
    assert finding.code is Code.UNREADABLE
    recover(path, NOW)
    with closing(open_progress(path)) as store:
        assert [review.answer for review in store.history()] == [given]


def test_a_journal_line_with_an_impossible_value_is_junk() -> None:
    from studyapp.progress.events import ReviewEvent, from_line, to_line

    for column, value in {"": 0, **IMPOSSIBLE}.items():
        values = (*answer(**({column: value} if column else {})), "device", 1, 1)
        assert (from_line(to_line(ReviewEvent(values))) is None) == bool(column), column


def test_tables_that_are_not_described_in_text_are_damage(path: Path) -> None:
    open_progress(path).close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE cards", b"CREATE TABLE \xa0ards"))
    with pytest.raises(DamagedProgressError):
        open_progress(path)
    assert examine(path, fold, NOW)[0].code is Code.UNREADABLE
