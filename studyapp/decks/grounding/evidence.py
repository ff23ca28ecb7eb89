"""What a paragraph says and what evidence shows, to look up the claims of answers in."""

from __future__ import annotations

import operator
from functools import cached_property
from itertools import islice, permutations
from typing import TYPE_CHECKING

from studyapp.decks.grounding.claims import Claim, Kind
from studyapp.decks.grounding.facts import Facts
from studyapp.decks.grounding.reckoning import completed, follows, reckoned
from studyapp.questions.marking.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

PER_CENT = 100
MOST_NUMBERS = 30
MOST_TOLD = 3


class Said:
    """What one paragraph of a source says."""

    def __init__(self, text: str, source: PartialDate | None, language: str) -> None:
        self._facts = Facts(text, language)
        self._source = source

    def states(self, claim: Claim) -> bool:
        """Return whether the paragraph says it in so many words."""
        if isinstance(claim.value, PartialDate):
            return _is_a_year_of(claim.value, self._facts) or follows(claim.value, self._dates)
        return claim.value in self._facts.numbers if claim.kind is Kind.NUMBER else self._facts.has_name(claim.shown)

    @cached_property
    def _dates(self) -> tuple[PartialDate, ...]:
        return completed(self._facts.text, self._source, self._facts.language)


class Shown:
    """What follows from the evidence of one card."""

    def __init__(self, fragments: Sequence[str], source: PartialDate | None, explanation: str, language: str) -> None:
        self._facts = Facts(" … ".join(fragments), language)
        self._explained = Facts(explanation, language)
        self._fragments = fragments
        self._source = source

    def proves(self, claim: Claim) -> bool:
        """Return whether the evidence says it, or a date or number can be worked out from it."""
        if isinstance(claim.value, PartialDate):
            return _is_a_year_of(claim.value, self._facts) or follows(claim.value, self._dates)
        if claim.kind is Kind.NAME:
            return self._facts.has_name(claim.shown)
        if claim.value in self._facts.numbers or any(each.year == claim.value for each in self._dates):
            return True
        return claim.value in self._explained.numbers and any(result == claim.value for result in self._results())

    def dates_in_words(self) -> str:
        """Return some dates that follow from the evidence: 2013 or 2019."""
        told = list(dict.fromkeys(each.spoken() for each in self._dates))
        return " or ".join(told[-MOST_TOLD:])

    @cached_property
    def _dates(self) -> tuple[PartialDate, ...]:
        return reckoned(self._fragments, self._source, self._facts.language)

    def _results(self) -> Iterator[Fraction]:
        """Yield the sum, difference, product, quotient and percentage of any two different numbers."""
        numbers = list(islice(self._facts.numbers, MOST_NUMBERS))
        for left, right in permutations(numbers, 2):
            yield from (operator.add(left, right), operator.sub(left, right), operator.mul(left, right))
            if right:
                yield from (left / right, PER_CENT * left / right)


def _is_a_year_of(date: PartialDate, facts: Facts) -> bool:
    """Return whether a date is a year alone, and the text has that number."""
    return date.month is None and date.year is not None and date.year in facts.numbers
