"""The whole answer sheet: what is answered, what is blank, what is flagged; to go to a question, or to hand in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from studyapp.study.exam.words import standing_words, time_left
from studyapp.tui.content import fitted, joined, line, plain
from studyapp.tui.keys import bindings
from studyapp.tui.widgets.hints import Hint, Hints, hint
from studyapp.tui.widgets.sheet_strip import ANSWERED, BLANK, FLAGGED
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.exam.paper import ExamQuestion
    from studyapp.study.exam.sheet import Sheet

SIDES = 5
"""Cells that a row leaves free: two on each side, one for the bar that scrolls."""
TICK = 1.0
ANSWER_FROM = 60
"""Cells of a line from which on the answer stands beside the question."""


class Wanted(NamedTuple):
    """What the student wants after looking at the sheet."""

    opens: int = 0
    """The question to open, from 0."""
    hands_in: bool = False


class SheetScreen(Screen[Wanted | None]):
    """A list of the questions; its result is None when the student just goes back."""

    CSS_PATH = Path(__file__).with_name("sheet.tcss")
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings("sheet.confirm", "sheet.hand_in", "sheet.back")

    def __init__(self, sheet: Sheet, *, handing_in: bool) -> None:
        super().__init__()
        self._sheet = sheet
        self._questions = sheet.questions
        self._handing_in = handing_in
        self._marked_row = sheet.index

    def compose(self) -> ComposeResult:
        """Yield the list, and the question whether to hand in."""
        yield TitleLine()
        yield Static(Content(), id="standing")
        yield OptionList(id="questions")
        yield Hints()

    def on_mount(self) -> None:
        """Fill the list, with the cursor on the open question."""
        self._fill()
        self._show()
        self.set_interval(TICK, self._show_time)

    def _fill(self) -> None:
        table = self.query_one("#questions", OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            table.clear_options()
            table.add_options(Option(self._row(index)) for index in range(len(self._questions)))
            table.highlighted = self._marked_row

    def _show(self) -> None:
        table = self.query_one("#questions", OptionList)
        table.display = not self._handing_in
        told = [plain(each) for each in standing_words(self._sheet.standing())]
        if self._handing_in:
            told = [Content.assemble(("Hand the exam in?", "bold")), Content(), *told]
            told += [Content(), Content("Nothing can be changed afterwards. What is blank brings no points.")]
            self.set_focus(None)
            hints = [hint("sheet.confirm", label="hand in"), hint("sheet.back", label="not yet"), hint("app.help")]
        else:
            table.focus()
            hints = [hint("sheet.confirm"), hint("sheet.back"), hint("sheet.hand_in"), hint("app.help")]
            hints.append(Hint(f"{ANSWERED}", "answered"))
            hints += [Hint(BLANK, "blank"), Hint(FLAGGED, "flagged")]
        self.query_one("#standing", Static).update(joined(told, "\n"))
        self.query_one(Hints).show(*hints)
        self._show_time()

    def _show_time(self) -> None:
        title = "Hand in" if self._handing_in else "Answer sheet"
        self.query_one(TitleLine).show(Content(title), Content(time_left(self._sheet.seconds_left())))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Move the sign of the cursor, which does not depend on colour."""
        before, self._marked_row = self._marked_row, event.option_index
        for index in {before, event.option_index}:
            event.option_list.replace_option_prompt_at_index(index, self._row(index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the question that was chosen with Enter or the mouse."""
        event.stop()
        self._end(Wanted(event.option_index))

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self._fill()

    def action_confirm(self) -> None:
        """Hand in, or go to the question under the cursor."""
        self._end(Wanted(self._marked_row, hands_in=self._handing_in))

    def action_hand_in(self) -> None:
        """Ask whether to hand in."""
        self._handing_in = True
        self._show()

    def action_back(self) -> None:
        """Go back to the exam."""
        self._end(None)

    def _end(self, wanted: Wanted | None) -> None:
        """Go back to the exam, unless a key that was pressed at once has opened another screen over this one."""
        if self.app.screen is self:
            self.dismiss(wanted)

    def _row(self, index: int) -> Content:
        question = self._questions[index]
        width = max(10, self.size.width - SIDES)
        cursor = "▸" if index == self._marked_row else " "
        flag = FLAGGED if question.kept.flagged else " "
        state = BLANK if question.is_blank else ANSWERED
        digits = len(str(len(self._questions)))
        head = Content.assemble(
            (f"{cursor} {question.number:>{digits}} {state} ", "$accent"), (f"{flag} ", "$warning bold")
        )
        return head + self._texts(question, width - head.cell_length)

    def _texts(self, question: ExamQuestion, room: int) -> Content:
        text = line(question.card.question.text)
        if room < ANSWER_FROM:
            return fitted(text, room)
        answer = line(question.said, "bold")
        part = room * 2 // 3
        return fitted(text, part - 2) + Content("  ") + fitted(answer, room - part)
