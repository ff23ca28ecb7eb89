"""A card as the checks see it: what is asked, what is to be known, what can be picked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from studyapp.decks.parsed import Record
from studyapp.questions.marking.fold import fold, plainly
from studyapp.questions.marking.gaps import read_gaps
from studyapp.questions.marking.optional_words import in_full
from studyapp.questions.values import options, pairs, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.parsed import ParsedDeck

LIST_FIELDS = {"multiple": "answer", "list": "items", "order": "items"}
_GAP = re.compile(r"\{\{.*?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing to know, and where in the card it is written."""

    text: str
    field: str
    item: int | None = None


@dataclass(frozen=True)
class Entry:
    """One entry of `cards`; a cloze text with several gaps is one entry."""

    number: int
    record: Record
    language: str

    @property
    def type(self) -> str:
        """The question type."""
        return self.record.type

    @property
    def line(self) -> int:
        """The line where the card begins."""
        return self.record.line

    @property
    def question_field(self) -> str:
        """The field that holds what is asked."""
        return "cloze" if self.type == "cloze" else "question"

    @cached_property
    def prompt(self) -> str:
        """What is asked; gaps are left out."""
        written = text(self.record.values, self.question_field)
        return _GAP.sub(" … ", written) if self.type == "cloze" else written

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Everything that the card asks for; nothing for a statement that is true or false."""
        return tuple(_answers(self.record))

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(option.text for option in options(self.record.values, "wrong"))

    @cached_property
    def folded_prompt(self) -> str:
        """The prompt without case and punctuation."""
        return plainly(self.prompt, self.language)

    @cached_property
    def prompt_words(self) -> tuple[str, ...]:
        """The words of the prompt as typed answers are compared."""
        return fold(self.prompt, self.language).words

    def value(self, name: str) -> str:
        """Return a text field, empty if it is absent."""
        return text(self.record.values, name)

    def samples(self, name: str) -> tuple[str, ...]:
        """Return `accept` or `reject`."""
        return texts(self.record.values, name)


def read_entries(parsed: ParsedDeck) -> tuple[Entry, ...]:
    """Return the cards of a deck that could be read, in the order of the file."""
    count = len(dict.fromkeys(parsed.owners))
    language = parsed.header.language
    return tuple(Entry(number, Record(*json.loads(parsed.records(number))[:8]), language) for number in range(count))


def _answers(record: Record) -> Iterator[Answer]:
    values = record.values
    if record.type in LIST_FIELDS:
        name = LIST_FIELDS[record.type]
        yield from (Answer(item, name, index) for index, item in enumerate(texts(values, name)))
    elif record.type == "match":
        yield from (Answer(right, "pairs", index) for index, (_, right) in enumerate(pairs(values, "pairs")))
    elif record.type == "cloze":
        gaps = read_gaps(text(values, "cloze")).gaps
        yield from (Answer(answer, "cloze") for answer in dict.fromkeys(gap.answer for gap in gaps))
    elif record.type == "typed":
        yield Answer(in_full(text(values, "answer")), "answer")
    elif record.type != "truefalse":
        yield Answer(text(values, "answer"), "answer")
