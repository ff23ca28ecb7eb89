"""Several processes on one file, and processes that are killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.progress.store import ProgressStore, open_progress
from tests.progress.samples import NOON, answer, fold, fold_reviews

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


def start_writer(path: Path, name: str, count: int, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.progress.writer", str(path), name, str(count), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )


def assert_sound(store: ProgressStore) -> None:
    """Check that states are the fold of the log and that sequences have no gap."""
    log = list(store.history())
    assert [review.sequence for review in log] == list(range(1, len(log) + 1))
    assert list(store.states("deck")) == [
        fold_reviews(review for review in log if review.answer.card == card)
        for card in sorted({review.answer.card for review in log})
    ]


def test_two_writers_and_readers_share_a_file(path: Path) -> None:
    open_progress(path).close()
    writers = [start_writer(path, name, 150) for name in ("left", "right")]
    reader = open_progress(path)
    seen, lengths = 0, []
    while any(writer.poll() is None for writer in writers):
        lengths.append(len(list(reader.history())))
        seen = max(seen, reader.counts(["deck"], 2 * NOON)["deck"].seen)
        assert reader.last_review() is not None or not lengths[-1]
    ends = [writer.communicate() for writer in writers]
    assert [errors for _, errors in ends] == ["", ""]
    assert lengths == sorted(lengths)
    assert seen == 5
    acknowledged = {line for output, _ in ends for line in output.split()}
    assert {review.answer.id for review in reader.history()} == acknowledged
    assert len(acknowledged) == 300
    assert_sound(reader)
    reader.close()


def test_threads_of_one_process_take_turns(store: ProgressStore) -> None:
    def work() -> None:
        for number in range(30):
            store.save(answer(card=f"deck/{number % 3}"), fold)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.history())) == 120
    assert_sound(store)


def test_a_locked_file_is_a_polite_wait(opener: Callable[[], ProgressStore]) -> None:
    waiting, holding = opener(), opener()
    held, given = threading.Event(), answer()

    def hold() -> None:
        def slow(database: object) -> None:
            held.set()
            time.sleep(0.3)

        holding._database.write(slow)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    waiting.save(given, fold)
    thread.join()
    assert [review.answer for review in holding.history()] == [given]


def kill_while_writing(path: Path, seed: int, *more: str) -> set[str]:
    """Return the ids that a writer reported before it was killed at a random moment."""
    writer = start_writer(path, "killed", 100_000, *more)
    assert writer.stdout is not None
    first = [writer.stdout.readline().strip() for _ in range(2)]
    time.sleep(random.Random(seed).uniform(0, 0.03))
    writer.kill()
    rest, _ = writer.communicate()
    return {*first, *(line for line in rest.splitlines(keepends=False) if len(line) == 36)}


def test_what_was_reported_saved_survives_being_killed(path: Path) -> None:
    acknowledged: set[str] = set()
    for seed in range(6):
        acknowledged |= kill_while_writing(path, seed)
        store = open_progress(path)
        saved = {review.answer.id for review in store.history()}
        assert acknowledged <= saved
        assert len(saved - acknowledged) <= seed + 1
        assert_sound(store)
        store.close()
    assert len(acknowledged) > 6


def test_a_report_before_the_commit_would_be_caught(path: Path) -> None:
    for seed in range(40):
        acknowledged = kill_while_writing(path, seed, "lie")
        store = open_progress(path)
        saved = {review.answer.id for review in store.history()}
        store.close()
        if not acknowledged <= saved:
            return
    raise AssertionError("forty kills in the middle of lies and not one was caught")
