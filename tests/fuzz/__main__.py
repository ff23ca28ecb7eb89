"""`make fuzz`: inputs of every kind for some minutes; what fails is kept in tests/fuzz/findings, and tried ever after."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.campaign import Finding, try_by_chance, try_on_purpose
from tests.fuzz.inputs import good_inputs
from tests.fuzz.targets import TARGETS
from tests.fuzz.trials import Server

FINDINGS = Path(__file__).with_name("findings")
AT_ONCE = 20


def main() -> int:
    """Fuzz until the time is over; 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--target", choices=TARGETS, action="append")
    options = parser.parse_args()
    rng, good = Random(options.seed), good_inputs()
    tried, found = Counter[str](), Counter[str]()
    until = time.monotonic() + options.minutes * 60
    with Server() as server:
        while time.monotonic() < until:
            for target in options.target or TARGETS:
                for way in (try_by_chance, try_on_purpose):
                    try:
                        way(server, target, good[target], rng, AT_ONCE)
                        tried[target] += AT_ONCE
                    except Finding as finding:
                        found[target] += 1
                        _keep(finding)
    for target, count in tried.items():
        _say(f"{target:<10} {count:>7} inputs stood, {found[target]} did not")
    _say(f"seed {options.seed}")
    return 1 if found else 0


def _keep(finding: Finding) -> None:
    FINDINGS.mkdir(exist_ok=True)
    (FINDINGS / finding.name).write_bytes(finding.data)
    _say(f"FOUND {finding.name}:\n{finding.fault[-1500:]}\n")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
