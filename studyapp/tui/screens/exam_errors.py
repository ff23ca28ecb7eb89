"""Going through what was not right in a mock exam: the answer, the right one, why, and where it stands."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import Screen

from studyapp.errors import StudyError
from studyapp.tui.content import line
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_error
from studyapp.tui.screens.leaving import is_open
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.question_pane import QuestionPane
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.exam.review import Submission
    from studyapp.study.exam.sheet import Sheet


class ExamErrorsScreen(Screen[None]):
    """Shows one question after the other; the student may overrule a verdict."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(__file__).with_name("study.tcss"),
        Path(__file__).with_name("exam.tcss"),
    ]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "error.next", "error.previous", "error.overrule", "error.page_down", "error.page_up", "error.leave"
    )

    def __init__(self, submission: Submission, sheet: Sheet) -> None:
        super().__init__()
        self._submission = submission
        self._sheet = sheet
        self._errors = submission.errors()
        self._index = 0

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        yield TitleLine()
        yield QuestionPane()
        yield Hints()

    def on_mount(self) -> None:
        """Show the first error."""
        note_size(self)
        self.watch(self._pane, "virtual_size", self._show_hints, init=False)
        self.watch(self._pane, "scroll_y", self._show_hints, init=False)
        self.call_later(self._show)

    async def _show(self) -> None:
        question, marked = self._errors[self._index]
        clear_notice(self)
        asked = question.asked
        is_over = question.is_self_marked  # what its note asks for was done before the result
        await self._pane.put(asked._replace(note="") if is_over else asked)
        if self._pane.answer is not None:
            self._pane.answer.restore(question.given)
        self.set_focus(None)
        self._pane.show_marked(marked, question.given, self._sheet.now(), again=False)
        place = f"error {self._index + 1} of {len(self._errors)} · question {question.number}"
        self.query_one(TitleLine).show(line(self._sheet.deck.title), Content(place))
        self._show_hints()

    def _show_hints(self) -> None:
        _, marked = self._errors[self._index]
        last = self._index + 1 == len(self._errors)
        more = (hint("error.page_down"),) if self._pane.scroll_y < self._pane.max_scroll_y else ()
        can_overrule = marked.review and marked.verdict.score < 1
        self.query_one(Hints).show(
            hint("error.next", label="result" if last else ""),
            *more,
            *([hint("error.overrule")] if can_overrule else []),
            *([hint("error.previous")] if self._index else []),
            hint("error.leave"),
            hint("app.help"),
        )

    async def action_next(self) -> None:
        """Show the next error; after the last, the result again."""
        if self._index + 1 == len(self._errors):
            self.dismiss()
        else:
            self._index += 1
            await self._show()

    async def action_previous(self) -> None:
        """Show the error before."""
        if self._index:
            self._index -= 1
            await self._show()

    def action_overrule(self) -> None:
        """Count the answer as right after all."""
        question, marked = self._errors[self._index]
        if not marked.review or marked.verdict.score >= 1:
            return
        try:
            changed = self._submission.overrule(marked)
        except StudyError as error:
            show_error(self, error)
            return
        self._errors[self._index] = (question, changed)
        self._pane.show_marked(changed, question.given, self._sheet.now(), again=True)
        self._show_hints()

    def action_page_down(self) -> None:
        """Scroll a long explanation."""
        self._pane.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll back."""
        self._pane.scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Go back to the result."""
        self.dismiss()

    def on_resize(self) -> None:
        """Use tight spacing on a small terminal, and say anew whether there is more to scroll to."""
        note_size(self)
        self.call_after_refresh(self._show_hints_if_open)

    def _show_hints_if_open(self) -> None:
        if is_open(self):
            self._show_hints()

    @property
    def _pane(self) -> QuestionPane:
        return self.query_one(QuestionPane)
