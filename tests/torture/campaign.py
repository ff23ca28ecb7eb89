"""Many kills in one home after another, each checked before the next."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.torture.killing import APP, CARDS, ENDINGS, kill_jsonl, kill_screen, torture_deck
from tests.torture.ledger import Ledger, disagreements

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

KILLS_PER_HOME = 25
WAYS = {"jsonl": kill_jsonl, "screen": kill_screen}


@dataclass(slots=True)
class Outcome:
    """What many kills brought."""

    kills: Counter[str] = field(default_factory=Counter)
    """By way and ending."""
    reported: int = 0
    """Reviews and undos that were reported as saved."""
    faults: list[str] = field(default_factory=list)


def torture(
    folder: Path,
    rng: Random,
    kills: int,
    *,
    ways: Sequence[str] = tuple(WAYS),
    endings: Sequence[signal.Signals | str] = ENDINGS,
    app: Sequence[str] = APP,
    until: Callable[[str], bool] | None = None,
) -> Outcome:
    """Kill the app `kills` times, in turn in every way; with `until`, stop at the first fault that it is true of."""
    outcome = Outcome()
    deck = torture_deck(folder)
    plan = [(way, ending) for ending in endings for way in ways]
    while (done := outcome.kills.total()) < kills and not (until and any(map(until, outcome.faults))):
        home = folder / f"home{done}"
        home.mkdir()
        _kill_in_one_home(
            home, deck, outcome, rng, [plan[n % len(plan)] for n in range(done, min(kills, done + KILLS_PER_HOME))], app
        )
        shutil.rmtree(home)
    return outcome


def _kill_in_one_home(
    home: Path,
    deck: Path,
    outcome: Outcome,
    rng: Random,
    plan: Sequence[tuple[str, signal.Signals | str]],
    app: Sequence[str],
) -> None:
    ledger, progress = Ledger(), home / "progress.db"
    for way, ending in plan:
        killed = WAYS[way](home, deck, ledger, ending, rng, app)
        name = f"{way}, {getattr(ending, 'name', ending)}"
        outcome.kills[name] += 1
        outcome.reported += killed.reported
        faults = (*killed.faults, *ledger.losses(progress))
        outcome.faults += [f"{name}: {fault}" for fault in faults]
        if faults:
            return
        if ledger.reported > CARDS // 2:  # a session that runs out of questions would end by itself
            break
    outcome.faults += disagreements(progress)
