"""`make corruption`: damage of every kind, and whether the command line tells it, keeps it and brings everything back."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.corruption.damages import REPLACED, flipped, lost, truncated, truncations
from tests.corruption.drill import require_recovery
from tests.corruption.pages import KINDS
from tests.corruption.student import make_student
from tests.fuzz.targets import BrokenPromiseError
from tests.fuzz.trials import LOADED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.corruption.student import Student

SOLVING_EVERY = 10


def main() -> int:
    """Do all drills; 1 when a promise was broken, or when the drill does not notice that one was."""
    parser = argparse.ArgumentParser(prog="python -m tests.corruption", description=__doc__)
    parser.add_argument("--flips", type=int, default=1050)
    parser.add_argument("--truncations", type=int, help="else at the end of every page, and at odd places")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    for name in LOADED:  # once, not in each child
        import_module(name)
    outcomes = Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        student = make_student(Path(folder))
        if not _is_noticed(student):
            _say("A drill in which all is lost was passed.")
            return 1
        damages = _damages(student, options.flips, options.truncations, Random(options.seed))
        for number, (what, damage) in enumerate(damages):
            try:
                found = require_recovery(student, damage, solving=number % SOLVING_EVERY == 0)
            except BrokenPromiseError as broken:
                found = ["BROKEN"]
                _say(f"{what}, number {number}:\n{str(broken)[-2000:]}\n")
            outcomes[what, " and ".join(found) or "nothing"] += 1
    for (what, told), count in sorted(outcomes.items()):
        _say(f"{count:>5} x {what}: the doctor found {told}")
    _say(f"seed {options.seed}")
    return int(any(found == "BROKEN" for _, found in outcomes))


def _is_noticed(student: Student) -> bool:
    """Whether a drill fails in which the journal goes with the file."""

    def lose_all(path: Path) -> None:
        for journal in (path.parent / "journals").iterdir():
            journal.unlink()
        lost(path)

    try:
        require_recovery(student, lose_all)
    except BrokenPromiseError as broken:
        return "other answers than before" in str(broken)
    return False


def _damages(
    student: Student, flips: int, cuts: int | None, rng: Random
) -> Iterator[tuple[str, Callable[[Path], None]]]:
    yield from ((damage.__name__, damage) for damage in REPLACED)
    lengths = [*truncations(student.progress)]
    yield from (("truncated", truncated(length)) for length in (lengths if cuts is None else rng.sample(lengths, cuts)))
    for number in range(flips):
        kind = KINDS[number % len(KINDS)]
        yield kind, flipped(kind, rng)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
