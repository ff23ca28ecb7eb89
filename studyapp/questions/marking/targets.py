"""From numbers as teachers write them to what answers must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.questions.marking.number_words import read_scale
from studyapp.questions.marking.numbers import Target
from studyapp.questions.marking.numerals import UnreadableNumberError, tidy
from studyapp.questions.marking.quantities import Quantity, read_quantity, with_letter_scale
from studyapp.questions.marking.units import NO_UNIT, convert, read_unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from studyapp.questions.marking.units import Unit

_RANGE = re.compile(r"(.+?)\s*(?:\.{2,3}|…)\s*(.+)\Z")
_SHARES = {"%": 100, "percent": 100, "‰": 1000}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far an answer may be off: an amount, or a share of the answer."""

    amount: Fraction
    relative: bool


def ends_of(answer: str, notation: re.Pattern[str] = _RANGE) -> tuple[str, ...]:
    """Return the two ends of a range such as 3.1..3.2, or the answer alone."""
    parts = notation.match(answer)
    return parts.groups() if parts else (answer,)


def read_ends(answer: str, language: str, unit_text: str = "") -> tuple[Quantity, ...] | None:
    """Return the quantities at the ends of a range, or the one; None if they can't be read or stand the wrong way round.

    `unit_text` is the unit that the question names besides.
    """
    ends = tuple(quantity for end in ends_of(answer) if (quantity := _quantity(end, language, unit_text)) is not None)
    if not ends or len(ends) < len(ends_of(answer)) or ends[0].value > ends[-1].value:
        return None
    return ends


def read_tolerance(text: str, unit_text: str, language: str) -> Tolerance | None:
    """Return a tolerance for an answer in `unit_text`: an amount, converted if it has a unit, or a share; None if it is none."""
    quantity = _quantity(text, language)
    if quantity is None or quantity.value < 0:
        return None
    share = _SHARES.get(quantity.unit)
    if share or not quantity.unit:
        return Tolerance(quantity.value / (share or 1), relative=share is not None)
    given, wanted = (read_unit(name, language) for name in (quantity.unit, unit_text))
    if given.dimension != wanted.dimension:
        return None
    # A difference of 5 °C is one of 9 °F: offsets do not count.
    return Tolerance(quantity.value * given.factor / wanted.factor, relative=False)


def target_of(
    ends: Sequence[Quantity], unit_text: str, tolerance: Tolerance | None, figures: int, language: str
) -> Target:
    """Return what an answer must be; `unit_text` wins over a unit that stands behind the number."""
    unit_text = unit_text or ends[-1].unit
    scale, counted = read_scale(tidy(unit_text), language) if unit_text else (1, "")
    unit = read_unit(counted, language) if counted else NO_UNIT
    low, high = (_value(end, unit) for end in (ends[0], ends[-1]))
    return Target(
        low=(low - _width(low, tolerance)) * scale,
        high=(high + _width(high, tolerance)) * scale,
        unit=unit,
        unit_text=unit_text,
        figures=figures,
        scale=scale,
    )


def is_among(target: Target, others: Sequence[Target]) -> bool:
    """Say whether an end of `target` lies within one of the `others`, units converted."""
    for other in others:
        low, high = (convert(value, other.unit, target.unit) for value in (other.low, other.high))
        if low is not None and high is not None and (low <= target.low <= high or low <= target.high <= high):
            return True
    return False


def is_unit(unit_text: str, answer: str, target: Target, language: str) -> bool:
    """Say whether `unit_text` is read as that unit behind the answer, and fits a unit that the answer has itself."""
    for end in ends_of(answer):
        alone, together = (_quantity(text, language, unit_text) for text in (end, f"{end} {unit_text}"))
        if alone is None or together is None or together.value != alone.value * target.scale:
            return False
        if any(
            read_unit(unit, language).dimension != target.unit.dimension for unit in (alone.unit, together.unit) if unit
        ):
            return False
    return True


def _quantity(text: str, language: str, unit_text: str = "") -> Quantity | None:
    """Return what a text says; 2k and 1.5M are thousands and millions where nothing is measured."""
    try:
        quantity = read_quantity(text, language)
    except UnreadableNumberError:
        return None
    if quantity is None or quantity.has_another_number:
        return None
    measures = read_unit(unit_text or quantity.unit, language)
    return quantity if measures.known and measures.dimension else with_letter_scale(quantity)


def _value(quantity: Quantity, unit: Unit) -> Fraction:
    """Return the number in `unit`; a bare fraction means a share of the whole where the unit is percent."""
    if quantity.is_share and not quantity.unit and unit.known and not unit.dimension:
        return quantity.value / unit.factor
    return quantity.value


def _width(value: Fraction, tolerance: Tolerance | None) -> Fraction:
    if tolerance is None:
        return value * 0
    return abs(value) * tolerance.amount if tolerance.relative else tolerance.amount
