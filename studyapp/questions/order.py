"""Putting items in order."""

from __future__ import annotations

from bisect import bisect_left
from math import factorial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.questions import values as read
from studyapp.questions.checks import duplicate_findings, item_count_findings
from studyapp.questions.field import Field, Kind
from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.several import pick_several
from studyapp.questions.question import Asked, Built, Option, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION, SAMPLES

if TYPE_CHECKING:
    from random import Random

    from studyapp.questions.field import Values
    from studyapp.questions.question import Given

ORDER = "order"


class Order(NamedTuple):
    """Items to be put in order."""

    text: str
    items: tuple[str, ...]
    """In the right order."""
    language: str = "en"

    @property
    def forms(self) -> tuple[str, ...]:
        """Ordering, always."""
        return (ORDER,)

    def ask(self, form: str, rng: Random) -> Asked:  # noqa: ARG002 - one form
        """Put the items shuffled, never in the right order."""
        items = list(self.items)
        rng.shuffle(items)
        if tuple(items) == self.items:
            items = [*items[1:], items[0]]
        # The right order is never shown, so one order fewer can be guessed at, which hardly matters.
        return Asked(ORDER, self.text, tuple(map(Option, items)), chance=1 / factorial(len(items)))

    def mark(self, asked: Asked, given: Given) -> Verdict | Refusal:
        """Mark an order; the longest run of items in right order, gaps allowed, earns partial credit."""
        picked = pick_several(asked.options, given, self.language)
        if isinstance(picked, Refusal):
            return picked
        named = [option.text for option in picked]
        lacking = [item for item in self.items if item not in named]
        if lacking:
            return Refusal(f"Please put all {len(self.items)} in order; missing: {'; '.join(lacking)}.")
        places = [self.items.index(text) for text in named]
        score = (_longest_rise(places) - 1) / (len(places) - 1)
        outcome = Outcome.CORRECT if score == 1 else Outcome.PARTLY if score else Outcome.WRONG
        reason = "" if score == 1 else self._reason(places)
        return Verdict(outcome, score, expected=self.expected(), given=" → ".join(named), reason=reason)

    def expected(self) -> str:
        """Return the items in order."""
        return " → ".join(self.items)

    def answer_key(self) -> str:
        """Return the folded items in order."""
        return "; ".join(plainly(item, self.language) for item in self.items)

    def _reason(self, places: list[int]) -> str:
        if places == list(range(len(places)))[::-1]:
            return "That is the order the wrong way round."
        off = [index for index, place in enumerate(places) if index != place]
        if len(off) == 2:
            return f"“{self.items[off[0]]}” and “{self.items[off[1]]}” are swapped."
        return f"{_longest_rise(places)} of {len(places)} follow each other rightly."


def _longest_rise(places: list[int]) -> int:
    """Return the length of the longest rising subsequence."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def build(values: Values, language: str) -> Built:
    """Make an ordering question; too few items and items that can't be told apart are reported."""
    items = read.texts(values, "items")
    findings = (*item_count_findings("items", len(items), 2), *duplicate_findings("items", items, language))
    sound = len(items) >= 2 and not findings
    return Built({"": Order(read.text(values, "question"), items, language)} if sound else {}, findings)


TYPE = QuestionType(
    name=ORDER,
    summary="Put items in order; a partly right order counts partly. `accept` and `reject` are not looked at.",
    fields=(
        QUESTION,
        Field("items", Kind.TEXTS, "The items in the right order.", "[first, second, third]", required=True),
        *SAMPLES,
    ),
    build=build,
    example="""\
- id: coe-history
  type: order
  question: What came first?
  items: [The plan is announced, The agreement is signed, Building begins, The centre opens]
""",
)
