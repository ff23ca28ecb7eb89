"""A student whose progress file has everything in it that one can have, on pages of every kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from studyapp.clock import to_milliseconds
from studyapp.progress.backups import back_up
from studyapp.progress.card_names import Rename
from studyapp.progress.goals import Ranking
from studyapp.progress.store import open_progress
from studyapp.study.scheduling import Scheduler, own_scheduler
from tests.progress.samples import answer
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.store import ProgressStore

CARDS = 9
REVIEWS = 240
EXAM = '{"answer": "x"}\n{"answer": "y"}\n{"flag": true}\n'


@dataclass(frozen=True, slots=True)
class Student:
    """A home, and what its commands say while all is well."""

    home: Path
    progress: bytes
    history: object


def make_student(home: Path) -> Student:
    """Make one in the folder `home`."""
    deck = write_deck(home / "decks", typed_deck(CARDS), "words")
    for ending in ('{"submit": true}\n{"next": true}\n', '{"quit": true}\n'):
        _run(home, "exam", str(deck), "--jsonl", "--questions", "5", typed=EXAM + ending)
    _run(home, "plan", str(deck), "--on", "in 3 days", "--minutes", "5")
    progress = home / "progress.db"
    now = datetime.now(UTC)
    with closing(open_progress(progress)) as store:
        scheduler = own_scheduler(store)
        _study(store, scheduler, now - timedelta(days=30), REVIEWS)
        back_up(progress, now)
        _study(store, scheduler, now - timedelta(days=2), 5)
        _leave_free_pages(store)
    return Student(home, progress.read_bytes(), json.loads(_run(home, "history", "--json")))


def _run(home: Path, *arguments: str, typed: str = "") -> str:
    environment = {**os.environ, "STUDYAPP_HOME": str(home)}
    command = [sys.executable, "-m", "studyapp", *arguments]
    return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, check=True).stdout


def _study(store: ProgressStore, scheduler: Scheduler, begun: datetime, count: int) -> None:
    for number in range(count):
        at_ms = to_milliseconds(begun) + number * 60_000
        given = answer(card=f"words/c{number % CARDS}", at_ms=at_ms, given="字" * (number % 9) ** 3)
        store.save(given, scheduler.fold)
    store.undo(given.id, f"undo {given.id}", at_ms, scheduler.fold)
    store.card_names.carry_over([Rename(f"words/old{count}", "words/c1", f"rename {count}")], scheduler.fold, at_ms)


def _leave_free_pages(store: ProgressStore) -> None:
    """Give up a goal whose plan was long."""
    (goal,) = store.goals.goals()
    cards = tuple(f"words/c{number}" for number in range(2000))
    for kept in (cards, cards[:900]):
        store.goals.keep_solution(goal, Ranking(goal.id, "2026-11-25", goal.made_ms, kept, ()), [])
