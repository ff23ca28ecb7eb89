"""Whatever fails while an answer is saved: it is either on the disk or reported as not saved, and can be tried again."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.errors import NotSavedError
from studyapp.progress.store import open_progress
from tests.progress.samples import answer, fold, fold_reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

    Opener = Callable[[], ProgressStore]


class Failing(sqlite3.Connection):
    """Fails at the statements that `faults` names, each as often as it says, before or after they take effect."""

    faults: dict[str, int]
    after = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        verb = sql.split(maxsplit=1)[0]
        faults = self.faults
        if faults.get(verb, 0) <= 0:
            return super().execute(sql, *values)
        faults[verb] -= 1
        if self.after:
            super().execute(sql, *values)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
        error.sqlite_errorname = "SQLITE_IOERR_WRITE"
        raise error


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> type[Failing]:
    """Make every connection one that can be told to fail."""

    class Told(Failing):
        faults: dict[str, int] = {}  # noqa: RUF012 - shared on purpose: a test sets it for all connections

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Told))
    return Told


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("verb", ["BEGIN", "INSERT", "COMMIT", "SELECT"])
@pytest.mark.parametrize("times", [1, 2, 1000])
def test_an_error_is_either_overcome_or_reported(
    store_with_one: tuple[ProgressStore, type[Failing]], verb: str, times: int, after: bool
) -> None:
    store, failing = store_with_one
    given = answer(card="deck/two")
    failing.faults, failing.after = {verb: times}, after
    saved = True
    try:
        store.save(given, fold)
    except NotSavedError as error:
        assert "disk" in str(error)  # noqa: PT017 - both outcomes are right, this is the one with a message
        saved = False
    failing.faults = {}
    if saved:
        assert [review.answer for review in store.history("deck/two")] == [given]
    state = store.save(given, fold)
    assert [review.answer for review in store.history("deck/two")] == [given]
    assert state == store.state("deck/two") == fold_reviews(store.history("deck/two"))
    assert len(list(store.history())) == 2


@pytest.fixture
def store_with_one(failing: type[Failing], opener: Opener) -> tuple[ProgressStore, type[Failing]]:
    store = opener()
    store.save(answer(), fold)
    return store, failing


def test_one_failed_commit_is_overcome(store_with_one: tuple[ProgressStore, type[Failing]]) -> None:
    store, failing = store_with_one
    failing.faults = {"COMMIT": 1}
    store.save(answer(), fold)
    assert len(list(store.history())) == 2


def test_a_commit_that_fails_after_taking_effect_is_no_second_review(
    store_with_one: tuple[ProgressStore, type[Failing]],
) -> None:
    store, failing = store_with_one
    failing.faults, failing.after = {"COMMIT": 1}, True
    store.save(answer(), fold)
    assert [review.sequence for review in store.history()] == [1, 2]


def test_when_even_rolling_back_fails_the_file_is_opened_anew(
    store_with_one: tuple[ProgressStore, type[Failing]],
) -> None:
    store, failing = store_with_one
    failing.faults = {"COMMIT": 1, "ROLLBACK": 1}
    store.save(answer(), fold)
    assert len(list(store.history())) == 2


def test_an_error_of_the_fold_leaves_the_log_alone(store: ProgressStore) -> None:
    store.save(answer(), fold)
    with pytest.raises(ZeroDivisionError):
        store.save(answer(), lambda reviews: 1 // 0)  # type: ignore[arg-type, return-value]  # noqa: ARG005 - must fail
    assert len(list(store.history())) == 1
    store.save(answer(), fold)


def test_a_full_disk_is_named_and_costs_nothing_that_was_saved(store: ProgressStore) -> None:
    saved = answer()
    store.save(saved, fold)
    with store._database.reading() as database:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages}")
    refused = None
    for number in range(1000):
        refused = answer(card=f"deck/{number}", given="word " * 200)
        try:
            store.save(refused, fold)
        except NotSavedError as error:
            assert "the disk is full" in str(error)  # noqa: PT017 - how many fit depends on the page size
            break
    else:
        pytest.fail("the disk never filled")
    before = list(store.history())
    assert before[0].answer == saved
    assert refused not in [review.answer for review in before]
    with store._database.reading() as database:
        database.execute("PRAGMA max_page_count = 1000000")
    store.save(refused, fold)
    assert [review.answer for review in store.history()] == [*(review.answer for review in before), refused]


LIMITED = """
import resource, signal, sys
from pathlib import Path
from studyapp.errors import NotSavedError
from studyapp.progress.store import open_progress
from tests.progress.samples import answer, fold
store = open_progress(Path(sys.argv[1]))
limit = store.path.stat().st_size + int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
saved = []
for number in range(200):
    given = answer(card=f"deck/{number}", given="word " * 200)
    try:
        store.save(given, fold)
    except NotSavedError:
        break
    saved.append(given.id)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert [review.answer.id for review in store.history()] == saved
