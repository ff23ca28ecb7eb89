"""Pick one of several options: its number, the arrows and Enter, or a click answer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.tui.answers.answering import Answered, Answering
from studyapp.tui.answers.option_marks import PICKED, digits, show_option
from studyapp.tui.content import plain
from studyapp.tui.widgets.hints import Hint
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from studyapp.questions.question import Asked, Given
    from studyapp.tui.answers.answering import Shown


class AnswerWidget(Answering):
    """The options, numbered."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._rows = Rows([plain(option.text) for option in asked.options])
        self._picked: int | None = None

    def compose(self) -> ComposeResult:
        """Yield the options."""
        yield self._rows

    def begin(self) -> None:
        """Let the keys pick."""
        self.screen.set_focus(self._rows, scroll_visible=False)

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that answer."""
        return (Hint(digits(len(self.asked.options)), "answer"),)

    def confirm(self) -> None:
        """Pick the option under the cursor."""
        self._rows.action_choose()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """An option is an answer."""
        event.stop()
        self.post_message(Answered(event.index + 1))

    def draft(self) -> Given:
        """Return the number of the option that was picked."""
        return None if self._picked is None else self._picked + 1

    def restore(self, given: Given) -> bool:
        """Show an option as picked, by its number or its text; none for no answer."""
        texts = [option.text for option in self.asked.options]
        number = texts.index(given) + 1 if isinstance(given, str) and given in texts else given
        known = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= len(texts)
        self._picked = int(str(number)) - 1 if known else None
        self._rows.cursor = None
        for index in range(len(texts)):
            self._rows.show(index, sign=PICKED if index == self._picked else "")
        return known or given is None

    def show_verdict(self, shown: Shown) -> None:
        """Mark the option that was picked and the one that is right."""
        self._rows.freeze(hide_faded=shown.short)
        for index, option in enumerate(self.asked.options):
            picked, right = shown.given == index + 1, shown.score(index + 1) >= 1
            show_option(self._rows, index, option, picked=picked, right=right, feedback=shown.verdict.feedback)
