"""A deck file as a tree in which every text knows its place; built from events without recursion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

from studyapp.decks.encoding import name_of
from studyapp.decks.events import StopReadingError
from studyapp.decks.report import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.decks.decktext import DeckText
    from studyapp.decks.events import Event, NodeEvent, ScalarEvent
    from studyapp.decks.report import Report

MAX_DEPTH = 20
MAX_SCALAR = 64 * 1024
SECOND_DOCUMENT = "second document"
TOO_MANY_NODES = "too many nodes"
TOO_DEEP = "too deep"
"""Reasons to stop that are not the parser's own."""
_REFUSED_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTE = "Put the text in quotation marks."
_START = "A deck begins with `studyapp: 1`, then `id:`, `title:` and `cards:`."
_ROOT_LIST = "The file is a list; a deck is a mapping with the cards under `cards:`."


class ScalarNode(NamedTuple):
    """A text as the file means it; `style` is empty for one without quotation marks, else ' " | or >."""

    text: str
    line: int
    column: int
    style: str = ""


class ListNode(NamedTuple):
    """A list."""

    items: list[Node]
    line: int
    column: int


class MapNode(NamedTuple):
    """A mapping: name → (key, value), in the order of the file."""

    entries: dict[str, tuple[ScalarNode, Node]]
    line: int
    column: int


class RefusedNode(NamedTuple):
    """Where something stood that was refused and has been reported."""

    line: int
    column: int


Node: TypeAlias = ScalarNode | ListNode | MapNode | RefusedNode


class Piece(NamedTuple):
    """A finished part of the file: an entry of the top level, or a card, which has no key."""

    key: ScalarNode | None
    value: Node


class Builder:
    """Takes the events of one segment and collects finished `pieces`."""

    __slots__ = ("_add", "_in_document", "_lost", "_open", "_report", "_root_key", "_shift", "_skipped", "_text", "done", "handlers", "pieces", "unit_line")  # fmt: skip

    def __init__(self, text: DeckText, report: Report, line_shift: int) -> None:
        self.pieces: list[Piece] = []
        self.done = False
        self.unit_line = 0
        """The line of the card or entry that is being built; 0 between them."""
        self.handlers = self._building()
        """What to do with an event of each class."""
        self._text = text
        self._report = report
        self._shift = line_shift
        self._lost = text.lines_with_lost_text
        self._open: list[tuple[Callable[[Node], None], Node]] = []
        """The nodes around the place that is being read, each with what takes it when it is finished."""
        self._add: Callable[[Node], None] = self._add_root
        self._root_key: ScalarNode | None = None
        self._skipped = 0
        self._in_document = False

    def _building(self) -> dict[type[Event | yaml.Event], Callable[[Any], None]]:
        return {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._list_start,
            yaml.MappingStartEvent: self._map_start,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.StreamStartEvent: _nothing,
            yaml.DocumentStartEvent: self._document_start,
            yaml.DocumentEndEvent: _nothing,
            yaml.StreamEndEvent: self._stream_end,
        }

    def _skipping(self) -> dict[type[Event | yaml.Event], Callable[[Any], None]]:
        """Return the handlers that pass over a collection that was refused."""
        return self._building() | {
            yaml.ScalarEvent: _nothing,
            yaml.AliasEvent: _nothing,
            yaml.SequenceStartEvent: self._skip_start,
            yaml.MappingStartEvent: self._skip_start,
            yaml.SequenceEndEvent: self._skip_end,
            yaml.MappingEndEvent: self._skip_end,
        }

    def _scalar(self, event: ScalarEvent) -> None:
        mark = event.start_mark
        text = event.value
        node = ScalarNode(text, mark.line + self._shift, mark.column + 1, event.style or "")
        if event.anchor is not None or event.tag is not None or len(text) > MAX_SCALAR:
            self._add(self._refuse_scalar(event, node))
            return
        if node.style == '"':
            if _REFUSED_CHARACTERS.search(text):
                self._report_escape(node)
        elif self._lost and not node.style and self._loses_text(event):
            self._add(RefusedNode(node.line, node.column))
            return
        self._add(node)

    def _refuse_scalar(self, event: ScalarEvent, node: ScalarNode) -> RefusedNode:
        if event.anchor is not None or event.tag is not None:
            self._report_property(event, node)
        else:
            message = f"A text of {len(node.text):,} characters is too long; at most {MAX_SCALAR:,} are read."
            self._report.error(node, "text-too-long", message, "Shorten it.")
        return RefusedNode(node.line, node.column)

    def _report_property(self, event: NodeEvent, place: ScalarNode | RefusedNode) -> None:
        if event.anchor is not None:
            message = (
                f"“&{event.anchor}” at the beginning is an anchor in YAML, which decks don't use; it would be lost."
            )
            self._report.error(place, "anchor", message, "If it is text, put it in quotation marks.")
        else:
            message = (
                f"{excerpt(self._text.line(place.line)[place.column - 1 :])} starts with !, which is a tag in YAML."
            )
            self._report.error(place, "tag", message, _QUOTE)

    def _report_escape(self, node: ScalarNode) -> None:
        found = _REFUSED_CHARACTERS.search(node.text)
        if found:
            message = f"The text holds the control character {name_of(found.group())}; it is shown as “\ufffd”."
            mend = "Delete the escape; a backslash that is meant as one is written twice."
            self._report.error(node, "control-character", message, mend)

    def _loses_text(self, event: ScalarEvent) -> bool:
        """Report a comment that looks like text: one space before the hash and none behind it."""
        line = event.end_mark.line + self._shift
        if line not in self._lost:
            return False
        rest = self._text.line(line)[event.end_mark.column :]
        if not rest.startswith(" #") or rest[2:3] in {"", " ", "#", "!"} or rest.startswith(" #studyapp:"):
            return False
        place = RefusedNode(line, event.end_mark.column + 2)
        message = f"YAML takes everything after # as a comment, so {excerpt(rest.strip())} was ignored."
        mend = "Put the whole text in quotation marks; or, for a comment, write a space after the #."
        self._report.error(place, "lost-after-hash", message, mend)
        return True

    def _alias(self, event: NodeEvent) -> None:
        place = self.place(event)
        message = f"“*{event.anchor}” is an alias in YAML, which decks don't use."
        self._report.error(place, "alias", message, "If it is text, put it in quotation marks.")
        self._add(place)

    def _list_start(self, event: NodeEvent) -> None:
        place = self.place(event)
        if not self._may_open(event, place):
            return
        node = ListNode([], place.line, place.column)
        if len(self._open) == 1 and self._root_key is not None and self._root_key.text == "cards":
            self.pieces.append(Piece(self._root_key, node))
            self.unit_line = 0
            self._push(node, self._add_card)
        elif self._open:
            self._push(node, node.items.append)
        else:
            self._report.error(place, "not-a-deck", _ROOT_LIST, "Write `cards:` above it, and `studyapp: 1` first.")
            self._skip(place)

    def _map_start(self, event: NodeEvent) -> None:
        place = self.place(event)
        if self._may_open(event, place):
            node = MapNode({}, place.line, place.column)
            self._push(node, _MapFrame(node, self._report).add if self._open else self._add_entry)

    def _push(self, node: ListNode | MapNode, add: Callable[[Node], None]) -> None:
        if len(self._open) == 2:
            self.unit_line = node.line
        self._open.append((self._add, node))
        self._add = add

    def _may_open(self, event: NodeEvent, place: RefusedNode) -> bool:
        """Return whether a collection is read; otherwise pass over it."""
        if event.anchor is not None or event.tag is not None:
            self._report_property(event, place)
        elif len(self._open) >= MAX_DEPTH:
            # libyaml needs the square of the depth in time, so the rest of such a card is not even passed over.
            raise StopReadingError(TOO_DEEP, *place)
        else:
            return True
        self._skip(place)
        return False

    def _skip(self, place: RefusedNode) -> None:
        self._skipped = 1
        self.handlers = self._skipping()
        self._add(place)

    def _end(self, _: Event) -> None:
        add, node = self._open.pop()
        self._add = add
        add(node)

    def _skip_start(self, event: Event) -> None:
        self._skipped += 1
        if len(self._open) + self._skipped > MAX_DEPTH:
            raise StopReadingError(TOO_DEEP, *self.place(event))

    def _skip_end(self, _: Event) -> None:
        self._skipped -= 1
        if not self._skipped:
            self.handlers = self._building()

    def _document_start(self, event: Event) -> None:
        if self._in_document:
            raise StopReadingError(SECOND_DOCUMENT, *self.place(event))
        self._in_document = True

    def _stream_end(self, _: Event) -> None:
        self.done = True

    def _add_root(self, node: Node) -> None:
        if isinstance(node, ScalarNode):
            message = f"This is a text, {excerpt(node.text)}, where a deck should be."
            self._report.error(node, "not-a-deck", message, _START)

    def _add_entry(self, node: Node) -> None:
        """Take a key of the top level, then its value."""
        key = self._root_key
        if key is not None:
            self._root_key = None
            self.unit_line = 0
            if not (key.text == "cards" and isinstance(node, ListNode)):
                self.pieces.append(Piece(key, node))
        elif isinstance(node, ScalarNode):
            self._root_key = node
            self.unit_line = node.line
        else:
            _report_key(self._report, node)
            self._root_key = ScalarNode("", node.line, node.column)

    def _add_card(self, node: Node) -> None:
        self.unit_line = 0
        self.pieces.append(Piece(None, node))

    def place(self, event: Event) -> RefusedNode:
        """Return where an event begins."""
        mark = event.start_mark
        return RefusedNode(mark.line + self._shift, mark.column + 1)


