"""Where in the file the things stand that checks speak of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from studyapp.decks.checks.codes.table import CODES
from studyapp.decks.events import SCALAR
from studyapp.decks.pieces import read_pieces
from studyapp.decks.problem import Problem
from studyapp.decks.report import MAX_MESSAGE, Report, line_of, position
from studyapp.decks.tree import ListNode, MapNode, Node
from studyapp.questions.field import Severity
from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.remark import Remark
    from studyapp.decks.decktext import DeckText


def located(remarks: Sequence[Remark], text: DeckText, path: str) -> Iterator[Problem]:
    """Yield remarks as problems at their places. Only the nodes of cards that are spoken of are kept."""
    by_line: dict[int, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_line[remark.entry.line].append(remark)
    left = len(by_line)
    # The same file was read before; what was wrong with it has been reported.
    for piece in read_pieces(text, Report(path)) if left else ():
        if piece.key is not None or not isinstance(piece.value, MapNode):
            continue
        wanted = by_line.get(line_of(piece.value), [])
        here = [remark for remark in wanted if _is_card_of(remark, piece.value)]
        for remark in here:
            line, column = _place(piece.value, remark.field, remark.item)
            yield as_problem(path, line, column, remark.code, remark.message, remark.mend)
        if here and len(here) == len(wanted):
            left -= 1
            if not left:
                return


def severity_of(code: str) -> Severity:
    """Return how bad problems with a code usually are; a code without an entry is taken for an error."""
    return CODES[code].severity if code in CODES else Severity.ERROR


def as_problem(path: str, line: int, column: int, code: str, message: str, mend: str) -> Problem:
    """Return a problem with the severity of its code."""
    message, mend = one_line(message, MAX_MESSAGE), one_line(mend, MAX_MESSAGE)
    return Problem(path, line, column, severity_of(code), code, message, mend)


def _is_card_of(remark: Remark, node: MapNode) -> bool:
    """Return whether a card in the right line is the right one: several can stand in one line."""
    written = node.entries.get("id")
    if written is None or type(written[1]) is not SCALAR:
        return remark.entry.record.id.startswith("~")
    return written[1].value.strip() == remark.entry.record.id


def _place(node: MapNode, field: str, item: int | None) -> tuple[int, int]:
    entry = node.entries.get(field)
    if entry is None:
        return position(node)
    found: Node = entry[1]
    if item is not None:
        found = _item(found, item)
    return position(found)


def _item(node: Node, item: int) -> Node:
    if isinstance(node, ListNode) and item < len(node.items):
        return node.items[item]
    if isinstance(node, MapNode) and item < len(node.entries):
        return list(node.entries.values())[item][0]
    return node
