"""Real workspaces for tests: real decks, a real progress file, a clock that stands."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from studyapp.clock import Clock, StandingClock
from studyapp.decks.cache import DeckCache
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.progress.store import open_progress
from studyapp.study.library import Library
from studyapp.study.scheduling import Scheduler
from studyapp.study.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FOLD = Scheduler(Fsrs7()).fold

CAPITALS = """\
studyapp: 1
id: capitals
title: Capitals
cards:
  - {id: france, type: typed, question: Capital of France?, answer: Paris, hint: On the Seine.}
  - {id: italy, type: choice, question: Capital of Italy?, answer: Rome, wrong: [Milan, Turin, Naples]}
  - {id: spain, question: Capital of Spain?, answer: Madrid, explanation: In the middle of the country.}
  - {id: oslo, type: truefalse, question: Oslo is the capital of Norway., answer: true}
"""


def typed_deck(cards: int, deck: str = "words") -> str:
    """Return a deck of typed cards: question `Word n?`, answer `answer n`."""
    head = f"studyapp: 1\nid: {deck}\ntitle: {deck.title()}\ncards:\n"
    body = (f"  - {{id: c{n}, type: typed, question: Word {n}?, answer: answer {n}}}\n" for n in range(cards))
    return head + "".join(body)


def write_deck(folder: Path, text: str, name: str = "sample") -> Path:
    """Write a deck file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.deck.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def make_workspace(
    folder: Path, *decks: str, minutes_a_day: float = 20, clock: Clock | None = None, seed: int = 1
) -> Workspace:
    """Return a workspace over `decks` (YAML texts) whose progress lies in `folder`; call again for the next session."""
    for number, text in enumerate(decks):
        write_deck(folder / "decks", text, f"deck{number}")
    return Workspace(
        Library(folder / "decks", DeckCache(folder / "cache")),
        open_progress(folder / "progress.db"),
        Scheduler(Fsrs7()),
        clock or StandingClock(NOON),
        Random(seed),
        minutes_a_day=minutes_a_day,
    )
