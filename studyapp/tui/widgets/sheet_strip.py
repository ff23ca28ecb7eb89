"""The answer sheet in one line: a sign for each question, a pointer at the open one; each can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import RenderResult

ANSWERED, BLANK, FLAGGED = "■", "·", "!"
_CELLS = 2


class SheetStrip(Widget):
    """Shows as many questions around the open one as fit."""

    DEFAULT_CSS: ClassVar[str] = """
    SheetStrip { dock: top; height: 1; padding: 0 1; margin: 1 0 0 0; color: $muted; }
    """

    @dataclass
    class Picked(Message):
        """A question was clicked."""

        index: int

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[tuple[bool, bool], ...] = ()
        self._open = 0

    def show(self, marks: Sequence[tuple[bool, bool]], index: int) -> None:
        """Show of each question whether it is answered and whether it is flagged, and which one is open."""
        if (tuple(marks), index) != (self._marks, self._open):
            self._marks, self._open = tuple(marks), index
            self.refresh()

    def render(self) -> RenderResult:
        """Lay out the part of the sheet that fits."""
        first, last = self._window()
        parts = [self._cell(index) for index in range(first, last)]
        return Content("").join(
            [Content("…" if first else " "), *parts, Content("…" if last < len(self._marks) else "")]
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which question was meant."""
        first, last = self._window()
        index = first + (event.x - self.styles.padding.left - bool(first)) // _CELLS
        if first <= index < last:
            self.post_message(self.Picked(index))

    def _cell(self, index: int) -> Content:
        answered, flagged = self._marks[index]
        sign = FLAGGED if flagged else ANSWERED if answered else BLANK
        style = "$warning bold" if flagged else "$foreground" if answered else "$muted"
        return Content.assemble(("▸" if index == self._open else " ", "$accent bold"), (sign, style))

    def _window(self) -> tuple[int, int]:
        """Return the first question that is shown, and the one after the last."""
        room = max(1, (self.content_size.width - 3) // _CELLS)
        first = min(max(0, self._open - room // 2), max(0, len(self._marks) - room))
        return first, min(len(self._marks), first + room)
