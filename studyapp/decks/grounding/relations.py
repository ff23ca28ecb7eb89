"""Finds how a text places something in time by another date: three years after, last September, on Friday."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from studyapp.decks.grounding.relation_words import (
    AGO,
    DAYS_AWAY,
    DIRECTIONS,
    HALF,
    HALVES,
    ONLY_AGO,
    SMALL_NUMBERS,
    UNITS,
    WEEKDAYS,
    Unit,
)
from studyapp.decks.grounding.written_dates import month_of, tokens, written_dates
from studyapp.questions.marking.dates import PartialDate
from studyapp.questions.marking.letters import without_accents
from studyapp.questions.marking.number_words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from studyapp.decks.grounding.relation_words import Direction
    from studyapp.decks.grounding.written_dates import WrittenDate

MONTHS_A_YEAR = 12
_MOST_NUMBER_WORDS = 4
_NEAR = 4
"""So many words may stand between a month and the year that it is of: September of the same year."""
_YEARS = range(1000, 3000)


class Shift(NamedTuple):
    """So many units before or after another date."""

    amount: int
    unit: Unit
    signs: tuple[int, ...]
    from_source: bool
    from_text: bool
    within: PartialDate | None = None
    """The month, or day, of that year: September last year."""


class Named(NamedTuple):
    """The month, the day of a month, or the weekday that comes before or after another date, or is nearest to it."""

    date: PartialDate
    weekday: int | None
    direction: Direction | None
    """None for the nearest to the source's date, or the last weekday before it."""


Relation = Shift | Named


class Timed(NamedTuple):
    """What a piece of text says about when something was."""

    dates: tuple[PartialDate, ...]
    """Dates with a year."""
    relations: tuple[Relation, ...]


_start = attrgetter("start")


class _Words:
    """The words of one piece of text, folded."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.tokens = [token for token in tokens(text) if token.text[0].isalnum()]
        self.folded = [without_accents(token.text.casefold()) for token in self.tokens]

    def direction_beside(self, first: int, last: int) -> Direction | None:
        """Return where the word before, or else the one behind, the words from `first` to `last` points."""
        for beside in (first - 1, last + 1):
            if 0 <= beside < len(self.folded) and self.folded[beside] in DIRECTIONS:
                return DIRECTIONS[self.folded[beside]]
        return None

    def count_before(self, place: int) -> Fraction | int | None:
        """Return the number that ends right before `place`."""
        for length in range(min(_MOST_NUMBER_WORDS, place), 0, -1):
            words = self.folded[place - length : place]
            phrase = " ".join(words)
            if phrase in HALVES:
                return HALF
            if length == 1 and phrase in SMALL_NUMBERS:
                return SMALL_NUMBERS[phrase]
            if length == 1 and phrase.isdecimal():
                return int(phrase) if len(phrase) <= _MOST_NUMBER_WORDS else None
            read = read_words(phrase, self.language)
            if read is not None and not read[1] and words[0] not in SMALL_NUMBERS:
                return read[0]
        return None


def timed(text: str, language: str) -> Timed:
    """Return the dates and relations in a piece of text."""
    words = _Words(text, language)
    written = sorted(written_dates(text, language), key=_start)
    placed: set[WrittenDate] = set()
    relations: list[Relation] = list(_shifts(words, written, placed))
    relations += _named_months(words, [each for each in written if each not in placed])
    relations += _weekdays(words)
    dates = [each.date for each in written if each.date.year is not None]
    return Timed((*dates, *_bare_years(words, written)), tuple(relations))


def _bare_years(words: _Words, written: Sequence[WrittenDate]) -> Iterator[PartialDate]:
    for token in words.tokens:
        is_year = token.text.isdecimal() and len(token.text) == 4 and int(token.text) in _YEARS
        if is_year and not _is_within(written, token.start):
            yield PartialDate(int(token.text))


def _is_within(written: Sequence[WrittenDate], start: int) -> bool:
    last = bisect_right(written, start, key=_start) - 1
    return last >= 0 and start < written[last].end


def _shifts(words: _Words, written: Sequence[WrittenDate], placed: set[WrittenDate]) -> Iterator[Shift]:
    """Yield shifts by units; adds to `placed` the dates whose year is one of them."""
    for place, word in enumerate(words.folded):
        if word in DAYS_AWAY:
            away = DAYS_AWAY[word]
            yield Shift(abs(away), Unit.DAY, (away,), from_source=True, from_text=False)
        if word not in UNITS:
            continue
        unit, factor = UNITS[word]
        count = words.count_before(place)
        if count is not None:
            yield from _counted(count * factor, unit, words, place)
            continue
        shift = _directed(factor, unit, words.direction_beside(place, place))
        if shift is not None:
            of_year = _date_before(words, place, written) if unit is Unit.YEAR else []
            placed.update(of_year)
            yield from (shift._replace(within=each.date) for each in of_year)
            if not of_year:
                yield shift


def _counted(count: Fraction | int, unit: Unit, words: _Words, place: int) -> Iterator[Shift]:
    if unit is Unit.YEAR and count != int(count):
        count, unit = count * MONTHS_A_YEAR, Unit.MONTH
    if count != int(count):
        return
    around = {*words.folded[max(0, place - _MOST_NUMBER_WORDS) : place], *words.folded[place + 1 : place + 2]}
    if around & AGO:
        yield Shift(int(count), unit, (-1,), from_source=True, from_text=False)
    if not around & ONLY_AGO:
        yield Shift(int(count), unit, (-1, 1), from_source=False, from_text=True)


def _directed(factor: int, unit: Unit, direction: Direction | None) -> Shift | None:
    # A week is no date that an answer could have; the next day is that of what was told before.
    if direction is None or unit is Unit.WEEK:
        return None
    from_source = direction.from_source and not (unit is Unit.DAY and direction.from_text)
    return Shift(factor, unit, (direction.sign,), from_source, direction.from_text)


def _date_before(words: _Words, place: int, written: Sequence[WrittenDate]) -> list[WrittenDate]:
    """Return the dates without a year that stand a few words before a unit."""
    nearest = words.tokens[max(0, place - 1 - _NEAR)].start
    first = bisect_left(written, nearest, key=_start)
    last = bisect_left(written, words.tokens[place].start, key=_start)
    return [each for each in written[first:last] if each.date.year is None]


def _named_months(words: _Words, written: Sequence[WrittenDate]) -> Iterator[Named]:
    """Yield the months and days that stand without a year."""
    for each in written:
        if each.date.year is None:
            first = bisect_left(words.tokens, each.start, key=_start)
            last = bisect_left(words.tokens, each.end, key=_start) - 1
            yield Named(each.date, None, words.direction_beside(first, last))


def _weekdays(words: _Words) -> Iterator[Named]:
    for place, word in enumerate(words.folded):
        if word in WEEKDAYS and not _is_beside_a_date(words, place):
            yield Named(PartialDate(None), WEEKDAYS[word], words.direction_beside(place, place))


def _is_beside_a_date(words: _Words, place: int) -> bool:
    """Return whether a weekday only adorns a date: Friday, March 18."""
    beside = words.tokens[max(0, place - 2) : place + 3]
    return any(token.text[0].isalpha() and month_of(token.text, words.language) for token in beside)