store.save(given, fold)
print(len(saved), len(list(store.history())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are of POSIX")
def test_a_file_that_may_not_grow(path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(path), "20000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "."})
    saved, in_the_end = map(int, done.stdout.split())
    assert 0 < saved < 200
    assert in_the_end == saved + 1


def test_a_file_that_could_only_be_read_when_it_was_opened_is_opened_again(store: ProgressStore, path: Path) -> None:
    first, second = answer(), answer()
    store.save(first, fold)
    store._database._opened.connection.close()
    reading = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    store._database._opened = store._database._opened._replace(connection=reading)
    store.save(second, fold)
    assert [review.answer for review in store.history()] == [first, second]


def test_a_deleted_file_is_put_back_with_everything(store: ProgressStore, path: Path) -> None:
    first, second = answer(), answer()
    store.save(first, fold)
    path.unlink()
    store.save(second, fold)
    fresh = open_progress(path)
    assert [review.answer for review in fresh.history()] == [first, second]
    fresh.close()


def test_a_deleted_folder_is_put_back_with_everything(store: ProgressStore, path: Path) -> None:
    first, second = answer(), answer()
    store.save(first, fold)
    shutil.rmtree(path.parent)
    store.save(second, fold)
    fresh = open_progress(path)
    assert [review.answer for review in fresh.history()] == [first, second]
    fresh.close()


def test_a_file_deleted_during_the_commit_is_noticed(store: ProgressStore, path: Path) -> None:
    store.save(answer(), fold)
    given = answer()

    def deleting(reviews: Any) -> Any:
        path.unlink(missing_ok=True)
        return fold(reviews)

    with pytest.raises(NotSavedError, match="deleted or replaced"):
        store.save(given, deleting)
    store.save(given, fold)
    fresh = open_progress(path)
    assert [review.sequence for review in fresh.history()] == [1, 2]
    fresh.close()


def test_a_restored_copy_is_taken_up(store: ProgressStore, path: Path) -> None:
    first, since, second = answer(), answer(), answer()
    store.save(first, fold)
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    store.save(since, fold)
    copy.replace(path)
    store.save(second, fold)
    assert [review.answer for review in store.history()] == [first, since, second]


def test_a_file_of_somebody_else_is_not_written(store: ProgressStore, path: Path, tmp_path: Path) -> None:
    given = answer()
    store.save(given, fold)
    other = open_progress(tmp_path / "other.db")
    other.close()
    (tmp_path / "other.db").replace(path)
    for _ in range(2):
        with pytest.raises(NotSavedError, match="another progress file"):
            store.save(answer(), fold)
    fresh = open_progress(path)
    assert list(fresh.history()) == []
    fresh.close()


@pytest.mark.parametrize(("number", "is_told"), [(errno.EIO, True), (errno.EINVAL, False)])
def test_nothing_is_saved_in_a_file_whose_name_may_be_lost(
    opener: Opener, monkeypatch: pytest.MonkeyPatch, number: int, is_told: bool
) -> None:
    store, given = opener(), answer()
    with monkeypatch.context() as patch:
        patch.setattr("studyapp.paths.os.fsync", lambda _: _raise(number))
        if is_told:
            with pytest.raises(NotSavedError, match=os.strerror(number)):
                store.save(given, fold)
        else:
            store.save(given, fold)
    store.save(given, fold)
    assert [review.answer for review in store.history()] == [given]


def _raise(number: int) -> None:
    raise OSError(number, os.strerror(number))


def test_an_emptied_file_is_not_called_saved(store: ProgressStore, path: Path) -> None:
    store.save(answer(), fold)
    os.truncate(path, 0)
    with pytest.raises(NotSavedError):
        store.save(answer(), fold)
    assert path.stat().st_size == 0
