"""Statements that are true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.choosing import option_number
from studyapp.questions.marking.fold import plainly, primary
from studyapp.questions.marking.given import as_line
from studyapp.questions.question import CHOICE, Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES

if TYPE_CHECKING:
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

_TRUE_WORDS = (
    "true t yes y right correct on wahr richtig stimmt ja w r vrai v oui juste exact verdadero verdad cierto si sí vero "
    "verdadeiro sim waar juist да верно правда 对 對 是 正确 正確 真 صح صحيح نعم صواب ○ ✓ ✔"
)
_TRUE = frozenset(_TRUE_WORDS.split())
_FALSE_WORDS = (
    "false f no n wrong incorrect untrue off falsch nein faux non inexact falso não onwaar onjuist нет неверно ложь 错 錯 "
    "否 不 不对 不是 错误 錯誤 假 خطا خطأ لا غلط × ✗ ✘"
)
_FALSE = frozenset(_FALSE_WORDS.split())
_SHOWN = {
    "en": ("True", "False"),
    "de": ("Richtig", "Falsch"),
    "fr": ("Vrai", "Faux"),
    "es": ("Verdadero", "Falso"),
    "it": ("Vero", "Falso"),
    "pt": ("Verdadeiro", "Falso"),
    "nl": ("Waar", "Onwaar"),
    "zh": ("对", "错"),
    "ar": ("صح", "خطأ"),
    "ru": ("Верно", "Неверно"),
}


class TrueFalse(NamedTuple):
    """A statement to judge."""

    text: str
    answer: bool
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """A choice of two."""
        return (CHOICE,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form, and true always stands first
        """Put the statement; option 1 is true, option 2 false."""
        return Asked(CHOICE, self.text, tuple(map(Option, self._shown())), chance=0.5)

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:  # noqa: ARG002 - the order never changes
        """Mark a JSON boolean, option number, or a word for true or false."""
        judged = _truth(given, self.language)
        if isinstance(judged, Refusal):
            return judged
        shown = self._shown()[0 if judged else 1]
        right = judged is self.answer
        outcome = Outcome.CORRECT if right else Outcome.WRONG
        reason = "" if right else f"The statement is {'true' if self.answer else 'false'}."
        return Verdict(outcome, float(right), expected=self.expected(), given=shown, reason=reason)

    def expected(self) -> str:
        """Return the word for true or false in the deck's language."""
        return self._shown()[0 if self.answer else 1]

    def answer_key(self) -> str:
        """Return `true` or `false`."""
        return "true" if self.answer else "false"

    def _shown(self) -> tuple[str, str]:
        return _SHOWN.get(primary(self.language), _SHOWN["en"])


def _truth(given: Given, language: str) -> bool | Refusal:
    if isinstance(given, bool):
        return given
    line = as_line(given)
    if isinstance(line, Refusal):
        return line
    word = plainly(line, language)
    number = option_number(line)
    if word in _TRUE or number == 1:
        return True
    if word in _FALSE or number == 2:
        return False
    return Refusal("Please answer true or false; t and f, yes and no, or 1 and 2 will do.")


def build(values: Values, language: str) -> Built:
    """Make a statement; an answer that is neither true nor false is reported."""
    value = values.get("answer")
    answer = value if isinstance(value, bool) else _truth(read.text(values, "answer") or None, language)
    if isinstance(answer, Refusal):
        finding = Finding(
            "answer",
            "not-true-or-false",
            "The answer is neither true nor false.",
            "Write `answer: true` or `answer: false`.",
        )
        return Built({}, (finding,))
    return Built({"": TrueFalse(read.text(values, "question"), answer, language)})


TYPE = QuestionType(
    name="truefalse",
    summary="A statement that is true or false. `accept` and `reject` are not looked at.",
    fields=(
        Field(QUESTION.name, QUESTION.kind, "The statement.", "The centre is in Beijing.", required=True),
        Field("answer", Kind.FLAG, "Whether the statement is true.", "true", required=True),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-in-beijing
  type: truefalse
  question: The centre is in Beijing.
  answer: true
""",
)
