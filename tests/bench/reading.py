"""How long reading a large deck takes, against loading it as YAML."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import yaml

from studyapp.decks.cache import DeckCache
from studyapp.decks.reader import read_deck
from tests.bench.large import LONG_AGO, large_deck
from tests.bench.ratio import Ratio, compare, spent

if TYPE_CHECKING:
    from pathlib import Path

CARDS = 10_000


def reading_a_deck(folder: Path) -> list[Ratio]:
    """CPU seconds to read a deck for the first time, and unchanged."""
    path = large_deck(folder, cards=CARDS)
    text = path.read_text(encoding="utf-8")
    cache = DeckCache(folder / "cache")
    os.utime(path, (LONG_AGO, LONG_AGO))
    read_deck(path, cache)

    def load() -> float:
        return spent(lambda: yaml.load(text, Loader=yaml.CSafeLoader))

    first = compare(
        f"reading {CARDS:,} cards for the first time",
        lambda: spent(lambda: read_deck(path, DeckCache(folder / "none", later=True))),
        "CSafeLoader on the same file",
        load,
        at_most=0.4,
    )
    again = compare(
        "the same, unchanged since",
        lambda: spent(lambda: read_deck(path, cache)),
        "CSafeLoader on the same file",
        load,
        at_most=0.02,
        times=5,
    )
    return [first, again]
