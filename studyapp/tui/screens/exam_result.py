"""After a mock exam: passed or not, the score against its forecast, by tag, and what it changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.mistakes import MistakeError
from studyapp.study.exam import words
from studyapp.study.exam.scoring import told_tags
from studyapp.study.humane import count
from studyapp.tui.background import in_background
from studyapp.tui.content import fitted, joined, line, plain
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_error, show_notice
from studyapp.tui.screens.leaving import leave
from studyapp.tui.widgets.bars import bar
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.exam.desk import GoalEffect, MockExams
    from studyapp.study.exam.review import Submission
    from studyapp.study.exam.scoring import ExamResult
    from studyapp.study.exam.sheet import Sheet

BAR_WIDTH = 30
TAG_BAR_WIDTH = 8
TAG_WIDTH = 12


class ExamResultScreen(Screen[None]):
    """Saves the sheet as reviews, and shows what came out; the goal is worked out in a thread meanwhile."""

    CSS_PATH = Path(__file__).with_name("exam_result.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings("result.errors", "result.done")

    def __init__(self, exams: MockExams, sheet: Sheet, told: str) -> None:
        super().__init__()
        self._exams = exams
        self._sheet = sheet
        self._told = told
        self._submission: Submission | None = None
        self._goal = Content()

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        yield TitleLine(line(self._sheet.deck.title))
        with VerticalScroll(id="result"):
            yield Static(Content("Saving …"), id="said")
        yield Hints()

    def on_mount(self) -> None:
        """Save once the frame is on the screen."""
        self.query_one("#result").focus()
        self.query_one(Hints).show(hint("result.done"), hint("app.help"))
        if self._told:
            show_notice(self, Content(self._told))
        self.call_later(self._submit)

    def on_screen_resume(self) -> None:
        """Show what an overruled verdict changed."""
        self._show()

    def _submit(self) -> None:
        try:
            self._submission = self._exams.submit(self._sheet)
        except StudyError as error:
            show_notice(self, plain(f"{error} Enter tries again."), grave=True)
            return
        self._show()
        in_background(self, self._exams.effect_on_goal, self._goal_arrives)

    def _show(self) -> None:
        if self._submission is None:
            return
        result = self._submission.result
        parts = [*told_result(result), plain(words.readiness_words(self._submission))]
        if self._goal:
            parts.append(self._goal)
        errors = len(self._submission.errors())
        self.query_one("#said", Static).update(joined(parts, "\n\n"))
        ways = (
            (hint("result.errors", label=count(errors, "error")), hint("result.done"))
            if errors
            else (hint("result.done"),)
        )
        self.query_one(Hints).show(*ways, hint("app.help"))

    def _goal_arrives(self, effect: GoalEffect | StudyError | None) -> None:
        if isinstance(effect, MistakeError):
            show_error(self, effect)
        elif effect is not None and not isinstance(effect, StudyError):  # the result stands without it
            self._goal = plain(words.goal_words(effect))
            self._show()

    def action_errors(self) -> None:
        """Go through the errors; try to save again where that has failed."""
        if self._submission is None:
            clear_notice(self)
            self._submit()
        elif self._submission.errors():
            from studyapp.tui.screens.exam_errors import ExamErrorsScreen  # noqa: PLC0415 - loaded when it is asked for

            clear_notice(self)
            self.app.push_screen(ExamErrorsScreen(self._submission, self._sheet))
        else:
            self.action_done()

    def action_done(self) -> None:
        """Leave the result."""
        leave(self.app)


def told_result(result: ExamResult) -> list[Content]:
    """Return the paragraphs of a result."""
    sign, style = ("✓ ", "$success bold") if result.passed else ("✗ ", "$error bold")
    head = Content.assemble((f"{sign}{words.verdict_words(result)}", style))
    said = [words.points_words(result), words.outcome_words(result), words.forecast_words(result)]
    return [
        joined([head, bar(result.share, BAR_WIDTH)], "\n"),
        joined([plain(each) for each in said], "\n"),
        joined(
            [
                _tag(score.tag, score.share, f"{score.points:g} of {score.questions}")
                for score in told_tags(result.questions)
            ],
            "\n",
        ),
    ]


def _tag(tag: str, share: float, points: str) -> Content:
    return Content("  ").join([fitted(line(tag), TAG_WIDTH), bar(share, TAG_BAR_WIDTH), Content(points)])
