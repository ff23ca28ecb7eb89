"""All keys on one page, from the table that binds them."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.tui.keys import PLACES, TABLE, Key, bindings, written
from studyapp.tui.widgets.hints import Hint, Hints
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class HelpScreen(Screen[None]):
    """Reads like a card of keys; arrows and page keys scroll."""

    CSS_PATH = Path(__file__).with_name("help.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings("help.close")

    def compose(self) -> ComposeResult:
        """Yield one block for each place where keys work."""
        yield TitleLine(Content("Keys"))
        with VerticalScroll(id="keys"):
            for place, entries in groupby(TABLE, key=lambda entry: entry.place):
                yield Static(Content(PLACES[place]), classes="place")
                for entry in entries:
                    yield Horizontal(*_cells(entry), classes="key")
        yield Hints()

    def on_mount(self) -> None:
        """Let arrows scroll."""
        self.query_one("#keys").focus()
        self.query_one(Hints).show(Hint("Esc", "back", "screen.close"), Hint("↑ ↓", "scroll", "screen.nothing"))

    def action_close(self) -> None:
        """Go back to where the student came from."""
        self.dismiss()


def _cells(entry: Key) -> tuple[Static, Static]:
    names = " or ".join(written(name) for name in entry.keys)
    return Static(Content.assemble((names, "bold")), classes="name"), Static(Content(entry.meaning), classes="meaning")
