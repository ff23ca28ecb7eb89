"""`make bench`: the speed that docs/benchmarks.md promises, as ratios measured in one run."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from studyapp.decks.cache import DeckCache
from studyapp.decks.reader import read_deck
from tests.bench.checking import checking_a_deck
from tests.bench.large import fill_progress, large_deck
from tests.bench.ratio import Ratio, compare
from tests.bench.rescue import looking_and_rebuilding
from tests.terminal import Terminal
from tests.workspaces import make_workspace, typed_deck, write_deck

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.study.session import Session

ROOT = Path(__file__).parents[2]
FRAME = 1 / 30
MINIMAL_APP = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Word 1?")
Minimal().run()
"""


def report(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure everything and print a Markdown report."""
    report(
        f"Measured with CPython {platform.python_version()} on {os.cpu_count()} cores, {platform.system()} {platform.machine()}.\n"
    )
    report("| what | against | ms | ms | ratio | at most | kept |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        wanted = sys.argv[1:]
        for measure in (first_question, due, reading, large_library, answering, rescuing, checking):
            if wanted and measure.__name__ not in wanted:
                continue
            for ratio in measure(Path(folder) / measure.__name__):
                report(ratio.row())


def first_question(folder: Path) -> list[Ratio]:
    """Time from starting the process to the first question on a pseudo-terminal."""
    deck = write_deck(folder, typed_deck(300))
    return [
        compare(
            "first question, 300 cards",
            lambda: seconds_until_shown(["-m", "studyapp", "study", str(deck), "--minutes", "60"], "Word", folder),
            "first paint of a minimal Textual app",
            lambda: seconds_until_shown(["-c", MINIMAL_APP], "Word", folder),
            at_most=1.2,
        )
    ]


def due(folder: Path) -> list[Ratio]:
    """Time of `studyapp due` over 100,000 cards."""
    large_deck(folder, cards=100_000)
    fill_progress(folder, cards=100_000, reviews=100_000)
    environment = surroundings(folder)
    command = [sys.executable, "-m", "studyapp", "due", "--decks", str(folder / "decks")]
    return [
        compare(
            "`studyapp due`, 100,000 cards",
            lambda: seconds_of(lambda: subprocess.run(command, env=environment, check=True, capture_output=True)),
            '`python -c "import sqlite3, click"`',
            lambda: seconds_of(lambda: subprocess.run([sys.executable, "-c", "import sqlite3, click"], check=True)),
            at_most=1.5,
        )
    ]


def reading(folder: Path) -> list[Ratio]:
    """Time to read a deck of 10,000 cards, for the first time and unchanged."""
    path = large_deck(folder, cards=10_000)
    text = path.read_text(encoding="utf-8")
    cache = DeckCache(folder / "cache")
    read_deck(path, cache)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    read_deck(path, cache)

    def load() -> float:
        return seconds_of(lambda: yaml.load(text, Loader=yaml.CSafeLoader))

    return [
        compare(
            "reading 10,000 cards",
            lambda: seconds_of(lambda: read_deck(path)),
            "CSafeLoader",
            load,
            at_most=0.4,
            times=5,
        ),
        compare(
            "the same, unchanged",
            lambda: seconds_of(lambda: read_deck(path, cache)),
            "CSafeLoader",
            load,
            at_most=0.02,
            times=5,
        ),
    ]


def large_library(folder: Path) -> list[Ratio]:
    """Time to the first question with 100,000 cards and 1,000,000 reviews, against 300 cards."""
    large, small = folder / "large", folder / "small"
    paths = {}
    for home, cards, reviews in ((large, 100_000, 1_000_000), (small, 300, 3_000)):
        paths[home] = large_deck(home, cards=cards)
        fill_progress(home, cards=cards, reviews=reviews)

    def shown(home: Path) -> float:
        command = ["-m", "studyapp", "study", str(paths[home]), "--minutes", "60"]
        return seconds_until_shown(command, "Word", home)

    return [
        compare("first question, 100,000 cards", lambda: shown(large), "300 cards", lambda: shown(small), at_most=1.3)
    ]


def answering(folder: Path) -> list[Ratio]:
    """Time from an answer to the next question, saved in between: the slowest of a hundred."""
    with make_workspace(folder, typed_deck(2_000)) as workspace:
        session = workspace.start(minutes=1_000)
        session.pose()
        answer_and_pose = partial(answer_then_pose, session)
        taken = [seconds_of(answer_and_pose) for _ in range(1_000)]
    p99 = statistics.quantiles(taken, n=100)[98]
    return [Ratio("answer → saved → next question, p99", "a frame at 30 Hz", p99, FRAME, 1.0)]


def rescuing(folder: Path) -> list[Ratio]:
    """CPU time to look a million reviews through, and to make them again from their text journal."""
    return looking_and_rebuilding(folder, surroundings(folder))


def checking(folder: Path) -> list[Ratio]:
    """CPU time to check a deck of 10,000 cards, none of which was read before."""
    return checking_a_deck(folder)


def answer_then_pose(session: Session) -> None:
    """Answer the open question and have the next one put."""
    session.answer("answer 1", seconds=1)
    session.pose()


def seconds_until_shown(arguments: list[str], words: str, folder: Path) -> float:
    """Return the seconds from starting Python with `arguments` until `words` stand on its terminal."""
    with Terminal([sys.executable, *arguments], surroundings(folder), cwd=str(ROOT)) as terminal:
        return terminal.wait(words) - terminal.started


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a student whose data lies in `folder`."""
    return {**os.environ, "STUDYAPP_HOME": str(folder), "PYTHONPATH": str(ROOT)}


def seconds_of(act: Callable[[], object]) -> float:
    """Return how long `act` takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
