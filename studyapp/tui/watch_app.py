"""The app that shows a deck while it is written: one screen, no library, no progress."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.filter import NoColor

from studyapp.tui.keys import bindings
from studyapp.tui.signals import end_with_terminal, leave_on_signals
from studyapp.tui.themes import DARK, OWN, first_theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path, PurePath

    from textual.binding import BindingType
    from textual.filter import LineFilter
    from textual.reactive import Reactive
    from textual.screen import Screen
    from textual.theme import Theme


class WatchApp(App[None], inherit_bindings=False):
    """Watches the deck file at `path`."""

    TITLE = "studyapp watch"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/watch.tcss", "screens/help.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("app.help", "app.quit")
    theme: Reactive[str] = first_theme()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            self.animation_level = "none"

    def on_mount(self) -> None:
        """Leave the terminal as it was, also when it is closed or the process is told to end."""
        leave_on_signals(asyncio.get_running_loop(), self.exit)
        end_with_terminal(self.set_interval)

    def get_default_screen(self) -> Screen[Any]:
        """Return the only screen."""
        from studyapp.tui.screens.watch import WatchScreen  # noqa: PLC0415 - the app paints before decks are read

        return WatchScreen(self._path)

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

    def run_to_end(self) -> None:
        """Run the app; raises what nobody foresaw once the terminal is as it was."""
        self.run()
        if self._exception is not None:
            raise self._exception

    def _fatal_error(self) -> None:
        """End after what nobody foresaw; Textual would print a traceback with the values of all variables."""
        self._close_messages_no_wait()

    def action_help(self) -> None:
        """Show all keys."""
        from studyapp.tui.screens.help import HelpScreen  # noqa: PLC0415 - loaded when it is asked for

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())
