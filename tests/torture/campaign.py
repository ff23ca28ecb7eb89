"""Many kills in one home after another, each checked before the next."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from tests.torture.ending import APP, ENDINGS
from tests.torture.exam_killing import exam_deck, kill_exam_jsonl, kill_exam_screen
from tests.torture.killing import CARDS, kill_jsonl, kill_screen, torture_deck
from tests.torture.ledger import Ledger, disagreements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from random import Random

    from tests.torture.ending import Ending, Killed

KILLS_PER_HOME = 25


class Kill(Protocol):
    """Runs the app over a deck in a home, ends it, and takes down in the ledger what it reported."""

    def __call__(
        self, home: Path, deck: Path, ledger: Ledger, ending: Ending, rng: Random, app: Sequence[str] = APP
    ) -> Killed: ...


WAYS: dict[str, tuple[Callable[[Path], Path], Kill]] = {
    "jsonl": (torture_deck, kill_jsonl),
    "screen": (torture_deck, kill_screen),
    "exam jsonl": (exam_deck, kill_exam_jsonl),
    "exam screen": (exam_deck, kill_exam_screen),
}
"""By name, how to write the deck and how to kill."""


@dataclass(slots=True)
class Outcome:
    """What many kills brought."""

    kills: Counter[str] = field(default_factory=Counter)
    """By way and ending."""
    reported: Counter[str] = field(default_factory=Counter)
    """By way: what was reported as saved, taken back or handed in."""
    faults: list[str] = field(default_factory=list)

    def has(self, kills: int, answers: int) -> bool:
        """Return whether it has brought so much."""
        return self.kills.total() >= kills and self.reported.total() >= answers


def torture(
    folder: Path,
    rng: Random,
    kills: int,
    *,
    answers: int = 0,
    ways: Sequence[str] = tuple(WAYS),
    endings: Sequence[Ending] = ENDINGS,
    app: Sequence[str] = APP,
    until: Callable[[str], bool] | None = None,
) -> Outcome:
    """Kill the app, in turn in every way, at least `kills` times and until `answers` were reported as saved.

    With `until`, stop at the first fault that it is true of.
    """
    outcome = Outcome()
    decks = {way: WAYS[way][0](folder) for way in ways}
    plan = itertools.cycle((way, ending) for ending in endings for way in ways)
    while not outcome.has(kills, answers) and not (until and any(map(until, outcome.faults))):
        home = folder / f"home{outcome.kills.total()}"
        home.mkdir()
        in_one_home = itertools.islice(plan, KILLS_PER_HOME)
        _kill_in_one_home(home, decks, outcome, rng, in_one_home, app, lambda: outcome.has(kills, answers))
        shutil.rmtree(home)
    return outcome


def _kill_in_one_home(
    home: Path,
    decks: dict[str, Path],
    outcome: Outcome,
    rng: Random,
    plan: Iterable[tuple[str, Ending]],
    app: Sequence[str],
    is_enough: Callable[[], bool],
) -> None:
    ledger, progress = Ledger(), home / "progress.db"
    for way, ending in plan:
        killed = WAYS[way][1](home, decks[way], ledger, ending, rng, app)
        name = f"{way}, {getattr(ending, 'name', ending)}"
        outcome.kills[name] += 1
        outcome.reported[way] += killed.reported
        faults = (*killed.faults, *ledger.losses(progress))
        outcome.faults += [f"{name}: {fault}" for fault in faults]
        if faults:
            return
        if is_enough() or len(ledger.cards) > CARDS // 2:  # a session that runs out of questions would end by itself
            break
    outcome.faults += disagreements(progress)
