"""What every question type offers: it asks in one of its forms, and it marks what the student gives."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from studyapp.questions.field import Field, Finding, Values

Given: TypeAlias = "str | bool | int | float | Sequence[Given] | Mapping[str, Given] | None"
"""An answer as a front end hands it over: any JSON value. Every type reads typed lines and structured values alike."""

REVEAL = "reveal"
"""The form of a self-rated question: the answer is shown, the student rates."""
TYPED = "typed"
CHOICE = "choice"


class Option(NamedTuple):
    """One answer to pick from; `fixed` options keep their place at the end."""

    text: str
    feedback: str = ""
    fixed: bool = False


class Asked(NamedTuple):
    """A question as put to the student once: what is shown, in the order in which it is shown."""

    form: str
    prompt: str
    options: tuple[Option, ...] = ()
    """What can be picked or put in order (choice, multiple, order), or the left sides (match)."""
    partners: tuple[str, ...] = ()
    """The right sides of a matching question, shuffled."""
    note: str = ""
    """What the answer should look like: a unit, a tolerance, a precision, how many items."""
    chance: float = 0.0
    """The probability that a blind guess is right, 0–1."""


class Outcome(StrEnum):
    """What the marker decided."""

    CORRECT = "correct"
    PARTLY = "partly"
    WRONG = "wrong"


class Span(StrEnum):
    """How a piece of a typed answer relates to the expected one."""

    SAME = "same"
    MISSING = "missing"
    EXTRA = "extra"


class Verdict(NamedTuple):
    """The marker's decision and its reason."""

    outcome: Outcome
    score: float
    """0–1; 1 for correct, 0 for wrong, between for partly."""
    expected: str
    """The right answer as one text."""
    given: str
    """The answer as it was understood, one line; the text of the picked option, not its number."""
    reason: str = ""
    """Why, in one sentence without the student having to know the rules; empty when there is nothing to explain."""
    feedback: str = ""
    """The teacher's words about the wrong option that was picked."""
    diff: tuple[tuple[Span, str], ...] = ()
    """A typed answer against the expected one, in pieces."""


class Refusal(NamedTuple):
    """An answer that could not be read; the question stays open and the message says what would be understood."""

    message: str


class Question(Protocol):
    """One card's question. Values are immutable; nothing here looks at the clock or at chance of its own."""

    @property
    def text(self) -> str:
        """The question as the teacher wrote it."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms it can be asked in, from recognising to recalling; never empty."""

    def ask(self, form: str, rng: Random) -> Asked:
        """Put the question in one of its `forms`; `rng` shuffles what may be shuffled."""

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark any JSON value: total, deterministic, never raises. `asked` is what `ask` returned."""

    def expected(self) -> str:
        """Return the right answer as one text."""

    def answer_key(self) -> str:
        """Return what identifies the fact asked for: it changes when the answer changes, not when the wording does."""


class Built(NamedTuple):
    """What a type made of a card's fields: its questions by sub-id ("" for a card that is one question), and findings."""

    questions: Mapping[str, Question]
    findings: tuple[Finding, ...] = ()


class QuestionType(NamedTuple):
    """One entry of the registry."""

    name: str
    summary: str
    fields: tuple[Field, ...]
    build: Callable[[Values, str], Built]
    """From field values and the deck's language (BCP 47) to questions; total: bad values become findings."""
    example: str
    """A complete card as YAML, for documentation, `studyapp new` and the editor's snippets."""
