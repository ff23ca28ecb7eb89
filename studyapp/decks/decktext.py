"""A deck file's text as the parser gets it, and where its lines and cards begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CARDS_KEY = re.compile(rb"^cards[ ]*:[ ]*(?:#.*)?$", re.MULTILINE)
_HEADER_KEY = re.compile(
    rb"^(?:studyapp|id|title|description|language|sources|defaults|recall_after|exam)[ ]*:(?=[ \n]|\Z)", re.MULTILINE
)
# Not one with another dash behind it: that is a slip, and the cards below show where dashes stand.
_DASH = re.compile(rb"^( *)-(?! +- )(?=[ \n]|\Z) *(\{? *\w*)", re.MULTILINE)
_TOP_KEY = rb"[A-Za-z_\"'][\w.\"'-]*[ ]*:(?=[ \n]|\Z)"
# One space before the hash and none behind it: "C #minor" is meant as text, "answer # note" as a comment.
_LOST_TEXT = re.compile(rb"[^ \n\t] #(?![ #!\t\n]|studyapp:)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the file that is parsed as one document: bytes `start` to `end`, from line `line` (1 is the first)."""

    start: int
    end: int
    line: int
    in_cards: bool
    """Whether it begins with the dash of a card."""
    misfit: bool = False
    """Whether that dash does not stand below the others."""


class DeckText:
    """UTF-8 without byte-order mark, control characters or line breaks other than a newline."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def line(self, number: int) -> str:
        """Return line `number`, from 1, without its end; empty past the end of the file."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.data)
        return self.data[starts[number - 1] : end].decode("utf-8", "replace")

    def segments(self) -> Iterator[Segment]:
        """Yield the parts of the file in the order in which they are best read: what stands below the cards first."""
        whole = Segment(0, len(self.data), 1, in_cards=False)
        cards = _CARDS_KEY.search(self.data)
        below = _HEADER_KEY.search(self.data, cards.end()) if cards else None
        if cards is None or below is None:
            yield whole
            return
        for start, end in (
            (0, cards.start()),
            (below.start(), len(self.data)),
            (cards.start(), below.start()),
        ):
            if start < end:
                yield Segment(start, end, self.line_at(start), in_cards=False)

    def next_unit(self, segment: Segment, line: int) -> Segment | None:
        """Return the rest of `segment` from the first card or top-level key below `line`, or None if there is none."""
        starts = self._line_starts
        if line >= len(starts):
            return None
        found = self._unit_start.search(self.data, starts[line], segment.end)
        if found is None:
            return None
        in_cards = found.group().endswith(b"-")
        misfit = in_cards and len(found.group()) != self.dash_indent + 1
        return Segment(found.start(), segment.end, self.line_at(found.start()), in_cards, misfit)

    def unit_after(self, line: int) -> int:
        """Return the line at which the first card or top-level key below `line` begins; 0 if there is none."""
        found = self.next_unit(Segment(0, len(self.data), 1, in_cards=False), line)
        return found.line if found else 0

    def line_at(self, offset: int) -> int:
        """Return the number of the line that byte `offset` stands in."""
        return bisect_right(self._line_starts, offset)

    def line_start(self, number: int) -> int:
        """Return the byte at which line `number` begins; the end of the file for a line past it."""
        starts = self._line_starts
        return starts[number - 1] if number <= len(starts) else len(self.data)

    @cached_property
    def dash_indent(self) -> int:
        """How many spaces stand before the dash of a card, as far as most cards say: the first may be a slip."""
        cards = _CARDS_KEY.search(self.data)
        dashes = [found.groups() for found in _DASH.finditer(self.data, cards.end())] if cards else []
        if not dashes:
            return 0
        _, first = dashes[0]
        (likely, _), *_ = Counter(len(indent) for indent, beginning in dashes if beginning == first).most_common(1)
        # Where the first dash is lost, the first one found may be that of a list in its card.
        return min([likely, *(len(indent) for (indent, _), times in Counter(dashes).items() if times > 1)])

    @cached_property
    def lines_with_lost_text(self) -> frozenset[int]:
        """The lines on which a comment may have swallowed text."""
        if b" #" not in self.data:
            return frozenset()
        lines: set[int] = set()
        line, reached = 1, 0
        for found in _LOST_TEXT.finditer(self.data):
            line += self.data.count(b"\n", reached, found.start())
            reached = found.start()
            lines.add(line)
        return frozenset(lines)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(rb"\n", self.data))]

    @cached_property
    def _unit_start(self) -> re.Pattern[bytes]:
        # A card's own lists stand at least two columns further right than its dash.
        return re.compile(rb"^(?: {0,%d}-(?=[ \n]|\Z)|%s)" % (self.dash_indent + 1, _TOP_KEY), re.MULTILINE)
