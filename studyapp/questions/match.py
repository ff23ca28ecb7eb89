"""Matching pairs."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import duplicate_findings, item_count_findings
from studyapp.questions.field import Field, Finding, Kind
from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.pairing import LETTERS, Pairing
from studyapp.questions.question import Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

MATCH = "match"


class Match(NamedTuple):
    """Left sides to be matched with their partners."""

    text: str
    pairs: tuple[tuple[str, str], ...]
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """Matching, always."""
        return (MATCH,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form
        """Put the left sides as numbered options in the order of the deck, the partners shuffled and lettered."""
        partners = [right for _, right in self.pairs]
        rng.shuffle(partners)
        lefts = tuple(Option(left) for left, _ in self.pairs)
        return Asked(MATCH, self.text, lefts, tuple(partners), chance=1 / factorial(len(lefts)))

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark pairs: each right one counts the same, missing ones count as wrong."""
        found = Pairing([option.text for option in asked.options], asked.partners, self.language).read(given)
        if isinstance(found, Refusal):
            return found
        wrong = [(left, right) for left, right in self.pairs if found.get(left) != right]
        right = len(self.pairs) - len(wrong)
        outcome = Outcome.CORRECT if not wrong else Outcome.PARTLY if right else Outcome.WRONG
        said = "; ".join(f"{left} = {partner}" for left, partner in found.items())
        reason = self._reason(right, wrong) if wrong else ""
        return Verdict(outcome, right / len(self.pairs), expected=self.expected(), given=said, reason=reason)

    def expected(self) -> str:
        """Return all pairs."""
        return "; ".join(f"{left} = {right}" for left, right in self.pairs)

    def answer_key(self) -> str:
        """Return the folded pairs in alphabetical order."""
        folded = (f"{plainly(left, self.language)} = {plainly(right, self.language)}" for left, right in self.pairs)
        return "; ".join(sorted(folded))

    def _reason(self, right: int, wrong: list[tuple[str, str]]) -> str:
        if not right:
            return "None of the pairs is right."
        return f"{right} of {len(self.pairs)} pairs right; look again at {', '.join(f'“{left}”' for left, _ in wrong)}."


def build(values: Values, language: str) -> Built:
    """Make a matching question; too few or too many pairs, and sides that can't be told apart, are reported."""
    pairs = read.pairs(values, "pairs")
    findings = tuple(_findings(pairs, language))
    return Built({} if findings else {"": Match(read.text(values, "question"), pairs, language)}, findings)


def _findings(pairs: tuple[tuple[str, str], ...], language: str) -> Iterator[Finding]:
    yield from item_count_findings("pairs", len(pairs), 2, most=len(LETTERS))
    for side in (0, 1):
        yield from duplicate_findings("pairs", tuple(pair[side] for pair in pairs), language)


TYPE = QuestionType(
    name=MATCH,
    summary="Match left and right; each right pair counts. `accept` and `reject` are not looked at.",
    fields=(
        QUESTION,
        Field(
            "pairs", Kind.PAIRS, "What belongs together, left: right.", "{France: Paris, Spain: Madrid}", required=True
        ),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: who-is-who
  type: match
  question: Who belongs to which body?
  pairs:
    Wang Yiren: China Atomic Energy Authority
    Page Stoutland: Nuclear Threat Initiative
""",
)
