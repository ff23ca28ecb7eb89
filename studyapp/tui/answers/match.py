"""Match left with right: the current item on the left gets the partner that is picked, and the next one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from studyapp.tui.answers.answering import Answered, Answering, NotYet
from studyapp.tui.answers.option_marks import RIGHT, WRONG, digits
from studyapp.tui.content import plain
from studyapp.tui.keys import bindings
from studyapp.tui.widgets.hints import Hint, hint
from studyapp.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.questions.question import Asked, Given
    from studyapp.tui.answers.answering import Shown

_OPEN = "…"
_POINTER = "▸"


class AnswerWidget(Answering):
    """The left sides with what they were matched with, and the right sides to pick from."""

    DEFAULT_CSS: ClassVar[str] = """
    .match-with { height: 1; padding: 0 1; margin: 1 0 0 0; color: $muted; }
    .-small .match-with { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("answer.back"),
        Binding("tab", "side(1)", show=False),
        Binding("shift+tab", "side(-1)", show=False),
    ]

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._partner: dict[int, int] = {}
        self._current: int | None = 0
        self._left = Rows([self._pair(index) for index in range(len(asked.options))], numbered=False, takes_keys=False)
        self._head = Static(Content("Goes with"), classes="match-with")
        self._right = Rows([plain(partner) for partner in asked.partners], enter_picks=False)

    def compose(self) -> ComposeResult:
        """Yield the left sides above the right sides."""
        yield self._left
        yield self._head
        yield self._right

    def begin(self) -> None:
        """Let the keys pick partners."""
        self._show_pairs()
        self.screen.set_focus(self._right, scroll_visible=False)

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that answer."""
        return (
            Hint(digits(len(self.asked.partners)), "match"),
            hint("answer.confirm"),
            hint("answer.back"),
            hint("answer.side"),
        )

    def confirm(self) -> None:
        """Give the answer once everything is matched; until then Enter takes the partner under the cursor if it is free."""
        if len(self._partner) == len(self.asked.options):
            self.post_message(Answered(self._given()))
        elif self._right.cursor is not None and self._right.cursor not in self._partner.values():
            self._match(self._right.cursor)
        else:
            self.post_message(NotYet("Pick a partner for every item first."))

    def draft(self) -> Given:
        """Return the pairs that were made."""
        return self._given() if self._partner else None

    def restore(self, given: Given) -> bool:
        """Show pairs of texts; none for no answer."""
        pairs = given if isinstance(given, dict) else {}
        lefts = [option.text for option in self.asked.options]
        self._partner = {
            index: self.asked.partners.index(pairs[left])
            for index, left in enumerate(lefts)
            if pairs.get(left) in self.asked.partners
        }
        self._current = next((index for index in range(len(lefts)) if index not in self._partner), None)
        self._show_pairs()
        return len(self._partner) == len(pairs) and (given is None or bool(pairs))

    def action_back(self) -> None:
        """Take the last pair apart."""
        if self._partner:
            self._current, _ = self._partner.popitem()
            self._show_pairs()

    def action_side(self, step: int) -> None:
        """Go to the next or the previous item on the left."""
        self._current = ((-1 if self._current is None else self._current) + step) % len(self.asked.options)
        self._show_pairs()

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """A right side was picked for the current item, or a left side was clicked to become the current one."""
        event.stop()
        if event.rows is self._left:
            self._current = event.index
            self._show_pairs()
        else:
            self._match(event.index)

    def on_rows_confirmed(self, event: Rows.Confirmed) -> None:
        """Enter gives the answer."""
        event.stop()
        self.confirm()

    def show_verdict(self, shown: Shown) -> None:
        """Show for each item whether its partner was right, and which one would have been."""
        self._left.freeze(hide_faded=False)
        self._head.display = self._right.display = False
        for index in range(len(self.asked.options)):
            given = self._partner.get(index)
            right = self._right_partner(index, shown)
            self._left.show(
                index, sign=_sign(given, right), text=self._marked_pair(index, right), classes=_classes(given, right)
            )

    def _match(self, partner: int) -> None:
        if self._current is None:
            return
        self._partner.pop(self._current, None)
        self._partner[self._current] = partner
        open_items = [index for index in range(len(self.asked.options)) if index not in self._partner]
        self._current = open_items[0] if open_items else None
        self._show_pairs()

    def _given(self) -> Given:
        options, partners = self.asked.options, self.asked.partners
        return {options[left].text: partners[right] for left, right in sorted(self._partner.items())}

    def _right_partner(self, index: int, shown: Shown) -> int | None:
        left = self.asked.options[index].text
        return next((n for n, right in enumerate(self.asked.partners) if shown.score({left: right}) > 0), None)

    def _show_pairs(self) -> None:
        for index in range(len(self.asked.options)):
            sign = _POINTER if index == self._current else ""
            self._left.show(index, sign=sign, text=self._pair(index))
        for index in range(len(self.asked.partners)):
            self._right.show(index, classes="-faded" if index in self._partner.values() else "")
        if self._current is not None:
            self._left.bring_into_view(self._current)

    def _pair(self, index: int) -> Content:
        partner = self._partner.get(index)
        given = plain(self.asked.partners[partner], "bold") if partner is not None else Content(_OPEN)
        return Content(" – ").join([plain(self.asked.options[index].text), given])

    def _marked_pair(self, index: int, right: int | None) -> Content:
        pair = self._pair(index)
        if right is None or self._partner.get(index) == right:
            return pair
        return pair + Content.assemble("   ", (f"{RIGHT} ", "$success bold"), plain(self.asked.partners[right], "bold"))


def _sign(given: int | None, right: int | None) -> str:
    return RIGHT if given is not None and given == right else WRONG


def _classes(given: int | None, right: int | None) -> str:
    return "-right" if given is not None and given == right else "-wrong"
