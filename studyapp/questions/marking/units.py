"""Units of measurement: SI with prefixes, common others, and words that count things; exact conversion between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from studyapp.questions.marking.distance import mistakes
from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.unit_table import AFFINE, COUNT_WORDS, NAMES, PER_WORDS, PREFIX_NAMES, PREFIXES, UNITS

Dimension = tuple[tuple[str, int], ...]
"""Base units with their powers, sorted: (("m", 1), ("s", -2))."""

_FACTOR = re.compile(
    r"(?P<name>[^\W\d_]+|[%‰°$€£¥₹][^\W\d_]*|°)(?:\s*(?:\^|\*\*)\s*\(?(?P<power>[+-]?\d{1,2})\)?|(?P<plain>-?\d))?\Z"
)
_TIMES = re.compile(r"[·*×⋅]|\s+|(?<=\w)\.(?=\w)")
_LARGEST_POWER = 12
_SHORTEST_MISSPELT = 5
_LONGEST = 80
"""Characters of a unit that is taken apart."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension, and how a value in it becomes one in base units: value × factor + offset."""

    dimension: Dimension
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    known: bool = True
    """False for words that only name what is counted."""


NO_UNIT = Unit((), known=False)


def read_unit(text: str, language: str) -> Unit:
    """Return the unit that `text` names; words that are none of measurement count as their own unit."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return Unit(((text, 1),), known=False)
    return _read(text, language) if text else NO_UNIT


def convert(value: Fraction, given: Unit, wanted: Unit) -> Fraction | None:
    """Return `value` in the `wanted` unit; None if the units measure different things."""
    if given.dimension != wanted.dimension:
        return None
    return (value * given.factor + given.offset - wanted.offset) / wanted.factor


def same_spelling(left: str, right: str) -> bool:
    """Say whether two unit texts differ in capitals and degree signs at most."""
    return "".join(left.replace("°", "").split()).casefold() == "".join(right.replace("°", "").split()).casefold()


def is_degree(unit: Unit) -> bool:
    """Say whether a unit is the bare degree, which may be one of temperature."""
    return unit == _symbols()["°"]


def is_temperature(unit: Unit) -> bool:
    """Say whether a unit is one of the degrees of temperature."""
    return bool(unit.offset)


def is_same_but_for_the_noun(given: Unit, wanted: Unit) -> bool:
    """Say whether both count things, called by different nouns, and per the same measure if both say so: trainees, people a year."""
    if given.known or wanted.known or not given.dimension or not wanted.dimension:
        return False
    measures = [[(base, power) for base, power in unit.dimension if not _is_noun(base)] for unit in (given, wanted)]
    are_counts = all(any(_is_noun(base) for base, _ in unit.dimension) for unit in (given, wanted))
    return are_counts and (measures[0] == measures[1] or not all(measures))


def misspelt_unit(text: str, language: str) -> Unit | None:
    """Return the unit whose name `text` misses by one letter; None if there is none, or several are as near."""
    name = plainly(text, language)
    prefix = next((prefix for prefix in PREFIX_NAMES if name.startswith(prefix)), "")
    near = {
        NAMES[known]
        for known in NAMES
        if len(known) >= _SHORTEST_MISSPELT and mistakes(name.removeprefix(prefix), known, 1) <= 1
    }
    symbol = PREFIX_NAMES.get(prefix, "") + near.pop() if len(near) == 1 else ""
    return _symbols().get(symbol)


def _is_noun(base: str) -> bool:
    return base.startswith("“")


@cache
def _symbols() -> dict[str, Unit]:
    """Return every unit symbol with and without its prefixes; plain symbols win over prefixed ones (min, not m·in)."""
    table: dict[str, Unit] = {}
    for symbol, (dimension, factor, prefixed) in UNITS.items():
        if prefixed:
            for prefix, power in PREFIXES.items():
                table[prefix + symbol] = Unit(dimension, factor * power)
    for symbol, (dimension, factor, _) in UNITS.items():
        table[symbol] = Unit(dimension, factor)
    for symbol, (dimension, factor, offset) in AFFINE.items():
        table[symbol] = Unit(dimension, factor, offset)
    return table


@lru_cache(maxsize=256)
def _read(text: str, language: str) -> Unit:
    whole = _named(text, language)
    if whole is not None:
        return whole
    numerator, *denominators = _PER.split(text)
    unit = _product(numerator, language)
    for denominator in denominators:
        divisor = _product(denominator, language)
        unit = _multiplied(unit, divisor, -1)
    return unit


_PER = re.compile(rf"\s*/\s*|(?:^|\s+)(?:{'|'.join(PER_WORDS)})\s+", re.IGNORECASE)


def _product(text: str, language: str) -> Unit:
    whole = _named(text, language)
    if whole is not None:
        return whole
    unit = Unit((), known=True)
    for part in _TIMES.split(text.strip("() ")):
        if part:
            unit = _multiplied(unit, _power(part, language), 1)
    return unit


def _power(text: str, language: str) -> Unit:
    match = _FACTOR.match(text)
    if match is None:
        return _counted(text, language)
    base = _named(match["name"], language) or _counted(match["name"], language)
    power = int(match["power"] or match["plain"] or 1)
    if not 0 < abs(power) <= _LARGEST_POWER:
        return _counted(text, language)
    return _multiplied(Unit((), known=base.known), base, power) if power != 1 else base


def _named(text: str, language: str) -> Unit | None:
    symbols = _symbols()
    if text in symbols:
        return symbols[text]
    # Folding would drop the stroke of "/year".
    name = "" if "/" in text else plainly(text, language)
    if name in NAMES:
        return symbols[NAMES[name]]
    if len(text) > 2 and text.endswith("s") and text[:-1] in symbols:
        return symbols[text[:-1]]
    for prefix, symbol in PREFIX_NAMES.items():
        rest = name.removeprefix(prefix)
        if rest != name and rest in NAMES and symbol + NAMES[rest] in symbols:
            return symbols[symbol + NAMES[rest]]
    return None


def _counted(text: str, language: str) -> Unit:
    """Return the unit of what is counted; English plurals are the same thing."""
    name = plainly(text, language)
    name = COUNT_WORDS.get(name, name)
    if len(name) > 3 and name.endswith("s") and not name.endswith("ss"):
        name = name[:-1]
    return Unit(((f"“{name}”", 1),), known=False) if name else NO_UNIT


def _multiplied(left: Unit, right: Unit, power: int) -> Unit:
    powers = dict(left.dimension)
    for base, exponent in right.dimension:
        powers[base] = powers.get(base, 0) + exponent * power
    dimension = tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))
    if not left.dimension and left.factor == 1 and power == 1:
        return Unit(dimension, right.factor, right.offset, right.known and left.known)
    return Unit(dimension, left.factor * right.factor**power, known=left.known and right.known)
