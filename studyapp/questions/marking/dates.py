"""Dates as people write them, to the year, the month or the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.han_numerals import han_number
from studyapp.questions.marking.letters import without_accents
from studyapp.questions.marking.month_names import FILLERS, date_in_words, joined_names, month_called
from studyapp.questions.marking.number_words import read_words
from studyapp.questions.marking.numerals import tidy
from studyapp.questions.marking.spellings import meanings

_MONTH_FIRST = frozenset({"en-us", "en-ph"})
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
_TOKEN = re.compile(r"\d+|[^\W\d_]+|['/.\-]|[^\s]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:T[\d:.Z+-]*)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_SEPARATED = re.compile(r"(\d{1,4})\s*([/.\-])\s*(\d{1,4})(?:\s*\2\s*(\d{1,4}))?\.?\Z")
_HAN_DATE = re.compile(
    r"([〇零一二三四五六七八九十○]+)\s*年(?:\s*([一二三四五六七八九十]+)\s*月)?(?:\s*([一二三四五六七八九十]+)\s*[日号號])?\Z"
)
_FIGURES_DATE = re.compile(r"(\d{1,4})\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*(\d{1,2})\s*[日号號])?\Z")
_HAN_DAY = re.compile(r"([一二三四五六七八九十]+|\d{1,2})\s*月\s*([一二三四五六七八九十]+|\d{1,2})\s*[日号號]\Z")
"""Month and day without a year."""
_GLUED_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|ème|eme|º|ª|°|o)\b", re.IGNORECASE)
_ERA = re.compile(r"\b(?:A\.?D\.?|C\.?E\.?|n\.?\s?Chr\.?|apr\.? J\.?-?C\.?)(?=\W|\Z)", re.IGNORECASE)
_TENS = ("20", "30")
_MOST_TOKENS = 16


class UnclearDateError(ValueError):
    """A date that is not understood as it stands; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def spoken(self, language: str = "en") -> str:
        """Return the date in words: 18 March 2016, March 2016, 2016; 18. März 2016 in German."""
        return date_in_words(self.year, self.month, self.day, language)

    def iso(self) -> str:
        """Return 2016, 2016-03 or 2016-03-18."""
        parts = (f"{self.year or 0:04d}", f"{self.month or 0:02d}", f"{self.day or 0:02d}")
        return "-".join(parts[: 3 if self.day else 2 if self.month else 1])


@dataclass(frozen=True, slots=True)
class Readings:
    """What a written date can mean: the usual reading in its language, and the other one if day and month may swap."""

    usual: PartialDate
    other: PartialDate | None = None


def read_date(text: str, language: str, *, short_years: bool = False) -> Readings | None:
    """Return what `text` means as a date; None if it is none; raises UnclearDateError.

    `short_years` lets years below 100 stand for themselves.
    """
    text = " ".join(_ERA.sub(" ", joined_names(tidy(text))).split()).strip(" ,")
    if not text:
        return None
    for figures in dict.fromkeys((text, _without_fillers(text))):
        for reader in (_iso, _han, _separated):
            readings = reader(figures, language, short_years=short_years)
            if readings is not None:
                return _checked(readings)
    worded = _year_in_words(text, language) or _worded(text, language, short_years=short_years)
    return None if worded is None else _checked(Readings(worded))


def _year_in_words(text: str, language: str) -> PartialDate | None:
    """Read nineteen forty-five and two thousand sixteen; None for any other text."""
    number = read_words(text, language)
    if number is None:
        return None
    # Nineteen, then forty-five: a larger number cannot follow a smaller one, so reading stops in between.
    rest = read_words(number.rest, language) if 10 <= number.value <= 20 else None
    year, after = (number.value, number.rest) if rest is None else (number.value * 100 + rest.value, rest.rest)
    return PartialDate(int(year)) if not after and year.denominator == 1 and 1000 <= year <= 9999 else None


def _without_fillers(text: str) -> str:
    """Return `text` without weekdays, articles and prepositions: Friday, 18/3/2016."""
    return " ".join(word for word in text.split() if without_accents(word.strip(".,").casefold()) not in FILLERS)


def _iso(text: str, _language: str, *, short_years: bool) -> Readings | None:
    match = _ISO.match(text) or _COMPACT.match(text)
    if match is None or (short_years and len(text) < 4):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return Readings(PartialDate(year, month, day))


def _han(text: str, _language: str, *, short_years: bool) -> Readings | None:
    match = _FIGURES_DATE.match(text)
    if match:
        numbers = [int(part) if part else None for part in match.groups()]
    else:
        match = _HAN_DATE.match(text)
        if match is None:
            return _han_day(text)
        numbers = [han_number(part) if part else None for part in match.groups()]
    year, month, day = numbers
    return Readings(PartialDate(_full_year(year or 0, short_years=short_years), month, day))


def _han_day(text: str) -> Readings | None:
    match = _HAN_DAY.match(text)
    if match is None:
        return None
    month, day = (int(part) if part.isdecimal() else han_number(part) for part in match.groups())
    return Readings(PartialDate(None, month, day))


