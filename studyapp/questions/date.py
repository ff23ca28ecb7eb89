"""Dates, to the year, the month or the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import accept_refused, answer_refused, option_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.choosing import ask_choice, judge, option_called, pick
from studyapp.questions.marking.date_marking import mark_date
from studyapp.questions.marking.dates import PartialDate, UnclearDateError, read_date
from studyapp.questions.marking.given import as_line
from studyapp.questions.question import CHOICE, TYPED, Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

_NOTES = {1: "the year", 2: "month and year", 3: "day, month and year"}


class Date(NamedTuple):
    """A question answered with a date as exact as the answer is written."""

    text: str
    answers: tuple[PartialDate, ...]
    """What is right: the answer, then other accepted dates."""
    refused: tuple[PartialDate, ...] = ()
    wrong: tuple[Option, ...] = ()
    """Wrong options as they are shown: dates in words, as the right one is."""
    listed: tuple[tuple[PartialDate, Option], ...] = ()
    """The wrong options that are dates."""
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """A choice first where there are wrong options, then typed."""
        return (CHOICE, TYPED) if self.wrong else (TYPED,)

    def ask(self, form: str, rng: Random) -> Asked:
        """Put the question; the note tells how exact a date is asked for."""
        if form == CHOICE and self.wrong:
            return ask_choice(self.text, (Option(self.expected()), *self.wrong), rng)
        precision = self.answers[0].iso().count("-") + 1
        return Asked(TYPED, self.text, note=_NOTES[precision])

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark a picked option or a typed date."""
        if asked.form == CHOICE:
            picked = pick(asked.options, given, self.language)
            picked = self._picked_by_date(given) or picked if isinstance(picked, Refusal) else picked
            return picked if isinstance(picked, Refusal) else judge(picked, Option(self.expected()), self.expected())
        line = as_line(given)
        return line if isinstance(line, Refusal) else self.mark_line(line)

    def mark_line(self, line: str) -> Verdict | Refusal:
        """Mark a typed date; one listed as wrong is wrong, and gets its feedback."""
        verdict = mark_date(line, self.answers, self.language, self.expected())
        if isinstance(verdict, Refusal):
            return verdict
        option = self._listed(line)
        if verdict.outcome is Outcome.CORRECT and self._is_refused(line):
            feedback = option.feedback if option else ""
            return Verdict(Outcome.WRONG, 0.0, self.expected(), line, "That date is listed as wrong.", feedback)
        if verdict.outcome is not Outcome.CORRECT and option is not None and option.feedback:
            return Verdict(verdict.outcome, verdict.score, self.expected(), line, feedback=option.feedback)
        return verdict

    def expected(self) -> str:
        """Return the date in words."""
        return self.answers[0].spoken(self.language)

    def answer_key(self) -> str:
        """Return the date as 2016, 2016-03 or 2016-03-18."""
        return self.answers[0].iso()

    def _picked_by_date(self, given: Given) -> Option | None:
        """Return the option that is the date given, however that is written."""
        line = as_line(given) if isinstance(given, str) else ""
        if not line or isinstance(line, Refusal):
            return None
        if _date(line, self.language) == self.answers[0]:
            return Option(self.expected())
        return self._listed(line)

    def _listed(self, line: str) -> Option | None:
        """Return the wrong option that a line means, by its date or word for word."""
        date = _date(line, self.language)
        found = next((option for listed, option in self.listed if listed == date), None)
        return found or option_called(self.wrong, line, self.language)

    def _is_refused(self, line: str) -> bool:
        readings = read_date(line, self.language, short_years=True) if self.refused else None
        return readings is not None and readings.usual in self.refused


def build(values: Values, language: str) -> Built:
    """Make a date question; dates that can't be read and lists that contradict each other are reported."""
    findings: list[Finding] = []
    answers = _dates("answer", read.texts(values, "answer"), language, findings)
    if not answers:
        return Built({}, tuple(findings))
    accept, reject, wrong = read.texts(values, "accept"), read.texts(values, "reject"), read.options(values, "wrong")
    others = _dates("accept", accept, language, findings)
    refused = _dates("reject", reject, language, findings)
    dates = [_date(option.text, language) for option in wrong]
    wrong = tuple(
        option if date is None else option._replace(text=date.spoken(language))
        for option, date in zip(wrong, dates, strict=True)
    )
    listed = tuple((date, option) for option, date in zip(wrong, dates, strict=True) if date is not None)
    question = Date(
        text=read.text(values, "question"),
        answers=(*answers, *others),
        refused=(*refused, *(date for date, _ in listed)),
        wrong=wrong,
        listed=listed,
        language=language,
    )
    findings.extend(option_findings((question.expected(), read.text(values, "answer")), wrong, language))
    findings.extend(_contradictions(question, answers[0], accept))
    return Built({"": question}, tuple(findings))


def _contradictions(question: Date, answer: PartialDate, accept: tuple[str, ...]) -> Iterator[Finding]:
    if answer in question.refused:
        yield answer_refused("answer", answer.spoken(question.language))
    for index, text in enumerate(accept):
        if _date(text, question.language) in question.refused:
            yield accept_refused(index, text)


def _dates(field: str, texts: tuple[str, ...], language: str, findings: list[Finding]) -> list[PartialDate]:
    dates = []
    for index, text in enumerate(texts):
        found = _date(text, language)
        if found is not None:
            dates.append(found)
            continue
        finding = Finding(
            field, "not-a-date", f"“{text}” is no date that can be read for certain.",
            "Write it as 2016, 2016-03 or 2016-03-18, as exactly as it is asked for.",
            item=None if field == "answer" else index,
        )  # fmt: skip
        findings.append(finding)
    return dates


def _date(text: str, language: str) -> PartialDate | None:
    try:
        readings = read_date(text, language)
    except UnclearDateError:
        return None
    return None if readings is None or readings.usual.year is None else readings.usual


TYPE = QuestionType(
    name="date",
    summary="A date, asked for as exactly as the answer is written: 2016, 2016-03 or 2016-03-18.",
    fields=(
        QUESTION,
        Field("answer", Kind.TEXT, "The date as year, year-month or year-month-day.", "2016-03-18", required=True),
        WRONG,
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-opening
  type: date
  question: When was the centre inaugurated?
  answer: 2016-03-18
""",
)
