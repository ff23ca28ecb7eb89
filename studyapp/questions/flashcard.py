"""Flashcards: the answer is shown and the student rates it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.field import Field, Kind
from studyapp.questions.marking.fold import plainly
from studyapp.questions.question import REVEAL, Asked, Built, QuestionType, Refusal
from studyapp.questions.samples import QUESTION, SAMPLES

if TYPE_CHECKING:
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given, Verdict


class Flashcard(NamedTuple):
    """A question whose answer the student compares with their own."""

    text: str
    answer: str
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """Revealed, always."""
        return (REVEAL,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form, nothing to shuffle
        """Put the question."""
        return Asked(REVEAL, self.text)

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:  # noqa: ARG002 - rated by the student
        """Refuse: the student rates."""
        return Refusal("This card is rated by yourself: show the answer, then rate it.")

    def expected(self) -> str:
        """Return the answer."""
        return self.answer

    def answer_key(self) -> str:
        """Return the folded answer."""
        return plainly(self.answer, self.language)


def build(values: Values, language: str) -> Built:
    """Make a flashcard; nothing can be wrong with it."""
    return Built({"": Flashcard(read.text(values, "question"), read.text(values, "answer"), language)})


TYPE = QuestionType(
    name="flashcard",
    summary="A question and an answer that you rate yourself. `accept` and `reject` are not looked at.",
    fields=(
        QUESTION,
        Field("answer", Kind.TEXT, "What is shown when the card is turned.", "…", required=True),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-purpose
  question: What is the centre for?
  answer: Training people in nuclear security, and exchanging what they know
""",
)
