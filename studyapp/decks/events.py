"""YAML events from libyaml, or from pure Python where libyaml is missing: the one place that calls the YAML library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.decks.decktext import DeckText, Segment

CARDS_LINE = b"cards:\n"
"""Stands before a segment that begins with a card, so that every segment is a mapping."""


class Mark(Protocol):
    """A place in the file as the parser counts: line and column from 0, a column is a character."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The character in the line."""


class Point(NamedTuple):
    """A mark that is not the parser's own."""

    line: int
    column: int


FILE_START = Point(0, 0)


class Event(Protocol):
    """What all events have."""

    start_mark: Mark
    end_mark: Mark


class NodeEvent(Event, Protocol):
    """The beginning of a node, or an alias."""

    anchor: str | None
    tag: str | None


class ScalarEvent(NodeEvent, Protocol):
    """A text."""

    value: str
    style: str | None


SCALAR = cast("type[ScalarEvent]", yaml.ScalarEvent)
ALIAS = cast("type[NodeEvent]", yaml.AliasEvent)
LIST = cast("type[NodeEvent]", yaml.SequenceStartEvent)
LIST_END = cast("type[Event]", yaml.SequenceEndEvent)
MAP = cast("type[NodeEvent]", yaml.MappingStartEvent)
MAP_END = cast("type[Event]", yaml.MappingEndEvent)
DOCUMENT = cast("type[Event]", yaml.DocumentStartEvent)
STREAM_END = cast("type[Event]", yaml.StreamEndEvent)
"""The classes of the events; they have no subclasses."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why and where the parser could not go on; lines and columns count from 1."""

    line: int
    column: int
    reason: str
    context: str
    began: tuple[int, int]
    """Where the construct began that could not be finished: the same place if the parser does not say."""


class StopReadingError(Exception):
    """The text is YAML, but reading it can't go on."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.stop = Stop(line, column, reason, "", (line, column))


PARSER_ERRORS = (StopReadingError, yaml.YAMLError, ValueError, OverflowError)
"""What ends a segment; the pure parser leaks Python's own errors for code points that do not exist."""


class Events:
    """The events of one segment: `get` returns the next one and raises one of PARSER_ERRORS where there is no YAML."""

    __slots__ = ("_before", "_parser", "get")

    def __init__(self, text: DeckText, segment: Segment, *, pure: bool) -> None:
        loader = yaml.SafeLoader if pure or not yaml.__with_libyaml__ else yaml.CSafeLoader
        self._parser = loader(_Bytes(text.data, segment))
        self._before = segment.line - (2 if segment.in_cards else 1)
        """How many lines of the file stand before what the parser gets."""
        get = cast("Callable[[], Event]", self._parser.get_event)
        self.get = _moved(get, self._before) if self._before else get

    def stop(self, error: Exception) -> Stop:
        """Return what `error`, raised by `get`, says in places of the file."""
        if isinstance(error, StopReadingError):
            return error.stop
        if not isinstance(error, yaml.MarkedYAMLError):
            mark = getattr(self._parser, "get_mark", None)
            line, column = self._place(mark() if mark else None)
            return Stop(line, column, f"invalid character ({error})", "", (line, column))
        line, column = self._place(error.problem_mark or error.context_mark)
        began = self._place(error.context_mark) if error.context_mark else (line, column)
        return Stop(line, column, error.problem or "", error.context or "", began)

    def _place(self, mark: Mark | None) -> tuple[int, int]:
        return (mark.line + self._before + 1, mark.column + 1) if mark else (self._before + 1, 1)


def _moved(get: Callable[[], Event], lines: int) -> Callable[[], Event]:
    """Return what gives the events of `get` with marks that lie `lines` further down."""

    def moved() -> Event:
        event = get()
        event.start_mark = Point(event.start_mark.line + lines, event.start_mark.column)
        event.end_mark = Point(event.end_mark.line + lines, event.end_mark.column)
        return event

    return moved


class _Bytes:
    """A segment as a stream, so that reading on after an error copies nothing."""

    __slots__ = ("_at", "_data", "_end", "_prefix")

    def __init__(self, data: bytes, segment: Segment) -> None:
        self._data = data
        self._at = segment.start
        self._end = segment.end
        self._prefix = CARDS_LINE if segment.in_cards else b""

    def read(self, size: int = -1) -> bytes:
        if self._prefix:
            prefix, self._prefix = self._prefix, b""
            return prefix
        end = min(self._at + size, self._end) if size >= 0 else self._end
        part = self._data[self._at : end]
        self._at = end
        return part
