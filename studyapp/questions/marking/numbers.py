"""Marking numbers: no typing mistakes forgiven, every common way of writing understood, and the reason said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from studyapp.questions.marking.compound_units import in_one_unit
from studyapp.questions.marking.numerals import UnreadableNumberError
from studyapp.questions.marking.quantities import Quantity, read_quantity, with_letter_scale
from studyapp.questions.marking.units import (
    NO_UNIT,
    Unit,
    convert,
    is_degree,
    is_same_but_for_the_noun,
    is_temperature,
    misspelt_unit,
    read_unit,
    same_spelling,
)
from studyapp.questions.question import Outcome, Refusal, Verdict

_LARGEST_POWER_TOLD = 12
_HALF_SCORE = 0.5
_ASK_FOR_THE_NOUN = "Counted here: {wanted}. Please type the number alone, or with “{wanted}”."
_UNIT_TOLD = 40
"""Characters of a unit that a reason repeats."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a number must be: within [low, high], in `unit`."""

    low: Fraction
    high: Fraction
    unit: Unit = NO_UNIT
    unit_text: str = ""
    figures: int = 0
    """Significant figures asked for; 0 if any will do."""
    scale: int = 1
    """What a number without a unit is counted in: 10⁶ where the unit is "million dollars"."""

    @property
    def middle(self) -> Fraction:
        """The value in the middle of what is accepted."""
        return (self.low + self.high) / 2

    @property
    def is_exact(self) -> bool:
        """Say whether one value only is right."""
        return self.low == self.high


def mark_number(given: str, targets: tuple[Target, ...], language: str, expected: str) -> Verdict | Refusal:
    """Mark a typed number against the answer and other accepted ones; the best verdict counts."""
    if not given:
        return Verdict(Outcome.WRONG, 0.0, expected=expected, given=given, reason="No answer.")
    try:
        quantity = read_quantity(given, language)
    except UnreadableNumberError as problem:
        return Refusal(f"That number can't be read: {problem}. Please write it like 2000 or 1.5e6.")
    if quantity is None:
        if any(character.isdigit() for character in given):
            return Refusal("That number can't be read. Please begin with the number, then the unit if you like.")
        return Verdict(Outcome.WRONG, 0.0, expected=expected, given=given, reason="A number is asked for.")
    quantity = in_one_unit(quantity, language)
    if quantity.has_another_number:
        return Refusal("Please give one number, with its unit if you like.")
    verdicts = [verdict for target in targets if (verdict := _at_scale(quantity, target, language)) is not None]
    if len(verdicts) < len(targets) and not any(outcome is Outcome.CORRECT for outcome, _, _ in verdicts):
        return Refusal(_ASK_FOR_THE_NOUN.format(wanted=targets[0].unit_text))
    outcome, score, reason = max(verdicts, key=lambda verdict: verdict[1])
    return Verdict(outcome, score, expected=expected, given=given, reason=reason)


_Judged = tuple[Outcome, float, str]


def _at_scale(quantity: Quantity, target: Target, language: str) -> _Judged | None:
    """Judge a number as it stands, and one without unit also as counted in the scale that the question names.

    None if another noun than the one asked for is counted: trainees, where people are asked for, may mean the same.
    """
    judged = _against(quantity, target, language)
    if judged is None or target.scale == 1 or quantity.unit or judged[0] is Outcome.CORRECT:
        return judged
    counted = _against(replace(quantity, value=quantity.value * target.scale), target, language)
    return counted if counted and (counted[1] > judged[1] or abs(quantity.value) < target.scale) else judged


def _against(quantity: Quantity, target: Target, language: str) -> _Judged | None:
    if not (target.unit.known and target.unit.dimension):
        quantity = with_letter_scale(quantity)
    if not quantity.unit:
        if quantity.is_share and target.unit.known and not target.unit.dimension:
            return _by_value(quantity.value / target.unit.factor, quantity, target)
        return _by_value(quantity.value, quantity, target)
    unit = read_unit(quantity.unit, language)
    if target.unit is NO_UNIT:
        return _without_unit(quantity, unit, target)
    if unit.dimension == target.unit.dimension:
        return _converted(quantity, unit, target)
    if same_spelling(quantity.unit, target.unit_text) or _says_as_much(unit, target.unit):
        return _by_value(quantity.value, quantity, target)
    if is_degree(unit) and is_temperature(target.unit):
        return _by_value(quantity.value, quantity, target)
    if is_same_but_for_the_noun(unit, target.unit):
        return None
    meant = None if unit.known else misspelt_unit(quantity.unit, language)
    if meant is not None and meant.dimension == target.unit.dimension:
        return _converted(quantity, meant, target)
    return _wrong_unit(quantity, target)


