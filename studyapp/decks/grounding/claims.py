"""What an answer claims that a source must say: numbers, dates, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from studyapp.decks.checks.function_words import function_words
from studyapp.decks.grounding.written_dates import written_dates
from studyapp.questions.marking.dates import read_date
from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.quantities import read_quantity
from studyapp.questions.values import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from studyapp.decks.checks.entry import Answer, Entry
    from studyapp.questions.marking.dates import PartialDate

_RANGE = re.compile(r"\.\.|\s[-–]\s|(?<=\d)[-–](?=\d)")
_PIECES = re.compile(r"[^\s\-–—/()\[\]{},;:!?\"“”„«»]+")
_CAPITALISES_NOUNS = frozenset({"de", "lb"})
_MOST_NAMES = 50


class Kind(StrEnum):
    """What is claimed."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, date or name of an answer."""

    kind: Kind
    shown: str
    value: Fraction | PartialDate | str
    field: str
    item: int | None = None


def claims(entry: Entry) -> Iterator[Claim]:
    """Yield what the answers of a card claim; statements that are true or false have no answer to look up."""
    for answer in entry.answers:
        if entry.type == "date":
            yield from _date(answer, entry.language)
        elif entry.type == "number":
            yield from _quantities(answer, entry.language)
        else:
            yield from _words(answer, entry)
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
        yield Claim(Kind.DATE, readings.usual.spoken(), readings.usual, answer.field)


def _words(answer: Answer, entry: Entry) -> Iterator[Claim]:
    """Yield the dates in an answer, then the figures and names in the rest of it."""
    rest = answer.text
    for date in written_dates(answer.text, entry.language):
        yield Claim(Kind.DATE, date.date.spoken(), date.date, answer.field, answer.item)
        rest = rest[: date.start] + " " * (date.end - date.start) + rest[date.end :]
    yield from _figures(rest, answer, entry.language)
    for name in _capitalised(rest, entry, is_sentence=entry.type == "flashcard"):
        yield Claim(Kind.NAME, name, name, answer.field, answer.item)


def _quantities(answer: Answer, language: str) -> Iterator[Claim]:
    for part in _RANGE.split(answer.text):
        try:
            quantity = read_quantity(part, language)
        except ValueError:
            continue
        if quantity is not None:
            yield Claim(Kind.NUMBER, part.strip(), abs(quantity.value), answer.field)


def _figures(text: str, answer: Answer, language: str) -> Iterator[Claim]:
    for match in re.finditer(r"\d[\d.,'’\u00a0\u202f]*(?<![.,])", text):
        try:
            quantity = read_quantity(match.group(), language)
        except ValueError:
            continue
        if quantity is not None:
            yield Claim(Kind.NUMBER, match.group(), quantity.value, answer.field, answer.item)


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
