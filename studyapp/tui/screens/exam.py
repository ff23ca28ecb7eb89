"""A mock exam: one question at a time, the whole sheet in a line above it, nothing marked before it is handed in."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from studyapp.errors import StudyError
from studyapp.questions.question import CHOICE
from studyapp.study.exam.words import change_words, time_left
from studyapp.tui.answers.answering import NotYet
from studyapp.tui.content import line, plain
from studyapp.tui.keys import TABLE, bindings, key
from studyapp.tui.notices import clear_notice, show_error, show_notice
from studyapp.tui.screens.exam_course import screen_for
from studyapp.tui.screens.leaving import is_open, leave
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hint, Hints, hint
from studyapp.tui.widgets.question_pane import QuestionPane
from studyapp.tui.widgets.sheet_strip import SheetStrip
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.questions.question import Given
    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.sheet import Sheet
    from studyapp.tui.answers.answering import Answered
    from studyapp.tui.screens.sheet import Wanted
    from studyapp.tui.widgets.rows import Rows

TICK = 1.0
TICKS_A_DRAFT = 5
"""So often what is half written is kept, too: a kill costs seconds of typing at most."""
TIME_IS_UP = "The time is up: the sheet was handed in as it stood."


class ExamScreen(Screen[None]):
    """Fills one sheet until it is handed in, the time is up or the student leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(__file__).with_name("study.tcss"),
        Path(__file__).with_name("exam.tcss"),
    ]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(*(entry.id for entry in TABLE if entry.place == "exam"))

    def __init__(self, exams: MockExams, sheet: Sheet) -> None:
        super().__init__()
        self._exams = exams
        self.sheet = sheet
        self._ready = False
        """The answer widget is that of the open question, and shows what is on the sheet."""
        self._restored = True
        self._ticks = 0

    def compose(self) -> ComposeResult:
        """Yield the frame; the question is mounted next."""
        yield TitleLine(line(self.sheet.deck.title))
        yield SheetStrip()
        yield QuestionPane()
        yield Hints()

    def on_mount(self) -> None:
        """Open the first blank question, and let time run."""
        note_size(self)
        self.watch(self._pane, "virtual_size", self._show_hints, init=False)
        self.watch(self._pane, "scroll_y", self._show_hints, init=False)
        changes = " ".join(change_words(self.sheet.changes))
        if changes:
            show_notice(self, plain(changes))
        self.set_interval(TICK, self._tick)
        self.call_later(self._show)

    async def _show(self) -> None:
        """Show the open question with the answer that is on the sheet."""
        self._ready = False
        question = self.sheet.question
        self._show_standing()
        await self._pane.put(question.asked)
        answer = self._pane.answer
        if answer is not None:
            self._restored = answer.restore(question.given)
            if not self._restored:
                show_notice(self, line(f"On the sheet: {question.said}"))
        self._ready = True
        self._show_hints()

    def _show_standing(self) -> None:
        sheet = self.sheet
        marks = [(not question.is_blank, question.kept.flagged) for question in sheet.questions]
        flagged = " · flagged" if marks[sheet.index][1] else ""
        right = f"{sheet.index + 1} of {len(sheet)}{flagged} · {time_left(sheet.seconds_left())}"
        self.query_one(TitleLine).show(line(sheet.deck.title), Content(right))
        self.query_one(SheetStrip).show(marks, sheet.index)

    # --- time --------------------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        if self.sheet.is_closed:
            return
        if self.sheet.seconds_left() <= 0:
            await self._end_in_time()
            return
        self._ticks += 1
        if self._ticks % TICKS_A_DRAFT == 0 and self._keep_draft(quiet=True):
            self._tried(self.sheet.rest)
        self._show_standing()

    async def _end_in_time(self) -> None:
        """Hand in what stands there; a failure to save is tried again at the next tick."""
        self._keep_draft(quiet=True)
        if self._tried(self.sheet.close):
            while self.app.screen is not self:
                await self.app.pop_screen()
            self.app.switch_screen(screen_for(self._exams, self.sheet, told=TIME_IS_UP))

    # --- answers -----------------------------------------------------------------------------------------------

    async def on_answered(self, event: Answered) -> None:
        """Put an answer on the sheet; a picked option stays in sight, any other answer leads on."""
        event.stop()
        answer = self._pane.answer
        is_overtaken = event.control not in {None, answer}  # Enter was pressed twice before the next question was drawn
        if not self._ready or answer is None or is_overtaken or not self._put(event.given):
            return
        if self.sheet.question.asked.form == CHOICE:
            answer.restore(event.given)
            self._show_hints()
        else:
            await self._go(self.sheet.index + 1)

    def on_not_yet(self, event: NotYet) -> None:
        """Say what is missing, and how to go on without."""
        event.stop()
        entry = key("exam.next")
        way_on = entry.typing if self._is_typing() else entry.shown
        show_notice(self, Content(f"{event.words} {way_on} goes on and leaves it blank."))

    async def on_rows_confirmed(self, event: Rows.Confirmed) -> None:
        """Enter, once an option is picked, leads on."""
        event.stop()
        answer = self._pane.answer
        if not self._ready or answer is None or answer not in event.rows.ancestors:
            return
        if answer.draft() is None:
            self.on_not_yet(NotYet("Pick an answer first."))
        else:
            await self.action_next()

    def _put(self, given: Given, *, quiet: bool = False) -> bool:
        """Put an answer on the sheet; False where it could not be read or saved, which is said unless `quiet`."""
        found: list[str] = []

        def put() -> None:
            refusal = self.sheet.answer(given)
            found.append(refusal.message if refusal else "")

        if not self._tried(put):
            return False
        if found[0]:
            if not quiet:
                show_notice(self, plain(found[0]))
            return False
        self._restored = True
        if not quiet:
            clear_notice(self)
        self._show_standing()
        return True

    def _keep_draft(self, *, quiet: bool = False) -> bool:
        """Put on the sheet what stands there, given with Enter or not."""
        answer = self._pane.answer
        if not self._ready or answer is None:
            return True
        draft = answer.draft()
        if draft == self.sheet.question.given or (draft is None and not self._restored):
            return True
        return self._put(draft, quiet=quiet)

    def _tried(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except StudyError as error:
            show_error(self, error)
            return False
        return True

    # --- what keys do ------------------------------------------------------------------------------------------

    async def _go(self, index: int) -> None:
        """Open another question; past the last one, the whole sheet."""
        if index >= len(self.sheet):
            self._open_sheet(handing_in=False)
        elif index >= 0 and self._tried(lambda: self.sheet.go(index)):
            await self._show()

    async def action_confirm(self) -> None:
        """Hand Enter to the answer, or go on typing."""
        answer = self._pane.answer
        if answer is not None and answer.types_text and not self._is_typing():
            answer.begin()
            self._show_hints()
        elif answer is not None:
            answer.confirm()

    async def action_next(self) -> None:
        """Go to the next question."""
        if self._keep_draft():
            clear_notice(self)
            await self._go(self.sheet.index + 1)

    async def action_previous(self) -> None:
        """Go to the question before."""
        if self._keep_draft():
            clear_notice(self)
            await self._go(self.sheet.index - 1)

    async def on_sheet_strip_picked(self, event: SheetStrip.Picked) -> None:
        """Go to the question that was clicked."""
        if self._keep_draft():
            await self._go(event.index)

    def action_flag(self) -> None:
        """Put a flag on the question, or take it off."""
        if self._tried(self.sheet.flag):
            self._show_standing()
            self._show_hints()

    def action_clear(self) -> None:
        """Leave the question blank again."""
        answer = self._pane.answer
        if answer is not None and self._put(None):
            answer.restore(None)
            self._show_hints()

    def action_sheet(self) -> None:
        """Show all questions."""
        if self._keep_draft():
            self._open_sheet(handing_in=False)

    def action_hand_in(self) -> None:
        """Ask whether to hand in."""
        if self._keep_draft():
            self._open_sheet(handing_in=True)

    def _open_sheet(self, *, handing_in: bool) -> None:
        from studyapp.tui.screens.sheet import SheetScreen  # noqa: PLC0415 - loaded when it is asked for

        self.app.push_screen(SheetScreen(self.sheet, handing_in=handing_in), self._after_sheet)

    async def _after_sheet(self, wanted: Wanted | None) -> None:
        if wanted is None or self.sheet.is_closed:
            return
        if wanted.hands_in:
            if self._tried(self.sheet.close):
                self.app.switch_screen(screen_for(self._exams, self.sheet))
        else:
            await self._go(wanted.opens)

    def action_page_down(self) -> None:
        """Scroll a long question."""
        self._pane.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll back."""
        self._pane.scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Stop typing; or leave, with everything kept."""
        if self._is_typing():
            self.set_focus(None)
            self._show_hints()
        elif self._keep_draft(quiet=True) and self._tried(self.sheet.rest):
            leave(self.app)

    # --- what is shown -----------------------------------------------------------------------------------------

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Other keys work while text is typed."""
        self._show_hints()

    def on_resize(self) -> None:
        """Use tight spacing on a small terminal, and say anew whether there is more to scroll to."""
        note_size(self)
        self.call_after_refresh(self._show_hints_if_open)

    def _show_hints_if_open(self) -> None:
        if is_open(self):
            self._show_hints()

    def _show_hints(self) -> None:
        answer = self._pane.answer
        if answer is None:
            return
        typing = self._is_typing()
        own, ways_on = answer.hints(), [hint("exam.next", typing=typing)]
        if answer.types_text and not typing:
            own = (hint("typing.confirm", label="go on typing"),)
        elif self.sheet.question.asked.form == CHOICE and answer.draft() is not None:
            own, ways_on = (Hint("Enter", "next", "screen.next"), *own), []
        more = (hint("exam.page_down"),) if self._pane.scroll_y < self._pane.max_scroll_y else ()
        flagged = self.sheet.question.kept.flagged
        self.query_one(Hints).show(
            *own[:1],
            *more,
            *ways_on,
            hint("exam.flag", typing=typing, label="unflag" if flagged else ""),
            hint("exam.sheet", typing=typing),
            hint("typing.commands" if typing else "exam.leave"),
            hint("exam.hand_in", typing=typing),
            hint("app.help", typing=typing),
        )

    def _is_typing(self) -> bool:
        return isinstance(self.focused, Input)

    @property
    def _pane(self) -> QuestionPane:
        return self.query_one(QuestionPane)
