"""Before a mock exam: what it will be like, and what to expect; time does not run yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.study.exam.words import offer_words, past_words, waiting_words
from studyapp.tui.content import joined, line, plain
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_error, show_notice
from studyapp.tui.screens.exam_course import screen_for
from studyapp.tui.screens.leaving import leave
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.progress.exams import KeptExam
    from studyapp.study.exam.desk import MockExams, Offer
    from studyapp.study.exam.rules import Wishes
    from studyapp.study.exam.scoring import ExamResult

PAST_SHOWN = 3


class OfferScreen(Screen[None]):
    """Offers a new exam, or to go on with the one that was interrupted."""

    CSS_PATH = Path(__file__).with_name("offer.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings("offer.begin", "offer.anew", "offer.leave")

    def __init__(self, exams: MockExams, wishes: Wishes) -> None:
        super().__init__()
        self._exams = exams
        self._wishes = wishes
        self._waiting: KeptExam | None = None
        self._offer: Offer | None = None
        self._past: list[ExamResult] = []
        self._begun = False
        self._is_giving_up = False

    def compose(self) -> ComposeResult:
        """Yield the frame; the paper is drawn once it is on the screen."""
        yield TitleLine(Content("Mock exam"))
        with VerticalScroll(id="offer"):
            yield Static(line(self._exams.deck.title), id="deck")
            yield Static(Content(), id="terms")
        yield Hints()

    def on_mount(self) -> None:
        """Let arrows scroll, and make the offer."""
        self.query_one("#offer").focus()
        self.call_later(self._ask_clock)

    async def _ask_clock(self) -> None:
        """Let no exam begin by a clock that may be wrong: its answers are graded by it, and so is the forecast."""
        doubt = self._exams.clock_doubt()
        if doubt is None:
            await self._make_offer()
            return
        from studyapp.tui.screens.clock import ask_clock  # noqa: PLC0415 - hardly ever needed

        ask_clock(self, self._exams, doubt, self._make_offer)

    def on_screen_resume(self) -> None:
        """Come back from the exam only to leave: what was offered is taken."""
        if self._begun:
            leave(self.app)

    async def _make_offer(self) -> None:
        try:
            self._waiting = self._exams.waiting()
            self._past = [result for result in self._exams.results() if not result.given_up][-PAST_SHOWN:]
            self._offer = None if self._waiting else self._exams.offer(self._wishes)
        except StudyError as error:
            self._fail(error)
        self._show()

    def _show(self) -> None:
        hints = [hint("offer.leave"), hint("app.help")]
        told: list[str] = []
        if self._waiting is not None:
            told = [waiting_words(self._waiting), "Time has stood still since you left."]
            hints = [hint("offer.begin", label="go on"), hints[0], hint("offer.anew", label="give it up"), hints[1]]
        elif self._offer is not None:
            told = list(offer_words(self._offer))
            hints.insert(0, hint("offer.begin"))
        paragraphs = [plain(each) for each in told]
        if self._past:
            past = [plain(past_words(result)) for result in reversed(self._past)]
            paragraphs.append(joined([Content.assemble(("The last ones over this deck", "$muted")), *past], "\n"))
        self.query_one("#terms", Static).update(joined(paragraphs, "\n\n"))
        self.query_one(Hints).show(*hints)

    def action_begin(self) -> None:
        """Let time run."""
        self._is_giving_up = False
        try:
            if self._waiting is not None:
                sheet = self._exams.resume(self._waiting)
            elif self._offer is not None:
                sheet = self._exams.begin(self._offer)
            else:
                return
        except StudyError as error:
            self._fail(error)
            self._waiting = None
            self._show()
            return
        self._begun = True
        self.app.push_screen(screen_for(self._exams, sheet))

    async def action_anew(self) -> None:
        """Give the interrupted exam up, when asked for twice, and offer another."""
        if self._waiting is None:
            return
        if not self._is_giving_up:
            self._is_giving_up = True
            words = "Give this exam up? Its answers will count for nothing. n again gives it up, Esc keeps it."
            show_notice(self, Content(words), grave=True)
            return
        self._is_giving_up = False
        clear_notice(self)
        try:
            self._exams.give_up(self._waiting)
        except StudyError as error:
            self._fail(error)
            return
        await self._make_offer()

    def action_leave(self) -> None:
        """Go back; or keep an exam that was about to be given up."""
        if self._is_giving_up:
            self._is_giving_up = False
            clear_notice(self)
        else:
            leave(self.app)

    def _fail(self, error: StudyError) -> None:
        show_error(self, error)
