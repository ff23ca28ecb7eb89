"""One sitting: poses questions, marks and saves answers, takes them back. Every front end drives this and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.memory.model import Rating
    from studyapp.questions.question import Given, Refusal
    from studyapp.study.shown import Marked, Pace, Posed, Summary, Undone


class Session:
    """A sitting over one or more decks. Not thread-safe; every answer is on the disk when a method returns it."""

    posed: Posed | None
    """The open question."""
    marked: Marked | None
    """The last answer, until the next question is posed."""

    def pose(self) -> Posed | None:
        """Put the next question; None when nothing is left for now. Without an answer in between, the same again."""
        raise NotImplementedError

    def hint(self) -> str:
        """Return the open question's hint, empty if it has none; an answer after a hint rates hard at best."""
        raise NotImplementedError

    def expected(self) -> str:
        """Reveal the answer of the open question: for the self-rated form, before `rate`."""
        raise NotImplementedError

    def answer(self, given: Given, *, unsure: bool = False, seconds: float | None = None) -> Marked | Refusal:
        """Mark and save an answer; `seconds` defaults to the time since the question was posed."""
        raise NotImplementedError

    def rate(self, rating: Rating, *, seconds: float | None = None) -> Marked:
        """Rate the open question oneself (self-rated form), and save."""
        raise NotImplementedError

    def overrule(self, rating: Rating) -> Marked:
        """Replace the rating of the last answer by the student's own: `o` (I was right) and `e` (easy)."""
        raise NotImplementedError

    def skip(self) -> None:
        """Leave the open question for later in this session."""
        raise NotImplementedError

    def undo(self) -> Undone | None:
        """Take back the last answer, of this or an earlier session, and pose its card again."""
        raise NotImplementedError

    def extend(self, minutes: float) -> None:
        """Allow more time than the day's limit."""
        raise NotImplementedError

    def pace(self) -> Pace:
        """Return how far the session is."""
        raise NotImplementedError

    def summary(self) -> Summary:
        """Return what the session brought."""
        raise NotImplementedError
