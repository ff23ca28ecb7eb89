"""The paragraphs of a source text: paragraph n is the n-th block of text between blank lines."""

from __future__ import annotations

import re
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x85|\x0c")
FEWEST_WORDS = 8
"""A block of fewer words is a heading, a caption or a line of navigation: it states nothing that must be asked."""


class Paragraph(NamedTuple):
    """One block of text."""

    number: int
    line: int
    """The line it begins in, from 1."""
    text: str

    @property
    def states_something(self) -> bool:
        """Whether it is long enough to state a fact."""
        return len(self.text.split()) >= FEWEST_WORDS


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the blocks of `text` between blank lines, with their lines joined by newlines."""
    found: list[Paragraph] = []
    lines: list[str] = []
    for number, line in enumerate((*_BREAK.split(text.removeprefix("\ufeff")), ""), start=1):
        if line.strip():
            lines.append(line)
        elif lines:
            found.append(Paragraph(len(found) + 1, number - len(lines), "\n".join(lines)))
            lines = []
    return tuple(found)
