"""`make bench`: the speed that docs/benchmarks.md promises, as ratios measured in one run."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.answering import answering
from tests.bench.checking import checking_a_deck
from tests.bench.folding import folding_a_log
from tests.bench.marking import marking_answers
from tests.bench.planning import solving_a_plan
from tests.bench.ratio import HEAD
from tests.bench.reading import reading_a_deck
from tests.bench.rescue import looking_and_rebuilding
from tests.bench.starting import due, first_question, large_library, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.ratio import Ratio

MEASUREMENTS: dict[str, Callable[[Path], list[Ratio]]] = {
    "first_question": first_question,
    "large_library": large_library,
    "due": due,
    "reading": reading_a_deck,
    "checking": checking_a_deck,
    "marking": lambda _: marking_answers(),
    "answering": answering,
    "folding": lambda _: folding_a_log(),
    "planning": solving_a_plan,
    "rescuing": lambda folder: looking_and_rebuilding(folder, surroundings(folder)),
}


def report(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure what is named and print its rows; or measure everything and print the table of docs/benchmarks.md."""
    if names := sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            for name in names:
                for ratio in MEASUREMENTS[name](Path(folder) / name):
                    report(ratio.row())
        return
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    report(f"Measured with CPython {platform.python_version()} on {machine}.\n")
    report(HEAD)
    for name in MEASUREMENTS:  # each in a process of its own: one that is started counts the memory of its parent
        subprocess.run([sys.executable, "-m", "tests.bench", name], check=True)


if __name__ == "__main__":
    main()
