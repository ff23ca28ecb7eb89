"""Gap texts: each gap, or group of gaps, is a card of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import contradiction_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.gaps import GapText, read_gaps, sub_ids
from studyapp.questions.marking.given import as_line, as_lines, raw_text, split_items
from studyapp.questions.marking.numbers import Target, mark_number
from studyapp.questions.marking.numerals import UnreadableNumberError
from studyapp.questions.marking.optional_words import in_full
from studyapp.questions.marking.quantities import read_quantity
from studyapp.questions.marking.wordings import other_wordings
from studyapp.questions.marking.words import Key, mark_words
from studyapp.questions.question import TYPED, Asked, Built, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

_FIGURES = re.compile(r"\d")


class Cloze(NamedTuple):
    """One gap of a text, or several that are asked together."""

    text: str
    """The text with this card's gaps hidden and the others filled in."""
    answers: tuple[str, ...]
    """What stands in the gaps asked, in their order; gaps with the same words are asked once."""
    accept: tuple[tuple[str, ...], ...] = ()
    """Other wordings, one tuple for each answer."""
    reject: tuple[str, ...] = ()
    language: str = "en"
    rivals: Sequence[str] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Typed, always."""
        return (TYPED,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form, nothing to shuffle
        """Put the text; the note tells how many gaps are asked."""
        count = len(self.answers)
        return Asked(TYPED, self.text, note=f"{count} gaps, separated by ;" if count > 1 else "")

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:  # noqa: ARG002 - one form
        """Mark what was typed into the gaps."""
        if len(self.answers) == 1:
            line = as_line(given)
            return line if isinstance(line, Refusal) else self._mark_gap(line, 0)
        lines = self._lines(given)
        return lines if isinstance(lines, Refusal) else self._mark_all(lines)

    def expected(self) -> str:
        """Return the words of the gaps."""
        return "; ".join(map(in_full, self.answers))

    def answer_key(self) -> str:
        """Return the folded words of the gaps."""
        return "; ".join(plainly(in_full(answer), self.language) for answer in self.answers)

    def _mark_gap(self, line: str, index: int) -> Verdict:
        answer = self.answers[index]
        wordings = self.accept[index] if index < len(self.accept) else ()
        key = Key((answer, *wordings), self.reject, tuple(self.rivals), self.language, self.text)
        verdict = mark_words(line, key, in_full(answer))
        if verdict.outcome is Outcome.CORRECT or not _FIGURES.search(answer):
            return verdict
        return self._same_number(line, answer) or verdict

    def _same_number(self, line: str, answer: str) -> Verdict | None:
        """Return a verdict if a gap that holds a number alone was filled with it in another notation."""
        try:
            quantity = read_quantity(answer, self.language)
        except UnreadableNumberError:
            return None
        if quantity is None or quantity.unit or plainly(line, self.language) in map(self._plain, self.reject):
            return None
        verdict = mark_number(line, (Target(quantity.value, quantity.value),), self.language, answer)
        return verdict if isinstance(verdict, Verdict) and verdict.outcome is Outcome.CORRECT else None

    def _plain(self, text: str) -> str:
        return plainly(text, self.language)

    def _lines(self, given: Given) -> list[str] | Refusal:
        """Return one text for each gap as far as they were given."""
        lines = as_lines(given)
        if not isinstance(lines, Refusal):
            return lines
        if not isinstance(given, str):
            line = as_line(given)
            return line if isinstance(line, Refusal) else [line]
        text = raw_text(given)
        if isinstance(text, Refusal):
            return text
        parts = split_items(text, commas=not any("," in answer for answer in self.answers))
        if len(parts) == 1 and len(self.answers) > 1:
            words = parts[0].split()
            if len(words) == len(self.answers) and all(len(answer.split()) == 1 for answer in self.answers):
                return words
        return parts

    def _mark_all(self, lines: Sequence[str]) -> Verdict | Refusal:
        count = len(self.answers)
        if len(lines) > count:
            return Refusal(f"There are {count} gaps, but you gave {len(lines)} answers. Please separate them by ;")
        given = "; ".join(lines)
        if not given:
            return Verdict(Outcome.WRONG, 0.0, expected=self.expected(), given="", reason="No answer.")
        verdicts = [self._mark_gap(line, index) for index, line in enumerate(lines)]
        right = sum(verdict.outcome is Outcome.CORRECT for verdict in verdicts)
        if right == count:
            slips = " ".join(dict.fromkeys(verdict.reason for verdict in verdicts if verdict.reason))
            return Verdict(Outcome.CORRECT, 1.0, expected=self.expected(), given=given, reason=slips)
        outcome = Outcome.PARTLY if right else Outcome.WRONG
        reason = f"{right} of {count} gaps right." if right else "None of the gaps is right."
        return Verdict(outcome, right / count, expected=self.expected(), given=given, reason=reason)


def build(values: Values, language: str) -> Built:
    """Make one question for each gap or group; a text without gaps is reported."""
    text = read_gaps(read.text(values, "cloze"))
    if not text.gaps:
        finding = Finding(
            "cloze", "no-gap", "There is no gap in this text.", "Put what is to be filled in between {{ and }}."
        )
        return Built({}, (finding,))
    accept, reject = read.texts(values, "accept"), read.texts(values, "reject")
    distinct = tuple(dict.fromkeys(gap.answer for gap in text.gaps))
    wordings, findings = other_wordings(distinct, accept, language)
    by_answer = dict(zip(distinct, wordings, strict=True))
    questions = {
        name: _question(text, positions, by_answer, reject, language) for name, positions in sub_ids(text.gaps).items()
    }
    contradictions = contradiction_findings(distinct, accept, reject, field="cloze")
    return Built(questions, (*findings, *_brace_findings(text), *contradictions))


def _question(
    text: GapText,
    positions: tuple[int, ...],
    wordings: dict[str, tuple[str, ...]],
    reject: tuple[str, ...],
    language: str,
) -> Cloze:
    answers = tuple(dict.fromkeys(text.gaps[position].answer for position in positions))
    return Cloze(
        text=text.prompt(frozenset(positions)),
        answers=answers,
        accept=tuple(wordings[answer] for answer in answers),
        reject=reject,
        language=language,
    )


def _brace_findings(text: GapText) -> Iterator[Finding]:
    pieces = [text.after, *(piece for gap in text.gaps for piece in (gap.before, gap.answer, gap.hint))]
    if any("{{" in piece or "}}" in piece for piece in pieces):
        yield Finding(
            "cloze", "open-gap", "There is a {{ or }} without its partner, or a gap inside a gap.",
            "Write each gap as {{words}} or {{words::hint}}.",
        )  # fmt: skip


TYPE = QuestionType(
    name="cloze",
    summary="A text with gaps, typed; each gap is a card of its own, gaps with the same number are one.",
    fields=(
        Field(
            "cloze",
            Kind.TEXT,
            "The text; each gap as {{gap}}, {{gap::hint}} or {{c1::gap::hint}}.",
            "The centre is in {{Beijing::city}}.",
            required=True,
        ),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-opening-speech
  type: cloze
  cloze: The centre opened in {{March::month}} 2016 and trains {{2,000}} people a year.
""",
)
