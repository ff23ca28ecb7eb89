"""A deck file as a tree in which every text knows its place; built from events without recursion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from studyapp.decks.encoding import name_of
from studyapp.decks.events import ALIAS, DOCUMENT, LIST, LIST_END, MAP, MAP_END, SCALAR, STREAM_END, StopReadingError
from studyapp.decks.report import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from studyapp.decks.decktext import DeckText
    from studyapp.decks.events import Event, Events, NodeEvent, ScalarEvent
    from studyapp.decks.report import Place, Report

MAX_DEPTH = 20
MAX_SCALAR = 64 * 1024
MOST_ENTRIES = 250_000
"""So many entries of mappings and lists are read before a card is finished."""
SECOND_DOCUMENT = "second document"
TOO_MANY_ENTRIES = "too many entries"
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


class TreeReader:
    """Reads one segment; what its methods raise is one of PARSER_ERRORS."""

    __slots__ = ("_get", "_left", "_lost", "_refused", "_report", "_shift", "_text", "unit_line")

    def __init__(self, text: DeckText, report: Report, events: Events) -> None:
        self.unit_line = 0
        """The line of the card or entry that is being read; 0 between them."""
        self._text = text
        self._report = report
        self._get: Callable[[], Any] = events.get
        self._shift = events.line_shift
        self._lost = text.lines_with_lost_text
        self._left = MOST_ENTRIES
        self._refused = 0
        """The depth of a collection that was refused and is yet to be passed over; 0 if there is none."""

    def pieces(self) -> Iterator[Piece]:
        """Yield the parts of the segment, each when it is finished; the list of cards, empty, when it begins."""
        self._get()  # the stream's start
        if type(self._get()) is STREAM_END:
            return
        yield from self._root(self._get())
        self._get()  # the document's end
        event = self._get()
        if type(event) is DOCUMENT:
            raise StopReadingError(SECOND_DOCUMENT, *self._place(event))

    def _root(self, event: NodeEvent) -> Iterator[Piece]:
        place = self._place(event)
        if type(event) is MAP:
            if self._opens(event, place, 0):
                yield from self._entries()
        elif type(event) is LIST:
            if self._opens(event, place, 0):
                mend = "Write `cards:` above it, and `studyapp: 1` first."
                self._report.error(place, "not-a-deck", _ROOT_LIST, mend)
                self._refused = 1
        elif isinstance(node := self._node(event, 0), ScalarNode):
            message = f"This is a text, {excerpt(node.text)}, where a deck should be."
            self._report.error(node, "not-a-deck", message, _START)
        self._pass_over()

    def _entries(self) -> Iterator[Piece]:
        while type(event := self._get()) is not MAP_END:
            key = self._node(event, 1)
            if type(key) is ScalarNode:
                self.unit_line = key.line
            else:
                key = self._no_key(key)
            event = self._get()
            if key.text == "cards" and type(event) is LIST:
                yield from self._cards(key, event)
            else:
                yield self._finished(key, self._begun(event, 1))
                self._pass_over()

    def _cards(self, key: ScalarNode, start: NodeEvent) -> Iterator[Piece]:
        place = self._place(start)
        if self._opens(start, place, 1):
            yield self._finished(key, ListNode([], place.line, place.column))
            while type(event := self._get()) is not LIST_END:
                yield self._finished(None, self._begun(event, 2))
                self._pass_over()
        else:
            yield self._finished(key, place)
            self._pass_over()

    def _finished(self, key: ScalarNode | None, value: Node) -> Piece:
        self.unit_line = 0
        self._count(value)
        if type(value) is MapNode:
            self._left = MOST_ENTRIES
        return Piece(key, value)

    def _node(self, event: NodeEvent, depth: int) -> Node:
        """Return the node that begins with `event`; `depth` collections are open around it."""
        node = self._begun(event, depth)
        self._pass_over()
        return node

    def _begun(self, event: NodeEvent, depth: int) -> Node:
        """Return the same, but where a collection is refused, it is yet to be passed over."""
        if type(event) is SCALAR:
            return self._scalar(event)
        place = self._place(event)
        if type(event) is ALIAS:
            message = f"“*{event.anchor}” is an alias in YAML, which decks don't use."
            self._report.error(place, "alias", message, "If it is text, put it in quotation marks.")
        elif self._opens(event, place, depth):
            if type(event) is MAP:
                return MapNode(self._map(depth + 1), place.line, place.column)
            return ListNode(self._list(depth + 1), place.line, place.column)
        return place

    def _map(self, depth: int) -> dict[str, tuple[ScalarNode, Node]]:
        get, scalar = self._get, self._scalar
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        while type(event := get()) is not MAP_END:
            key = scalar(event) if type(event) is SCALAR else self._node(event, depth)
            if type(key) is not ScalarNode:
                key = self._no_key(key)
            event = get()
            value = scalar(event) if type(event) is SCALAR else self._node(event, depth)
            name = key.text
            if name in entries or (name == "<<" and not key.style):
                value = self._refuse(key, value, entries)
            entries[name] = key, value
            self._count(value)
        return entries

    def _list(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while type(event := self._get()) is not LIST_END:
            items.append(self._node(event, depth))
            self._count(items[-1])
        return items

    def _count(self, place: Place) -> None:
        self._left -= 1
        if self._left < 0:
            raise StopReadingError(TOO_MANY_ENTRIES, place.line, place.column)

    def _opens(self, event: NodeEvent, place: RefusedNode, depth: int) -> bool:
        """Return whether a collection is read, or is reported and to be passed over."""
        if event.anchor is not None or event.tag is not None:
            self._report_property(event, place)
            self._refused = depth + 1
            return False
        if depth >= MAX_DEPTH:
            # libyaml needs the square of the depth in time, so the rest of such a card is not even passed over.
            raise StopReadingError(TOO_DEEP, *place)
        if depth == 2:
            self.unit_line = place.line
        return True

    def _pass_over(self) -> None:
        """Read to the end of the collection that was refused, if there is one."""
        if not self._refused:
            return
        depth = self._refused
        while depth >= self._refused:
            event = self._get()
            if type(event) in {LIST, MAP}:
                depth += 1
                if depth > MAX_DEPTH:
                    raise StopReadingError(TOO_DEEP, *self._place(event))
            elif type(event) in {LIST_END, MAP_END}:
                depth -= 1
            self._count(self._place(event))
        self._refused = 0

    def _no_key(self, node: Node) -> ScalarNode:
        """Return what stands for a key that can be none."""
        if not isinstance(node, RefusedNode):
            kind = "A list" if isinstance(node, ListNode) else "A mapping"
            message = f"{kind} in brackets stands where a name should be."
            mend = "If the brackets are meant as text, put it in quotation marks."
            self._report.error(node, "key-not-text", message, mend)
        return ScalarNode("", node.line, node.column, "refused")

    def _refuse(self, key: ScalarNode, value: Node, entries: Mapping[str, tuple[ScalarNode, Node]]) -> Node:
        """Report a key that makes its value worthless."""
        if key.style == "refused":
            return value
        if key.text == "<<":
            self._report.error(key, "merge-key", "Merge keys (<<) are not read in decks.", "Write the fields out.")
        else:
            first = entries[key.text][0]
            message = f"{excerpt(key.text)} is given twice: in line {first.line} and in line {key.line}."
            self._report.error(key, "duplicate-key", message, "Delete one of the two.")
        return RefusedNode(value.line, value.column)

    def _scalar(self, event: ScalarEvent) -> ScalarNode | RefusedNode:
        mark = event.start_mark
        text, style = event.value, event.style or ""
        node = ScalarNode(text, mark.line + self._shift, mark.column + 1, style)
        if event.anchor is not None or event.tag is not None:
            self._report_property(event, node)
        elif len(text) > MAX_SCALAR:
            message = f"A text of {len(node.text):,} characters is too long; at most {MAX_SCALAR:,} are read."
            self._report.error(node, "text-too-long", message, "Shorten it.")
        elif style == '"':
            self._report_escape(node)
            return node
        elif not (self._lost and not style and self._loses_text(event)):
            return node
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

    def _place(self, event: Event) -> RefusedNode:
        mark = event.start_mark
        return RefusedNode(mark.line + self._shift, mark.column + 1)
