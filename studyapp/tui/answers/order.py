"""Put things in order: pick the first, then the second, and so on; the last one follows by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from studyapp.questions.question import Outcome
from studyapp.tui.answers.answering import Answered, Answering, NotYet
from studyapp.tui.answers.option_marks import RIGHT, WRONG, digits, option_numbers
from studyapp.tui.content import plain
from studyapp.tui.keys import bindings
from studyapp.tui.widgets.hints import Hint, hint
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.questions.question import Asked, Given
    from studyapp.tui.answers.answering import Shown

_NOT_YET = "   "


class AnswerWidget(Answering):
    """The things where they stood, each with the place it was given."""

    DEFAULT_CSS: ClassVar[str] = """
    .order-verdict { display: none; height: auto; padding: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("answer.back")

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._order: list[int] = []
        self._rows = Rows([self._text(index) for index in range(len(asked.options))], enter_picks=False)
        self._verdict = Static(Content(), classes="order-verdict")

    def compose(self) -> ComposeResult:
        """Yield the things to be ordered."""
        yield self._rows
        yield self._verdict

    def begin(self) -> None:
        """Let the keys pick."""
        self.screen.set_focus(self._rows, scroll_visible=False)

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that answer."""
        return (Hint(digits(len(self.asked.options)), "place"), hint("answer.confirm"), hint("answer.back"))

    def confirm(self) -> None:
        """Give the order once it is complete; until then Enter places the thing under the cursor."""
        if len(self._order) == len(self.asked.options):
            self.post_message(Answered(self.draft()))
        elif self._rows.cursor is not None and self._rows.cursor not in self._order:
            self._place(self._rows.cursor)
        else:
            self.post_message(NotYet("Pick what comes first, then what comes next, until all have a place."))

    def draft(self) -> Given:
        """Return the order once it is complete."""
        complete = len(self._order) == len(self.asked.options)
        return [index + 1 for index in self._order] if complete else None

    def restore(self, given: Given) -> bool:
        """Show an order by numbers; none for no answer."""
        numbers = option_numbers(given, len(self.asked.options))
        self._order = [number - 1 for number in numbers or ()]
        self._show_places()
        return numbers is not None

    def action_back(self) -> None:
        """Take the last placed thing out again."""
        if self._order:
            self._order.pop()
            self._show_places()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Give a thing the next place; picked again, take it and everything after it out."""
        event.stop()
        if event.index in self._order:
            del self._order[self._order.index(event.index) :]
            self._show_places()
        else:
            self._place(event.index)

    def on_rows_confirmed(self, event: Rows.Confirmed) -> None:
        """Enter gives the answer."""
        event.stop()
        self.confirm()

    def _place(self, index: int) -> None:
        self._order.append(index)
        left = [other for other in range(len(self.asked.options)) if other not in self._order]
        if len(left) == 1:
            self._order += left
        self._show_places()

    def show_verdict(self, shown: Shown) -> None:
        """Show the order that was given and the right one."""
        self._rows.freeze(hide_faded=False)
        self._rows.display = not shown.short
        given = Content(" → ").join(plain(self.asked.options[index].text) for index in self._order)
        right = shown.verdict.outcome is Outcome.CORRECT
        sign = Content.assemble((f"{RIGHT} ", "$success bold") if right else (f"{WRONG} ", "$error bold"))
        lines = [sign + given] if self._order else []
        if not right:
            lines.append(Content.assemble((f"{RIGHT} ", "$success bold"), plain(shown.verdict.expected, "bold")))
        self._verdict.update(Content("\n").join(lines))
        self._verdict.display = True

    def _show_places(self) -> None:
        for index in range(len(self.asked.options)):
            self._rows.show(index, text=self._text(index))

    def _text(self, index: int) -> Content:
        place = f"{self._order.index(index) + 1:>2}." if index in self._order else _NOT_YET
        return Content.assemble((f"{place} ", "$accent bold"), plain(self.asked.options[index].text))
