"""Programs with a known defect: torture that does not find it proves nothing."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.torture.campaign import torture

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

MOST_KILLS = 12


def caught(folder: Path, rng: Random) -> dict[str, bool]:
    """Return of each defect, in each way of studying, whether it was found within `MOST_KILLS` kills."""
    return {
        "answers reported before the commit, jsonl": loses(folder / "a", rng, "jsonl"),
        "answers shown before the commit, screen": loses(folder / "b", rng, "screen"),
        "a terminal left in disorder": leaves_disorder(folder / "c", rng),
    }


def loses(folder: Path, rng: Random, way: str) -> bool:
    """Return whether a program that commits late is seen to lose answers."""
    folder.mkdir()
    liar = ("-m", "tests.torture.liar", "late-commit")
    outcome = torture(folder, rng, MOST_KILLS, ways=[way], endings=[signal.SIGKILL], app=liar, until=_is_loss)
    return any(map(_is_loss, outcome.faults))


def leaves_disorder(folder: Path, rng: Random) -> bool:
    """Return whether a program that ignores its last moment is seen to leave the alternate screen on."""
    folder.mkdir()
    deaf = ("-m", "tests.torture.liar", "deaf")
    outcome = torture(folder, rng, MOST_KILLS, ways=["screen"], endings=[signal.SIGTERM], app=deaf, until=_is_disorder)
    return any(map(_is_disorder, outcome.faults))


def _is_loss(fault: str) -> bool:
    return "reported as saved" in fault or "shown as saved" in fault


def _is_disorder(fault: str) -> bool:
    return "the alternate screen" in fault
