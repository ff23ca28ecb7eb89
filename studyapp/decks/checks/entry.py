"""A card as the checks see it: what is asked, what is to be known, what can be picked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from studyapp.decks.parsed import Record, whole_record
from studyapp.questions.marking.fold import fold
from studyapp.questions.marking.gaps import read_gaps
from studyapp.questions.marking.optional_words import in_full
from studyapp.questions.values import options, pairs, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.parsed import ParsedDeck
    from studyapp.questions.marking.fold import Folded

LIST_FIELDS = {"multiple": "answer", "list": "items", "order": "items"}
LONGEST_FOLDED = 2000
"""So many characters of a question are compared with other texts."""
MOST_WORDS = 200
"""So many words of a question are compared with other texts."""
MOST_ANSWERS = 100
"""So many answers of one card are compared with other texts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing to know, and where in the card it is written."""

    text: str
    words: tuple[str, ...]
    """The words as typed answers are compared."""
    field: str
    item: int | None = None


@dataclass(frozen=True)
class Entry:
    """One entry of `cards`; a cloze text with several gaps is one entry."""

    number: int
    record: Record
    language: str
    rivals: tuple[str, ...] = ()
    """Answers of other cards that lie close to its own."""

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
        if self.type != "cloze":
            return written
        gaps = read_gaps(written)
        return " … ".join((*(gap.before for gap in gaps.gaps), gaps.after))

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What the card asks for, MOST_ANSWERS at most; nothing for a statement that is true or false."""
        return tuple(
            Answer(written, fold(written, self.language).words, name, item)
            for written, name, item in islice(_answers(self.record), MOST_ANSWERS)
        )

    @property
    def wordings(self) -> tuple[str, ...]:
        """The texts of all answers."""
        return tuple(answer.text for answer in self.answers)

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(option.text for option in options(self.record.values, "wrong"))

    @cached_property
    def folded_prompt(self) -> Folded:
        """The beginning of the prompt as typed answers are compared."""
        return fold(self.prompt[:LONGEST_FOLDED], self.language)

    @property
    def prompt_words(self) -> tuple[str, ...]:
        """The first MOST_WORDS words of the prompt."""
        return self.folded_prompt.words[:MOST_WORDS]

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
    return tuple(_entry(number, json.loads(whole_record(parsed, number)), language) for number in range(count))


def _entry(number: int, fields: Sequence[Any], language: str) -> Entry:
    rivals = fields[8].values() if len(fields) > 8 else ()
    return Entry(
        number, Record(*fields[:8]), language, tuple(dict.fromkeys(text for texts in rivals for text in texts))
    )


def _answers(record: Record) -> Iterator[tuple[str, str, int | None]]:
    values = record.values
    if record.type in LIST_FIELDS:
        name = LIST_FIELDS[record.type]
        yield from ((item, name, index) for index, item in enumerate(texts(values, name)))
    elif record.type == "match":
        yield from ((right, "pairs", index) for index, (_, right) in enumerate(pairs(values, "pairs")))
    elif record.type == "cloze":
        gaps = read_gaps(text(values, "cloze")).gaps
        yield from ((answer, "cloze", None) for answer in dict.fromkeys(gap.answer for gap in gaps))
    elif record.type == "typed":
        yield in_full(text(values, "answer")), "answer", None
    elif record.type != "truefalse":
        yield text(values, "answer"), "answer", None
