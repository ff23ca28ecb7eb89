"""Studying: one question at a time, its verdict under it, every answer on the disk before the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from studyapp.errors import NotSavedError, StudyError
from studyapp.memory.model import Rating
from studyapp.questions.question import REVEAL, Outcome, Refusal
from studyapp.study.clock_watch import ClockInDoubtError
from studyapp.study.humane import minutes
from studyapp.tui.content import line, plain
from studyapp.tui.keys import TABLE, bindings, key
from studyapp.tui.notices import clear_notice, show_error, show_notice
from studyapp.tui.screens import study_hints
from studyapp.tui.screens.leaving import leave
from studyapp.tui.screens.study_hints import Phase
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hint, Hints, hint
from studyapp.tui.widgets.question_pane import QuestionPane
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.questions.question import Given
    from studyapp.study.session import Session
    from studyapp.study.shown import Marked, Posed, Undone
    from studyapp.study.workspace import Workspace
    from studyapp.tui.answers.answering import Answered, Answering, NotYet, Rated, Revealing
    from studyapp.tui.screens.summary import More


class StudyScreen(Screen[None]):
    """Drives one session, from its first question to its summary."""

    CSS_PATH = Path(__file__).with_name("study.tcss")
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *(entry.id for entry in TABLE if entry.place in ("study", "marked")),
    )

    def __init__(
        self,
        open_session: Callable[[], Session],
        workspace: Workspace,
        *,
        undone: Undone | None = None,
        at_once: bool = False,
    ) -> None:
        super().__init__()
        self._open_session = open_session
        self._workspace = workspace
        self._undone = undone
        self._at_once = at_once
        self._phase = Phase.OPENING
        self._posed: Posed | None = None
        self._marked: Marked | None = None
        self._given: Given = None
        self._unsaved: Callable[[], Marked | Refusal] | None = None
        self._unsure = False
        self._hint_text = ""
        self._leaving_unsaved = False

    def compose(self) -> ComposeResult:
        """Yield the frame; the question is mounted when the session is open."""
        yield TitleLine(Content("studyapp"))
        yield QuestionPane()
        yield Hints()

    async def on_mount(self) -> None:
        """Open the session once the frame is on the screen, or before where that is quick and so saves painting twice."""
        self.on_resize()
        pane = self._pane
        self.watch(pane, "virtual_size", self._follow, init=False)
        self.watch(pane, "scroll_y", self._show_hints, init=False)
        if self._at_once:
            await self._begin()
            self.call_after_refresh(self._show_hints)  # whether there is more to scroll to is known once it is laid out
        else:
            self.call_later(self._begin)

    async def _begin(self) -> None:
        try:
            self.session = self._open_session()
        except StudyError as error:
            self._fail(error)
            return
        if self._undone is not None:
            self._tell_undone(self._undone)
        await self._ask_clock(self._show_next)

    async def _show_next(self) -> None:
        try:
            posed = self.session.pose()
        except StudyError as error:
            self._fail(error)
            return
        await self._show(posed)
        if self._workspace.has_goals():
            from studyapp.tui.screens.meanwhile import solve_meanwhile  # noqa: PLC0415 - only students with a goal need it

            solve_meanwhile(self, self._workspace, self.session)

    async def _ask_clock(self, go_on: Callable[[], Awaitable[None]]) -> None:
        """Ask whether the clock is right where it may not be, then go on."""
        doubt = self.session.clock_doubt()
        if doubt is None:
            await go_on()
            return
        from studyapp.tui.screens.clock import ask_clock  # noqa: PLC0415 - hardly ever needed

        ask_clock(self, self.session, doubt, go_on)

    def _fail(self, error: StudyError) -> None:
        show_error(self, error)

    async def _show(self, posed: Posed | None) -> None:
        """Show an open question, or the end of the session; the next key that is pressed already answers."""
        if posed is None:
            self._end()
            return
        self._posed, self._marked, self._given = posed, None, None
        self._unsure, self._hint_text, self._leaving_unsaved = False, "", False
        self._phase = Phase.ASKING
        self._show_progress(posed)
        await self._pane.put(posed.asked)
        self._show_hints()

    def _show_progress(self, posed: Posed) -> None:
        pace = self.session.pace()
        total = max(posed.number, pace.answered + pace.cards_left)
        right = f"{posed.number} of {total} · {minutes(pace.seconds_left)} left"
        self.query_one(TitleLine).show(line(posed.deck_title), Content(right))

    def _end(self) -> None:
        from studyapp.tui.screens.summary import SummaryScreen  # noqa: PLC0415 - not needed for the first question

        self.app.push_screen(SummaryScreen(self.session, self._workspace), self._after_summary)

    async def _after_summary(self, more: More | None) -> None:
        """Go on where the summary led back here, else leave."""
        if more is None:
            leave(self.app)
            return
        if more.undone is not None:
            self._tell_undone(more.undone)
        await self._show(self.session.pose())

    def on_answered(self, event: Answered) -> None:
        """Mark and save what the answer widget gives."""
        event.stop()
        if self._phase is Phase.ASKING:
            given, unsure, session = event.given, self._unsure, self.session
            self._given = given
            self._save(lambda: session.answer(given, unsure=unsure))

    def on_not_yet(self, event: NotYet) -> None:
        """Say what is missing, and how to say that one does not know."""
        event.stop()
        give_up = key("study.give_up")
        way_out = give_up.typing if isinstance(self.focused, Input) else give_up.shown
        show_notice(self, Content(f"{event.words} {way_out} says that you don't know."))

    def on_revealing(self, event: Revealing) -> None:
        """Show the answer of a self-rated card."""
        event.stop()
        answer = self._answer
        if self._phase is Phase.ASKING and answer is not None:
            answer.reveal(self.session.expected())
            self.call_after_refresh(self._show_hints)

    def on_rated(self, event: Rated) -> None:
        """Save the student's own rating."""
        event.stop()
        if self._phase is Phase.ASKING:
            rating, unsure, session = event.rating, self._unsure, self.session
            self._save(lambda: session.rate(rating, unsure=unsure))

    def _save(self, call: Callable[[], Marked | Refusal]) -> None:
        """Make an answer durable; if that fails keep it, say so, and do not go on."""
        try:
            outcome = call()
        except NotSavedError as error:
            self._keep_unsaved(call, error)
            return
        except ClockInDoubtError:

            async def save_again() -> None:
                self._save(call)

            self.call_later(self._ask_clock, save_again)
            return
        self._unsaved = None
        if isinstance(outcome, Refusal):
            self._phase = Phase.ASKING
            show_notice(self, plain(outcome.message))
            return
        clear_notice(self)
        self._show_marked(outcome)

    def _keep_unsaved(self, call: Callable[[], Marked | Refusal], error: NotSavedError) -> None:
        self._unsaved = call
        self._phase = Phase.UNSAVED
        self._leaving_unsaved = False
        self.set_focus(None)
        show_error(self, error)
        self._show_hints()

    def _show_marked(self, marked: Marked) -> None:
        again = self._marked is not None
        self._marked, self._phase = marked, Phase.MARKED
        self.set_focus(None)
        self._pane.show_marked(marked, self._given, self._workspace.clock.now(), again=again)
        self._show_progress(marked.posed)
        self._show_hints()
        self.call_after_refresh(self._follow)

    async def on_key(self, event: events.Key) -> None:
        """Keep keys in order that are pressed faster than questions are drawn: a letter meant for an answer types."""
        if self._phase is Phase.MARKED and event.key in key("marked.next").keys:
            event.stop()
            await self.action_confirm()
        elif isinstance(self.focused, Input) and event.is_printable and event.character:
            event.stop()
            self.focused.insert_text_at_cursor(event.character)

    async def action_confirm(self) -> None:
        """Go on, try again to save, or hand Enter to the answer."""
        answer = self._answer
        if self._phase is Phase.MARKED:
            await self._show(self.session.pose())
        elif self._phase is Phase.UNSAVED and self._unsaved is not None:
            self._save(self._unsaved)
        elif self._phase is Phase.ASKING and answer is not None:
            if answer.types_text and self._typing_paused():
                answer.begin()
                self._show_hints()
            else:
                answer.confirm()

    def action_unsure(self) -> None:
        """Note, or take back, that the student is not sure."""
        if self._phase is Phase.ASKING:
            self._unsure = not self._unsure
            self._show_state()
            self._show_hints()

    def action_hint(self) -> None:
        """Show the hint."""
        if self._phase is Phase.ASKING and self._posed is not None and not self._hint_text:
            self._hint_text = self.session.hint()
            if not self._hint_text:
                show_notice(self, Content("This question has no hint."))
            self._show_state()
            self._show_hints()

    def action_give_up(self) -> None:
        """Answer that one does not know."""
        answer = self._answer
        if self._phase is Phase.ASKING and answer is not None:
            self._save(self.session.give_up)

    async def action_skip(self) -> None:
        """Leave the question for later."""
        if self._phase is Phase.ASKING:
            self.session.skip()
            show_notice(self, Content("Left for later in this session."))
            await self._show(self.session.pose())

    async def action_undo(self) -> None:
        """Take back the last answer, of this or an earlier session, and ask again."""
        if self._phase in (Phase.ASKING, Phase.MARKED):
            try:
                undone = self.session.undo()
            except StudyError as error:
                self._fail(error)
                return
            self._tell_undone(undone)
            if undone is not None:
                await self._show(self.session.pose())

    def action_overrule(self) -> None:
        """Count a wrong answer as right."""
        if self._marked is not None and self._marked.verdict.outcome is not Outcome.CORRECT and not self._self_rated():
            self._replace_rating(Rating.GOOD)

    def action_easy(self) -> None:
        """Count a right answer as easy."""
        if self._marked is not None and self._marked.verdict.outcome is Outcome.CORRECT:
            self._replace_rating(Rating.EASY)

    def _replace_rating(self, rating: Rating) -> None:
        if self._phase is Phase.MARKED:
            session = self.session
            self._save(lambda: session.overrule(rating))

    def action_why(self) -> None:
        """Show why the card comes back when it does."""
        if self._phase is Phase.MARKED and self._marked is not None:
            self._pane.show_why(self._marked)

    def action_page_down(self) -> None:
        """Scroll a long text."""
        self._pane.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll back."""
        self._pane.scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Stop typing; or leave, with everything that was answered kept."""
        answer = self._answer
        if self._phase is Phase.ASKING and answer is not None and answer.types_text and not self._typing_paused():
            self.set_focus(None)
            self._show_hints()
            return
        if self._phase is Phase.UNSAVED and not self._leaving_unsaved:
            self._leaving_unsaved = True
            show_notice(
                self, Content("This answer is not saved yet. R tries again, Esc leaves without it."), grave=True
            )
            return
        if self._phase is not Phase.OPENING and self.session.pace().answered:
            self._end()
        else:
            leave(self.app)

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Other keys work while text is typed."""
        self._show_hints()

    def on_resize(self) -> None:
        """Use tight spacing on a small terminal."""
        note_size(self)

    def _follow(self) -> None:
        """Keep the verdict in sight however the layout changes, and say when there is more to scroll to."""
        if self._phase is Phase.MARKED:
            self._pane.follow_verdict()
        self._show_hints()

    def _show_state(self) -> None:
        self._pane.show_state(unsure=self._unsure, hint=self._hint_text)

    def _show_hints(self) -> None:
        pane, hints = self._pane, self._hints()
        more = (hint("study.page_down"),) if pane.scroll_y < pane.max_scroll_y else ()
        self.query_one(Hints).show(*hints[:1], *more, *hints[1:])

    def _hints(self) -> tuple[Hint, ...]:
        answer = self._answer
        if self._phase is Phase.MARKED and self._marked is not None:
            return study_hints.marked(self._marked, self_rated=self._self_rated())
        if self._phase is Phase.UNSAVED:
            return study_hints.unsaved()
        if self._phase is Phase.OPENING:
            return (hint("study.leave"), hint("app.help"))
        if self._phase is Phase.ASKING and self._posed is not None and answer is not None:
            typing = answer.types_text and not self._typing_paused()
            return study_hints.asking(
                self._posed, answer, typing=typing, unsure=self._unsure, hinted=bool(self._hint_text)
            )
        return ()

    def _tell_undone(self, undone: Undone | None) -> None:
        text = (
            line(f"Taken back: {undone.question}", limit=200) if undone else Content("There is nothing to take back.")
        )
        show_notice(self, text)

    @property
    def _pane(self) -> QuestionPane:
        return self.query_one(QuestionPane)

    @property
    def _answer(self) -> Answering | None:
        return self._pane.answer

    def _typing_paused(self) -> bool:
        return not isinstance(self.focused, Input)

    def _self_rated(self) -> bool:
        return self._posed is not None and self._posed.asked.form == REVEAL
