"""The progress file is moved, deleted or replaced while a session runs: what is said, and where the answers are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.progress.store import open_progress
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CARDS = 12


class Session:
    """`studyapp study --jsonl`, answered one by one."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.saved: list[str] = []
        self._until("question")

    def answer(self) -> dict[str, Any]:
        """Answer the open question; return how it was taken, once the session waits for the next answer."""
        assert self._process.stdin is not None
        self._process.stdin.write('{"answer": "x", "seconds": 1}\n')
        self._process.stdin.flush()
        event = self._until("saved", "error")
        if event["event"] == "saved":
            self.saved.append(event["review"])
            self._until("question")
        return event

    def end(self) -> str:
        """Leave; return what was said to the student."""
        _, told = self._process.communicate('{"quit": true}\n', timeout=60)
        assert self._process.returncode == 0
        return told

    def _until(self, *names: str) -> dict[str, Any]:
        assert self._process.stdout is not None
        return next(event for event in map(json.loads, self._process.stdout) if event["event"] in names)


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "STUDYAPP_HOME": str(home)}


@contextmanager
def studying(home: Path) -> Iterator[Session]:
    deck = write_deck(home.parent / "decks", typed_deck(CARDS))
    command = [sys.executable, "-m", "studyapp", "study", str(deck), "--jsonl", "--minutes", "60"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment(home)) as process:
        try:
            yield Session(process)
        finally:
            process.kill()


def studyapp(home: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "studyapp", *arguments]
    subprocess.run(command, env=environment(home), check=True, capture_output=True)


def held(home: Path) -> list[str]:
    with closing(open_progress(home / "progress.db")) as store:
        return [review.answer.id for review in store.history()]


def delete_file(home: Path) -> None:
    (home / "progress.db").unlink()


def delete_folder(home: Path) -> None:
    shutil.rmtree(home)


def move_file(home: Path) -> None:
    (home / "progress.db").rename(home / "mine.db")


def move_folder(home: Path) -> None:
    home.rename(home.with_name("elsewhere"))


def restore(home: Path) -> None:
    studyapp(home, "restore", "latest", "--yes")


def put_back_an_older_copy(home: Path) -> None:
    shutil.copy(home / "copy.db", home / "older.db")
    (home / "older.db").replace(home / "progress.db")


ANEW, NEW = "written anew with all answers", "in the new one"


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (delete_file, ANEW),
        (delete_folder, ANEW),
        (move_file, ANEW),
        (move_folder, ANEW),
        (restore, NEW),
        (put_back_an_older_copy, NEW),
    ],
)
def test_no_answer_goes_with_the_file(tmp_path: Path, act: Callable[[Path], None], told: str) -> None:
    home = tmp_path / "home"
    with studying(home) as session:
        session.answer()
        studyapp(home, "backup")
        shutil.copy(home / "progress.db", home / "copy.db")
        session.answer()
        act(home)
        session.answer()
        session.answer()
        assert held(home) == session.saved
        said = session.end()
    assert f"{home / 'progress.db'} was" in said
    assert told in said
    assert len(session.saved) == 4
    with studying(home) as later:
        later.answer()
        assert later.end() == ""
    assert held(home) == [*session.saved, *later.saved]
    studyapp(home, "doctor", "--look")


def test_a_folder_that_was_moved_away_keeps_what_was_in_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with studying(home) as session:
        session.answer()
        session.answer()
        move_folder(home)
        session.answer()
        session.end()
    assert held(tmp_path / "elsewhere") == session.saved[:2]


def test_nor_with_an_older_copy_that_is_written_over_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with studying(home) as session:
        session.answer()
        shutil.copy(home / "progress.db", home / "copy.db")
        session.answer()
        session.answer()
        (home / "progress.db").write_bytes((home / "copy.db").read_bytes())
        session.answer()
        session.end()
    assert held(home) == session.saved
    studyapp(home, "doctor")
    assert held(home) == session.saved


def test_another_students_file_is_not_written_to(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other" / "progress.db"
    open_progress(other).close()
    with studying(home) as session:
        session.answer()
        (home / "progress.db").rename(home / "mine.db")
        other.rename(home / "progress.db")
        for _ in range(2):
            refused = session.answer()
            assert refused["saved"] is False
            assert "another progress file in its place" in refused["message"]
        (home / "mine.db").replace(home / "progress.db")
        session.answer()
        assert held(home) == session.saved
        assert len(session.saved) == 2
