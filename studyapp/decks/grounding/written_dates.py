"""The dates that stand in a text, with or without a year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions.marking.dates import PartialDate, UnclearDateError, read_date
from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.letters import without_accents
from studyapp.questions.marking.month_names import MONTH_OF_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\d+(?:[.,]\d{3})+(?!\d)|\d+|[^\W\d_]+|[^\s\w]")
_FIGURES = re.compile(
    r"(?<![\d.,])(?:\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}/\d{1,2}/\d{1,2}|"
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号號])?)(?![\d])"
)
_CAPITAL_MONTHS = frozenset({"en", "de"})
"""Languages that write months with a capital letter, which tells “March” from “march”."""
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "º", "ª"})
_JOINTS = frozenset({*"-–—,&/", "and", "to", "until", "or", "und", "bis", "oder", "et", "au", "ou", "y", "al", "o"})
"""What may stand between two days or months that share what follows: March 31–April 1, 2016."""
_LINKS = frozenset({"of", "the", "de", "del", "le", "den", "der", "dem", "im", ","})
_LAST_DAY = 31
_LONGEST_SHORT = 4
"""Letters of a month's name that may have a point behind it: Sept. 5."""
_MOST_STEPS = 12


class WrittenDate(NamedTuple):
    """A date, and which characters of the text it takes."""

    date: PartialDate
    start: int
    end: int


class Token(NamedTuple):
    """A word, a number or a sign, and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and signs of `text`."""
    return [Token(match.group(), match.start()) for match in _TOKEN.finditer(text)]


def month_of(word: str, language: str) -> int | None:
    """Return the number 1–12 of the month that a word of a text names."""
    if primary(language) in _CAPITAL_MONTHS and not word[0].isupper():
        return None
    return MONTH_OF_NAME.get(without_accents(word.casefold()))


def written_dates(text: str, language: str) -> list[WrittenDate]:
    """Return the dates in `text` that name a month, those in figures first; the year may be missing."""
    found = list(_in_figures(text, language))
    # What stands in figures is no part of another date.
    rest = _FIGURES.sub(lambda match: "|" * len(match.group()), text)
    there = tokens(rest)
    for place, token in enumerate(there):
        month = month_of(token.text, language) if token.text[0].isalpha() else None
        if month is not None:
            found += _around(there, place, month)
    return found


def _in_figures(text: str, language: str) -> Iterator[WrittenDate]:
    for match in _FIGURES.finditer(text):
        try:
            readings = read_date(match.group(), language)
        except UnclearDateError:
            continue
        for date in (readings.usual, readings.other) if readings else ():
            if date is not None:
                yield WrittenDate(date, match.start(), match.end())


def _around(there: Sequence[Token], place: int, month: int) -> Iterator[WrittenDate]:
    """Yield what a month's name and the numbers around it say, one date for each of several days."""
    before, first = _numbers(there, place, -1)
    after, last = _numbers(there, place, 1)
    years = [int(token) for token in (*after, *before) if len(token) > 2]
    days = [int(token) for token in (*before, *after) if len(token) <= 2 and 1 <= int(token) <= _LAST_DAY]
    year = years[0] if years else _shared_year(there, last)
    for day in days or (None,):
        yield WrittenDate(PartialDate(year, month, day), there[first].start, there[last].end)


def _numbers(there: Sequence[Token], place: int, step: int) -> tuple[list[str], int]:
    """Return the days and the year on one side of a month, and the place of the outermost of them."""
    found: list[str] = []
    reached = place
    for at in range(place + step, place + step * (_MOST_STEPS + 1), step):
        if not 0 <= at < len(there):
            break
        word = there[at].text.casefold()
        if word.isdecimal() and (len(word) <= 2 or (len(word) == 4 and (step > 0 or not found))):
            found.append(word)
            reached = at
            if len(word) > 2:
                break
        elif not (_links(there, at) or (found and word in _JOINTS)):
            break
    return found, reached


def _links(there: Sequence[Token], at: int) -> bool:
    """Return whether a word or sign may stand between the parts of a date; a point may, behind a day or Sept."""
    word = there[at].text.casefold()
    if word != ".":
        return word in _LINKS or word in _ORDINALS
    before = there[at - 1].text if at else ""
    return len(before) <= (2 if before.isdecimal() else _LONGEST_SHORT)


def _shared_year(there: Sequence[Token], last: int) -> int | None:
    """Return the year that follows other days and months: 2016 in “March 31 to April 1, 2016”."""
    for at in range(last + 1, min(last + 1 + _MOST_STEPS, len(there))):
        word = there[at].text.casefold()
        if word.isdecimal() and len(word) == 4:
            return int(word)
        is_part = without_accents(word) in MONTH_OF_NAME or (word.isdecimal() and len(word) <= 2)
        if not (is_part or word in _JOINTS or _links(there, at)):
            return None
    return None
