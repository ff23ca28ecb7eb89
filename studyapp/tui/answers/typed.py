"""Type the answer; afterwards it stands there letter under letter with what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from studyapp.questions.question import Outcome, Span
from studyapp.tui.answers.answer_input import AnswerInput
from studyapp.tui.answers.answering import Answered, Answering, NotYet
from studyapp.tui.answers.option_marks import RIGHT, WRONG
from studyapp.tui.content import line, plain
from studyapp.tui.widgets.hints import hint

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from studyapp.questions.question import Asked, Given, Verdict
    from studyapp.tui.answers.answering import Shown
    from studyapp.tui.widgets.hints import Hint


class AnswerWidget(Answering):
    """One line to type into."""

    DEFAULT_CSS: ClassVar[str] = """
    .typed-verdict { padding: 0 1; height: auto; }
    """
    types_text: ClassVar[bool] = True

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._input = AnswerInput("type the answer, then Enter")

    def compose(self) -> ComposeResult:
        """Yield the line."""
        yield self._input

    def begin(self) -> None:
        """Let the keys type."""
        self.screen.set_focus(self._input, scroll_visible=False)

    def hints(self) -> tuple[Hint, ...]:
        """Return the key that answers."""
        return (hint("typing.confirm"),)

    def confirm(self) -> None:
        """Give what was typed."""
        if self._input.value.strip():
            self.post_message(Answered(self._input.value))
        else:
            self.post_message(NotYet("Type an answer first."))

    def draft(self) -> Given:
        """Return what was typed."""
        return self._input.value.strip() or None

    def restore(self, given: Given) -> bool:
        """Show a text in the line."""
        known = isinstance(given, str | int | float) and not isinstance(given, bool)
        self._input.value = str(given) if known else ""
        self._input.cursor_position = len(self._input.value)
        return known or given is None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter gives the answer."""
        event.stop()
        self.confirm()

    def show_verdict(self, shown: Shown) -> None:
        """Replace the line by the answer, compared with the expected one."""
        self._input.display = False
        self.mount(Static(compared(shown.verdict), classes="typed-verdict"))


def compared(verdict: Verdict) -> Content:
    """Return the answer as given and, if it differs, the expected one beneath: letter under letter where they align."""
    right = verdict.outcome is Outcome.CORRECT
    sign = Content.assemble((f"{RIGHT} ", "$success bold")) if right else Content.assemble((f"{WRONG} ", "$error bold"))
    if not verdict.diff:
        return _without_diff(verdict, sign, right=right)
    given, expected = _aligned(verdict.diff)
    return Content("\n").join([sign + given, Content("  ") + expected])


def _without_diff(verdict: Verdict, sign: Content, *, right: bool) -> Content:
    given = line(verdict.given) if verdict.given.strip() else Content.assemble(("no answer", "$muted"))
    if right and _same(verdict.given, verdict.expected):
        return sign + given
    expected = Content.assemble((f"{RIGHT} ", "$success bold"), line(verdict.expected).stylize("bold"))
    return Content("\n").join([sign + given, expected])


def _aligned(diff: tuple[tuple[Span, str], ...]) -> tuple[Content, Content]:
    given: list[Content] = []
    expected: list[Content] = []
    for span, text in diff:
        piece = plain(text.replace("\n", " "))
        blank = Content(" " * piece.cell_length)
        if span is Span.SAME:
            given.append(piece)
            expected.append(piece)
        elif span is Span.EXTRA:
            given.append(piece.stylize("$error bold strike"))
            expected.append(blank)
        else:
            given.append(Content("·" * piece.cell_length).stylize("$muted"))
            expected.append(piece.stylize("$success bold underline"))
    return Content("").join(given), Content("").join(expected)


def _same(one: str, other: str) -> bool:
    return one.strip() == other.strip()
