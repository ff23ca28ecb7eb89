"""The real app while its disk fails: the answer is kept, nothing goes on, and the next try saves it once."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from studyapp.progress.store import open_progress
from tests.disk.interposing import Fault, Faults, Kind, surroundings
from tests.terminal import Terminal
from tests.torture.ending import surroundings as own_home
from tests.torture.killing import torture_deck

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

WRITING = Kind.WRITE | Kind.SYNC | Kind.TRUNCATE
QUESTION = re.compile(r"Word \d+\?")
REASONS = {errno.ENOSPC: "the disk is full", errno.EIO: "the disk reports an error"}


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[Faults]:
    with Faults(tmp_path / "control") as told:
        yield told


@pytest.fixture
def environment(library: Path, tmp_path: Path, faults: Faults) -> Mapping[str, str]:
    home = tmp_path / "student"
    home.mkdir()
    return {**surroundings(library, home, faults=faults), **own_home(home)}


def answers_in(folder: Path) -> list[str]:
    with closing(open_progress(folder / "progress.db")) as store:
        return [review.answer.id for review in store.history(with_undone=True)]


@pytest.mark.parametrize("error", REASONS)
def test_the_screen_says_so_and_tries_again(
    tmp_path: Path, environment: Mapping[str, str], faults: Faults, error: int
) -> None:
    deck = torture_deck(tmp_path)
    with Terminal([sys.executable, "-m", "studyapp", "study", str(deck)], environment) as terminal:
        terminal.wait(lambda text: QUESTION.search(text) is not None)
        asked = set(QUESTION.findall(terminal.text))
        faults.arm(Fault(error, sticky=True), kinds=WRITING)
        answered = terminal.type("1")
        terminal.wait("Not saved", since=answered)
        terminal.wait(REASONS[error], since=answered)
        terminal.type("r")
        terminal.settle()
        said = terminal.text_since(answered)
        assert "Right" not in said
        assert "Wrong" not in said
        assert set(QUESTION.findall(said)) <= asked, "it went on"
        assert faults.disarm() > 1
        assert answers_in(tmp_path / "student") == []
        again = terminal.type("r")
        terminal.wait(lambda text: "Right" in text or "Wrong" in text, since=again)
        assert len(answers_in(tmp_path / "student")) == 1


def test_a_program_is_told_so_and_may_try_again(tmp_path: Path, environment: Mapping[str, str], faults: Faults) -> None:
    command = [sys.executable, "-m", "studyapp", "study", str(torture_deck(tmp_path)), "--jsonl"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as app:
        _read_until(app, "question")
        faults.arm(Fault(errno.ENOSPC, sticky=True), kinds=WRITING)
        for _ in range(2):
            refused = _read_until(app, "error", after='{"answer": 1}')
            assert refused["saved"] is False
            assert "the disk is full" in str(refused["message"])
        faults.disarm()
        saved = _read_until(app, "saved", after='{"answer": 2}')
        assert answers_in(tmp_path / "student") == [saved["review"]]
        app.kill()


def _read_until(app: subprocess.Popen[str], wanted: str, *, after: str = "") -> dict[str, object]:
    """Say `after`, and return the first event of the wanted kind."""
    assert app.stdin is not None
    assert app.stdout is not None
    if after:
        app.stdin.write(f"{after}\n")
        app.stdin.flush()
    return next(event for event in map(json.loads, app.stdout) if event["event"] == wanted)
