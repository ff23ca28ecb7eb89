"""Multiple choice with one right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import option_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.choosing import ask_choice, judge, pick
from studyapp.questions.marking.fold import plainly
from studyapp.questions.question import CHOICE, Asked, Built, Option, QuestionType, Refusal
from studyapp.questions.samples import QUESTION, SAMPLES, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given, Verdict


class Choice(NamedTuple):
    """A question with options, one of them right."""

    text: str
    answer: Option
    wrong: tuple[Option, ...]
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """A choice, always."""
        return (CHOICE,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form
        """Put the question with its options shuffled."""
        options = (*self.wrong, self.answer) if self.answer.fixed else (self.answer, *self.wrong)
        return ask_choice(self.text, options, rng)

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark a picked option."""
        picked = pick(asked.options, given, self.language)
        return picked if isinstance(picked, Refusal) else judge(picked, self.answer, self.answer.text)

    def expected(self) -> str:
        """Return the right option."""
        return self.answer.text

    def answer_key(self) -> str:
        """Return the folded answer; other options do not count."""
        return plainly(self.answer.text, self.language)


def build(values: Values, language: str) -> Built:
    """Make a choice; options that can't be told apart or are missing are reported."""
    answer = Option(read.text(values, "answer"), fixed=read.flag(values, "fixed"))
    question = Choice(read.text(values, "question"), answer, read.options(values, "wrong"), language)
    findings = tuple(_findings(question))
    return Built({"": question} if question.wrong else {}, findings)


def _findings(question: Choice) -> Iterator[Finding]:
    if not question.wrong:
        yield Finding(
            "wrong", "no-wrong-option", "There is nothing to choose from.", "List at least one wrong answer in `wrong`."
        )
    yield from option_findings((question.answer.text,), question.wrong, question.language)


TYPE = QuestionType(
    name="choice",
    summary="Pick the one right answer. `accept` and `reject` are not looked at.",
    fields=(
        QUESTION,
        Field("answer", Kind.TEXT, "The right answer.", "Beijing", required=True),
        Field(WRONG.name, WRONG.kind, WRONG.summary, WRONG.example, required=True),
        Field("fixed", Kind.FLAG, "Keeps the right answer last, for “all of the above”.", "true"),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-city
  type: choice
  question: In which city is the centre?
  answer: Beijing
  wrong: [Shanghai, {text: Tianjin, feedback: "Near, but another city"}, Washington]
""",
)
