"""Small terminals: tighter spacing, and after an answer only the options that still matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

SMALL = "-small"
"""The class of a screen with few lines."""
_LINES = 20


def is_small(screen: Screen[Any]) -> bool:
    """Return whether the terminal of `screen` is a small one."""
    return screen.app.size.height < _LINES


def note_size(screen: Screen[Any]) -> None:
    """Let the styles of `screen` know whether its terminal is a small one."""
    screen.set_class(is_small(screen), SMALL)
