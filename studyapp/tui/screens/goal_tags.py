"""Leaving out tags: which of them gain least for their time, and which are left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.study.humane import count
from studyapp.tui.content import line
from studyapp.tui.keys import bindings
from studyapp.tui.widgets.hints import Hint, Hints, hint
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.goal_advice import Tag

LEFT_OUT = "✗"


class GoalTags(Screen[tuple[str, ...] | None]):
    """Its result are the tags that are left out; None when nothing is to be changed."""

    CSS_PATH = Path(__file__).with_name("goal_tags.tcss")
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = bindings("tags.confirm", "tags.leave")

    def __init__(self, tags: Sequence[Tag]) -> None:
        super().__init__()
        self._tags = tags
        self._left_out = {place for place, tag in enumerate(tags) if tag.left_out}
        self._rows = Rows([self._text(place) for place in range(len(tags))], enter_picks=False)

    def compose(self) -> ComposeResult:
        """Yield the tags, the one that gains least for its time first."""
        yield TitleLine(Content("Leave out tags"))
        with VerticalScroll(id="tags", can_focus=False):
            yield Static(Content("Those that gain least for their time come first."), id="about")
            yield self._rows
        yield Hints()

    def on_mount(self) -> None:
        """Show what is left out."""
        for place in self._left_out:
            self._show(place)
        mark = Hint("Space", "leave out", "")
        self.query_one(Hints).show(hint("tags.confirm"), mark, hint("tags.leave"), hint("app.help"))

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Leave a tag out, or take it in again."""
        event.stop()
        self._left_out ^= {event.index}
        self._show(event.index)

    def on_rows_confirmed(self, event: Rows.Confirmed) -> None:
        """Enter plans with the tags as they are marked."""
        event.stop()
        self.action_confirm()

    def action_confirm(self) -> None:
        """Plan with the tags as they are marked."""
        self.dismiss(tuple(tag.name for place, tag in enumerate(self._tags) if place in self._left_out))

    def action_leave(self) -> None:
        """Go back without a change."""
        self.dismiss(None)

    def _show(self, place: int) -> None:
        self._rows.show(place, sign=LEFT_OUT if place in self._left_out else "", text=self._text(place))

    def _text(self, place: int) -> Content:
        tag = self._tags[place]
        out = ", left out" if place in self._left_out else ""
        note = f"   {count(tag.cards, 'card')}, {max(0.0, tag.gain):.1f} known more a minute{out}"
        return line(tag.name) + Content.assemble((note, "$muted"))
