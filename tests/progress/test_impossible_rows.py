"""Rows that nobody wrote: told as damage, brought back from the journal, never a reason to fall over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.errors import DamagedProgressError, NotSavedError
from studyapp.progress.backups import back_up, restore
from studyapp.progress.doctor import Code, examine, recover
from studyapp.progress.migrations import NEWEST
from studyapp.progress.review import MOMENTS_MS, can_be_read
from studyapp.progress.store import open_progress
from tests.progress.historic import make_historic
from tests.progress.samples import answer, fold

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.review import Review

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


@given(
    at_ms=st.integers(-(2**50), 2**50) | st.sampled_from([1 - MOMENTS_MS, MOMENTS_MS - 1]),
    offset=st.integers(-3000, 3000),
)
def test_every_moment_that_an_answer_can_have_can_be_named(at_ms: int, offset: int) -> None:
    if can_be_read(at_ms, offset, 3, "correct", 1.0, 0.0):
        assert answer(at_ms=at_ms, offset_minutes=offset).answered_at().year


def test_tables_that_are_not_described_in_text_are_damage(path: Path) -> None:
    open_progress(path).close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE cards", b"CREATE TABLE \xa0ards"))
    with pytest.raises(DamagedProgressError):
        open_progress(path)
    assert examine(path, fold, NOW)[0].code is Code.UNREADABLE


BESIDE_THE_LOG = [
    ("goals", "decks", '["a"'),
    ("goals", "decks", "[1]"),
    ("goals", "left_out", "{}"),
    ("goals", "exam_ms", 2**62),
    ("goals", "offset_minutes", 10**9),
    ("goals", "seconds", -1.0),
    ("rankings", "cards", '["a\x01"]'),
    ("rankings", "prices", '["1"]'),
    ("rankings", "prices", "[[true]]"),
    ("forecasts", "decks", "null"),
    ("forecasts", "expected", 40.0),
    ("forecasts", "made_ms", 2**62),
    ("exams", "body", "[" * 5000),
    ("exams", "body", '{"seconds": "1"}'),
    ("exams", "body", '{"forecast": 1}'),
    ("exams", "body", '{"offset_minutes": 5000}'),
    ("exams", "started_ms", -(2**62)),
    ("exam_questions", "tags", "x"),
    ("exam_questions", "given", "{"),
    ("exam_questions", "answered_ms", 2**62),
]


def full(path: Path) -> None:
    """Put a progress file there that has something of everything."""
    make_historic(NEWEST, path)


def history(path: Path) -> list[Review]:
    with closing(open_progress(path)) as store:
        return list(store.history())


def read_all(path: Path) -> None:
    with closing(open_progress(path)) as store:
        for goal in store.goals.goals():
            store.goals.ranking(goal.id)
        for scored in (True, False):
            store.goals.forecasts(scored=scored)
        store.exams.unfinished()


@pytest.mark.parametrize(("table", "column", "value"), BESIDE_THE_LOG)
def test_what_nobody_wrote_beside_the_log_is_damage_too(path: Path, table: str, column: str, value: object) -> None:
    full(path)
    read_all(path)
    made = back_up(path, NOW)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"UPDATE {table} SET {column} = ?", (value,))
        database.commit()
    with pytest.raises(DamagedProgressError):
        read_all(path)
    assert examine(path, None, NOW)[0].code is Code.UNREADABLE
    back_up(path, NOW + timedelta(hours=1))
    assert recover(path, NOW).source == made.path, "the backup of the damaged file is passed over"
    read_all(path)


@pytest.mark.parametrize("table", ["reviews", "cards", "wordings"])
def test_bytes_that_are_no_text_are_damage(path: Path, table: str) -> None:
    full(path)
    log = history(path)
    made = back_up(path, NOW)
    column = {"reviews": "given", "cards": "key", "wordings": "prompt"}[table]
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER reviews_update")
        database.execute(f"UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE rowid = 1")
        database.commit()
    [finding] = examine(path, None, NOW)
    assert finding.code is Code.UNREADABLE
    back_up(path, NOW + timedelta(hours=1))
    assert recover(path, NOW).source == made.path
    assert history(path) == log


def test_no_text_is_told_as_damage(path: Path) -> None:
    full(path)
    alter(path, "given", "")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE reviews SET given = CAST(x'ff41' AS TEXT)")
        database.commit()
    with pytest.raises(DamagedProgressError, match="damaged"):
        history(path)


def test_a_file_that_does_not_say_which_device_writes_it_is_damage(path: Path) -> None:
    full(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE about SET value = 'nobody' WHERE key = 'device'")
        database.commit()
    assert examine(path, None, NOW)[0].code is Code.UNREADABLE
    with closing(open_progress(path)) as store, pytest.raises(NotSavedError, match="damaged"):
        store.save(answer(), fold)
    with pytest.raises(DamagedProgressError):
        restore(path, back_up(path, NOW).path, NOW)


@pytest.mark.parametrize(
    ("column", "value"), [("stability", -1.0), ("stability", 0.0), ("last_ms", 2**60), ("due_ms", 2**60)]
)
def test_a_state_that_no_log_folds_to_is_damage(path: Path, column: str, value: float) -> None:
    with closing(open_progress(path)) as store:
        store.save(answer(), fold)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"UPDATE states SET {column} = ?", (value,))
        database.commit()
    with closing(open_progress(path)) as store:
        for read in (
            lambda: store.state("deck/one"),
            lambda: list(store.states("deck")),
            lambda: store.due("deck", 2**62, 9),
        ):
            with pytest.raises(DamagedProgressError):
                read()
