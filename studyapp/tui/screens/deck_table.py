"""The decks of the library as lines of a table that fits the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.study.humane import percent
from studyapp.study.overview import DeckOverview
from studyapp.tui.content import fitted, line
from studyapp.tui.widgets.bars import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MARK = 2
_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column to the right of the title."""

    head: str
    width: int
    text: Callable[[DeckOverview], str]
    from_width: int
    """The terminal width from which on it is shown."""


_COLUMNS = (
    Column("cards", 6, lambda deck: f"{deck.cards:,}", 70),
    Column("due", 5, lambda deck: f"{deck.due:,}", 0),
    Column("new", 5, lambda deck: f"{deck.new:,}", 0),
    Column("ready", 6, lambda deck: percent(deck.readiness), 0),
    Column("next 7 days", 11, lambda deck: f"{columns(deck.week):<11}", 60),
)


def head(width: int) -> Content:
    """Return the heading of the table for lines of `width` cells."""
    shown = _shown(width)
    cells = "".join(" " * _GAP + f"{column.head:>{column.width}}" for column in shown)
    return fitted(Content("  Decks"), width - len(cells)) + Content(cells)


def row(deck: DeckOverview, width: int, *, at_cursor: bool) -> Content:
    """Return the line of one deck for lines of `width` cells."""
    cells = "".join(" " * _GAP + f"{column.text(deck):>{column.width}}" for column in _shown(width))
    broken = " (has problems)" if deck.problems else ""
    title = line(deck.title + broken)
    mark = Content.assemble(("▸ " if at_cursor else "  ", "$accent bold"))
    return mark + fitted(title, max(1, width - _MARK - len(cells))) + Content(cells)


def total(decks: Sequence[DeckOverview]) -> DeckOverview:
    """Return all decks as one line; its id is empty."""
    cards = sum(deck.cards for deck in decks)
    known = sum(deck.readiness * deck.cards for deck in decks)
    return DeckOverview(
        id="",
        title="All decks",
        cards=cards,
        due=sum(deck.due for deck in decks),
        new=sum(deck.new for deck in decks),
        readiness=known / cards if cards else 0.0,
        week=tuple(sum(day) for day in zip(*(deck.week for deck in decks), strict=False)),
        problems=0,
    )


def _shown(width: int) -> tuple[Column, ...]:
    return tuple(column for column in _COLUMNS if width >= column.from_width)
