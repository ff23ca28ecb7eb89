"""Helps tests to check decks that are written in the test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.decks.checks.checking import check_deck

if TYPE_CHECKING:
    from studyapp.decks.problem import Problem

HEAD = "studyapp: 1\nid: d\ntitle: D\ncards:\n"


def problems(text: str) -> list[Problem]:
    """Return the problems of a whole deck."""
    return list(check_deck(text.encode(), Path("d.deck.yaml")).problems)


def codes_of(cards: str, head: str = HEAD) -> list[str]:
    """Return the codes of the problems of a deck with these cards, in the order of the file."""
    return [problem.code for problem in problems(head + cards)]
