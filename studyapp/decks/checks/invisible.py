"""Characters in a deck file that nobody sees, and accents written apart from their letters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.decktext import DeckText

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Soft hyphen, zero-width space, word joiner, byte-order mark, marks of direction, tag characters.

Joiners (ZWJ, ZWNJ) and plain marks of direction (LRM, RLM) are not among them: scripts and emoji need them.
"""
_NOT_ASCII = re.compile(rb"[^\x00-\x7f]")


class Oddity(NamedTuple):
    """Something at a place of the file; line and column count from 1."""

    line: int
    column: int
    code: str
    message: str
    mend: str


def odd_characters(text: DeckText) -> Iterator[Oddity]:
    """Yield lines with invisible characters, and lines with decomposed letters: the first place of each kind."""
    for number in _lines_beyond_ascii(text):
        line = text.line(number)
        found = INVISIBLE.search(line)
        if found:
            name = unicodedata.name(found.group(), "unnamed").lower()
            message = f"The invisible character U+{ord(found.group()):04X} ({name}) stands here."
            yield Oddity(
                number, found.start() + 1, "invisible-character", message, "Delete it; `studyapp check --fix` does."
            )
        column = _decomposed_at(line)
        if column:
            message = "A letter and its accent are written as two characters."
            mend = "Type the letter anew; `studyapp check --fix` does."
            yield Oddity(number, column, "decomposed-text", message, mend)


def composed(text: str) -> str:
    """Return `text` with letters and accents joined where that makes it shorter; line by line, else unchanged."""
    return "".join(map(_composed_line, text.splitlines(keepends=True)))


def _composed_line(line: str) -> str:
    if line.isascii():
        return line
    joined = unicodedata.normalize("NFC", line)
    return joined if len(joined) < len(line) else line


def _lines_beyond_ascii(text: DeckText) -> Iterator[int]:
    at, size = 0, len(text.data)
    while at < size:
        found = _NOT_ASCII.search(text.data, at)
        if found is None:
            return
        line = text.line_at(found.start())
        yield line
        end = text.data.find(b"\n", found.start())
        at = end + 1 if end >= 0 else size


def _decomposed_at(line: str) -> int:
    """Return the column of the first letter whose accent stands apart, or 0."""
    if unicodedata.is_normalized("NFC", line) or len(unicodedata.normalize("NFC", line)) >= len(line):
        return 0
    for column in range(1, len(line)):
        if (
            unicodedata.combining(line[column])
            and len(unicodedata.normalize("NFC", line[column - 1 : column + 1])) == 1
        ):
            return column
    return 1
