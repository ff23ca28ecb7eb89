"""What is said after an answer: the verdict in a word, why, the explanation, where it stands, when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from studyapp.questions.question import Outcome
from studyapp.study.humane import moment, percent, until
from studyapp.tui.content import line, plain

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from studyapp.study.shown import Marked

HEADS = {
    Outcome.CORRECT: ("✓ Right", "$success bold"),
    Outcome.PARTLY: ("≈ Partly right", "$warning bold"),
    Outcome.WRONG: ("✗ Wrong", "$error bold"),
}


class Feedback(Vertical):
    """The block under an answered question."""

    DEFAULT_CSS: ClassVar[str] = """
    Feedback { display: none; height: auto; padding: 1 1 0 1; }
    Feedback Static { height: auto; width: 1fr; }
    Feedback .explanation { padding: 1 0 0 0; }
    Feedback .origin { padding: 1 0 0 0; color: $muted; }
    .-small Feedback .explanation { padding: 0; }
    .-small Feedback .origin { padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._head = Static(Content())
        self._explanation = Static(Content(), classes="explanation")
        self._origin = Static(Content(), classes="origin")
        self._why = Static(Content(), classes="origin")

    def compose(self) -> ComposeResult:
        """Yield the parts from top to bottom."""
        yield self._head
        yield self._explanation
        yield self._origin
        yield self._why

    def show(self, marked: Marked, now: datetime, *, self_rated: bool) -> None:
        """Show how an answer was marked; the answer widget above names the right one."""
        self._head.update(_head(marked, self_rated=self_rated))
        self._explanation.update(plain(marked.explanation))
        self._explanation.display = bool(marked.explanation)
        origin = _origin(marked, now)
        self._origin.update(origin)
        self._origin.display = bool(origin)
        self._why.display = False
        self.display = True

    def show_why(self, marked: Marked) -> None:
        """Add why the card comes back when it does, or take that away again."""
        self._why.update(_why(marked))
        self._why.display = not self._why.display


def _head(marked: Marked, *, self_rated: bool) -> Content:
    verdict = marked.verdict
    if self_rated:
        return Content.assemble((f"You said: {marked.rating.name.lower()}.", "bold"), " ", plain(verdict.reason))
    parts = [Content.assemble(HEADS[verdict.outcome])]
    if verdict.reason:
        parts += [Content(" – "), plain(verdict.reason)]
    return Content("").join(parts)


def _origin(marked: Marked, now: datetime) -> Content:
    said = [line(marked.source)] if marked.source else []
    if marked.comes_back:
        said.append(Content.assemble((f"back {until(now, marked.due)}", "$accent")))
    return Content("   ").join(said)


def _why(marked: Marked) -> Content:
    before = (
        "This was the first time you were asked."
        if marked.posed.is_new
        else f"Before this answer you would have known it with a probability of {percent(marked.recall)}."
    )
    return Content(
        f"{before} The answer counts as {marked.rating.name.lower()}. "
        f"It comes back before you are likely to forget it: {moment(marked.due)}."
    )
