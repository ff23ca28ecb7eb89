"""Works out the dates that follow from pieces of a text and from the day on which the text appeared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from studyapp.decks.grounding.relation_words import Unit
from studyapp.decks.grounding.relations import MONTHS_A_YEAR, Named, Relation, Shift, timed
from studyapp.questions.marking.dates import PartialDate, UnclearDateError, read_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DAYS_A_WEEK = 7
MOST_FRAGMENTS = 20
LONGEST_FRAGMENT = 500
MOST_ANCHORS = 50
"""Beyond these, what is written is no short evidence."""


def source_day(written: str, language: str) -> PartialDate | None:
    """Return the date of a source as the deck gives it, as exactly as is known; None if it gives none."""
    try:
        readings = read_date(written, language)
    except UnclearDateError:
        return None
    return readings.usual if readings is not None and readings.usual.year is not None else None


def follows(wanted: PartialDate, dates: Iterable[PartialDate]) -> bool:
    """Return whether one of `dates` is the wanted one, or lies within it: March 2016 follows from 18 March 2016."""
    return any(
        (wanted.year is None or wanted.year == each.year)
        and (wanted.month is None or wanted.month == each.month)
        and (wanted.day is None or wanted.day == each.day)
        for each in dates
    )


def reckoned(fragments: Sequence[str], source: PartialDate | None, language: str) -> tuple[PartialDate, ...]:
    """Return the dates that stand in `fragments` and those that follow from them and from the source's date.

    A date without a year is the one nearest to the source's date, a weekday the last one. `last` and `ago` count from
    the source's date, `following` and `after` from a date in the fragments; forwards and backwards where the words
    don't say whether the earlier or the later event is asked for. A result is as exact as the unit that is counted.
    """
    pieces = [timed(fragment[:LONGEST_FRAGMENT], language) for fragment in fragments[:MOST_FRAGMENTS]]
    relations = [relation for piece in pieces for relation in piece.relations]
    written = [each for piece in pieces for each in piece.dates]
    deictic = [relation for relation in relations if source is not None and _is_from_source(relation)]
    from_source = [(relation, each) for relation in deictic for each in _apply(relation, source or PartialDate(None))]
    named = (each for relation, each in from_source if isinstance(relation, Named) and not _is_from_text(relation))
    anchors = [*written, *named][:MOST_ANCHORS]
    from_text = [
        each
        for relation in relations[:MOST_ANCHORS]
        if _is_from_text(relation)
        for anchor in anchors
        for each in _apply(relation, anchor)
    ]
    return (*written, *(each for _, each in from_source), *from_text)


def completed(text: str, source: PartialDate | None, language: str) -> tuple[PartialDate, ...]:
    """Return the dates in `text`, those without year or relation as the ones nearest to the source's date."""
    piece = timed(text, language)
    bare = [each for each in piece.relations if isinstance(each, Named) and each.weekday is None and not each.direction]
    nearest = [each for relation in bare if source is not None for each in _apply(relation, source)]
    return (*piece.dates, *nearest)


def _is_from_source(relation: Relation) -> bool:
    if isinstance(relation, Shift):
        return relation.from_source
    return relation.direction is None or relation.direction.from_source


def _is_from_text(relation: Relation) -> bool:
    if isinstance(relation, Shift):
        return relation.from_text
    return relation.direction is not None and relation.direction.from_text


def _apply(relation: Relation, anchor: PartialDate) -> Iterator[PartialDate]:
    if isinstance(relation, Shift):
        for sign in relation.signs:
            yield from _shifted(relation, sign, anchor)
    elif relation.weekday is not None:
        yield from _weekday(relation.weekday, relation.direction.sign if relation.direction else None, anchor)
    elif relation.direction is None:
        yield from _nearest(relation.date, anchor)
    else:
        yield from _beside(relation.date, relation.direction.sign, anchor)


def _shifted(shift: Shift, sign: int, anchor: PartialDate) -> Iterator[PartialDate]:
    away = sign * shift.amount
    if shift.unit is Unit.YEAR and anchor.year is not None:
        within = shift.within or PartialDate(None)
        yield PartialDate(anchor.year + away, within.month, within.day)
    elif shift.unit is Unit.MONTH and anchor.year is not None and anchor.month is not None:
        months = anchor.year * MONTHS_A_YEAR + anchor.month - 1 + away
        yield PartialDate(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1)
    elif shift.unit in {Unit.DAY, Unit.WEEK}:
        yield from _days_from(anchor, away * (DAYS_A_WEEK if shift.unit is Unit.WEEK else 1))


def _days_from(anchor: PartialDate, days: int) -> Iterator[PartialDate]:
    day = _day(anchor)
    if day is None:
        return
    try:
        found = day + timedelta(days=days)
    except OverflowError:
        return
    yield PartialDate(found.year, found.month, found.day)


def _weekday(weekday: int, sign: int | None, anchor: PartialDate) -> Iterator[PartialDate]:
    """Yield the weekday before, in the same week as, or after a day; without a sign the last one, that day included."""
    day = _day(anchor)
    if day is None:
        return
    ahead = (weekday - day.weekday()) % DAYS_A_WEEK
    if sign is None:
        yield from _days_from(anchor, ahead - DAYS_A_WEEK if ahead else 0)
    elif sign == 0:
        yield from _days_from(anchor, weekday - day.weekday())
    elif sign > 0:
        yield from _days_from(anchor, ahead or DAYS_A_WEEK)
    else:
        yield from _days_from(anchor, ahead - DAYS_A_WEEK)


def _beside(named: PartialDate, sign: int, anchor: PartialDate) -> Iterator[PartialDate]:
    """Yield the month, or day of a month, that comes next before or after another date, or in the same year."""
    if anchor.year is None or named.month is None:
        return
    month = anchor.month if anchor.month is not None else (MONTHS_A_YEAR if sign > 0 else 1)
    passes = named.month <= month if sign > 0 else named.month >= month
    yield PartialDate(anchor.year + (sign if passes else 0), named.month, named.day)


def _nearest(named: PartialDate, anchor: PartialDate) -> Iterator[PartialDate]:
    if anchor.year is None:
        return
    middle = date(anchor.year, anchor.month or 7, anchor.day or (15 if anchor.month else 1))
    dated = [
        (abs((day - middle).days), year)
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        if (day := _day(PartialDate(year, named.month, named.day or 15))) is not None
    ]
    if dated:
        yield PartialDate(min(dated)[1], named.month, named.day)


def _day(partial: PartialDate) -> date | None:
    if partial.year is None or partial.month is None or partial.day is None:
        return None
    try:
        return date(partial.year, partial.month, partial.day)
    except ValueError:
        return None
