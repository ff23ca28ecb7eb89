"""The line at the bottom: what can be done now, most important first, as much as fits; every hint can be clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from studyapp.tui.keys import key

if TYPE_CHECKING:
    from textual.app import RenderResult

MOST = 7
_GAPS = ("   ", "  ")
"""Between hints: the wider one where everything fits with it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to do: the key as people write it, what it does, and the action behind it."""

    key: str
    label: str
    action: str = ""
    """With its namespace, such as `screen.undo`; empty where a click could not say what is meant."""

    @property
    def width(self) -> int:
        """How many terminal cells the hint takes."""
        return Content(f"{self.key} {self.label}").cell_length


class Hints(Widget):
    """The hint line."""

    DEFAULT_CSS: ClassVar[str] = """
    Hints { dock: bottom; height: 1; padding: 0 1; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()

    def show(self, *hints: Hint) -> None:
        """Show these hints, the most important first."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def render(self) -> RenderResult:
        """Lay out the hints that fit."""
        width = self.size.width
        wide, narrow = _GAPS
        everything = fitting(self._hints, width, wide)
        roomy = len(everything) == len(self._hints[:MOST])
        shown = everything if roomy else fitting(self._hints, width, narrow)
        return Content(wide if roomy else narrow).join(_content(hint) for hint in shown)


def hint(id: str, *, typing: bool = False, label: str = "") -> Hint:  # noqa: A002 - the word the table uses
    """Return the hint for an entry of the key table; while text is typed, with a key that types nothing."""
    entry = key(id)
    namespace = "app" if entry.place == "app" else "screen"
    shown = entry.typing or entry.shown if typing else entry.shown
    return Hint(shown, label or entry.label, f"{namespace}.{entry.action}")


def fitting(hints: tuple[Hint, ...], width: int, gap: str) -> tuple[Hint, ...]:
    """Return the hints from the front that fit into `width` terminal cells with gaps between, at most `MOST`."""
    taken = -len(gap)
    for index, hint in enumerate(hints[:MOST]):
        taken += len(gap) + hint.width
        if taken > width:
            return hints[:index]
    return hints[:MOST]


def _content(hint: Hint) -> Content:
    text = Content.assemble((hint.key, "$foreground bold"), f" {hint.label}")
    return text.stylize(Style.from_meta({"@click": hint.action})) if hint.action else text
