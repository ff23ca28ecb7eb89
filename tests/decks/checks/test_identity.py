from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from studyapp.decks import git_base
from studyapp.decks.git_base import committed
from studyapp.study.checking import check_paths

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

DECK = """\
studyapp: 1
id: d
title: D
cards:
  - {id: river, type: typed, question: Which river flows through Paris?, answer: Seine}
  - {id: hill, type: typed, question: Which hill has the white church?, answer: Montmartre}
  - {id: tower, type: number, question: How high is the iron tower in metres?, answer: 330}
"""


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, env=environment)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "repository" / "decks"
    folder.mkdir(parents=True)
    path = folder / "d.deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-q", "-m", "Add the deck")
    return path


def found(path: Path, text: str, base: str = "HEAD") -> list[tuple[str, int]]:
    path.write_text(text, encoding="utf-8")
    return [(problem.code, problem.line) for problem in check_paths([path], base=base).problems]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("Which river flows through", "Through which town flows the river called", []),
        ("title: D", "title: Other", []),
        ("answer: Seine", "answer: seine.", []),
        ("answer: 330", "answer: 324", [("answer-changed", 7)]),
        ("id: hill", "id: montmartre", [("id-renamed", 6)]),
        ("id: d\n", "id: e\n", [("deck-id-changed", 2)]),
        (DECK.splitlines()[5] + "\n", "", [("id-removed", 5)]),
        (
            "{id: hill, type: typed, question: Which hill has the white church?, answer: Montmartre}",
            "{id: hill, type: typed, question: In what year did they found the Sorbonne?, answer: '1257'}",
            [("id-reused", 6)],
        ),
    ],
)
def test_changes_of_identity_are_listed_by_card(
    deck: Path, old: str, new: str, problems: list[tuple[str, int]]
) -> None:
    assert old in DECK
    assert found(deck, DECK.replace(old, new)) == problems


def test_another_revision_can_be_compared_with(deck: Path) -> None:
    changed = DECK.replace("answer: 330", "answer: 324")
    deck.write_text(changed, encoding="utf-8")
    git(deck.parent, "commit", "-q", "-a", "-m", "Mend the height")
    assert found(deck, changed) == []
    assert found(deck, changed, base="HEAD~1") == [("answer-changed", 7)]
    assert found(deck, changed, base="no-such-revision") == []


def test_reused_ids_can_be_meant(deck: Path) -> None:
    card = DECK.splitlines()[6]
    other = card.replace("How high is the iron tower in metres?", "When did the storm fell so many trees?").replace(
        "330", "99"
    )
    assert found(deck, DECK.replace(card, other)) == [("id-reused", 7)]
    assert found(deck, DECK.replace(card, other + "  # studyapp: ignore id-reused")) == []


def test_nothing_is_said_without_git_repository_commit_or_file(
    deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside.deck.yaml"
    outside.write_text(DECK, encoding="utf-8")
    new = deck.with_name("new.deck.yaml")
    new.write_text(DECK, encoding="utf-8")
    assert committed(outside) is None
    assert committed(new) is None
    assert committed(deck) == DECK.encode()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert committed(deck) is None


def test_a_git_that_hangs_is_given_up(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(slow))
    monkeypatch.setattr(git_base, "LONGEST_WAIT", 0.05)
    assert committed(deck) is None


def test_no_program_of_the_repository_is_run(deck: Path, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {trace}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    git(deck.parent, "config", "core.fsmonitor", str(program))
    git(deck.parent, "config", "core.pager", str(program))
    git(deck.parent, "config", "filter.x.smudge", str(program))
    git(deck.parent, "config", "diff.x.textconv", str(program))
    (deck.parent / ".gitattributes").write_text("*.yaml filter=x diff=x\n", encoding="utf-8")
    assert committed(deck) == DECK.encode()
    assert not trace.exists()
