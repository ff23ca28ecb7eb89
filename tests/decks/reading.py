"""Short ways to read a deck in tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.decks.reader import parse_deck

if TYPE_CHECKING:
    from studyapp.decks.deck import ReadDeck

HEADER = "studyapp: 1\nid: d\ntitle: A deck\n"
PATH = Path("d.deck.yaml")


def read(text: str | bytes, *, pure: bool = False) -> ReadDeck:
    """Read a whole file."""
    data = text.encode() if isinstance(text, str) else text
    return parse_deck(data, PATH, pure=pure)


def read_cards(cards: str, *, pure: bool = False) -> ReadDeck:
    """Read cards below a complete header; the line after `cards:` is line 5."""
    return read(f"{HEADER}cards:\n{cards}", pure=pure)


def places(result: ReadDeck) -> list[tuple[int, int, str]]:
    """Return line, column and code of all problems."""
    return [(problem.line, problem.column, problem.code) for problem in result.problems]


def codes(result: ReadDeck) -> list[str]:
    """Return the codes of all problems."""
    return [problem.code for problem in result.problems]


def names(result: ReadDeck) -> tuple[str, ...]:
    """Return the ids of the cards that can be studied."""
    return tuple(key.removeprefix("d/") for key in result.deck.keys) if result.deck else ()
