"""Lines to pick from, with keyboard or mouse: long ones wrap under themselves, and each can carry a mark and a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from studyapp.tui.keys import bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


class Row(Horizontal):
    """One line: a narrow mark on the left, the text on the right."""

    @dataclass
    class Clicked(Message):
        """The row was clicked."""

        index: int

    def __init__(self, index: int, mark: Content, text: Content) -> None:
        super().__init__()
        self._index = index
        self._mark = Static(mark, classes="mark")
        self._text = Static(text, classes="text")

    def compose(self) -> ComposeResult:
        """Place mark and text side by side."""
        yield self._mark
        yield self._text

    def on_click(self) -> None:
        """Tell the list which row it was."""
        self.post_message(self.Clicked(self._index))

    def show(self, mark: Content, text: Content | None) -> None:
        """Change the mark, and the text where there is a new one."""
        self._mark.update(mark)
        if text is not None:
            self._text.update(text)


class Rows(Vertical, can_focus=True):
    """A list of rows with a cursor that appears once it is moved: nothing is picked by a stray Enter."""

    DEFAULT_CSS: ClassVar[str] = """
    Rows { height: auto; width: 1fr; }
    Row { height: auto; width: 1fr; padding: 0 1; }
    Row .mark { width: auto; min-width: 4; max-width: 7; padding: 0 1 0 0; height: auto; color: $accent; text-style: bold; }
    Row .text { width: 1fr; height: auto; }
    Row:hover { background: $surface; }
    Row.-cursor { background: $cursor; }
    Row.-cursor .text { text-style: bold; }
    Row.-faded .mark, Row.-faded .text { color: $muted; text-style: none; }
    Row.-right .mark { color: $success; }
    Row.-wrong .mark { color: $error; }
    Rows.-still Row:hover { background: $background; }
    Rows.-short Row.-faded { display: none; }
    Row:nocolor.-cursor .mark, Row:nocolor.-cursor .text { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        *bindings("answer.confirm", "answer.mark"),
    ]

    cursor: reactive[int | None] = reactive(None)

    @dataclass
    class Picked(Message):
        """A row was picked by its number, by the cursor and a key, or by the mouse."""

        rows: Rows
        index: int

        @property
        def control(self) -> Rows:
            """The list that was picked from."""
            return self.rows

    @dataclass
    class Confirmed(Message):
        """Enter was pressed where it does not pick."""

        rows: Rows

        @property
        def control(self) -> Rows:
            """The list in question."""
            return self.rows

    def __init__(
        self, texts: Sequence[Content], *, numbered: bool = True, enter_picks: bool = True, takes_keys: bool = True
    ) -> None:
        """`numbered` rows can be picked by digit; without `takes_keys` only the mouse picks."""
        super().__init__()
        self.can_focus = takes_keys
        self._enter_picks = enter_picks
        self._frozen = False
        self._numbered = numbered
        self._digits = len(str(len(texts)))
        self._rows = [Row(index, self._mark(index), text) for index, text in enumerate(texts)]

    def compose(self) -> ComposeResult:
        """Yield the rows in order."""
        yield from self._rows

    def show(self, index: int, *, sign: str = "", text: Content | None = None, classes: str = "") -> None:
        """Change one row; `sign` stands beside its number, `classes` are any of -right, -wrong and -faded."""
        row = self._rows[index]
        row.show(self._mark(index, sign), text)
        for name in ("-right", "-wrong", "-faded"):
            row.set_class(name in classes.split(), name)

    def freeze(self, *, hide_faded: bool) -> None:
        """Take no more picks; on a small terminal, `hide_faded` leaves only the rows that matter."""
        self.cursor = None
        self.can_focus, self._frozen = False, True
        self.set_class(hide_faded, "-short")
        self.add_class("-still")

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Show where the cursor is, scrolling there."""
        if before is not None and before < len(self._rows):
            self._rows[before].remove_class("-cursor")
        if now is not None:
            self._rows[now].add_class("-cursor")
            self._rows[now].scroll_visible(animate=False)

    def on_key(self, event: events.Key) -> None:
        """A digit picks its row."""
        character = event.character or ""
        if self._numbered and character in "123456789" and character and int(character) <= len(self._rows):
            event.stop()
            self._pick(int(character) - 1)

    def on_row_clicked(self, event: Row.Clicked) -> None:
        """The mouse picks a row."""
        event.stop()
        self._pick(event.index)

    def action_move(self, step: int) -> None:
        """Move the cursor; it enters the list at the end it comes from."""
        last = len(self._rows) - 1
        if self.cursor is None:
            self.cursor = 0 if step > 0 else last
        else:
            self.cursor = min(last, max(0, self.cursor + step))

    def action_edge(self, index: int) -> None:
        """Move the cursor to the first (0) or last (-1) row."""
        self.cursor = range(len(self._rows))[index]

    def action_choose(self) -> None:
        """Pick the row under the cursor."""
        if self.cursor is not None:
            self._pick(self.cursor)

    def action_confirm(self) -> None:
        """Pick the row under the cursor, or say that Enter was pressed where it picks nothing."""
        if self._enter_picks and self.cursor is not None:
            self.action_choose()
        else:
            self.post_message(self.Confirmed(self))

    def bring_into_view(self, index: int) -> None:
        """Scroll to a row."""
        self._rows[index].scroll_visible(animate=False)

    def _pick(self, index: int) -> None:
        if not self._frozen:
            if not self._enter_picks:
                self.cursor = index
            self.post_message(self.Picked(self, index))

    def _mark(self, index: int, sign: str = "") -> Content:
        if not self._numbered:
            return Content(sign)
        return Content(f"{index + 1:>{self._digits}} {sign}")
