"""docs/your-data.md, followed: its table names what there is, its commands work, and data moves as it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest

from tests.followed_page import blocks
from tests.generated_docs import ROOT
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs/your-data.md").read_text(encoding="utf-8")
NAMED = [re.sub("<.*?>", "*", name).rstrip("/") for name in re.findall(r"^\| `([^`]+)`:", PAGE, re.MULTILINE)]


@dataclass(frozen=True, slots=True)
class Machine:
    """A home with a student in it."""

    home: Path
    deck: str

    def run(self, *arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "studyapp", *arguments],
            input=typed, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
            env={**os.environ, "STUDYAPP_HOME": str(self.home)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def answer(self, count: int) -> None:
        self.run("study", self.deck, "--jsonl", typed='{"answer": "x", "seconds": 1}\n' * count)

    def reviews(self) -> set[str]:
        return {entry["review"] for entry in json.loads(self.run("history", "--json"))}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "first", str(write_deck(tmp_path / "decks", typed_deck(9), "words")))
    made.answer(3)
    return made


def test_the_table_names_everything_that_is_written(machine: Machine) -> None:
    commands = [line[2:].split()[1:] for block in blocks(PAGE) for line in block.text.splitlines() if line[0] == "$"]
    assert [name for name, *_ in commands] == ["backup", "restore", "restore", "doctor"]
    for command in commands:
        machine.run(*command)
    assert len(machine.reviews()) == 3
    (machine.home / "progress.db").write_bytes(b"")
    machine.run("doctor")
    names = {path.name for path in machine.home.iterdir()} | {path.name for path in (machine.home / "cache").iterdir()}
    unknown = {name for name in names - {"cache"} if not any(fnmatch(name, pattern) for pattern in NAMED)}
    assert not unknown, "docs/your-data.md says nothing of these"
    assert {"progress.db", "journals", "backups"} <= names
    assert {"progress.db", "journals", "backups", "progress.replaced.*.db", "config.toml", "mistake.txt"} <= {*NAMED}


def test_one_file_is_all_that_a_new_machine_needs(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    shutil.copy(machine.home / "progress.db", tmp_path / "second")
    moved = Machine(tmp_path / "second", machine.deck)
    assert moved.reviews() == machine.reviews()
    moved.answer(2)
    assert len(moved.reviews()) == 5


def test_what_is_lost_comes_back_from_the_journals(machine: Machine) -> None:
    known = machine.reviews()
    shutil.rmtree(machine.home / "backups", ignore_errors=True)
    (machine.home / "progress.db").unlink()
    machine.run("doctor")
    assert machine.reviews() == known


def test_answers_of_two_machines_are_brought_together(machine: Machine, tmp_path: Path) -> None:
    other = Machine(tmp_path / "second", machine.deck)
    other.answer(4)
    for journal in (other.home / "journals").glob("*.jsonl"):
        shutil.copy(journal, machine.home / "journals")
    both = machine.reviews() | other.reviews()
    for _ in range(2):
        machine.run("doctor")
        assert machine.reviews() == both
    assert len(both) == 7
