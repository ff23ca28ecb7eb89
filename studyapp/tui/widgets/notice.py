"""A line above the hints for what the student must know now: an answer that was not saved, one that was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from studyapp.tui.content import plain

if TYPE_CHECKING:
    from textual.visual import VisualType

    from studyapp.errors import StudyError


class Notice(Static):
    """Hidden while there is nothing to say."""

    DEFAULT_CSS: ClassVar[str] = """
    Notice { dock: bottom; display: none; height: auto; max-height: 6; margin: 0 0 1 0; padding: 0 2; background: $surface; }
    Notice.-grave { color: $error; text-style: bold; }
    Notice:nocolor.-grave { text-style: reverse; }
    """

    def __init__(self) -> None:
        super().__init__(Content())

    def show(self, text: VisualType, *, grave: bool = False) -> None:
        """Say something until it is cleared; `grave` is for what would lose work."""
        self.update(text)
        self.set_class(grave, "-grave")
        self.display = True

    def show_error(self, error: StudyError) -> None:
        """Say what went wrong."""
        self.show(plain(str(error)), grave=True)

    def clear(self) -> None:
        """Say nothing."""
        self.display = False
