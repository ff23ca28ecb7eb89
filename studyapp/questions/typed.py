"""Typed answers in words; with wrong options, a choice at first and typed once it sits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.field import Field, Finding, Kind, Severity
from studyapp.questions.marking.choosing import ask_choice, judge, option_called, pick
from studyapp.questions.marking.optional_words import in_full, too_many_optional
from studyapp.questions.question import CHOICE, TYPED, Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given


class Typed(NamedTuple):
    """A question answered in words."""

    text: str
    answer: str
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    wrong: tuple[Option, ...] = ()
    language: str = "en"
    rivals: Sequence[str] = ()
    """Answers of other cards of the deck that lie close to this one's."""

    @property
    def forms(self) -> tuple[str, ...]:
        """A choice first where there are wrong options, then typed."""
        return (CHOICE, TYPED) if self.wrong else (TYPED,)

    def ask(self, form: str, rng: Random) -> Asked:
        """Put the question."""
        if form == CHOICE and self.wrong:
            wrong = (option._replace(text=in_full(option.text)) for option in self.wrong)
            return ask_choice(self.text, (Option(self.expected()), *wrong), rng)
        return Asked(TYPED, self.text)

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark a picked option or a typed text."""
        if asked.form == CHOICE:
            picked = pick(asked.options, given, self.language)
            return picked if isinstance(picked, Refusal) else judge(picked, Option(self.expected()), self.expected())
        from studyapp.questions.marking.given import as_line  # noqa: PLC0415 - asking need not load what marking does

        line = as_line(given)
        return line if isinstance(line, Refusal) else self.mark_line(line)

    def expected(self) -> str:
        """Return the answer with its optional words."""
        return in_full(self.answer)

    def answer_key(self) -> str:
        """Return the folded answer."""
        from studyapp.questions.marking.fold import plainly  # noqa: PLC0415 - likewise

        return plainly(self.expected(), self.language)

    @property
    def refused(self) -> tuple[str, ...]:
        """All texts that are wrong."""
        return (*self.reject, *(option.text for option in self.wrong))

    def mark_line(self, line: str) -> Verdict:
        """Mark a typed text."""
        from studyapp.questions.marking.words import Key, mark_words  # noqa: PLC0415 - likewise

        key = Key((self.answer, *self.accept), self.refused, tuple(self.rivals), self.language, self.text)
        verdict = mark_words(line, key, self.expected())
        if verdict.outcome is Outcome.CORRECT:
            return verdict
        option = option_called(self.wrong, line, self.language)
        return _with_feedback(verdict, option) if option and option.feedback else verdict


def _with_feedback(verdict: Verdict, option: Option) -> Verdict:
    return Verdict(verdict.outcome, verdict.score, verdict.expected, verdict.given, feedback=option.feedback)


def build(values: Values, language: str) -> Built:
    """Make a typed question; lists that contradict each other are reported."""
    question = Typed(
        text=read.text(values, "question"),
        answer=read.text(values, "answer"),
        accept=read.texts(values, "accept"),
        reject=read.texts(values, "reject"),
        wrong=read.options(values, "wrong"),
        language=language,
    )
    return Built({"": question}, tuple(_findings(question)))


def _findings(question: Typed) -> Iterator[Finding]:
    if question.reject or question.wrong:
        from studyapp.questions.checks import contradiction_findings, option_findings  # noqa: PLC0415 - likewise

        yield from option_findings((question.expected(),), question.wrong, question.language)
        yield from contradiction_findings((question.answer,), question.accept, question.refused)
    if too_many_optional(question.answer):
        yield Finding(
            "answer", "too-many-optional", "More than five parts stand in [brackets]; they are read as they stand.",
            "List the wordings in `accept` instead.", Severity.WARNING,
        )  # fmt: skip


TYPE = QuestionType(
    name="typed",
    summary="An answer typed in words. Case, accents, punctuation and small slips are forgiven; close rivals are not.",
    fields=(
        QUESTION,
        Field("answer", Kind.TEXT, "The answer; [words in brackets] may be left out.", "[Barack] Obama", required=True),
        WRONG,
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-district
  type: typed
  question: In which district of Beijing is the centre?
  answer: Fangshan
  accept: [Fangshan District]
  wrong: [Haidian, {text: Fengtai, feedback: Next to it}, Daxing]
""",
)
