"""How long an exam is and what passes it: from the command line, else from the deck, else the usual."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from studyapp.decks.deck import ExamBlock

QUESTIONS = 20
SECONDS_A_QUESTION = 60.0
PASS_PERCENT = 60.0


class Wishes(NamedTuple):
    """What the student asks for; None leaves it to the deck."""

    questions: int | None = None
    minutes: float | None = None
    pass_percent: float | None = None


class Rules(NamedTuple):
    """The frame of one exam."""

    asked_for: int
    """Questions that were wanted; more than `questions` where the deck has no more."""
    questions: int
    seconds: float
    pass_share: float
    """Of the points, 0–1."""


def rules_of(block: ExamBlock, wishes: Wishes, available: int) -> Rules:
    """Return the rules of an exam over `available` cards.

    The deck's minutes are for the deck's number of questions: fewer or more questions get their share of them.
    """
    asked_for = wishes.questions or block.questions or QUESTIONS
    questions = min(asked_for, available)
    if wishes.minutes is not None:
        seconds = 60.0 * wishes.minutes
    elif block.minutes is not None:
        seconds = 60.0 * ceil(block.minutes * questions / (block.questions or questions or 1))
    else:
        seconds = SECONDS_A_QUESTION * questions
    percent = wishes.pass_percent if wishes.pass_percent is not None else block.pass_percent
    return Rules(asked_for, questions, seconds, (PASS_PERCENT if percent is None else percent) / 100)
