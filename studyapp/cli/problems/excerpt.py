"""The line of a file that a problem is about, with a caret under the place."""

from __future__ import annotations

import unicodedata

from studyapp.text import clean

WIDEST = 100
"""Cells of a line that are shown; of a longer one, the part around the place."""
BEFORE = 60
"""Cells that stand at most before the place in a cut line."""
NEAR = 400
"""Characters on either side of the place that are looked at; marks may take no cells."""
_ELLIPSIS = "…"


def excerpt(line: str, column: int, number: int) -> tuple[str, str]:
    """Return the line with its number, and a line with a caret under the character in `column`, from 1.

    Both are safe to show; characters that take two cells, and marks that take none, are allowed for.
    """
    skipped = max(0, min(column - 1, len(line)) - NEAR)
    characters = [_shown(character) for character in line[skipped : column + NEAR]]
    place = min(max(column - 1 - skipped, 0), len(characters))
    start = place
    used = 0
    while start > 0 and used + width(characters[start - 1]) <= BEFORE:
        start -= 1
        used += width(characters[start])
    end, used_behind = place, 0
    while end < len(characters) and used + used_behind + width(characters[end]) <= WIDEST:
        used_behind += width(characters[end])
        end += 1
    before = (_ELLIPSIS if start or skipped else "") + "".join(characters[start:place])
    shown = (
        before
        + "".join(characters[place:end])
        + (_ELLIPSIS if end < len(characters) or column + NEAR < len(line) else "")
    )
    margin = f"{number:>5} | "
    return margin + shown, " " * 5 + " | " + " " * width(before) + "^"


def width(text: str) -> int:
    """Return how many cells of a terminal `text` takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _shown(character: str) -> str:
    """Return what is shown for a character: tabs and what can't be shown become one cell each."""
    if character == "\t":
        return " "
    cleaned = clean(character)
    return cleaned if len(cleaned) == 1 else "\ufffd"
