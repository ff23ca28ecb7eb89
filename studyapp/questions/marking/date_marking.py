"""Marking dates: right as far as asked, with partial credit for the right year or month."""

from __future__ import annotations

from studyapp.questions.marking.dates import PartialDate, Readings, UnclearDateError, read_date
from studyapp.questions.question import Outcome, Refusal, Verdict

_NEARLY, _FAINTLY = 0.5, 0.25
_Judged = tuple[Outcome, float, str]


def mark_date(given: str, answers: tuple[PartialDate, ...], language: str, expected: str) -> Verdict | Refusal:
    """Mark a typed date against the answer and other accepted ones; the best verdict counts."""
    if not given:
        return Verdict(Outcome.WRONG, 0.0, expected=expected, given=given, reason="No answer.")
    short_years = any(answer.year is not None and answer.year < 100 for answer in answers)
    try:
        readings = read_date(given, language, short_years=short_years)
    except UnclearDateError as problem:
        return Refusal(str(problem))
    if readings is None:
        return Verdict(Outcome.WRONG, 0.0, expected=expected, given=given, reason="A date is asked for.")
    judged = (_best_reading(readings, answer, language) for answer in answers)
    outcome, score, reason = max(judged, key=lambda each: each[1])
    return Verdict(outcome, score, expected=expected, given=given, reason=reason)


def _best_reading(readings: Readings, answer: PartialDate, language: str) -> _Judged:
    usual = _against(readings.usual, answer)
    if readings.other is None:
        return usual
    other = _against(readings.other, answer)
    if other[0] is Outcome.CORRECT and usual[0] is not Outcome.CORRECT:
        return Outcome.CORRECT, 1.0, f"Read as {readings.other.spoken(language)}."
    return usual


def _against(given: PartialDate, answer: PartialDate) -> _Judged:
    asked = [(name, part) for name, part in _parts(answer) if part is not None]
    theirs = dict(_parts(given))
    right = [name for name, part in asked if theirs[name] == part]
    missing = [name for name, _ in asked if theirs[name] is None]
    wrong = [name for name, _ in asked if name not in right and name not in missing]
    if len(right) == len(asked):
        more = any(theirs[name] is not None for name, part in _parts(answer) if part is None)
        return Outcome.CORRECT, 1.0, "More exact than asked – accepted." if more else ""
    if not wrong and right:
        lacking = f"the {missing[0]} is" if len(missing) == 1 else f"{' and '.join(missing)} are"
        return Outcome.PARTLY, _credit(right, len(asked)), f"{_rightly(right)}, but {lacking} missing."
    if "year" in right:
        return Outcome.PARTLY, _credit(right, len(asked)), f"{_rightly(right)}, wrong {' and '.join(wrong)}."
    return Outcome.WRONG, 0.0, _year_off(theirs["year"], answer, right)


def _parts(partial: PartialDate) -> tuple[tuple[str, int | None], ...]:
    return ("year", partial.year), ("month", partial.month), ("day", partial.day)


def _credit(right: list[str], asked: int) -> float:
    """Half for all but the last part, a quarter for less."""
    return _NEARLY if len(right) == asked - 1 and right in (["year"], ["year", "month"]) else _FAINTLY


def _rightly(right: list[str]) -> str:
    # The right month says that the year is right too; the right day says nothing in another month.
    named = "month" if right == ["year", "month"] else "year" if "year" in right else " and ".join(right)
    return f"Right {named}"


def _year_off(year: int | None, answer: PartialDate, right: list[str]) -> str:
    if year is None or answer.year is None:
        return "Another date."
    gap = abs(year - answer.year)
    if gap == 0:
        return "Another date."
    early = "early" if year < answer.year else "late"
    off = f"{'One year' if gap == 1 else f'{gap:,} years'} too {early}"
    return f"Right {' and '.join(reversed(right))}, wrong year: {off.lower()}." if right else f"{off}."
