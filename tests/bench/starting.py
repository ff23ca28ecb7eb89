"""How long it takes from a command to its answer: to the first question, and to what is due."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from studyapp.decks.cache import DeckCache
from studyapp.decks.reader import read_deck
from studyapp.paths import find_places
from tests.bench.large import LONG_AGO, fill_progress, large_deck
from tests.bench.memory import memory_of
from tests.bench.ratio import Ratio, compare, elapsed
from tests.terminal import Terminal
from tests.workspaces import typed_deck, write_deck

ROOT = Path(__file__).parents[2]
CONSOLE_SCRIPT = str(Path(sys.executable).with_name("studyapp"))
"""What is run where somebody types `studyapp`."""
SHOWN = "Word "
"""Stands in the first question."""
MINIMAL_APP = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Word 1?")
Minimal().run()
"""


def first_question(folder: Path) -> list[Ratio]:
    """Time and memory of a session with 300 cards, against an app that shows one line and does nothing."""
    deck = write_deck(folder, typed_deck(300))
    keep_deck(deck, folder)
    session = (CONSOLE_SCRIPT, "study", str(deck), "--minutes", "60")
    minimal = ("-c", MINIMAL_APP)
    time = compare(
        "first question on a terminal, 300 cards",
        partial(seconds_until_shown, session, folder),
        "first paint of a minimal Textual app",
        partial(seconds_until_shown, minimal, folder),
        at_most=1.2,
        times=31,
    )
    with running(session, folder) as one, running(minimal, folder) as other:
        return [time, memory_of(one, other)]


def large_library(folder: Path) -> list[Ratio]:
    """Time to the first question with 100,000 cards and 1,000,000 reviews, against 300 cards."""
    sessions = {}
    for name, cards, reviews in (("large", 100_000, 1_000_000), ("small", 300, 3_000)):
        deck = large_deck(folder / name, cards=cards)
        fill_progress(folder / name, cards=cards, reviews=reviews)
        keep_deck(deck, folder / name)
        sessions[name] = ("-m", "studyapp", "study", str(deck), "--minutes", "60")
    large, small = (partial(seconds_until_shown, sessions[name], folder / name) for name in ("large", "small"))
    what = "first question, 100,000 cards and 1,000,000 reviews"
    return [compare(what, large, "the same with 300 cards", small, at_most=1.3)]


def due(folder: Path) -> list[Ratio]:
    """Time of `studyapp due` over 100,000 cards."""
    large_deck(folder, cards=100_000)
    fill_progress(folder, cards=100_000, reviews=100_000)
    command = ("-m", "studyapp", "due", "--decks", str(folder / "decks"))
    yardstick = ("-c", "import sqlite3, click")
    return [
        compare(
            "`studyapp due`, 100,000 cards",
            partial(seconds_of_command, command, folder),
            '`python -c "import sqlite3, click"`',
            partial(seconds_of_command, yardstick, folder),
            at_most=1.5,
            times=15,
        )
    ]


def keep_deck(deck: Path, folder: Path) -> None:
    """Read a deck as an earlier start has done: what is timed is killed at its first question, before it keeps one."""
    os.utime(deck, (LONG_AGO, LONG_AGO))
    read_deck(deck, DeckCache(find_places({"STUDYAPP_HOME": str(folder)}).cache / "decks"))


def seconds_until_shown(arguments: tuple[str, ...], folder: Path) -> float:
    """Return the seconds from starting Python with `arguments` until SHOWN stands on its terminal."""
    with running(arguments, folder) as terminal:
        return terminal.wait(SHOWN) - terminal.started


def running(arguments: tuple[str, ...], folder: Path) -> Terminal:
    """Start Python with `arguments` on a terminal."""
    return Terminal([sys.executable, *arguments], surroundings(folder), cwd=str(ROOT))


def seconds_of_command(arguments: tuple[str, ...], folder: Path) -> float:
    """Return the seconds that Python with `arguments` takes."""
    command = [sys.executable, *arguments]
    environment = surroundings(folder)
    return elapsed(lambda: subprocess.run(command, env=environment, check=True, capture_output=True))


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a student whose data lies in `folder`; as everywhere, modules are compiled once."""
    environment = {**os.environ, "STUDYAPP_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
