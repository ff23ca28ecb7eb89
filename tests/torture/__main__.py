"""`make torture`: a thousand kills of the real app, fifty thousand answers, and liars that must be caught."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.quick_folder import quick_folder
from tests.torture.campaign import Outcome, torture
from tests.torture.controls import caught


def main() -> int:
    """Run the campaign and print what it brought; 1 when anything was lost or a liar was not caught.

    Half of the kills are on a disk, where most hit an app that waits for it, half in memory, where they hit it at work:
    what a process leaves behind is the same, and there it answers several times as many questions.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--answers", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as disk, quick_folder() as memory, ProcessPoolExecutor(2) as pool:
        on_disk = pool.submit(torture, Path(disk), Random(options.seed), options.kills // 2)
        in_memory = pool.submit(
            torture, memory, Random(options.seed + 1), options.kills - options.kills // 2, answers=options.answers
        )
        outcomes = {"on a disk": on_disk.result(), "in memory": in_memory.result()}
        _report(outcomes, options.seed, time.perf_counter() - begun)
        uncaught = [name for name, found in caught(memory, Random(options.seed)).items() if not found]
    for name in uncaught:
        _say(f"NOT CAUGHT: {name}")
    return 1 if uncaught or any(outcome.faults for outcome in outcomes.values()) else 0


def _report(outcomes: dict[str, Outcome], seed: int, seconds: float) -> None:
    for place, outcome in outcomes.items():
        for name, count in sorted(outcome.kills.items()):
            _say(f"{place}: {name:<24} {count:>6} kills")
        for way, count in outcome.reported.items():
            _say(f"{place}: {way:<24} {count:>6} reported as saved")
        for fault in outcome.faults:
            _say(f"FAULT: {fault}")
    kills = sum(outcome.kills.total() for outcome in outcomes.values())
    reported = sum((outcome.reported for outcome in outcomes.values()), Counter[str]()).total()
    faults = sum(len(outcome.faults) for outcome in outcomes.values())
    _say(f"{kills} kills, {reported} answers reported as saved, {faults} faults; {seconds:.0f} s, seed {seed}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
