"""Watching a deck while it is written: its problems, and the card being edited as a student sees it, to be tried."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.decks.watching import SECONDS_BETWEEN_LOOKS, DeckWatch
from studyapp.questions.question import REVEAL, Refusal
from studyapp.tui.answers import answer_widget
from studyapp.tui.answers.answer_input import AnswerInput
from studyapp.tui.answers.answering import Answered, Answering, NotYet, Rated, Revealing, Shown
from studyapp.tui.content import line, plain
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_notice
from studyapp.tui.screens.tried_card import TriedCard
from studyapp.tui.screens.watch_words import place_of, problem_lines, standing, verdict_words
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.question_pane import question_text
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.decks.watching import Saved
    from studyapp.questions.question import Given, Verdict
    from studyapp.tui.widgets.hints import Hint


class WatchScreen(Screen[None]):
    """Looks at the file many times a second, and shows it anew whenever it was saved."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "watch.confirm",
        "watch.again",
        "watch.form",
        "watch.hint",
        "watch.next",
        "watch.previous",
        "watch.leave",
        "study.page_down",
        "study.page_up",
    )

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._watch = DeckWatch(path)
        self._saved: Saved | None = None
        self._tried: TriedCard | None = None
        self._answer: Answering | None = None
        self._marked = False
        self._hint_shown = False

    def compose(self) -> ComposeResult:
        """Yield the frame; the card is mounted when the deck was read."""
        yield TitleLine(line(self._path.name))
        with VerticalScroll(id="problems", can_focus=False):
            yield Static(Content(), id="problem-list")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(Content(), id="place")
            yield Static(Content(), id="question")
            yield Static(Content(), id="hint")
            yield Static(Content(), id="verdict")
        yield Hints()

    def on_mount(self) -> None:
        """Begin to watch."""
        self.run_worker(self._keep_looking(), exit_on_error=True)

    async def _keep_looking(self) -> None:
        while True:
            saved = await asyncio.to_thread(self._watch.look)
            if saved is not None:
                self._take(saved)
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    # --- what was saved ----------------------------------------------------------------------------------------

    def _take(self, saved: Saved) -> None:
        """Show what a save brought: the card that changed, else the one shown before, else the first."""
        self._saved = saved
        before, typed = self._tried, self._typed()
        tried = TriedCard.after(saved, before)
        clear_notice(self)
        self.query_one(TitleLine).show(line(self._path.name), standing(saved))
        self.query_one("#problem-list", Static).update(problem_lines(saved, tried))
        if tried is None:
            self._show_no_card(saved)
            return
        self._tried = tried
        same = before is not None and (before.card.key, before.form) == (tried.card.key, tried.form)
        self._hint_shown = self._hint_shown and same
        answer = self._show_card(tried)
        if before is not None and same and before.given is not None:
            answer.call_after_refresh(self._mark, before.given)
        elif same and typed:
            answer.call_after_refresh(self._type_again, typed)

    def _show_no_card(self, saved: Saved) -> None:
        if self._answer is not None:
            self._answer.remove()
            self._answer = None
        self._marked = False
        words = "This card can be shown once its problems are mended." if saved.problems else "There is no card yet."
        for name in ("question", "hint", "verdict"):
            self.query_one(f"#{name}", Static).display = False
        self.query_one("#place", Static).update(Content(words))
        self._show_hints()

    def _show_card(self, tried: TriedCard) -> Answering:
        """Ask the card as a student is asked."""
        answer = answer_widget(tried.asked)
        self._marked = False
        with self.app.batch_update():
            self.query_one("#place", Static).update(place_of(tried))
            question = self.query_one("#question", Static)
            question.update(question_text(tried.asked))
            question.display = True
            self.query_one("#verdict", Static).display = False
            if self._answer is not None:
                self._answer.remove()
            self._answer = answer
            self.query_one("#body").mount(answer, before="#hint")
            self._show_hint()
        answer.call_after_refresh(self._take_keys, answer)
        return answer

    def _take_keys(self, answer: Answering) -> None:
        if answer is self._answer and answer.is_attached and not self._marked:  # one that leaves would keep all keys
            answer.begin()
        self._show_hints()

    # --- the playground ----------------------------------------------------------------------------------------

    def on_answered(self, event: Answered) -> None:
        """Mark what the answer widget gives."""
        event.stop()
        self._mark(event.given)

    def _mark(self, given: Given) -> None:
        tried, answer = self._tried, self._answer
        if tried is None or answer is None or self._marked:
            return
        verdict = tried.mark(given)
        if isinstance(verdict, Refusal):
            show_notice(self, plain(verdict.message))
            return
        self._marked = True
        self._tried = tried.having_given(given)
        clear_notice(self)
        self.set_focus(None)
        answer.show_verdict(Shown(given, verdict, tried.score, short=False))
        self._say(verdict)

    def _say(self, verdict: Verdict | None) -> None:
        if self._tried is None:
            return
        said = self.query_one("#verdict", Static)
        said.update(verdict_words(verdict, self._tried))
        said.display = True
        self._show_hints()
        self.call_after_refresh(said.scroll_visible, animate=False)

    def on_not_yet(self, event: NotYet) -> None:
        """Say what is missing."""
        event.stop()
        show_notice(self, Content(event.words))

    def on_revealing(self, event: Revealing) -> None:
        """Show the answer of a self-rated card."""
        event.stop()
        if self._answer is not None and self._tried is not None:
            self._answer.reveal(self._tried.card.question.expected())
            self._say(None)

    def on_rated(self, event: Rated) -> None:
        """Say that a rating is all there is to it."""
        event.stop()
        show_notice(self, Content("The student's rating decides when the card comes back; nothing is marked."))

    def _typed(self) -> str:
        inputs = self.query(AnswerInput)
        return inputs.first().value if inputs and not self._marked else ""

    def _type_again(self, text: str) -> None:
        for each in self.query(AnswerInput):
            each.value = text
            each.cursor_position = len(text)

    # --- what keys do ------------------------------------------------------------------------------------------

    def action_confirm(self) -> None:
        """Hand Enter to the answer; after the verdict, ask again."""
        answer = self._answer
        if self._marked:
            self.action_again()
        elif answer is not None:
            if answer.types_text and not isinstance(self.focused, AnswerInput):
                answer.begin()
                self._show_hints()
            else:
                answer.confirm()

    def action_again(self) -> None:
        """Ask the card again, its options in another order."""
        if self._answer is not None and self._tried is not None:
            self._try(self._tried.again())

    def action_form(self) -> None:
        """Ask the card in its next form."""
        if self._answer is not None and self._tried is not None:
            self._try(self._tried.in_next_form())

    def action_next_card(self) -> None:
        """Show the next card."""
        self._step(1)

    def action_previous_card(self) -> None:
        """Show the card before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        deck = self._saved.deck.deck if self._saved is not None and self._saved.deck is not None else None
        if self._tried is not None and deck is not None:
            self._hint_shown = False
            self._try(self._tried.step(step, deck))

    def _try(self, tried: TriedCard) -> None:
        if self._saved is not None:
            self._tried = tried
            clear_notice(self)
            self.query_one("#problem-list", Static).update(problem_lines(self._saved, tried))
            self._show_card(tried)

    def action_hint(self) -> None:
        """Show the hint, or hide it."""
        if self._answer is not None and self._tried is not None:
            self._hint_shown = not self._hint_shown
            if not self._tried.card.hint:
                show_notice(self, Content("This card has no hint."))
            self._show_hint()

    def action_leave(self) -> None:
        """Stop typing; then leave."""
        if isinstance(self.focused, AnswerInput):
            self.set_focus(None)
            self._show_hints()
        else:
            self.app.exit()

    def action_page_down(self) -> None:
        """Scroll a long card."""
        self.query_one("#body").scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll back."""
        self.query_one("#body").scroll_page_up(animate=False)

    # --- what is shown -----------------------------------------------------------------------------------------

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Other keys work while text is typed."""
        self._show_hints()

    def on_resize(self) -> None:
        """Use tight spacing on a small terminal."""
        note_size(self)

    def _show_hint(self) -> None:
        shown = self.query_one("#hint", Static)
        text = self._tried.card.hint if self._tried is not None and self._hint_shown else ""
        shown.update(Content("Hint: ") + plain(text))
        shown.display = bool(text)

    def _show_hints(self) -> None:
        self.query_one(Hints).show(*self._hints())

    def _hints(self) -> tuple[Hint, ...]:
        tried, answer = self._tried, self._answer
        typing = isinstance(self.focused, AnswerInput)
        always = (hint("watch.leave", label="more keys" if typing else ""), hint("app.help", typing=typing))
        if tried is None or answer is None:
            return always
        own: tuple[Hint, ...] = answer.hints()
        if self._marked:
            own = (hint("watch.confirm", label="ask again"),)
        elif answer.types_text and not typing:
            own = (hint("watch.confirm", label="go on typing"),)
        return (
            *own[:2],
            *always,
            *([hint("watch.form", typing=typing)] if len(tried.card.question.forms) > 1 else []),
            hint("watch.next", typing=typing),
            *([hint("watch.hint", typing=typing)] if tried.card.hint else []),
            *([] if self._marked or tried.asked.form == REVEAL else [hint("watch.again", typing=typing)]),
        )