def _converted(quantity: Quantity, unit: Unit, target: Target) -> _Judged:
    value = convert(quantity.value, unit, target.unit)
    if value is None:
        return _wrong_unit(quantity, target)
    judged = _by_value(value, quantity, target)
    if judged[0] is Outcome.CORRECT and unit.factor != target.unit.factor:
        return Outcome.CORRECT, 1.0, f"{quantity.unit[:_UNIT_TOLD]} converted to {target.unit_text}."
    if judged[0] is Outcome.WRONG and _within(quantity.value, target):
        return _wrong_unit(quantity, target)
    return judged


def _without_unit(quantity: Quantity, unit: Unit, target: Target) -> _Judged:
    """No unit is asked for: percentages are read as such where that fits, other units are not looked at."""
    if unit.known and unit.dimension == ():
        as_share = _by_value(quantity.value * unit.factor, quantity, target)
        if as_share[0] is not Outcome.WRONG:
            return as_share
    return _by_value(quantity.value, quantity, target)


def _wrong_unit(quantity: Quantity, target: Target) -> _Judged:
    if _within(quantity.value, target):
        return (
            Outcome.WRONG,
            0.0,
            f"Right number, wrong unit: {target.unit_text} is asked for, not {quantity.unit[:_UNIT_TOLD]}.",
        )
    return Outcome.WRONG, 0.0, f"Wrong number, and in another unit than {target.unit_text}."


def _says_as_much(given: Unit, wanted: Unit) -> bool:
    """Say whether one of two units that count things is part of the other: people, people per year, per year."""
    theirs, ours = dict(given.dimension), dict(wanted.dimension)
    if not wanted.known and theirs and all(power < 0 for power in theirs.values()):
        return True
    if given.known or wanted.known:
        return False
    return bool(theirs) and (theirs.items() <= ours.items() or ours.items() <= theirs.items())


def _within(value: Fraction, target: Target) -> bool:
    return target.low <= value <= target.high


def _by_value(value: Fraction, quantity: Quantity, target: Target) -> _Judged:
    if target.figures:
        return _by_figures(value, quantity, target)
    if _within(value, target):
        return Outcome.CORRECT, 1.0, ""
    return Outcome.WRONG, 0.0, _miss(value, target)


def _by_figures(value: Fraction, quantity: Quantity, target: Target) -> _Judged:
    fewest, most = quantity.figures
    wanted = target.figures
    rounded = rounded_to(target.middle, wanted)
    right = _within(value, target) or value == rounded
    if right and fewest <= wanted <= most:
        return Outcome.CORRECT, 1.0, ""
    few = most < wanted
    near = right or value == rounded_to(target.middle, most if few else wanted) or rounded_to(value, wanted) == rounded
    if near and not fewest <= wanted <= most:
        count = f"{most if few else fewest}"
        reason = f"Right, but {wanted} significant figures are asked for, not {count}."
        return Outcome.PARTLY, _HALF_SCORE, reason
    return Outcome.WRONG, 0.0, _miss(value, target)


def rounded_to(value: Fraction, figures: int) -> Fraction:
    """Return `value` rounded to `figures` significant figures, halves to even."""
    if value == 0:
        return value
    power = len(str(abs(value.numerator))) - len(str(value.denominator))
    if abs(value) < Fraction(10) ** power:
        power -= 1
    step = Fraction(10) ** (power - figures + 1)
    return round(value / step) * step


def _miss(value: Fraction, target: Target) -> str:
    """Return why a number is wrong, as a teacher would say it."""
    if value and _within(-value, target):
        return "The sign is wrong."
    power = _power_of_ten_off(value, target)
    if power:
        size = "large" if power > 0 else "small"
        return f"Off by a factor of {10 ** abs(power):,}: too {size}."
    direction = "large" if value > target.high else "small"
    if not target.is_exact and _within(value, _twice_as_wide(target)):
        return f"Close, but just too {direction}."
    return f"Too {direction}."


def _twice_as_wide(target: Target) -> Target:
    width = target.high - target.low
    return replace(target, low=target.low - width / 2, high=target.high + width / 2)


def _power_of_ten_off(value: Fraction, target: Target) -> int:
    """Return n if `value` is the answer times 10ⁿ, 0 if it is not."""
    if value == 0 or target.middle == 0:
        return 0
    for power in range(1, _LARGEST_POWER_TOLD + 1):
        if _within(value / 10**power, target):
            return power
        if _within(value * 10**power, target):
            return -power
    return 0
