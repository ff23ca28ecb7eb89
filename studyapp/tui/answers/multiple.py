"""Mark every option that is right: numbers, Space or a click mark and unmark, Enter answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.tui.answers.answering import Answered, Answering, NotYet
from studyapp.tui.answers.option_marks import digits, option_numbers, show_option
from studyapp.tui.content import plain
from studyapp.tui.widgets.hints import Hint, hint
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from studyapp.questions.question import Asked, Given
    from studyapp.tui.answers.answering import Shown

BOX = "[ ]"
CROSSED_BOX = "[x]"


class AnswerWidget(Answering):
    """The options, each with a box."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._marked: set[int] = set()
        self._rows = Rows([self._text(index) for index in range(len(asked.options))], enter_picks=False)

    def compose(self) -> ComposeResult:
        """Yield the options."""
        yield self._rows

    def begin(self) -> None:
        """Let the keys mark."""
        self.screen.set_focus(self._rows, scroll_visible=False)

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that answer."""
        return (Hint(digits(len(self.asked.options)), "mark"), hint("answer.confirm"))

    def confirm(self) -> None:
        """Give the marked options."""
        if self._marked:
            self.post_message(Answered(self.draft()))
        else:
            self.post_message(NotYet("Mark at least one option first."))

    def draft(self) -> Given:
        """Return the numbers of the marked options."""
        return [index + 1 for index in sorted(self._marked)] or None

    def restore(self, given: Given) -> bool:
        """Mark options by their numbers; none for no answer."""
        numbers = option_numbers(given, len(self.asked.options))
        self._marked = {number - 1 for number in numbers or ()}
        for index in range(len(self.asked.options)):
            self._rows.show(index, text=self._text(index))
        return numbers is not None

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Mark or unmark an option."""
        event.stop()
        self._marked ^= {event.index}
        self._rows.show(event.index, text=self._text(event.index))

    def on_rows_confirmed(self, event: Rows.Confirmed) -> None:
        """Enter gives the answer."""
        event.stop()
        self.confirm()

    def show_verdict(self, shown: Shown) -> None:
        """Show which marks were right, which were wrong, and which were missing."""
        self._rows.freeze(hide_faded=shown.short)
        for index, option in enumerate(self.asked.options):
            picked, right = index in self._marked, shown.score([index + 1]) > 0
            show_option(self._rows, index, option, picked=picked, right=right, feedback=option.feedback)

    def _text(self, index: int) -> Content:
        box = CROSSED_BOX if index in self._marked else BOX
        return Content.assemble((f"{box} ", "$accent bold"), plain(self.asked.options[index].text))
