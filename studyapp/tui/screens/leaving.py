"""Where the end of a session leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen


def leave(app: App[Any]) -> None:
    """Go back to Home; end the app where it was started with a session and has no Home."""
    if len(app.screen_stack) > 1:
        app.pop_screen()
    else:
        app.exit()


def is_open(screen: Screen[Any]) -> bool:
    """Return whether a screen is still in use: what waits for it to be drawn again may come when it has been left."""
    return screen.is_attached and screen in screen.app.screen_stack
