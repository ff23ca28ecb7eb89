"""A deck file as a tree in which every text knows its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from studyapp.decks.encoding import name_of
from studyapp.decks.events import (
    ALIAS,
    DOCUMENT,
    LIST,
    LIST_END,
    MAP,
    MAP_END,
    SCALAR,
    STREAM_END,
    Point,
    StopReadingError,
)
from studyapp.decks.report import excerpt, line_of, position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from studyapp.decks.decktext import DeckText
    from studyapp.decks.events import Events, Mark, NodeEvent, ScalarEvent
    from studyapp.decks.report import Place, Report

MAX_DEPTH = 20
MAX_SCALAR = 64 * 1024
MOST_ENTRIES = 100_000
"""So many entries of mappings and lists are read before a card is finished."""
SECOND_DOCUMENT = "second document"
TOO_MANY_ENTRIES = "too many entries"
TOO_DEEP = "too deep"
"""Reasons to stop that are not the parser's own."""
_REFUSED_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTE = "Put the text in quotation marks."
_START = "A deck begins with `studyapp: 1`, then `id:`, `title:` and `cards:`."
_ROOT_LIST = "The file is a list; a deck is a mapping with the cards under `cards:`."


class ListNode(NamedTuple):
    """A list."""

    items: list[Node]
    start_mark: Mark


class MapNode(NamedTuple):
    """A mapping: name → (key, value), in the order of the file; the name is empty where a key was refused."""

    entries: dict[str, tuple[Key, Node]]
    start_mark: Mark


class RefusedNode(NamedTuple):
    """Where something stood that was refused and has been reported."""

    start_mark: Mark


Key: TypeAlias = "ScalarEvent | RefusedNode"
Node: TypeAlias = "ScalarEvent | ListNode | MapNode | RefusedNode"
"""A text is the parser's own event: making another object for each would take a tenth of the time to read a deck."""


class Piece(NamedTuple):
    """A finished part of the file: an entry of the top level, or a card, which has no key."""

    key: Key | None
    value: Node


