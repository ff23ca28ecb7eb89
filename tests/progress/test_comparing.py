"""Holding the file against its journals: whatever differs is counted, whichever side it is on."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given

from studyapp.progress import comparing
from studyapp.progress.card_names import Rename
from studyapp.progress.comparing import Compared, compare_with_journals
from studyapp.progress.connection import connect
from studyapp.progress.events import ReviewEvent, from_line, to_line
from studyapp.progress.failures import ImpossibleRowError
from studyapp.progress.journal import LINES_AT_ONCE, journals_beside
from studyapp.progress.merging import merge_events
from studyapp.progress.review_lines import ReviewLines
from studyapp.progress.store import open_progress
from tests.progress.samples import NOON, answer, fold
from tests.progress.test_journals import REVIEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.progress.store import ProgressStore

SAME = Compared(0, 0, 0, Counter())


def compared(path: Path) -> Compared:
    with closing(connect(path)) as database:
        return compare_with_journals(database, journals_beside(path))


@pytest.fixture
def studied(store: ProgressStore) -> ProgressStore:
    """Twenty reviews of all sorts, an undo, an overruled verdict, a renamed card."""
    for number in range(20):
        store.save(
            answer(
                card=f"deck/{number % 4}",
                given='"\\ \n ü' * (number % 3),
                chance=number % 4 / 3,
                unsure=number % 2 == 0,
            ),
            fold,
        )
    ids = [review.answer.id for review in store.history()]
    store.undo(ids[3], "undo", NOON, fold)
    store.replace(ids[4], "other undo", answer(card="deck/0", overruled=True), fold)
    store.card_names.carry_over([Rename("deck/1", "deck/new", "rename")], fold, NOON)
    store.save(answer(card="deck/new"), fold)
    return store


def outside(path: Path, *statements: str) -> None:
    with closing(connect(path)) as database:
        for table in ("reviews", "undos", "renames"):
            for verb in ("update", "delete"):
                database.execute(f"DROP TRIGGER IF EXISTS {table}_{verb}")
        for statement in statements:
            database.execute(statement)


def test_what_was_only_written_is_the_same(studied: ProgressStore) -> None:
    assert compared(studied.path) == SAME


CHANGED = [
    *(
        f"UPDATE reviews SET {column} = {column} {change} WHERE number = 7"
        for columns, change in (
            ("id study_day outcome given form answer_key model", "|| 'x'"),
            ("at_ms offset_minutes rating milliseconds seed sequence hybrid_ms score chance", "+ 1"),
        )
        for column in columns.split()
    ),
    *(
        f"UPDATE reviews SET {column} = 1 - {column} WHERE number = 7"
        for column in ("unsure", "hinted", "overruled", "clock_suspect")
    ),
    *(f"UPDATE undos SET {column} = {column} || 'x' WHERE number = 1" for column in ("id", "review", "replaced_by")),
    *(f"UPDATE undos SET {column} = {column} + 1 WHERE number = 1" for column in ("at_ms", "sequence", "hybrid_ms")),
    *(f"UPDATE renames SET {column} = {column} || 'x'" for column in ("id", "old", "new")),
    "UPDATE reviews SET card = 1 + card % 4 WHERE number = 8",
    "UPDATE reviews SET card = 99 WHERE number = 8",
    "UPDATE reviews SET device = 99 WHERE number = 8",
]


@pytest.mark.parametrize("statement", CHANGED)
def test_whatever_is_altered_is_counted(studied: ProgressStore, statement: str) -> None:
    outside(studied.path, "PRAGMA foreign_keys = OFF", statement)
    assert compared(studied.path).altered >= 1


def test_an_altered_key_of_a_card_concerns_all_its_reviews(studied: ProgressStore) -> None:
    outside(studied.path, "UPDATE cards SET key = 'deck/c' WHERE key = 'deck/3'")
    assert compared(studied.path).altered == 5


def test_a_renamed_card_is_the_same_under_every_name(studied: ProgressStore) -> None:
    undone = "UPDATE reviews SET card = (SELECT number FROM cards WHERE key = 'deck/1') WHERE number = 2"
    outside(studied.path, undone)
    assert compared(studied.path) == SAME
    outside(studied.path, "DELETE FROM renames")
    assert compared(studied.path) == SAME._replace(missing=1), "the journal knows of the rename, too"


def edited(path: Path, lines: Sequence[bytes]) -> None:
    (journal,) = journals_beside(path)
    journal.write_bytes(b"".join(lines))


def test_each_side_may_hold_more(studied: ProgressStore) -> None:
    (journal,) = journals_beside(studied.path)
    lines = journal.read_bytes().splitlines(keepends=True)
    outside(studied.path, "DELETE FROM reviews WHERE number = (SELECT max(number) FROM reviews)", "DELETE FROM renames")
    edited(studied.path, [*lines[:3], b"junk\n", *lines[4:9], lines[10], lines[10], lines[9][:-4] + b"\n", *lines[11:]])
    journal.with_suffix(".sync-conflict.jsonl").write_bytes(b"".join(lines[-4:]))
    assert compared(studied.path) == Compared(0, 2, 2, Counter({journal: 2}))


def test_rows_that_are_missing_are_damage(studied: ProgressStore) -> None:
    outside(studied.path, "DELETE FROM reviews WHERE number = 5")
    with pytest.raises(ImpossibleRowError, match="numbered"):
        compared(studied.path)


def test_an_index_that_leads_to_other_rows_is_damage(store: ProgressStore) -> None:
    ids = [answer().id for _ in range(20)]
    for each in ids:
        store.save(answer(id=each), fold)
    store.close()
    sound, told = store.path.read_bytes(), set[str]()
    for found in re.finditer("|".join(ids).encode(), sound):
        damaged = bytearray(sound)
        damaged[found.start()] ^= 1
        store.path.write_bytes(damaged)
        try:
            told.add("altered" if compared(store.path).altered else "the same")
        except ImpossibleRowError as error:
            told.add(str(error))
    assert "the index of the reviews is not that of its table" in told


def test_usual_lines_are_compared_unread(store: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with store._database.reading() as database:
        device = database.execute("SELECT id FROM devices").fetchone()[0]
    events = [ReviewEvent((*answer(card=f"deck/{n % 9}"), device, n, NOON + n)) for n in range(1, 3001)]
    store._database.write(lambda database: merge_events(database, [[*events]]))
    folder = store.path.parent / "journals"
    folder.mkdir()
    (folder / "usual.jsonl").write_bytes(b"".join(map(to_line, events)))
    read = 0

    def counting(lines: Sequence[bytes]) -> list[object]:
        nonlocal read
        read += len(lines)
        return list(map(from_line, lines))

    monkeypatch.setattr(comparing, "from_lines", counting)
    assert compared(store.path) == SAME
    assert read == 2 * 3000 / LINES_AT_ONCE


@given(event=REVIEWS.filter(lambda event: "\0" not in "".join(map(str, event.values))))
@example(ReviewEvent((*answer(), "two\\\\backslashes", 1, 1)))
@example(ReviewEvent((*answer(card="deck/two\\\\backslashes", given='"\\n"'), "device", 1, 1)))
def test_a_line_from_sqlite_is_that_of_the_row_or_none(event: ReviewEvent) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(open_progress(Path(folder) / "p.db", lasting=False)) as store:
        store._database.write(lambda database: merge_events(database, [[event]]))
        device, sequence = event.values[-3:-1]
        with store._database.reading() as database:
            [(line, _)] = ReviewLines(database).between(device, sequence, sequence)
    assert from_line(line) in {None, event}


def test_lines_of_ordinary_answers_are_those_of_the_journal(studied: ProgressStore) -> None:
    (journal,) = journals_beside(studied.path)
    with studied._database.reading() as database:
        (device,) = database.execute("SELECT id FROM devices").fetchone()
        made = {line for line, _ in ReviewLines(database).between(device, 1, 99)}
    missing = set(journal.read_bytes().splitlines(keepends=True)) - made
    kinds = Counter(line.split(b'"')[3] for line in missing)
    assert kinds == {b"journal": 1, b"undo": 2, b"rename": 1, b"review": 5}
    assert all(b'"deck/1"' in line for line in missing if b'"event":"review"' in line)
