"""Which answers of one deck lie so close together that typing mistakes are not to be forgiven between them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studyapp.questions.question import Question

SAMPLE = 1000
MAX_ANSWERS = 20_000
"""Comparing takes the square of the number of answers if most are close to each other, as in a list of codes.

Then, and beyond this number, only the first SAMPLE are compared; a deck of words stays far below.
"""
_DENSE = 0.5


def close_answers(answers: Mapping[str, tuple[str, ...]], language: str) -> dict[str, tuple[str, ...]]:
    """Return, for each card of `answers` that has any, the answers of other cards that are close to its own."""
    if not answers:
        return {}
    from studyapp.questions.rivals import find_rivals  # noqa: PLC0415 - decks without typed answers need none

    if len(answers) <= SAMPLE:
        return find_rivals(answers, language)
    sample = find_rivals(dict(islice(answers.items(), SAMPLE)), language)
    if len(sample) > SAMPLE * _DENSE or len(answers) > MAX_ANSWERS:
        return sample
    return find_rivals(answers, language)


def typed_answers(question: Question) -> tuple[str, ...]:
    """Return the words that count as right, for a question that is marked by words; for any other, nothing."""
    if not hasattr(question, "rivals"):
        return ()
    given = getattr(question, "answers", None) or (getattr(question, "answer", ""),)
    accepted = getattr(question, "accept", ())
    wordings = [text for entry in accepted for text in ((entry,) if isinstance(entry, str) else entry)]
    return tuple(answer for answer in (*given, *wordings) if answer)
