"""Reads a deck file piece by piece, and goes on after what can't be parsed: one bad card never hides the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from studyapp.decks.events import PARSER_ERRORS, Events, Stop
from studyapp.decks.report import line_of
from studyapp.decks.syntax import Advice, explain, misplaced_dash
from studyapp.decks.tree import TOO_MANY_ENTRIES, Piece, TreeReader
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from studyapp.decks.decktext import DeckText, Segment
    from studyapp.decks.report import Report

MAX_BYTES_READ_AGAIN = 64 * 1024 * 1024


class _Halt(NamedTuple):
    """A stop, and the first line of the card or entry in which the parser was; 0 if it was between two."""

    stop: Stop
    unit_line: int


def read_pieces(text: DeckText, report: Report, *, pure: bool = False) -> Iterator[Piece]:
    """Yield the entries of the top level and the cards; what was refused is reported.

    Cards follow one another in the order of the file, as do entries; an entry below the cards may come before them.
    """
    read = 0
    for segment in text.segments():
        waiting = [segment]
        while waiting and not report.full:
            current = waiting.pop()
            if current.misfit:
                _note(misplaced_dash(current.line, text), report)
                beyond = text.next_unit(current, current.line)
                waiting += [beyond] if beyond else []
                current = replace(current, end=beyond.start if beyond else current.end)
            halt = yield from _read_segment(text, current, report, pure=pure)
            if halt is None:
                continue
            _note(explain(halt.stop, text, halt.unit_line), report)
            read += text.line_start(max(halt.stop.line, current.line)) - current.start
            if read > MAX_BYTES_READ_AGAIN or halt.stop.reason == TOO_MANY_ENTRIES:
                return
            waiting += _rest(text, current, halt)


def _note(advice: Advice, report: Report) -> None:
    report.add(Severity.ERROR, (advice.line, advice.column), advice.code, advice.message, advice.mend)


def _read_segment(
    text: DeckText, segment: Segment, report: Report, *, pure: bool
) -> Generator[Piece, None, _Halt | None]:
    """Yield what can be read of a segment; return where the parser stopped, or None at the end."""
    events = Events(text, segment, pure=pure)
    tree = TreeReader(text, report, events)
    waiting: Piece | None = None
    try:
        for piece in tree.pieces():
            # The last piece waits: if the next line does not fit its indentation, it belongs to this piece.
            if waiting is not None:
                yield waiting
            waiting = piece if _belongs(piece, segment) else None
    except PARSER_ERRORS as error:
        halt = _Halt(events.stop(error), tree.unit_line)
        if waiting is not None and not _cuts_short(waiting, halt, text):
            yield waiting
        return halt
    if waiting is not None:
        yield waiting
    return None


def _belongs(piece: Piece, segment: Segment) -> bool:
    """Return whether a piece stands in the file: a segment that begins with a card was given a key of its own."""
    return piece.key is None or line_of(piece.key) >= segment.line


def _cuts_short(piece: Piece, halt: _Halt, text: DeckText) -> bool:
    """Return whether the line at which the parser stopped belongs to the finished piece before it."""
    stop = halt.stop
    if piece.key is not None and line_of(piece.key) == stop.line:
        return True
    return (
        halt.unit_line == 0
        and stop.context.startswith("while parsing a block")
        and not text.line(stop.line).lstrip().startswith("- ")
    )


def _rest(text: DeckText, current: Segment, halt: _Halt) -> list[Segment]:
    """Return what is left of a segment after a stop: all but the card or entry that could not be read."""
    stop = halt.stop
    bad_line = halt.unit_line or (stop.began[0] if "quoted scalar" in stop.context else stop.line)
    if halt.unit_line == 0 and stop.line > current.line and text.line(stop.line).lstrip().startswith("- "):
        bad_line = stop.line - 1
    following = text.next_unit(current, max(bad_line, current.line))
    rest = [following] if following else []
    if bad_line < stop.line and _is_a_card_behind_a_tab(stop.line, text):
        above = text.next_unit(current, bad_line - 1)
        end = text.line_start(stop.line)
        # A card that was read without that line already is broken by itself.
        if above and above.in_cards and above.line == bad_line and end < above.end:
            rest.append(replace(above, end=end))
    return rest


def _is_a_card_behind_a_tab(line: int, text: DeckText) -> bool:
    """Return whether a card of its own begins there, so that the one above is whole; it may be a list of that one."""
    content = text.line(line)
    return content.startswith("\t") and content.lstrip().startswith("- ") and not text.line(line - 1).endswith(":")
