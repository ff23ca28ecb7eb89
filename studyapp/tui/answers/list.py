"""Name several things: each Enter adds one, Enter on the empty line gives the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from studyapp.questions.marking.given import split_items
from studyapp.questions.question import Outcome
from studyapp.tui.answers.answer_input import AnswerInput
from studyapp.tui.answers.answering import Answered, Answering, NotYet
from studyapp.tui.answers.option_marks import RIGHT, WRONG
from studyapp.tui.content import line, plain
from studyapp.tui.widgets.hints import hint

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.widgets import Input

    from studyapp.questions.question import Asked, Given
    from studyapp.tui.answers.answering import Shown
    from studyapp.tui.widgets.hints import Hint


class AnswerWidget(Answering):
    """What was named so far, and a line to name the next."""

    DEFAULT_CSS: ClassVar[str] = """
    .list-items { height: auto; padding: 0 1; }
    """
    types_text: ClassVar[bool] = True

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._named: list[str] = []
        self._items = Static(Content(), classes="list-items")
        self._input = AnswerInput("add one, then Enter", between_lines="; ")

    def compose(self) -> ComposeResult:
        """Yield what was named above the line."""
        self._items.display = False
        yield self._items
        yield self._input

    def begin(self) -> None:
        """Let the keys type."""
        self.screen.set_focus(self._input, scroll_visible=False)

    def hints(self) -> tuple[Hint, ...]:
        """Return the key that answers."""
        return (hint("typing.confirm", label="add, or answer"),)

    def confirm(self) -> None:
        """Add what was typed; with nothing typed give everything that was named."""
        text = self._input.value.strip()
        if text:
            self._named.append(text)
            self._input.value = ""
            self._show_items()
        elif self._named:
            self.post_message(Answered(list(self._named)))
        else:
            self.post_message(NotYet("Name at least one first."))

    def draft(self) -> Given:
        """Return what was named, with what stands in the line."""
        return [*self._named, *([text] if (text := self._input.value.strip()) else [])] or None

    def restore(self, given: Given) -> bool:
        """Show what was named; nothing for no answer."""
        known = isinstance(given, list) and all(isinstance(text, str) for text in given)
        self._named = [str(text) for text in given] if known and isinstance(given, list) else []
        self._input.value = ""
        self._show_items()
        return known or given is None

    def action_back(self) -> None:
        """Put the last thing named back into the empty line, to be changed."""
        if self._named and not self._input.value:
            self._input.value = self._named.pop()
            self._input.cursor_position = len(self._input.value)
            self._show_items()

    def on_key(self, event: events.Key) -> None:
        """Backspace on the empty line takes back the last thing named."""
        if event.key == "backspace" and not self._input.value and self._named:
            event.stop()
            self.action_back()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter adds or answers."""
        event.stop()
        self.confirm()

    def show_verdict(self, shown: Shown) -> None:
        """Show which of the things named were right, and the whole answer."""
        self._input.display = False
        named = [part for text in self._named for part in _parts(text, shown.score)]
        lines = [_judged(text, right=shown.score([text]) > 0) for text in named]
        if shown.verdict.outcome is not Outcome.CORRECT:
            lines.append(Content.assemble(("All of them: ", "$muted"), plain(shown.verdict.expected, "bold")))
        self._items.update(Content("\n").join(lines))
        self._items.display = True

    def _show_items(self) -> None:
        numbered = [Content.assemble((f"{n}  ", "$accent bold"), line(text)) for n, text in enumerate(self._named, 1)]
        self._items.update(Content("\n").join(numbered))
        self._items.display = bool(self._named)


def _parts(text: str, score: Callable[[Given], float]) -> list[str]:
    """Return the things that were named in one entry, if it is not right as a whole."""
    return [text] if score([text]) > 0 else split_items(text, commas=True)


def _judged(text: str, *, right: bool) -> Content:
    sign, style = (RIGHT, "$success bold") if right else (WRONG, "$error bold")
    return Content.assemble((f"{sign} ", style), line(text))