def _separated(text: str, language: str, *, short_years: bool) -> Readings | None:
    match = _SEPARATED.match(text)
    if match is None:
        return None
    first, mark, second, third = match.groups()
    if third is None:
        return _two_parts(first, second, mark, short_years=short_years)
    if len(first) >= 3:
        return Readings(PartialDate(int(first), int(second), int(third)))
    if primary(language) in _YEAR_FIRST and len(third) <= 2:
        raise UnclearDateError("Please write the year with four digits.")
    year = _full_year(int(third), short_years=short_years, digits=len(third))
    day_first = PartialDate(year, int(second), int(first))
    month_first = PartialDate(year, int(first), int(second))
    usual_month_first = mark != "." and language.replace("_", "-").lower() in _MONTH_FIRST
    usual, other = (month_first, day_first) if usual_month_first else (day_first, month_first)
    if not _is_real(usual) and _is_real(other) and mark != ".":
        return Readings(other)
    return Readings(usual, other if _is_real(other) and other != usual and mark != "." else None)


def _two_parts(first: str, second: str, mark: str, *, short_years: bool) -> Readings | None:
    """Read month and year, 3/2016 or 2016/3; two short numbers could be anything."""
    if len(first) >= 3 and len(second) <= 2:
        return Readings(PartialDate(int(first), int(second)))
    if len(second) >= 3 and len(first) <= 2:
        return Readings(PartialDate(_full_year(int(second), short_years=short_years), int(first)))
    raise UnclearDateError(f"“{first}{mark}{second}” could mean several dates: please write the month as a word.")


def _worded(text: str, language: str, *, short_years: bool) -> PartialDate | None:
    """Read a date whose parts are words and numbers in any order: the 18th of March, 2016."""
    tokens = _TOKEN.findall(_GLUED_ORDINAL.sub(" ", text))
    month: int | None = None
    numbers: list[str] = []
    for index, token in enumerate(tokens[:_MOST_TOKENS]):
        if token.isdecimal():
            abbreviated = index > 0 and tokens[index - 1] == "'"
            numbers.append("'" + token if abbreviated else token)
        elif month is None and (called := month_called(token)) is not None:
            month = called
        elif token.isalpha() and without_accents(token.casefold()) not in FILLERS:
            ordinal = meanings([token.casefold()], primary(language))[0]
            if not ordinal.isdecimal():
                return _no_date(tokens)
            if numbers and numbers[-1] in _TENS and len(ordinal) == 1:
                # The twenty-eighth.
                ordinal = str(int(numbers.pop()) + int(ordinal))
            numbers.append(ordinal)
    if month is None and not numbers:
        return None
    if len(tokens) > _MOST_TOKENS:
        return _no_date(tokens)
    return _composed(numbers, month, short_years=short_years)


def _no_date(tokens: list[str]) -> PartialDate | None:
    """Return None for words that are no date; figures among them may be one, so then ask."""
    if not any(token.isdecimal() for token in tokens):
        return None
    raise UnclearDateError("That date can't be read. Please write it like 18 March 2016 or 2016-03-18.")


def _composed(numbers: list[str], month: int | None, *, short_years: bool) -> PartialDate:
    years = [number for number in numbers if len(number) >= 3 or number.startswith("'")]
    days = [number for number in numbers if number not in years]
    if short_years and not years and len(days) == 2 and month is not None:
        return PartialDate(int(days[1]), month, int(days[0]))
    if len(days) > 1:
        raise UnclearDateError(f"Please write the year with four digits, so that “{days[-1]}” can't mean a day.")
    if len(years) > 1:
        raise UnclearDateError("That date can't be read: it has two years.")
    if years:
        year = _full_year(int(years[0].lstrip("'")), short_years=short_years, digits=len(years[0].lstrip("'")))
        if days and month is None:
            raise UnclearDateError("That date can't be read. Please write it like 18 March 2016 or 2016-03-18.")
        return PartialDate(year, month, int(days[0]) if days else None)
    if month is None or int(days[0] if days else 0) > 31:
        return PartialDate(_full_year(int(days[0]), short_years=short_years), month)
    return PartialDate(None, month, int(days[0]) if days else None)


def _full_year(year: int, *, short_years: bool, digits: int = 0) -> int:
    if year < 100 and not short_years and digits < 3:
        raise UnclearDateError(f"Please write the year with four digits: 19{year:02d}, 20{year:02d} or another?")
    return year


def _checked(readings: Readings) -> Readings:
    for reading in (readings.usual, readings.other):
        if reading is not None and not _is_real(reading):
            raise UnclearDateError(_unreal(reading))
    return readings


def _is_real(partial: PartialDate) -> bool:
    try:
        # A leap year stands in for an unknown one, so that 29 February can be meant.
        date(2000 if partial.year is None else partial.year, partial.month or 1, partial.day or 1)
    except (ValueError, OverflowError):
        return False
    return partial.month != 0 and partial.day != 0


def _unreal(partial: PartialDate) -> str:
    if partial.month is None or not 1 <= partial.month <= 12:
        return "There is no such date. Please write it like 18 March 2016 or 2016-03-18."
    if partial.day is not None and 1 <= partial.day <= 31:
        return f"There is no {partial.spoken()}: please look at the day again."
    return "There is no such date. Please write it like 18 March 2016 or 2016-03-18."