class TreeReader:
    """Reads one segment; what its methods raise is one of PARSER_ERRORS."""

    __slots__ = ("_get", "_left", "_lost", "_refused", "_report", "_text", "unit_line")

    def __init__(self, text: DeckText, report: Report, events: Events) -> None:
        self.unit_line = 0
        """The line of the card or entry that is being read; 0 between them."""
        self._text = text
        self._report = report
        self._get: Callable[[], Any] = events.get
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
            raise StopReadingError(SECOND_DOCUMENT, *position(event))

    def _root(self, event: NodeEvent) -> Iterator[Piece]:
        if type(event) is MAP:
            if self._opens(event, 0):
                yield from self._entries()
        elif type(event) is LIST:
            if self._opens(event, 0):
                mend = "Write `cards:` above it, and `studyapp: 1` first."
                self._report.error(event, "not-a-deck", _ROOT_LIST, mend)
                self._refused = 1
        elif type(node := self._node(event, 0)) is SCALAR:
            message = f"This is a text, {excerpt(node.value)}, where a deck should be."
            self._report.error(node, "not-a-deck", message, _START)
        self._pass_over()

    def _entries(self) -> Iterator[Piece]:
        while type(event := self._get()) is not MAP_END:
            key = self._key(self._node(event, 1))
            if type(key) is SCALAR:
                self.unit_line = line_of(key)
            event = self._get()
            if type(event) is LIST and name_of_key(key) == "cards":
                yield from self._cards(key, event)
            else:
                yield self._finished(key, self._begun(event, 1))
                self._pass_over()

    def _cards(self, key: Key, start: NodeEvent) -> Iterator[Piece]:
        if self._opens(start, 1):
            yield self._finished(key, ListNode([], start.start_mark))
            while type(event := self._get()) is not LIST_END:
                yield self._finished(None, self._begun(event, 2))
                self._pass_over()
        else:
            yield self._finished(key, RefusedNode(start.start_mark))
            self._pass_over()

    def _finished(self, key: Key | None, value: Node) -> Piece:
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
        if type(event) is ALIAS:
            message = f"“*{event.anchor}” is an alias in YAML, which decks don't use."
            self._report.error(event, "alias", message, "If it is text, put it in quotation marks.")
        elif self._opens(event, depth):
            if type(event) is MAP:
                return MapNode(self._map(depth + 1), event.start_mark)
            return ListNode(self._list(depth + 1), event.start_mark)
        return RefusedNode(event.start_mark)

    def _map(self, depth: int) -> dict[str, tuple[Key, Node]]:
        get, scalar = self._get, self._scalar
        entries: dict[str, tuple[Key, Node]] = {}
        while type(event := get()) is not MAP_END:
            key = scalar(event) if type(event) is SCALAR else self._key(self._node(event, depth))
            event = get()
            value = scalar(event) if type(event) is SCALAR else self._node(event, depth)
            name = name_of_key(key)
            if name in entries or name == "<<":
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
            raise StopReadingError(TOO_MANY_ENTRIES, *position(place))

    def _opens(self, event: NodeEvent, depth: int) -> bool:
        """Return whether a collection is read, or is reported and to be passed over."""
        if event.anchor is not None or event.tag is not None:
            self._report_property(event)
            self._refused = depth + 1
            return False
        if depth >= MAX_DEPTH:
            # libyaml needs the square of the depth in time, so the rest of such a card is not even passed over.
            raise StopReadingError(TOO_DEEP, *position(event))
        if depth == 2:
            self.unit_line = line_of(event)
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
                    raise StopReadingError(TOO_DEEP, *position(event))
            elif type(event) in {LIST_END, MAP_END}:
                depth -= 1
            self._count(event)
        self._refused = 0

    def _key(self, node: Node) -> Key:
        if type(node) is SCALAR or isinstance(node, RefusedNode):
            return node
        kind = "A list" if isinstance(node, ListNode) else "A mapping"
        message = f"{kind} in brackets stands where a name should be."
        mend = "If the brackets are meant as text, put it in quotation marks."
        self._report.error(node, "key-not-text", message, mend)
        return RefusedNode(node.start_mark)

    def _refuse(self, key: Key, value: Node, entries: Mapping[str, tuple[Key, Node]]) -> Node:
        """Report a key that makes its value worthless."""
        if isinstance(key, RefusedNode) or (key.value == "<<" and key.style and "<<" not in entries):
            return value
        if key.value == "<<":
            self._report.error(key, "merge-key", "Merge keys (<<) are not read in decks.", "Write the fields out.")
        else:
            first, _ = entries[key.value]
            message = f"{excerpt(key.value)} is given twice: in line {line_of(first)} and in line {line_of(key)}."
            self._report.error(key, "duplicate-key", message, "Delete one of the two.")
        return RefusedNode(value.start_mark)

    def _scalar(self, event: ScalarEvent) -> Key:
        if event.anchor is not None or event.tag is not None:
            self._report_property(event)
        elif len(event.value) > MAX_SCALAR:
            message = f"A text of {len(event.value):,} characters is too long; at most {MAX_SCALAR:,} are read."
            self._report.error(event, "text-too-long", message, "Shorten it.")
        elif event.style == '"':
            self._report_escape(event)
            return event
        elif not (self._lost and not event.style and self._loses_text(event)):
            return event
        return RefusedNode(event.start_mark)

    def _report_property(self, event: NodeEvent) -> None:
        if event.anchor is not None:
            message = (
                f"“&{event.anchor}” at the beginning is an anchor in YAML, which decks don't use; it would be lost."
            )
            self._report.error(event, "anchor", message, "If it is text, put it in quotation marks.")
        else:
            line, column = position(event)
            message = f"{excerpt(self._text.line(line)[column - 1 :])} starts with !, which is a tag in YAML."
            self._report.error(event, "tag", message, _QUOTE)

    def _report_escape(self, node: ScalarEvent) -> None:
        found = _REFUSED_CHARACTERS.search(node.value)
        if found:
            message = f"The text holds the control character {name_of(found.group())}; it is shown as “\ufffd”."
            mend = "Delete the escape; a backslash that is meant as one is written twice."
            self._report.error(node, "control-character", message, mend)

    def _loses_text(self, event: ScalarEvent) -> bool:
        """Report a comment that looks like text: one space before the hash and none behind it."""
        end = event.end_mark
        if end.line + 1 not in self._lost:
            return False
        rest = self._text.line(end.line + 1)[end.column :]
        if not rest.startswith(" #") or rest[2:3] in {"", " ", "#", "!"} or rest.startswith(" #studyapp:"):
            return False
        place = RefusedNode(Point(end.line, end.column + 1))
        message = f"YAML takes everything after # as a comment, so {excerpt(rest.strip())} was ignored."
        mend = "Put the whole text in quotation marks; or, for a comment, write a space after the #."
        self._report.error(place, "lost-after-hash", message, mend)
        return True


def name_of_key(key: Key) -> str:
    """Return what an entry is called; nothing if its key was refused."""
    return key.value if type(key) is SCALAR else ""