class _MapFrame:
    """Takes the keys and values of one mapping in turn."""

    __slots__ = ("_entries", "_key", "_report")

    def __init__(self, node: MapNode, report: Report) -> None:
        self._entries = node.entries
        self._report = report
        self._key: ScalarNode | None = None

    def add(self, node: Node) -> None:
        """Take a key, then its value."""
        key = self._key
        if key is None:
            self._key = node if isinstance(node, ScalarNode) else self._no_key(node)
            return
        self._key = None
        if key.text in self._entries or (key.text == "<<" and not key.style):
            node = self._refuse(key, node)
        self._entries[key.text] = (key, node)

    def _no_key(self, node: Node) -> ScalarNode:
        _report_key(self._report, node)
        return ScalarNode("", node.line, node.column, "refused")

    def _refuse(self, key: ScalarNode, node: Node) -> Node:
        """Report a key that makes its value worthless."""
        if key.style == "refused":
            return node
        if key.text == "<<":
            self._report.error(key, "merge-key", "Merge keys (<<) are not read in decks.", "Write the fields out.")
        else:
            first = self._entries[key.text][0]
            message = f"{excerpt(key.text)} is given twice: in line {first.line} and in line {key.line}."
            self._report.error(key, "duplicate-key", message, "Delete one of the two.")
        return RefusedNode(node.line, node.column)


def _report_key(report: Report, node: Node) -> None:
    if not isinstance(node, RefusedNode):
        kind = "A list" if isinstance(node, ListNode) else "A mapping"
        message = f"{kind} in brackets stands where a name should be."
        report.error(node, "key-not-text", message, "If the brackets are meant as text, put it in quotation marks.")


def _nothing(_: object) -> None:
    """Take an event that means nothing here."""
