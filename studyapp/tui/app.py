"""The app in a terminal: its first screen, and what all screens share."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.filter import NoColor

from studyapp.tui.keys import bindings
from studyapp.tui.signals import end_with_terminal, leave_on_signals
from studyapp.tui.themes import DARK, LIGHT, OWN, first_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.filter import LineFilter
    from textual.reactive import Reactive
    from textual.screen import Screen
    from textual.theme import Theme

    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.rules import Wishes
    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

_FOLDER = Path(__file__).parent
STARTED_SECONDS = 1.0
"""By then the first screen is shown, on any machine that is fit for it."""
_OBJECTS = 10_000
"""Made between two looks for garbage: one look takes less than a frame."""
_WAIT_SECONDS = 0.0005
"""What is drawn is sent by a thread of its own. Python lets it wait ten times as long for a thread that goes on working."""


class StudyApp(App[None], inherit_bindings=False):
    """Studying on a terminal: begins at Home, or with the first question where `decks` are named or `at_home` is false.

    With `exam` it begins with the offer of a mock exam.

    `decks` are ids or paths, `minutes` the time of each session; None is what is left of today's.
    """

    TITLE = "studyapp"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("app.help", "app.quit")
    theme: Reactive[str] = first_theme()

    def __init__(
        self,
        workspace: Workspace,
        decks: Sequence[str] = (),
        *,
        minutes: float | None = None,
        at_home: bool = True,
        exam: tuple[MockExams, Wishes] | None = None,
    ) -> None:
        self._at_home = at_home and not decks
        self._exam = exam
        first = "offer" if exam else "home" if self._at_home else "study"
        # Textual loads the style of a screen when it is pushed; the first screen is not, and no other is needed yet.
        super().__init__(css_path=[_FOLDER / "app.tcss", _FOLDER / "screens" / f"{first}.tcss"])
        self.workspace = workspace
        self._decks = tuple(decks)
        self._minutes = minutes
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            self.animation_level = "none"

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: Home, a question where decks are named, or the offer of an exam."""
        if self._exam is not None:
            from studyapp.tui.screens.offer import OfferScreen  # noqa: PLC0415 - only the first screen is loaded

            return OfferScreen(*self._exam)
        if not self._at_home:
            from studyapp.tui.screens.study import StudyScreen  # noqa: PLC0415 - only the first screen is loaded

            at_once = self.workspace.is_at_hand(self._decks)
            return StudyScreen(lambda: self.start_session(self._decks), self.workspace, at_once=at_once)
        from studyapp.tui.screens.home import HomeScreen  # noqa: PLC0415 - only the first screen is loaded

        return HomeScreen(self.workspace, self._minutes)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and our own two."""
        return super().available_themes | OWN

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that Textual has no name for."""
        return dict(DARK.variables)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of all output; NO_COLOR leaves the terminal's own two colours, not shades of grey."""
        return [*super().get_line_filters(), *([NoColor()] if self.no_color else [])]

    def start_session(self, decks: Sequence[str]) -> Session:
        """Start a session over the decks named, or all, within the minutes the app was started with."""
        return self.workspace.start(decks, minutes=self._minutes)

    def on_load(self) -> None:
        """Be ready to leave the terminal as it was, before it is changed: a process can be told to end at any moment."""
        leave_on_signals(asyncio.get_running_loop(), self.exit)

    async def on_event(self, event: events.Event) -> None:
        """Take no more keys once the app ends: a screen that is opened then is never filled."""
        if not (self._exit and isinstance(event, events.InputEvent)):
            await super().on_event(event)

    def on_ready(self) -> None:
        """Once everything is loaded, do what could wait: keep decks, look for garbage among what comes from now on."""
        self.set_timer(STARTED_SECONDS, _collect_from_now_on)
        self.set_timer(STARTED_SECONDS, self._keep_decks)
        end_with_terminal(self.set_interval)

    def run_to_end(self) -> None:
        """Run the app; raises what nobody foresaw once the terminal is as it was."""
        sys.setswitchinterval(_WAIT_SECONDS)
        self.run()
        if self._exception is not None:
            raise self._exception

    def _fatal_error(self) -> None:
        """End after what nobody foresaw; Textual would print a traceback with the values of all variables."""
        self._close_messages_no_wait()

    def _keep_decks(self) -> None:
        self.run_worker(self.workspace.keep_decks, thread=True, exit_on_error=False)

    def action_help(self) -> None:
        """Show all keys."""
        from studyapp.tui.screens.help import HelpScreen  # noqa: PLC0415 - loaded when it is asked for

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name


def _collect_from_now_on() -> None:
    gc.freeze()
    gc.set_threshold(_OBJECTS)
