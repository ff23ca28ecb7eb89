"""The line at the bottom: what can be done now, most important first, as much as fits; every hint can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from studyapp.tui.keys import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import RenderResult

MOST = 7
_GAPS = ("   ", "  ")
"""Between hints: the wider one where everything fits with it."""


class Hint(NamedTuple):
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
        """Lay out the hints that fit; the first is what to do next."""
        shown, gap = laid_out(self._hints, self.content_size.width)
        styles = ("$accent bold", *("$foreground bold" for _ in shown[1:]))
        return Content(gap).join(
            Content.assemble((hint.key, style), f" {hint.label}") for hint, style in zip(shown, styles, strict=False)
        )

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint under the mouse says."""
        shown, gap = laid_out(self._hints, self.content_size.width)
        left = self.styles.padding.left
        for hint in shown:
            if left <= event.x < left + hint.width and hint.action:
                await self.run_action(hint.action)
            left += hint.width + len(gap)


def hint(id: str, *, typing: bool = False, label: str = "") -> Hint:  # noqa: A002 - the word the table uses
    """Return the hint for an entry of the key table; while text is typed, with a key that types nothing."""
    entry = key(id)
    namespace = "app" if entry.place == "app" else "screen"
    shown = entry.typing or entry.shown if typing else entry.shown
    return Hint(shown, label or entry.label, f"{namespace}.{entry.action}")


def clickable(ids: Sequence[str], width: int) -> Content:
    """Return entries of the key table as lines of `width` cells, for where a line of hints has no room for all."""
    lines: list[list[Hint]] = [[]]
    for entry in map(hint, dict.fromkeys(ids)):
        if lines[-1] and _fitting((*lines[-1], entry), width, _GAPS[0])[-1] is not entry:
            lines.append([])
        lines[-1].append(entry)
    return Content("\n").join(Content(_GAPS[0]).join(map(_clickable, entries)) for entries in lines)


def _clickable(hint: Hint) -> Content:
    return Content.assemble((f"{hint.key} {hint.label}", Style.from_meta({"@click": hint.action})))


def laid_out(hints: tuple[Hint, ...], width: int) -> tuple[tuple[Hint, ...], str]:
    """Return the hints from the front that fit into `width` terminal cells, and the gap between them."""
    wide, narrow = _GAPS
    wanted = hints[:MOST]
    return (wanted, wide) if _fitting(wanted, width, wide) == wanted else (_fitting(wanted, width, narrow), narrow)


def _fitting(hints: tuple[Hint, ...], width: int, gap: str) -> tuple[Hint, ...]:
    taken = -len(gap)
    for index, hint in enumerate(hints):
        taken += len(gap) + hint.width
        if taken > width:
            return hints[:index]
    return hints
