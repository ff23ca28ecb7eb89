"""Bringing a progress file back: each journal is read once, and each card folded once."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from studyapp.memory.fsrs7 import Fsrs7
from studyapp.progress.backups import back_up, list_backups
from studyapp.progress.journal import journals_beside, read_batches
from studyapp.progress.migrations import NEWEST
from studyapp.progress.store import open_progress
from studyapp.study.scheduling import Scheduler
from studyapp.study.tending import look, tend
from tests.progress.historic import historic_versions, make_historic
from tests.progress.samples import NOON, answer
from tests.progress.test_exams import answers_of, exam

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.progress.review import CardState, Graded

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CARDS = 5


@pytest.fixture
def progress(tmp_path: Path) -> Path:
    path = tmp_path / "progress.db"
    scheduler = Scheduler(Fsrs7())
    with closing(open_progress(path)) as store:
        store.ensure_states(scheduler.model.name, scheduler.fold)
        for number in range(3 * CARDS):
            store.save(answer(card=f"deck/{number % CARDS}", at_ms=NOON + 10**8 * number), scheduler.fold)
    return path


def states_in(progress: Path) -> list[CardState]:
    with closing(open_progress(progress)) as store:
        return list(store.states("deck"))


def test_what_is_brought_back_from_journals_is_read_and_folded_once(
    progress: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states_in(progress)
    progress.unlink()
    read: Counter[Path] = Counter()
    folded: Counter[str] = Counter()
    fold = Scheduler.fold

    def counted_read(path: Path) -> object:
        read[path] += 1
        return read_batches(path)

    def counted_fold(scheduler: Scheduler, reviews: Sequence[Graded]) -> CardState | None:
        folded[reviews[0].card] += 1
        return fold(scheduler, reviews)

    with monkeypatch.context() as counting:
        counting.setattr("studyapp.progress.merging.read_batches", counted_read)
        counting.setattr(Scheduler, "fold", counted_fold)
        tended = tend(progress, NOW)
    assert read == dict.fromkeys(journals_beside(progress), 1)
    assert set(folded.values()) == {2}, "once to make the states, once to look whether they are right"
    assert tended.is_well
    assert states_in(progress) == before
    assert len(list_backups(progress)) == 1


def test_what_is_brought_back_from_a_backup_is_rounded_off(progress: Path) -> None:
    """A backup may hold an exam that was handed in later, and answers that no journal has."""
    scheduler = Scheduler(Fsrs7())
    begun = exam(2)
    with closing(open_progress(progress)) as store:
        store.exams.begin(begun)
        back_up(progress, NOW)
        store.submit_exam(begun.id, answers_of(begun), NOON, scheduler.fold)
    before = states_in(progress)
    progress.write_bytes(b"")
    assert tend(progress, NOW).is_well
    assert states_in(progress) == before
    with closing(open_progress(progress)) as store:
        assert store.exams.unfinished() == []


@pytest.mark.parametrize("version", [version for version in historic_versions() if version < NEWEST])
def test_looking_at_the_file_of_an_earlier_version_leaves_it_as_it_is(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old" / "progress.db"
    make_historic(version, path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    looked = look(path, NOW)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(path.parent.iterdir()) == [path]
    assert looked.is_well
    assert looked.is_older
    assert looked.left_out

    tended = tend(path, NOW)
    assert not tended.is_older
    assert tended.is_well
    assert tended.contents is not None
    assert tended.contents.schema == NEWEST


def test_a_torn_page_of_an_earlier_version_is_told(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    make_historic(1, path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 4096)
    assert not look(path, NOW).is_well
