"""Recall the answer, look at it, and say how well it was known."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from studyapp.memory.model import Rating
from studyapp.tui.answers.answering import Answering, Rated, Revealing
from studyapp.tui.answers.option_marks import digits
from studyapp.tui.content import plain
from studyapp.tui.widgets.hints import Hint, hint
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from studyapp.questions.question import Asked
    from studyapp.tui.answers.answering import Shown

RATINGS = (
    (Rating.AGAIN, "again", "I did not know it"),
    (Rating.HARD, "hard", "I knew it, with trouble"),
    (Rating.GOOD, "good", "I knew it"),
    (Rating.EASY, "easy", "I knew it at once"),
)


class AnswerWidget(Answering):
    """First nothing but a prompt, then the answer and four ratings."""

    DEFAULT_CSS: ClassVar[str] = """
    .to-reveal { padding: 0 1; height: auto; color: $accent; }
    .revealed { padding: 0 1 1 1; height: auto; text-style: bold; }
    """

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._prompt = Static(Content("Say the answer to yourself, then press Enter to see it."), classes="to-reveal")
        self._answer = Static(Content(), classes="revealed")
        self._rows = Rows([Content.assemble((f"{name:<7}", "bold"), (told, "$muted")) for _, name, told in RATINGS])

    def compose(self) -> ComposeResult:
        """Yield the prompt; answer and ratings wait out of sight."""
        self._answer.display = self._rows.display = False
        yield self._prompt
        yield self._answer
        yield self._rows

    def begin(self) -> None:
        """Leave the keys to the screen until the answer is shown."""

    def hints(self) -> tuple[Hint, ...]:
        """Return the key that shows the answer, then those that rate."""
        if self._rows.display:
            return (Hint(digits(len(RATINGS)), "rate"),)
        return (hint("answer.confirm", label="show the answer"),)

    def confirm(self) -> None:
        """Show the answer, or rate with the rating under the cursor."""
        if self._rows.display:
            self._rows.action_choose()
        else:
            self.post_message(Revealing())

    def on_click(self) -> None:
        """A click shows the answer."""
        if not self._rows.display:
            self.post_message(Revealing())

    def reveal(self, expected: str) -> None:
        """Show the answer and let the student rate."""
        self._prompt.display = False
        self._answer.update(plain(expected))
        self._answer.display = self._rows.display = True
        self.screen.set_focus(self._rows, scroll_visible=False)
        self.call_after_refresh(self._rows.scroll_visible, animate=False)

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """A row is a rating."""
        event.stop()
        self.post_message(Rated(RATINGS[event.index][0]))

    def show_verdict(self, shown: Shown) -> None:
        """Leave the answer in sight, without the ratings."""
        self._prompt.display = False
        self._answer.update(plain(shown.verdict.expected))
        self._answer.display = True
        self._rows.display = False
