"""`make powercut`: thousands of simulated power cuts, half of them after a disk that failed, and defects to be caught."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from studyapp.progress.migrations import NEWEST
from tests.disk.cutting import cut_everywhere, record
from tests.disk.interposing import compile_interposer
from tests.disk.student import DEFECTS, DEFECTS_ON_AN_UNSOUND_DISK

ANSWERS = 150
CUTS_PER_RECORD = 500
CUTS_PER_DEFECT = 300


def main() -> int:
    """Cut, and print what it brought; 1 when anything was lost or a defect was not caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.disk", description=__doc__)
    parser.add_argument("--cuts", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    rng = Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = compile_interposer(folder)
        if library is None:
            _say("Power cuts are simulated on Linux with a C compiler only.")
            return 0
        lost = sum(
            _cut(library, folder / f"record {number}, {unsound}", rng, CUTS_PER_RECORD, schema, unsound=unsound)
            for number, schema in enumerate(_schemas(options.cuts))
            for unsound in (False, True)
        )
        uncaught = [
            defect
            for defects, unsound in ((DEFECTS, False), (DEFECTS_ON_AN_UNSOUND_DISK, True))
            for defect in defects
            if not _cut(library, folder / defect, rng, CUTS_PER_DEFECT, defect=defect, unsound=unsound)
        ]
    for defect in uncaught:
        _say(f"NOT CAUGHT: {defect}")
    _say(f"seed {options.seed}")
    return 1 if lost or uncaught else 0


def _schemas(cuts: int) -> list[int]:
    """Return from which schema each record begins that half of the cuts are made of."""
    return [number % NEWEST for number in range(-(-cuts // (2 * CUTS_PER_RECORD)))]


def _cut(
    library: Path, folder: Path, rng: Random, cuts: int, schema: int = 0, *, defect: str = "", unsound: bool
) -> int:
    log = record(library, folder, ANSWERS, schema=schema, defect=defect, unsound=rng if unsound else None)
    outcome = cut_everywhere(log, rng, cuts)
    name = f"{defect or f'from schema {schema}'}{', some synchronisation failed before' if unsound else ''}"
    _say(f"{name}: {outcome.cuts} power cuts, {outcome.said} times something was said to be saved")
    for fault, count in outcome.faults.most_common():
        _say(f"    {'caught' if defect else 'FAULT'}: {fault} ({count} cuts)")
    return outcome.faults.total()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
