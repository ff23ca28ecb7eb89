"""What an answer claims that a source must say: numbers, parts of dates, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from studyapp.decks.checks.function_words import function_words
from studyapp.questions.marking.dates import PartialDate, read_date
from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.quantities import read_quantity
from studyapp.questions.values import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from studyapp.decks.checks.entry import Answer, Entry
    from studyapp.decks.grounding.facts import Facts

_RANGE = re.compile(r"\.\.|\s[-–]\s|(?<=\d)[-–](?=\d)")
_PIECES = re.compile(r"[^\s\-–—/()\[\]{},;:!?\"“”„«»]+")
_CAPITALISES_NOUNS = frozenset({"de", "lb"})
_MOST_NAMES = 50


class Kind(StrEnum):
    """What is claimed."""

    NUMBER = "number"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, part of a date, or name of an answer."""

    kind: Kind
    shown: str
    value: Fraction | int | str
    field: str
    item: int | None = None

    def stands_in(self, facts: Facts) -> bool:
        """Return whether a text says it."""
        if self.kind is Kind.NAME:
            return facts.has_name(str(self.value))
        return self.value in (facts.months if self.kind is Kind.MONTH else facts.numbers)


def claims(entry: Entry) -> Iterator[Claim]:
    """Yield what the answers of a card claim; statements that are true or false have no answer to look up."""
    for answer in entry.answers:
        if entry.type == "date":
            yield from _date(answer, entry.language)
        elif entry.type == "number":
            yield from _quantities(answer, entry.language)
        else:
            yield from _figures(answer, entry.language)
            yield from _names(answer.text, answer, entry)
    for index, (left, _) in enumerate(pairs(entry.record.values, "pairs")):
        yield from (
            Claim(Kind.NAME, name, name, "pairs", index) for name in _capitalised(left, entry, is_sentence=False)
        )


def _date(answer: Answer, language: str) -> Iterator[Claim]:
    try:
        readings = read_date(answer.text, language, short_years=True)
    except ValueError:
        return
    if readings is not None:
        yield from _parts(readings.usual, answer)


def _parts(date: PartialDate, answer: Answer) -> Iterator[Claim]:
    if date.year is not None:
        yield Claim(Kind.YEAR, str(date.year), date.year, answer.field)
    if date.month is not None:
        yield Claim(Kind.MONTH, PartialDate(None, date.month).spoken(), date.month, answer.field)
    if date.day is not None:
        yield Claim(Kind.DAY, str(date.day), date.day, answer.field)


def _quantities(answer: Answer, language: str) -> Iterator[Claim]:
    for part in _RANGE.split(answer.text):
        try:
            quantity = read_quantity(part, language)
        except ValueError:
            continue
        if quantity is not None:
            yield Claim(Kind.NUMBER, part.strip(), abs(quantity.value), answer.field)


def _figures(answer: Answer, language: str) -> Iterator[Claim]:
    for match in re.finditer(r"\d[\d.,'’\u00a0\u202f]*(?<![.,])", answer.text):
        try:
            quantity = read_quantity(match.group(), language)
        except ValueError:
            continue
        if quantity is not None:
            yield Claim(Kind.NUMBER, match.group(), quantity.value, answer.field, answer.item)


def _names(text: str, answer: Answer, entry: Entry) -> Iterator[Claim]:
    for name in _capitalised(text, entry, is_sentence=entry.type == "flashcard"):
        yield Claim(Kind.NAME, name, name, answer.field, answer.item)


def _capitalised(text: str, entry: Entry, *, is_sentence: bool) -> list[str]:
    """Return the words that are names by their capital letter, one by one.

    The first word of a sentence is one if the next word is capitalised too. Where nouns have capitals, only words
    next to another capitalised one, and those with several capitals, are taken for names.
    """
    words = [word.strip(".'’*_`") if word.count(".") < 2 else word for word in _PIECES.findall(text)]
    is_capital = [word[:1].isupper() and not word[0].isdigit() for word in words]
    empty = function_words(entry.language)
    found = []
    for place, word in enumerate(words[:_MOST_NAMES]):
        if not is_capital[place] or word.casefold() in empty:
            continue
        beside = any(is_capital[other] for other in (place - 1, place + 1) if 0 <= other < len(words))
        several = sum(letter.isupper() for letter in word) > 1
        alone = len(words) == 1
        doubtful = (is_sentence and place == 0 and not alone) or primary(entry.language) in _CAPITALISES_NOUNS
        if several or beside or not doubtful:
            found.append(word)
    return found
