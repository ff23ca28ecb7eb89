"""Quantities as people write them: a number in figures or words, with or without a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from studyapp.questions.marking.number_words import InWords, read_scale, read_words
from studyapp.questions.marking.numerals import LARGEST_EXPONENT, MOST_DIGITS, UnreadableNumberError, read_numeral, tidy
from studyapp.questions.marking.units import read_unit

_ABOUT = re.compile(
    r"\A(?:about|approximately|approx\.?|around|circa|ca\.?|roughly|some|nearly|almost|exactly|etwa|rund|ungefähr|zirka|"
    r"environ|à peu près|presque|大约|约|大概|حوالي|[~≈≃=])\s*",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<currency>US\$|[$€£¥₹]|(?:USD|EUR|GBP|CNY|RMB|JPY|CHF|INR)\b)\s*(?=[\d.,+-])", re.IGNORECASE
)
_MINUS_WORD = re.compile(r"(?:minus|negative|moins|负)\s*", re.IGNORECASE)
_PERCENT_PREFIX = "百分之"
_PART_AFTER_NUMERAL = re.compile(r"(?:and|et|und|y)\s+", re.IGNORECASE)
LETTER_SCALES = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "bn": 10**9}
"""Letters that mean thousands and millions where they can't be units: 2k people, $5m."""
_ARTICLE = re.compile(r"\Aan?\s+", re.IGNORECASE)
_HALF_OF = re.compile(r"\Ahalf\s+an?\s+", re.IGNORECASE)
_HALF_MORE = re.compile(r"\s+(?:and a half|und (?:ein )?halb(?:e|es)?|et demie?|y medi[oa])\Z", re.IGNORECASE)
_PER = re.compile(r"(?:/|per\b|a\b|pro\b|par\b|por\b)", re.IGNORECASE)
_SECOND_NUMBER = re.compile(r"(?:^|\s)[+-]?\s?\d")
_LARGEST = Fraction(10) ** LARGEST_EXPONENT


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what stands behind it."""

    value: Fraction
    unit: str = ""
    figures: tuple[int, int] = (1, MOST_DIGITS)
    """Fewest and most significant figures that the writing can mean."""
    is_share: bool = False
    """Written as a fraction: 1/4, a quarter."""

    @property
    def has_another_number(self) -> bool:
        """Say whether a second number follows the first: 5 or 6, 5-6."""
        return _SECOND_NUMBER.search(self.unit) is not None


def read_quantity(text: str, language: str) -> Quantity | None:
    """Return the quantity that `text` says; None if it says none; raises UnreadableNumberError with the reason."""
    text = _ABOUT.sub("", tidy(text), count=1).rstrip("!?;,. ")
    sign, text = _sign(text)
    text, unit = _leading_unit(text)
    found = read_numeral(text, language)
    if found is None:
        in_words = read_words(text, language) or _one(text, language)
        if in_words is None:
            return None
        return _with_half(Quantity(sign * in_words.value, _joined(unit, in_words.rest), is_share=in_words.is_share))
    numeral, rest = found
    factor, rest = _scales(rest, language)
    value = sign * numeral.value * factor
    more = read_words(_PART_AFTER_NUMERAL.sub("", rest, count=1), language) if _may_go_on(factor, rest) else None
    if more is not None and more.value < factor:
        value, rest = value + sign * more.value, more.rest
    if unit and rest in LETTER_SCALES:
        value, rest = value * LETTER_SCALES[rest], ""
    return _with_half(Quantity(value, _joined(unit, rest), numeral.figures, numeral.is_share))


def with_letter_scale(quantity: Quantity) -> Quantity:
    """Return 2k people as 2,000 people and 1.5m as 1,500,000; others as they are."""
    letter, _, rest = quantity.unit.partition(" ")
    if letter not in LETTER_SCALES:
        return quantity
    return replace(quantity, value=quantity.value * LETTER_SCALES[letter], unit=rest)


def _one(text: str, language: str) -> InWords | None:
    """Read "an hour" as one hour, and "half an hour"; None if what follows the article is no unit."""
    half = _HALF_OF.match(text)
    rest = text[half.end() :] if half else _ARTICLE.sub("", text, count=1)
    if rest == text or not read_unit(_HALF_MORE.sub("", rest), language).known:
        return None
    return InWords(Fraction(1, 2) if half else Fraction(1), rest, is_share=False)


def _with_half(quantity: Quantity) -> Quantity:
    """Add the half that stands behind the unit: an hour and a half."""
    unit = _HALF_MORE.sub("", quantity.unit)
    if unit != quantity.unit and quantity.value.denominator == 1:
        half = Fraction(1 if quantity.value >= 0 else -1, 2)
        quantity = replace(quantity, value=quantity.value + half, unit=unit)
    return _within_reach(quantity)


def _sign(text: str) -> tuple[int, str]:
    match = _MINUS_WORD.match(text)
    return (-1, text[match.end() :]) if match else (1, text)


def _leading_unit(text: str) -> tuple[str, str]:
    """Take a currency sign or 百分之 off the front: ("3.50", "$")."""
    if text.startswith(_PERCENT_PREFIX):
        return text.removeprefix(_PERCENT_PREFIX), "%"
    match = _CURRENCY.match(text)
    if match is None:
        return text, ""
    currency = match["currency"].upper()
    return match["sign"] + text[match.end() :], "$" if currency == "US$" else currency


def _joined(currency: str, rest: str) -> str:
    """Return the unit of an amount with a leading currency: $5 per day; what else follows it says nothing new."""
    return f"{currency} {rest}" if currency and _PER.match(rest) else currency or rest


def _scales(rest: str, language: str) -> tuple[int, str]:
    factor = 1
    for _ in range(3):
        scale, rest = read_scale(rest, language)
        if scale == 1:
            break
        factor *= scale
    return factor, rest


def _may_go_on(factor: int, rest: str) -> bool:
    """Say whether words may add to a number in figures: "1 and a half", "2 million five hundred"."""
    return _PART_AFTER_NUMERAL.match(rest) is not None or factor > 1


def _within_reach(quantity: Quantity) -> Quantity:
    if abs(quantity.value) > _LARGEST:
        raise UnreadableNumberError(f"numbers are understood up to {LARGEST_EXPONENT} digits")
    return quantity
