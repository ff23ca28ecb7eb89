"""After handing in: the answers that nothing but the student can mark, each beside the right one."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import Screen

from studyapp.errors import StudyError
from studyapp.questions.question import REVEAL
from studyapp.tui.keys import bindings
from studyapp.tui.notices import show_error, show_notice
from studyapp.tui.screens.exam_course import screen_for
from studyapp.tui.screens.leaving import leave
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.question_pane import QuestionPane
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.paper import ExamQuestion
    from studyapp.study.exam.sheet import Sheet
    from studyapp.tui.answers.answering import Rated


class OwnMarksScreen(Screen[None]):
    """Shows one answer after the other, and leads to the result."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(__file__).with_name("study.tcss"),
        Path(__file__).with_name("exam.tcss"),
    ]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings("own.leave")

    def __init__(self, exams: MockExams, sheet: Sheet, told: str) -> None:
        super().__init__()
        self._exams = exams
        self._sheet = sheet
        self._told = told
        self._question: ExamQuestion | None = None

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        yield TitleLine(Content("Mark your own answer"))
        yield QuestionPane()
        yield Hints()

    def on_mount(self) -> None:
        """Show the first answer."""
        note_size(self)
        if self._told:
            show_notice(self, Content(self._told))
        self.call_later(self._show)

    async def _show(self) -> None:
        question = self._question = self._sheet.to_mark()
        if question is None:
            self.app.switch_screen(screen_for(self._exams, self._sheet, told=self._told))
            return
        pane = self.query_one(QuestionPane)
        await pane.put(question.asked._replace(form=REVEAL, note=f"You wrote: {question.said}"))
        if pane.answer is not None:
            pane.answer.reveal(question.card.question.expected())
            self.query_one(Hints).show(*pane.answer.hints(), hint("own.leave"), hint("app.help"))
        self.query_one(TitleLine).show(Content("Mark your own answer"), Content(f"question {question.number}"))

    async def on_rated(self, event: Rated) -> None:
        """Keep the mark, and go on."""
        event.stop()
        if self._question is None:
            return
        try:
            self._sheet.rate(self._question, event.rating)
        except StudyError as error:
            show_error(self, error)
            return
        await self._show()

    def action_leave(self) -> None:
        """Leave; the exam waits."""
        leave(self.app)

    def on_resize(self) -> None:
        """Use tight spacing on a small terminal."""
        note_size(self)
