"""The middle of the screen: the question, the answer to it in its form, and under them the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.questions.question import REVEAL
from studyapp.tui.answers import answer_widget
from studyapp.tui.answers.answering import Shown, scores
from studyapp.tui.content import joined, plain
from studyapp.tui.small import SMALL

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.questions.question import Asked, Given
    from studyapp.study.shown import Marked
    from studyapp.tui.answers.answering import Answering
    from studyapp.tui.widgets.feedback import Feedback


class QuestionPane(Widget):
    """Shows one question after another; empty until the first one is put."""

    DEFAULT_CSS: ClassVar[str] = "QuestionPane { height: 1fr; overflow: hidden auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [("up", "scroll_up"), ("down", "scroll_down")]

    def __init__(self) -> None:
        super().__init__(id="body")
        self.answer: Answering | None = None
        """The widget that takes the answer to the question shown."""
        self._question = Static(Content(), id="question")
        self._state: Static | None = None
        self._feedback: Feedback | None = None

    def compose(self) -> ComposeResult:
        """Yield the question; what stands under it is mounted when it is needed."""
        yield self._question

    async def put(self, asked: Asked) -> None:
        """Show a question in the place of the one before, and give its answer the keyboard."""
        answer = answer_widget(asked)
        with self.app.batch_update():
            self._question.update(question_text(asked))
            if self._feedback is not None:
                self._feedback.display = False
            if self.answer is not None:
                self.answer.remove()
            self.answer = answer
            mounted = self.mount(answer, after=self._question)
            self.scroll_home(animate=False)
            self.show_state(unsure=False, hint="")
        await mounted
        answer.begin()

    def show_state(self, *, unsure: bool, hint: str) -> None:
        """Show what was said and asked for before the answer, scrolling there."""
        parts = [Content("~ You said that you are not sure.")] if unsure else []
        if hint:
            parts.append(Content("Hint: ") + plain(hint))
        if self._state is None and parts:
            self._state = Static(id="state")
            self.mount(self._state, after=self.answer)
        if self._state is not None:
            self._state.update(Content("\n").join(parts))
            self._state.display = bool(parts)
            if parts:
                self.call_after_refresh(self._state.scroll_visible, animate=False)

    def show_marked(self, marked: Marked, given: Given, now: datetime, *, again: bool) -> None:
        """Show how the answer was marked; `again` when only its rating was replaced."""
        asked = marked.posed.asked
        if self.answer is not None and not again:
            short = self.screen.has_class(SMALL)
            self.answer.show_verdict(Shown(given, marked.verdict, scores(marked.posed.card.question, asked), short))
        self._shown_feedback().show(marked, now, self_rated=asked.form == REVEAL)
        if self._state is not None:
            self._state.display = False

    def show_why(self, marked: Marked) -> None:
        """Show why the card comes back when it does, or take that away again."""
        self._shown_feedback().show_why(marked)

    def follow_verdict(self) -> None:
        """Keep the verdict in sight however the layout changes."""
        self._shown_feedback().scroll_visible(animate=False)

    def _shown_feedback(self) -> Feedback:
        if self._feedback is None:
            from studyapp.tui.widgets.feedback import Feedback  # noqa: PLC0415 - not needed for the first question

            self._feedback = Feedback()
            self.mount(self._feedback)
        return self._feedback


def question_text(asked: Asked) -> Content:
    """Return the question, and under it what is to be known about answering it."""
    parts = [plain(asked.prompt, "bold"), *([plain(asked.note, "$muted")] if asked.note else [])]
    return joined(parts, "\n\n")
