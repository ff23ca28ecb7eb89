"""From a verdict and the student's confidence to a rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.memory.model import Rating
from studyapp.questions.question import Outcome

if TYPE_CHECKING:
    from studyapp.questions.question import Verdict

MOSTLY_RIGHT = 0.75
"""A partly right answer from this score on counts as recalled with difficulty; below, the card is to be learnt again."""


def rate(verdict: Verdict, *, unsure: bool, hinted: bool) -> Rating:
    """Return the rating of a marked answer: wrong → again; mostly right, unsure or hinted → hard; right → good."""
    if verdict.outcome is Outcome.WRONG or verdict.score < MOSTLY_RIGHT:
        return Rating.AGAIN
    if verdict.outcome is Outcome.PARTLY or unsure or hinted:
        return Rating.HARD
    return Rating.GOOD


def outcome_of(rating: Rating) -> Outcome:
    """Return what a self-rated answer counts as."""
    return Outcome.WRONG if rating is Rating.AGAIN else Outcome.CORRECT
