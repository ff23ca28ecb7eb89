"""Numbers, with tolerance, range, unit and significant figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.questions import values as read
from studyapp.questions.checks import option_findings, sample_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.choosing import ask_choice, judge, option_called, pick
from studyapp.questions.marking.given import as_line
from studyapp.questions.marking.number_words import read_scale
from studyapp.questions.marking.numbers import Target, mark_number
from studyapp.questions.marking.numerals import UnreadableNumberError, tidy
from studyapp.questions.marking.quantities import Quantity, read_quantity
from studyapp.questions.marking.units import NO_UNIT, read_unit
from studyapp.questions.question import CHOICE, TYPED, Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

_RANGE = re.compile(r"(.+?)\s*(?:\.{2,3}|…)\s*(.+)\Z")
_MOST_FIGURES = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A question answered with a number."""

    text: str
    shown: str
    """The answer as the teacher wrote it, with its unit."""
    targets: tuple[Target, ...]
    """What is right: the answer, then other accepted numbers."""
    refused: tuple[Target, ...] = ()
    wrong: tuple[Option, ...] = ()
    note: str = ""
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """A choice first where there are wrong options, then typed."""
        return (CHOICE, TYPED) if self.wrong else (TYPED,)

    def ask(self, form: str, rng: Random) -> Asked:
        """Put the question; the note tells unit, tolerance and figures."""
        if form == CHOICE and self.wrong:
            return ask_choice(self.text, (Option(self.shown), *self.wrong), rng)
        return Asked(TYPED, self.text, note=self.note)

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark a picked option or a typed number."""
        if asked.form == CHOICE:
            picked = pick(asked.options, given, self.language)
            return picked if isinstance(picked, Refusal) else judge(picked, Option(self.shown), self.shown)
        line = as_line(given)
        return line if isinstance(line, Refusal) else self.mark_line(line)

    def mark_line(self, line: str) -> Verdict | Refusal:
        """Mark a typed number; a listed wrong one is wrong even within the tolerance, and gets its feedback."""
        verdict = mark_number(line, self.targets, self.language, self.shown)
        if isinstance(verdict, Refusal):
            return verdict
        option = option_called(self.wrong, line, self.language)
        if _is_right(verdict) and self._is_refused(line):
            feedback = option.feedback if option else ""
            return Verdict(Outcome.WRONG, 0.0, self.shown, line, "That number is listed as wrong.", feedback)
        if verdict.outcome is not Outcome.CORRECT and option is not None and option.feedback:
            return Verdict(verdict.outcome, verdict.score, self.shown, line, feedback=option.feedback)
        return verdict

    def expected(self) -> str:
        """Return the answer with its unit."""
        return self.shown

    def answer_key(self) -> str:
        """Return the value or range, and the unit."""
        target = self.targets[0]
        span = str(target.middle) if target.is_exact else f"{target.low}..{target.high}"
        return f"{span} {target.unit_text}".strip()

    def _is_refused(self, line: str) -> bool:
        if not self.refused:
            return False
        return _is_right(mark_number(line, self.refused, self.language, self.shown))


def build(values: Values, language: str) -> Built:
    """Make a number question; unreadable numbers, tolerances and contradictory lists are reported."""
    findings: list[Finding] = []
    answer, unit_text = read.text(values, "answer"), read.text(values, "unit")
    tolerance = _tolerance(values, language, findings)
    figures = _figures(values, findings)
    target = _target(answer, unit_text, tolerance, figures, language)
    if target is None:
        findings.append(
            Finding(
                "answer", "not-a-number", f"“{answer}” is no number that can be read.",
                "Write it like `2,000`, `1.5e6` or `3.1..3.2`; the unit goes into `unit`.",
            )
        )  # fmt: skip
        return Built({}, tuple(findings))
    accept, reject, wrong = read.texts(values, "accept"), read.texts(values, "reject"), read.options(values, "wrong")
    others = _targets("accept", accept, target.unit_text, tolerance, language, findings)
    refused = _targets("reject", reject, target.unit_text, None, language, findings)
    listed = [
        found for option in wrong if (found := _target(option.text, target.unit_text, None, 0, language)) is not None
    ]
    question = Number(
        text=read.text(values, "question"),
        shown=_shown(answer, unit_text),
        targets=(target, *others),
        refused=(*refused, *listed),
        wrong=wrong,
        note=_note(unit_text or target.unit_text, read.text(values, "tolerance"), target),
        language=language,
    )
    findings.extend(_answer_findings(question, answer, unit_text))
    findings.extend(option_findings((question.shown, answer), wrong, language))
    findings.extend(sample_findings(question.mark_line, accept, reject, wrong))
    return Built({"": question}, tuple(findings))


def _answer_findings(question: Number, answer: str, unit_text: str) -> Iterator[Finding]:
    """Run the marker on the answer itself, with and without its unit."""
    ends = _ends(answer)
    refused = [end for end in ends if not _is_right(question.mark_line(end))]
    if refused and question.targets[0].figures:
        yield Finding(
            "answer", "other-figures", f"The answer does not have {question.targets[0].figures} significant figures.",
            "Write it with as many as `figures` asks for.",
        )  # fmt: skip
    elif refused:
        yield Finding(
            "answer", "answer-refused", f"“{refused[0]}” would not be accepted: `reject` or `wrong` lists it too.",
            "Take it out of that list.",
        )  # fmt: skip
    elif unit_text[:1].isdigit() or not all(
        _is_right(question.mark_line(f"{end} {unit_text}".strip())) for end in ends
    ):
        yield Finding(
            "unit", "not-a-unit", f"“{unit_text}” can't be told from the number in front of it.",
            "Write a unit such as `km`, or what is counted, such as `people`.",
        )  # fmt: skip


def _is_right(verdict: Verdict | Refusal) -> bool:
    return isinstance(verdict, Verdict) and verdict.outcome is Outcome.CORRECT


_Tolerance = tuple["Fraction", bool]
"""How far an answer may be off, and whether that is a share of it."""


def _tolerance(values: Values, language: str, findings: list[Finding]) -> _Tolerance | None:
    text = read.text(values, "tolerance").removeprefix("±").removeprefix("+-").removeprefix("+/-").strip()
    if not text:
        return None
    quantity = _quantity(text, language)
    if quantity is None or quantity.value < 0:
        findings.append(
            Finding("tolerance", "not-a-tolerance", f"“{text}” is no tolerance.", "Write it like `0.5` or `5%`.")
        )
        return None
    relative = quantity.unit.strip() in {"%", "percent", "‰"}
    return (
        (quantity.value / (1000 if quantity.unit.strip() == "‰" else 100), True)
        if relative
        else (quantity.value, False)
    )


def _figures(values: Values, findings: list[Finding]) -> int:
    text = read.text(values, "figures")
    if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= _MOST_FIGURES:
        return int(text)
    if text:
        findings.append(
            Finding("figures", "not-a-count", f"“{text}” is no number of figures.", f"Write 1 to {_MOST_FIGURES}.")
        )
    return 0


def _target(answer: str, unit_text: str, tolerance: _Tolerance | None, figures: int, language: str) -> Target | None:
    ends = [_quantity(end, language) for end in _ends(answer)]
    low, high = ends[0], ends[-1]
    if low is None or high is None or low.value > high.value:
        return None
    unit_text = unit_text or high.unit
    # A sign of percent belongs to the number even where `unit` names what is counted.
    scale, counted = read_scale(tidy(unit_text), language)
    return Target(
        low=(low.value - _width(low.value, tolerance)) * scale,
        high=(high.value + _width(high.value, tolerance)) * scale,
        unit=read_unit(counted, language) if counted else NO_UNIT,
        unit_text=unit_text,
        figures=figures,
        scale=scale,
    )


def _ends(answer: str) -> tuple[str, ...]:
    """Return the two ends of a range, or the answer alone."""
    parts = _RANGE.match(answer)
    return parts.groups() if parts else (answer,)


def _width(value: Fraction, tolerance: _Tolerance | None) -> Fraction:
    if tolerance is None:
        return value * 0
    amount, relative = tolerance
    return abs(value) * amount if relative else amount


def _targets(
    field: str,
    texts: tuple[str, ...],
    unit_text: str,
    tolerance: _Tolerance | None,
    language: str,
    findings: list[Finding],
) -> list[Target]:
    targets = []
    for index, text in enumerate(texts):
        target = _target(text, "" if _has_unit(text, language) else unit_text, tolerance, 0, language)
        if target is None:
            findings.append(
                Finding(field, "not-a-number", f"“{text}” is no number that can be read.", "Write digits.", item=index)
            )
        else:
            targets.append(target)
    return targets


def _has_unit(text: str, language: str) -> bool:
    quantity = _quantity(text, language)
    return quantity is not None and bool(quantity.unit)


def _quantity(text: str, language: str) -> Quantity | None:
    try:
        return read_quantity(text, language)
    except UnreadableNumberError:
        return None


def _shown(answer: str, unit_text: str) -> str:
    shown = re.sub(r"\s*(?:\.{2,3}|…)\s*", "–", answer)
    return f"{shown} {unit_text}" if unit_text and not shown.endswith(unit_text) else shown


def _note(unit_text: str, tolerance: str, target: Target) -> str:
    parts = [f"in {unit_text}"] if unit_text else []
    if tolerance:
        parts.append(f"± {tolerance.lstrip('±+-/ ')}")
    if target.figures:
        parts.append(f"to {target.figures} significant figures")
    return ", ".join(parts)


TYPE = QuestionType(
    name="number",
    summary="A number in figures or words, with tolerance, range and unit. Units are converted; a wrong unit is wrong.",
    fields=(
        QUESTION,
        Field("answer", Kind.TEXT, "The number, or a range such as 3.1..3.2.", "2,000", required=True),
        Field("unit", Kind.TEXT, "The unit, or what is counted; students may leave it out.", "people"),
        Field("tolerance", Kind.TEXT, "How far off is still right: an amount, or a share such as 5%.", "5%"),
        Field("figures", Kind.TEXT, "How many significant figures the answer must have.", "3"),
        WRONG,
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-capacity
  type: number
  question: How many people can the centre train in a year?
  answer: 2,000
  unit: people
  tolerance: 5%
""",
)
