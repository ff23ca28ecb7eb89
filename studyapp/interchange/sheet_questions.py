"""A deck as questions on paper: how each is laid out, and what is written into the answer key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

from studyapp.questions import values as read
from studyapp.questions.marking.gaps import read_gaps
from studyapp.questions.marking.optional_words import in_full
from studyapp.questions.question import CHOICE, REVEAL, TYPED, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.deck import Card
    from studyapp.decks.written import WrittenCard
    from studyapp.questions.question import Asked

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOTES = {"order": "number them", "match": "write the letters", "list": "in any order"}
"""What to do on paper, where a form's own note speaks of keys or of what to type between items."""
_CHARACTERS_A_LINE = 60
_MOST_LINES = 6


class Layout(StrEnum):
    """What a student finds under a question."""

    LINES = "lines"
    """Ruled lines to write on."""
    ONE = "one"
    """Options, one to tick."""
    SEVERAL = "several"
    """Options, any number to tick."""
    GAPS = "gaps"
    """A text with blanks."""
    ORDER = "order"
    """Items to be numbered."""
    MATCH = "match"
    """Two columns, letters to be written on the left."""


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """One question on paper."""

    layout: Layout
    prompt: str
    answer: str
    """For the key; letters are those of the options as they are printed."""
    note: str = ""
    lines: int = 0
    options: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    """Of a text with gaps: what stands before, between and after them."""
    hints: tuple[str, ...] = ()
    """The hints of the gaps, one for each."""
    explanation: str = ""


def sheet_questions(entries: Sequence[WrittenCard], seed: int, *, as_choice: bool = False) -> list[SheetQuestion]:
    """Return the cards as questions on paper, options shuffled by `seed`.

    A card that can be picked or recalled is to be recalled, unless `as_choice`. Editing a card leaves the order of
    the options of all others as it was.
    """
    questions = []
    for entry in entries:
        if entry.type == "cloze":
            questions.append(_gaps(entry))
            continue
        for card in entry.cards:
            forms = card.question.forms
            asked = card.question.ask(forms[0] if as_choice else forms[-1], Random(f"{seed} {card.key}"))
            questions.append(_question(entry, card, asked))
    return questions


def _question(entry: WrittenCard, card: Card, asked: Asked) -> SheetQuestion:
    layout, answer = _layout(asked), card.question.expected()
    options = tuple(option.text for option in asked.options)
    if layout in {Layout.ONE, Layout.SEVERAL}:
        answer = "; ".join(f"{letter(n)} {options[n]}" for n in range(len(options)) if _is_right(card, asked, n))
    elif layout is Layout.ORDER:
        answer = "; ".join(f"{n} {text}" for n, text in enumerate(read.texts(entry.values, "items"), start=1))
    elif layout is Layout.MATCH:
        partner = dict(read.pairs(entry.values, "pairs"))
        right = [(left, asked.partners.index(partner[left])) for left in options if partner.get(left) in asked.partners]
        answer = "; ".join(f"{left} {letter(n)} {asked.partners[n]}" for left, n in right)
    return SheetQuestion(
        layout=layout,
        prompt=asked.prompt,
        answer=answer,
        note=_NOTES.get(asked.form, asked.note),
        lines=_lines(asked, answer, entry),
        options=options,
        partners=asked.partners,
        explanation=card.explanation,
    )


def _gaps(entry: WrittenCard) -> SheetQuestion:
    """Return a text with all its gaps open, whichever cards they make."""
    text = read_gaps(read.text(entry.values, "cloze"))
    return SheetQuestion(
        layout=Layout.GAPS,
        prompt="",
        answer="; ".join(in_full(gap.answer) for gap in text.gaps),
        pieces=(*(gap.before for gap in text.gaps), text.after),
        hints=tuple(gap.hint for gap in text.gaps),
        explanation=entry.cards[0].explanation if entry.cards else "",
    )


def _layout(asked: Asked) -> Layout:
    match asked.form:
        case "choice":
            return Layout.ONE
        case "multiple":
            return Layout.SEVERAL
        case "order":
            return Layout.ORDER
        case "match":
            return Layout.MATCH
        case _:
            return Layout.LINES


def _lines(asked: Asked, answer: str, entry: WrittenCard) -> int:
    """Return how many lines to rule: one for a word, one for each item of a list, enough for an answer in sentences."""
    if asked.form == TYPED:
        return 1
    if asked.form == REVEAL:
        return min(_MOST_LINES, max(2, -(-len(answer) // _CHARACTERS_A_LINE) + 1))
    return max(1, len(read.texts(entry.values, "items")))


def _is_right(card: Card, asked: Asked, number: int) -> bool:
    verdict = card.question.mark(asked, number + 1 if asked.form == CHOICE else [number + 1])
    return not isinstance(verdict, Refusal) and verdict.score > 0


def letter(number: int) -> str:
    """Return what option `number`, from 0, is called on paper."""
    return LETTERS[number] if number < len(LETTERS) else str(number + 1)
