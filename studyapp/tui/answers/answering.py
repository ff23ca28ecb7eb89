"""What every answer widget offers the study screen."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.message import Message
from textual.widget import Widget

from studyapp.questions.question import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.memory.model import Rating
    from studyapp.questions.question import Asked, Given, Question, Verdict
    from studyapp.tui.widgets.hints import Hint


class Shown(NamedTuple):
    """What an answer widget needs to show how the answer was marked."""

    given: Given
    verdict: Verdict
    score: Callable[[Given], float]
    """Marks any other answer to the same question, 0–1: what would have been right."""
    short: bool
    """The terminal has few lines: leave out what does not matter any more."""


def scores(question: Question, asked: Asked) -> Callable[[Given], float]:
    """Return what marks any answer to a question as it was asked, 0–1; what could not be read scores nothing."""

    def score(given: Given) -> float:
        verdict = question.mark(asked, given)
        return 0.0 if isinstance(verdict, Refusal) else verdict.score

    return score


class Answered(Message):
    """The student gave an answer: the JSON value that the question's type marks."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given

    @property
    def control(self) -> Answering | None:
        """The widget in which it was given; None where the hint line was clicked."""
        return self._sender if isinstance(self._sender, Answering) else None


class NotYet(Message):
    """Enter was pressed before there was an answer; `words` say what is still to be done."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Revealing(Message):
    """The student of a self-rated card wants to see the answer."""


class Rated(Message):
    """The student said how well the answer of a self-rated card was known."""

    def __init__(self, rating: Rating) -> None:
        super().__init__()
        self.rating = rating


class Answering(Widget):
    """The part of the screen in which one form of question is answered; it never knows more than what was asked."""

    DEFAULT_CSS: ClassVar[str] = """
    Answering { height: auto; width: 1fr; }
    """

    types_text: ClassVar[bool] = False
    """Letters typed go into the answer, so commands need other keys."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    @abstractmethod
    def begin(self) -> None:
        """Take the keyboard."""

    @abstractmethod
    def show_verdict(self, shown: Shown) -> None:
        """Take no more answers, and show in place what was right and what was not."""

    @abstractmethod
    def hints(self) -> tuple[Hint, ...]:
        """Return what keys do here now, for the hint line: at most two that a small terminal must show, then others."""

    def confirm(self) -> None:
        """Do what Enter does: the mouse comes here by the hint line."""

    def draft(self) -> Given:
        """Return the answer as it stands, given or not; None while there is none, or not all of it."""
        return None

    def restore(self, given: Given) -> bool:
        """Show an answer that was given before, to be changed; False where it cannot be shown here."""
        return given is None

    def reveal(self, expected: str) -> None:
        """Show the answer of a self-rated card; other forms show it with the verdict."""
