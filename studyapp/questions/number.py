"""Numbers, with tolerance, range, unit and significant figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import accept_refused, answer_refused, option_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.choosing import ask_choice, judge, option_called, pick
from studyapp.questions.marking.given import as_line
from studyapp.questions.marking.numbers import Target, mark_number
from studyapp.questions.marking.targets import (
    Tolerance,
    ends_of,
    is_among,
    is_unit,
    read_ends,
    read_tolerance,
    target_of,
)
from studyapp.questions.question import CHOICE, TYPED, Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.marking.quantities import Quantity
    from studyapp.questions.question import Given

_MOST_FIGURES = 15
_OWN_UNIT = re.compile(r"(?<=\d)\D*\Z")
_TYPED_RANGE = re.compile(r"(.+?)\s*(?:\.{2,3}|…|–|—|(?<=\d)-|\s(?:to|bis|à|and|-)\s)\s*(.+)\Z")


class Number(NamedTuple):
    """A question answered with a number."""

    text: str
    shown: str
    """The answer as the teacher wrote it, with its unit."""
    targets: tuple[Target, ...]
    """What is right: the answer, then other accepted numbers."""
    refused: tuple[Target, ...] = ()
    """What is wrong, though it may lie within the tolerance."""
    wrong: tuple[Option, ...] = ()
    """Wrong options as they are shown: in the unit of the answer, which else would stand out."""
    listed: tuple[tuple[Target, Option], ...] = ()
    """The wrong options that are numbers."""
    note: str = ""
    language: str = "en"
    is_range: bool = False
    """The answer is a range: a number within it is right, and so is the range itself."""

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
            picked = self._picked_by_value(given) or picked if isinstance(picked, Refusal) else picked
            return picked if isinstance(picked, Refusal) else judge(picked, Option(self.shown), self.shown)
        line = as_line(given)
        return line if isinstance(line, Refusal) else self.mark_line(line)

    def mark_line(self, line: str) -> Verdict | Refusal:
        """Mark a typed number; a listed wrong one is wrong even within the tolerance, and gets its feedback."""
        verdict = self._mark_range(line) or mark_number(line, self.targets, self.language, self.shown)
        option = self._listed(line)
        if (isinstance(verdict, Refusal) or _is_right(verdict)) and self._is_refused(line):
            feedback = option.feedback if option else ""
            return Verdict(Outcome.WRONG, 0.0, self.shown, line, "That number is listed as wrong.", feedback)
        if isinstance(verdict, Refusal):
            return verdict
        if verdict.outcome is not Outcome.CORRECT and option is not None and option.feedback:
            return Verdict(verdict.outcome, verdict.score, self.shown, line, feedback=option.feedback)
        return verdict

    def _mark_range(self, line: str) -> Verdict | None:
        """Return a verdict if a range was typed where a range is the answer, and lies within it."""
        ends = ends_of(line, _TYPED_RANGE) if self.is_range else ()
        if len(ends) < 2 or not all(
            _is_right(mark_number(end, self.targets, self.language, self.shown)) for end in ends
        ):
            return None
        return Verdict(Outcome.CORRECT, 1.0, self.shown, line)

    def expected(self) -> str:
        """Return the answer with its unit."""
        return self.shown

    def answer_key(self) -> str:
        """Return the value or range, and the unit; the tolerance does not count."""
        target = self.targets[0]
        span = f"{target.low}..{target.high}" if self.is_range else str(target.middle)
        return f"{span} {target.unit_text}".strip()

    def _picked_by_value(self, given: Given) -> Option | None:
        """Return the option that has the number given: 2000 for "2,000 people"."""
        line = as_line(given) if isinstance(given, str) else ""
        if not line or isinstance(line, Refusal):
            return None
        if _is_right(mark_number(line, self.targets[:1], self.language, self.shown)):
            return self._listed(line) or Option(self.shown)
        return self._listed(line)

    def _listed(self, line: str) -> Option | None:
        """Return the wrong option that a line means, by its number or word for word."""
        for target, option in self.listed:
            if _is_right(mark_number(line, (target,), self.language, self.shown)):
                return option
        return option_called(self.wrong, line, self.language)

    def _is_refused(self, line: str) -> bool:
        if not self.refused:
            return False
        return _is_right(mark_number(line, self.refused, self.language, self.shown))


def build(values: Values, language: str) -> Built:
    """Make a number question; unreadable numbers, tolerances and contradictory lists are reported."""
    findings: list[Finding] = []
    answer, unit_text = read.text(values, "answer"), read.text(values, "unit")
    ends = read_ends(answer, language, unit_text)
    tolerance = _tolerance(values, unit_text or (ends[-1].unit if ends else ""), language, findings)
    if ends is None:
        findings.append(
            Finding(
                "answer", "not-a-number", f"“{answer}” is no number that can be read.",
                "Write it like `2,000`, `1.5e6` or `3.1..3.2`; the unit goes into `unit`.",
            )
        )  # fmt: skip
        return Built({}, tuple(findings))
    target = target_of(ends, unit_text, tolerance, _figures(values, findings), language)
    accept, wrong = read.texts(values, "accept"), read.options(values, "wrong")
    others = _targets("accept", accept, target, tolerance, language, findings)
    refused = _targets("reject", read.texts(values, "reject"), target, None, language, findings)
    listed = _targets("wrong", [option.text for option in wrong], target, None, language, [])
    wrong = tuple(_in_unit(option, answer, unit_text, language) for option in wrong)
    question = Number(
        text=read.text(values, "question"),
        shown=_shown(answer, unit_text),
        targets=(target, *others.values()),
        refused=(*refused.values(), *listed.values()),
        wrong=wrong,
        listed=tuple((target, wrong[index]) for index, target in listed.items()),
        note=_note(unit_text or target.unit_text, read.text(values, "tolerance"), target),
        language=language,
        is_range=len(ends) > 1,
    )
    findings.extend(_answer_findings(answer, ends, target, unit_text, language))
    findings.extend(option_findings((question.shown, answer), wrong, language))
    if is_among(target_of(ends, unit_text, None, 0, language), question.refused):
        findings.append(answer_refused("answer", answer))
    exact = _targets("accept", accept, target, None, language, []) if question.refused else {}
    findings.extend(accept_refused(n, accept[n]) for n, other in exact.items() if is_among(other, question.refused))
    return Built({"": question}, tuple(findings))


def _answer_findings(
    answer: str, ends: Sequence[Quantity], target: Target, unit_text: str, language: str
) -> Iterator[Finding]:
    """Report an answer whose figures or unit its own card would not accept."""
    if target.figures and not all(end.figures[0] <= target.figures <= end.figures[1] for end in ends):
        yield Finding(
            "answer", "other-figures", f"The answer does not have {target.figures} significant figures.",
            "Write it with as many as `figures` asks for.",
        )  # fmt: skip
    if unit_text and not is_unit(unit_text, answer, target, language):
        yield Finding(
            "unit", "not-a-unit", f"“{unit_text}” can't be told from the number in front of it.",
            "Write a unit such as `km`, or what is counted, such as `people`.",
        )  # fmt: skip


def _is_right(verdict: Verdict | Refusal) -> bool:
    return isinstance(verdict, Verdict) and verdict.outcome is Outcome.CORRECT


def _tolerance(values: Values, unit_text: str, language: str, findings: list[Finding]) -> Tolerance | None:
    text = read.text(values, "tolerance").removeprefix("±").removeprefix("+-").removeprefix("+/-").strip()
    if not text:
        return None
    tolerance = read_tolerance(text, unit_text, language)
    if tolerance is None:
        findings.append(
            Finding(
                "tolerance", "not-a-tolerance", f"“{text}” is no tolerance.",
                "Write it like `0.5` or `5%`, in the unit of the answer if in any.",
            )
        )  # fmt: skip
    return tolerance


def _figures(values: Values, findings: list[Finding]) -> int:
    text = read.text(values, "figures")
    if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= _MOST_FIGURES:
        return int(text)
    if text:
        findings.append(
            Finding("figures", "not-a-count", f"“{text}” is no number of figures.", f"Write 1 to {_MOST_FIGURES}.")
        )
    return 0


def _targets(
    field: str,
    texts: Sequence[str],
    like: Target,
    tolerance: Tolerance | None,
    language: str,
    findings: list[Finding],
) -> dict[int, Target]:
    """Return what the `texts` of a field stand for, by their place; those without a unit are in the answer's."""
    targets = {}
    for index, text in enumerate(texts):
        ends = read_ends(text, language)
        if ends is None:
            finding = Finding(
                field, "not-a-number", f"“{text}” is no number that can be read.", "Write figures.", item=index
            )
            findings.append(finding)
        else:
            targets[index] = target_of(ends, "" if ends[-1].unit else like.unit_text, tolerance, 0, language)
    return targets


def _shown(answer: str, unit_text: str) -> str:
    shown = "–".join(ends_of(answer))
    return f"{shown} {unit_text}" if unit_text and not shown.endswith(unit_text) else shown


def _in_unit(option: Option, answer: str, unit_text: str, language: str) -> Option:
    """Return a wrong option as it is shown: a bare number gets the unit that the right one has."""
    ends = read_ends(option.text, language)
    if ends is None or ends[-1].unit:
        return option
    own = _OWN_UNIT.search(answer)
    return option._replace(text=_shown(option.text, unit_text) if unit_text or not own else option.text + own[0])


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
