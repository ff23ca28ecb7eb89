"""Asks whether the machine's clock is right, before answers are graded by a time that may be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.study.clock_words import what_is_odd, what_to_do
from studyapp.tui.keys import bindings
from studyapp.tui.notices import show_error
from studyapp.tui.screens.leaving import leave
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.clock_watch import ClockDoubt, Watched


class ClockScreen(Screen[bool | None]):
    """Its result is whether the clock is right; None when the student would rather leave."""

    CSS_PATH = Path(__file__).with_name("clock.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings("clock.right", "clock.wrong", "clock.leave")

    def __init__(self, doubt: ClockDoubt) -> None:
        super().__init__()
        self._doubt = doubt

    def compose(self) -> ComposeResult:
        """Yield what is odd, and what follows from either answer."""
        yield TitleLine(Content("studyapp"))
        with VerticalScroll(id="clock"):
            yield Static(Content(what_is_odd(self._doubt)))
            yield Static(Content.assemble(("Is the clock right?", "bold")))
            yield Static(Content(what_to_do(self._doubt)))
        yield Hints()

    def on_mount(self) -> None:
        """Let arrows scroll, and say what can be answered."""
        self.query_one("#clock").focus()
        answers = ("clock.right",) if self._doubt.is_possible else ()
        self.query_one(Hints).show(*map(hint, (*answers, "clock.wrong", "clock.leave", "app.help")))

    def action_right(self) -> None:
        """Go on with the clock's times, unless these are impossible."""
        if self._doubt.is_possible:
            self.dismiss(True)  # noqa: FBT003 - the answer itself

    def action_wrong(self) -> None:
        """Go on without them."""
        self.dismiss(False)  # noqa: FBT003 - the answer itself

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)


def ask_clock(screen: Screen[Any], watched: Watched, doubt: ClockDoubt, go_on: Callable[[], Awaitable[None]]) -> None:
    """Ask, over `screen`, whether the clock is right; then go on there, or leave."""

    async def settle(right: bool | None) -> None:  # noqa: FBT001 - the result of the screen
        if right is None:
            leave(screen.app)
            return
        try:
            watched.settle_clock(right=right)
        except StudyError as error:
            show_error(screen, error)
        else:
            await go_on()

    screen.app.push_screen(ClockScreen(doubt), settle)
