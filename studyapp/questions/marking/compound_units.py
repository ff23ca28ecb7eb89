"""Amounts in several units at once: 1 h 30 min, 5 ft 11 in, 1 m 80."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from studyapp.questions.marking.numerals import UnreadableNumberError, read_numeral
from studyapp.questions.marking.units import read_unit

if TYPE_CHECKING:
    from fractions import Fraction

    from studyapp.questions.marking.quantities import Quantity
    from studyapp.questions.marking.units import Unit

_UNIT = re.compile(r"[^\W\d_]+\.?")
_JOINT = re.compile(r"(?:,|and\b|und\b|et\b|y\b)\s*", re.IGNORECASE)
_UNSAID = {"h": "min", "m": "cm"}
"""The unit that a last number without one has: 1 h 30, 1 m 80."""
_MOST_PARTS = 4


def in_one_unit(quantity: Quantity, language: str) -> Quantity:
    """Return an amount in several units as one in the first of them; any other amount as it is."""
    first = _UNIT.match(quantity.unit)
    if first is None or first.end() == len(quantity.unit) or quantity.value.denominator != 1:
        return quantity
    unit = read_unit(first[0].rstrip("."), language)
    more = _more(quantity.unit[first.end() :], unit, first[0].rstrip("."), language) if unit.known else None
    if more is None:
        return quantity
    whole = quantity.value + (-more if quantity.value < 0 else more) / unit.factor
    return replace(quantity, value=whole, unit=first[0])


def _more(text: str, larger: Unit, name: str, language: str) -> Fraction | None:
    """Return what smaller units behind a larger one add up to, in base units; None if something else stands there."""
    total = larger.factor * 0
    for _ in range(_MOST_PARTS):
        text = _JOINT.sub("", text.strip(), count=1)
        try:
            found = read_numeral(text, language)
        except UnreadableNumberError:
            return None
        if found is None or found[0].value < 0:
            return None
        match = _UNIT.match(found[1])
        name = match[0].rstrip(".") if match else _UNSAID.get(name, "") if not found[1] else ""
        unit = read_unit(name, language)
        amount = found[0].value * unit.factor
        if not _is_smaller(unit, larger) or amount >= larger.factor:
            return None
        total += amount
        text, larger = found[1][match.end() if match else 0 :].strip(), unit
        if not text:
            return total
    return None


def _is_smaller(unit: Unit, larger: Unit) -> bool:
    return unit.known and unit.dimension == larger.dimension and not unit.offset and unit.factor < larger.factor
