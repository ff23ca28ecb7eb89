"""A line above the hints for what the student must know now: an answer that was not saved, one that was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

if TYPE_CHECKING:
    from textual.visual import VisualType


class Notice(Static):
    """Says one thing at a time; hidden when it was cleared."""

    DEFAULT_CSS: ClassVar[str] = """
    Notice { dock: bottom; height: auto; max-height: 6; margin: 0 0 1 0; padding: 0 2; background: $surface; }
    Notice.-grave { color: $error; text-style: bold; }
    Notice:nocolor.-grave { text-style: reverse; }
    """

    def show(self, text: VisualType, *, grave: bool = False) -> None:
        """Say something until it is cleared; `grave` is for what would lose work."""
        self.update(text)
        self.set_class(grave, "-grave")
        self.display = True
