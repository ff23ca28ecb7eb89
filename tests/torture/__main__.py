"""`make torture`: a thousand kills of the real app, and two liars that must be caught."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.torture.campaign import Outcome, torture
from tests.torture.controls import caught

PROCESSES = 2


def main() -> int:
    """Run the campaign and print what it brought; 1 when anything was lost or a liar was not caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(PROCESSES) as pool:
        shares = [options.kills // PROCESSES + (n < options.kills % PROCESSES) for n in range(PROCESSES)]
        running = [pool.submit(_share, f"{folder}/{n}", options.seed + n, share) for n, share in enumerate(shares)]
        outcomes = [future.result() for future in running]
        _report(outcomes, options.seed, time.perf_counter() - begun)
        uncaught = [name for name, found in caught(Path(folder), Random(options.seed)).items() if not found]
    for name in uncaught:
        _say(f"NOT CAUGHT: {name}")
    return 1 if uncaught or any(outcome.faults for outcome in outcomes) else 0


def _share(folder: str, seed: int, kills: int) -> Outcome:
    Path(folder).mkdir()
    return torture(Path(folder), Random(seed), kills)


def _report(outcomes: list[Outcome], seed: int, seconds: float) -> None:
    kills = sum((outcome.kills for outcome in outcomes), Counter[str]())
    reported = sum(outcome.reported for outcome in outcomes)
    for name, count in sorted(kills.items()):
        _say(f"{name:<20} {count:>6} kills")
    for outcome in outcomes:
        for fault in outcome.faults:
            _say(f"FAULT: {fault}")
    faults = sum(len(outcome.faults) for outcome in outcomes)
    _say(f"{kills.total()} kills, {reported} answers reported as saved, {faults} faults; {seconds:.0f} s, seed {seed}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
