"""Where each card of a deck and the items of its lists stand in the text, and how they are written; for edits in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import yaml

from studyapp.decks.decktext import Segment
from studyapp.decks.events import PARSER_ERRORS, Events
from studyapp.decks.report import position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.decks.decktext import DeckText
    from studyapp.decks.events import Event, Mark, ScalarEvent

_IN_DECK, _IN_CARDS, _IN_CARD, _IN_LIST = 1, 2, 3, 4
"""How many collections are open there."""


class Span(NamedTuple):
    """Beginning and end of a text; lines and columns count from 1, the end is behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class ListSpan:
    """One list of texts."""

    in_brackets: bool
    items: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class CardSpan:
    """One card; line and column of its mapping count from 1."""

    line: int
    column: int
    in_braces: bool
    has_id: bool = False
    lists: dict[str, ListSpan] = field(default_factory=dict)


def card_spans(text: DeckText) -> Iterator[CardSpan]:
    """Yield the cards of a deck without errors; ends early where the text is no YAML."""
    events = Events(text, Segment(0, len(text.data), 1, in_cards=False), pure=False)
    walk = _Walk()
    try:
        while not walk.done:
            event = events.get()
            walk.handlers[type(event)](event)
            if walk.finished is not None:
                yield walk.finished
                walk.finished = None
    except PARSER_ERRORS:
        return


class _CollectionEvent(Protocol):
    """The beginning of a list or mapping."""

    start_mark: Mark
    flow_style: bool | None


class _Walk:
    """Follows the events of a deck; knows at which depth it is and whether a key comes next."""

    def __init__(self) -> None:
        self.done = False
        self.finished: CardSpan | None = None
        self._depth = 0
        self._key = ""
        self._expects_key = True
        self._in_cards = False
        self._card: CardSpan | None = None
        self._list: ListSpan | None = None
        self.handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingStartEvent: self._open_map,
            yaml.SequenceEndEvent: self._close,
            yaml.MappingEndEvent: self._close,
            yaml.AliasEvent: self._pass,
            yaml.StreamStartEvent: self._pass,
            yaml.DocumentStartEvent: self._pass,
            yaml.DocumentEndEvent: self._pass,
            yaml.StreamEndEvent: self._end,
        }

    def _scalar(self, event: ScalarEvent) -> None:
        if self._depth in {_IN_DECK, _IN_CARD}:
            if self._expects_key:
                self._key = event.value
                if self._depth == _IN_CARD and self._card is not None and self._key == "id":
                    self._card.has_id = True
            self._expects_key = not self._expects_key
        elif self._depth == _IN_LIST and self._list is not None:
            start, end = event.start_mark, event.end_mark
            span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
            self._list.items.append(span)

    def _open_list(self, event: _CollectionEvent) -> None:
        self._depth += 1
        if self._depth == _IN_CARDS:
            self._in_cards = self._key == "cards"
        elif self._depth == _IN_LIST and self._card is not None:
            self._list = self._card.lists[self._key] = ListSpan(bool(event.flow_style))

    def _open_map(self, event: _CollectionEvent) -> None:
        self._depth += 1
        if self._depth == _IN_CARD and self._in_cards:
            self._card = CardSpan(*position(event), bool(event.flow_style))
            self._expects_key = True

    def _close(self, _: Event) -> None:
        self._depth -= 1
        if self._depth == _IN_CARD:
            self._list, self._expects_key = None, True
        elif self._depth == _IN_CARDS:
            self.finished, self._card = self._card, None
        elif self._depth == _IN_DECK:
            self._in_cards, self._expects_key = False, True

    def _end(self, _: Event) -> None:
        self.done = True

    def _pass(self, _: Event) -> None:
        """Take an event that means nothing here."""
