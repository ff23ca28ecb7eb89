"""A card in all its forms, with what the marker would accept: what a teacher wants to see before a student does."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from studyapp.questions import values as read
from studyapp.questions.marking.letters import without_accents
from studyapp.questions.marking.optional_words import variants
from studyapp.questions.question import CHOICE, TYPED, Outcome, Refusal
from studyapp.study.shown import source_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from studyapp.decks.deck import Card, Source
    from studyapp.decks.written import WrittenCard
    from studyapp.questions.field import Values
    from studyapp.questions.question import Asked, Question

MOST_SAMPLES = 12
_PICKING = (CHOICE, "multiple")
_LONG_ENOUGH_FOR_A_SLIP = 5


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option as it is shown, in the place where it is shown."""

    text: str
    right: bool | None
    """None where options are not right or wrong by themselves: put in order, matched."""
    feedback: str


@dataclass(frozen=True, slots=True)
class ShownForm:
    """One form in which a card is asked."""

    form: str
    prompt: str
    note: str
    options: tuple[ShownOption, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """An answer that a student could type, and what the marker says to it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One card, from the question to the source."""

    key: str
    type: str
    line: int
    forms: tuple[ShownForm, ...]
    hint: str
    answer: str
    explanation: str
    source: str
    tags: tuple[str, ...]
    accepted: tuple[Sample, ...]
    refused: tuple[Sample, ...]


def preview(entry: WrittenCard, sources: Mapping[str, Source], seed: int = 0) -> Iterator[Preview]:
    """Yield the cards of an entry, options shuffled by `seed`."""
    for card in entry.cards:
        accepted, refused = _samples(card, entry.values, seed)
        yield Preview(
            key=card.key,
            type=card.type,
            line=card.line,
            forms=tuple(_form(card.question, card.question.ask(form, Random(seed))) for form in card.question.forms),
            hint=card.hint,
            answer=card.question.expected(),
            explanation=card.explanation,
            source=source_label(card, sources),
            tags=card.tags,
            accepted=accepted,
            refused=refused,
        )


def _form(question: Question, asked: Asked) -> ShownForm:
    options = tuple(
        ShownOption(option.text, _is_right(question, asked, number), option.feedback)
        for number, option in enumerate(asked.options, start=1)
    )
    return ShownForm(asked.form, asked.prompt, asked.note, options, asked.partners)


def _is_right(question: Question, asked: Asked, number: int) -> bool | None:
    if asked.form not in _PICKING:
        return None
    verdict = question.mark(asked, number if asked.form == CHOICE else [number])
    return not isinstance(verdict, Refusal) and verdict.score > 0


def _samples(card: Card, values: Values, seed: int) -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """Return what would be accepted and what would not, of the answers that a student could type."""
    if TYPED not in card.question.forms:
        return (), ()
    asked = card.question.ask(TYPED, Random(seed))
    accepted: dict[str, str] = {}
    refused: dict[str, str] = {}
    for text in _answers_to_try(card, values):
        verdict = card.question.mark(asked, text)
        if isinstance(verdict, Refusal):
            refused.setdefault(text, verdict.message)
        elif verdict.outcome is Outcome.CORRECT:
            accepted.setdefault(text, verdict.reason)
        else:
            refused.setdefault(text, verdict.feedback or verdict.reason)
    return _first(accepted), _first(refused)


def _first(samples: Mapping[str, str]) -> tuple[Sample, ...]:
    return tuple(Sample(text, reason) for text, reason in samples.items())[:MOST_SAMPLES]


def _answers_to_try(card: Card, values: Values) -> Iterator[str]:
    """Yield what the teacher listed, then what students make of the answer: bare, in other notations, with a slip."""
    expected = card.question.expected()
    yield expected
    if card.type == "typed":
        yield from variants(read.text(values, "answer"))
    for listed in (*read.texts(values, "accept"), *read.texts(values, "reject")):
        yield from variants(listed)
    yield from (option.text for option in read.options(values, "wrong"))
    yield from (expected.lower(), without_accents(expected))
    if card.type == "number":
        yield from _other_numbers(read.text(values, "answer"))
    elif card.type == "date":
        yield from _other_dates(card.question.answer_key())
    elif len(expected) >= _LONG_ENOUGH_FOR_A_SLIP:
        middle = len(expected) // 2
        yield expected[:middle] + expected[middle + 1 :]
        yield expected[: middle - 1] + expected[middle + 1 :]


def _other_numbers(answer: str) -> Iterator[str]:
    low, found, high = answer.replace(",", "").partition("..")
    yield from (low, high, f"{high}0") if found else (low, f"about {low}", f"{low}0")


def _other_dates(iso: str) -> Iterator[str]:
    parts = iso.split("-")
    yield from (iso, ".".join(part.lstrip("0") for part in reversed(parts)), parts[0])
