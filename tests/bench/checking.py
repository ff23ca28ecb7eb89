"""How long checking a large deck takes, against merely loading it as YAML."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import yaml

from studyapp.study.checking import check_paths
from tests.bench.ratio import Ratio, compare, spent
from tests.workspaces import write_deck

if TYPE_CHECKING:
    from pathlib import Path

CARDS = 10_000
TIMES = 3
SHARE, EXTRA = 0.6, 1.0
"""Checking may take this share of the time that loading takes, and so many seconds more."""
_SYLLABLES = "ba co di fu ga he jo ki lu mo na pe qui ro sa te vu wa xi zo".split()  # noqa: SIM905 - reads better


def checking_a_deck(folder: Path) -> list[Ratio]:
    """CPU seconds of a cold check of a deck with several types of cards."""
    deck = write_deck(folder, mixed_deck(CARDS), "mixed")
    text = deck.read_text(encoding="utf-8")
    return [
        compare(
            f"check of {CARDS:,} cards, cold",
            lambda: spent(lambda: check_paths([deck])),
            f"{SHARE} × CSafeLoader + {EXTRA:.0f} s",
            lambda: SHARE * spent(lambda: yaml.load(text, Loader=yaml.CSafeLoader)) + EXTRA,
            at_most=1.0,
            times=TIMES,
        )
    ]


def mixed_deck(cards: int) -> str:
    """Return a deck with five types of cards in turn, each with an explanation and tags."""
    dice = random.Random(3)
    parts = ["studyapp: 1\nid: mixed\ntitle: Mixed\ncards:\n"]
    for number in range(cards):
        words = " ".join("".join(dice.choices(_SYLLABLES, k=3)) for _ in range(9))
        own = _FIELDS[number % len(_FIELDS)].format(words=words, number=number)
        parts.append(f"  - id: c{number}\n    {own}\n    explanation: {words} why {number}\n    tags: [a, b]\n")
    return "".join(parts)


_FIELDS = (
    "type: typed\n    question: {words} {number}?\n    answer: word{number} abc\n    wrong: [no{number}, nah{number}]",
    "type: choice\n    question: {words} {number}?\n    answer: right{number}\n    wrong: [one{number}, two{number}]",
    "question: {words} {number}?\n    answer: it is so many things",
    "type: number\n    question: {words}?\n    answer: {number}\n    unit: km",
    "type: cloze\n    cloze: {words} {{{{gap{number}}}}} and more.",
)
