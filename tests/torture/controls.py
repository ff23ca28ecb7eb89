"""Programs with a known defect: torture that does not find it proves nothing."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.torture.campaign import torture

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

MOST_KILLS = 30


def caught(folder: Path, rng: Random) -> dict[str, bool]:
    """Return of each defect, in each way of studying, whether it was found within `MOST_KILLS` kills."""
    return {
        "answers reported before the commit, jsonl": loses(folder / "a", rng, "jsonl"),
        "answers shown before the commit, screen": loses(folder / "b", rng, "screen"),
        "a sheet kept before the commit, jsonl": loses(folder / "c", rng, "exam jsonl"),
        "a sheet kept before the commit, screen": loses(folder / "d", rng, "exam screen"),
        "an exam submitted in pieces": doubles(folder / "e", rng),
        "a terminal left in disorder": leaves_disorder(folder / "f", rng),
    }


def loses(folder: Path, rng: Random, way: str) -> bool:
    """Return whether a program that commits late is seen to lose answers."""
    folder.mkdir()
    liar = ("-m", "tests.torture.liar", "late-commit")
    outcome = torture(folder, rng, MOST_KILLS, ways=[way], endings=[signal.SIGKILL], app=liar, until=_is_loss)
    return any(map(_is_loss, outcome.faults))


def doubles(folder: Path, rng: Random) -> bool:
    """Return whether a program that submits an exam piece by piece is seen to have answers in the log that it repeats."""
    folder.mkdir()
    liar = ("-m", "tests.torture.liar", "piecemeal")
    ways = ["exam jsonl"]
    outcome = torture(folder, rng, MOST_KILLS, ways=ways, endings=[signal.SIGKILL], app=liar, until=_is_not_once)
    return any(map(_is_not_once, outcome.faults))


def leaves_disorder(folder: Path, rng: Random) -> bool:
    """Return whether a program that ignores its last moment is seen to leave the alternate screen on."""
    folder.mkdir()
    deaf = ("-m", "tests.torture.liar", "deaf")
    outcome = torture(folder, rng, MOST_KILLS, ways=["screen"], endings=[signal.SIGTERM], app=deaf, until=_is_disorder)
    return any(map(_is_disorder, outcome.faults))


def _is_loss(fault: str) -> bool:
    return "reported as saved" in fault or "shown as saved" in fault


def _is_not_once(fault: str) -> bool:
    return " reviews of " in fault


def _is_disorder(fault: str) -> bool:
    return "the alternate screen" in fault
