"""A line with something on the left, cut if need be, and something on the right that always fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from studyapp.tui.content import fitted

if TYPE_CHECKING:
    from textual.app import RenderResult


class TitleLine(Widget):
    """The first line of a screen."""

    DEFAULT_CSS: ClassVar[str] = """
    TitleLine { dock: top; height: 1; padding: 0 1; color: $muted; }
    """

    def __init__(self, left: Content | None = None) -> None:
        super().__init__()
        self._left = left or Content()
        self._right = Content()

    def show(self, left: Content, right: Content) -> None:
        """Show one text on the left and one on the right."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> RenderResult:
        """Lay the two texts out over the whole width."""
        width = self.size.width
        right = self._right if self._right.cell_length < width else Content()
        gap = 2 if right else 0
        return fitted(self._left, max(0, width - right.cell_length - gap)) + Content(" " * gap) + right
