"""Multiple choice with several right answers and partial credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import duplicate_findings, option_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.choosing import shuffled
from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.several import pick_several
from studyapp.questions.question import Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES, WRONG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

MULTIPLE = "multiple"


class Multiple(NamedTuple):
    """A question with options, any number of them right."""

    text: str
    answers: tuple[str, ...]
    wrong: tuple[Option, ...]
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """Several picks, always."""
        return (MULTIPLE,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form
        """Put the question with its options shuffled."""
        options = shuffled((*map(Option, self.answers), *self.wrong), rng)
        return Asked(MULTIPLE, self.text, options, note="one or more are right", chance=0.5 ** len(options))

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark the picks: each wrong one takes away what a right one brings."""
        picked = pick_several(asked.options, given, self.language)
        if isinstance(picked, Refusal):
            return picked
        right = [option for option in picked if option.text in self.answers]
        wrong = [option for option in picked if option.text not in self.answers]
        score = max(0.0, (len(right) - len(wrong)) / len(self.answers))
        outcome = Outcome.CORRECT if score == 1 else Outcome.PARTLY if score else Outcome.WRONG
        return Verdict(
            outcome,
            score,
            expected=self.expected(),
            given="; ".join(option.text for option in picked),
            reason="" if outcome is Outcome.CORRECT else self._reason(right, wrong),
            feedback=" ".join(option.feedback for option in wrong if option.feedback),
        )

    def expected(self) -> str:
        """Return the right answers."""
        return "; ".join(self.answers)

    def answer_key(self) -> str:
        """Return the folded right answers in alphabetical order."""
        return "; ".join(sorted(plainly(answer, self.language) for answer in self.answers))

    def _reason(self, right: list[Option], wrong: list[Option]) -> str:
        said = f"{len(right)} of {len(self.answers)} right answers picked"
        if wrong:
            said += f"; not right: {', '.join(f'“{option.text}”' for option in wrong)}"
        return f"{said}."


def build(values: Values, language: str) -> Built:
    """Make a multiple choice; options that can't be told apart or are missing are reported."""
    answers, wrong = read.texts(values, "answer"), read.options(values, "wrong")
    question = Multiple(read.text(values, "question"), tuple(dict.fromkeys(answers)), wrong, language)
    findings = (*_findings(question), *duplicate_findings("answer", answers, language))
    return Built({"": question} if question.answers and wrong else {}, findings)


def _findings(question: Multiple) -> Iterator[Finding]:
    if not question.answers:
        yield Finding("answer", "no-answer", "No right answer is listed.", "List the right answers in `answer`.")
    if not question.wrong:
        yield Finding(
            "wrong", "no-wrong-option", "There is nothing to choose from.", "List at least one wrong answer in `wrong`."
        )
    yield from option_findings(question.answers, question.wrong, question.language)


TYPE = QuestionType(
    name=MULTIPLE,
    summary="Pick all right answers; partly right counts, wrong picks cost. `accept` and `reject` are not looked at.",
    fields=(
        QUESTION,
        Field("answer", Kind.TEXTS, "The right answers.", "[training, exercises]", required=True),
        Field(WRONG.name, WRONG.kind, WRONG.summary, WRONG.example, required=True),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-offers
  type: multiple
  question: What does the centre offer?
  answer: [training, exercises]
  wrong: [power generation, {text: fuel storage, feedback: It holds no fuel}]
""",
)
