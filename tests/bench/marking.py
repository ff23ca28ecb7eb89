"""How long marking one answer takes, however long and odd it is."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.decks.reader import read_deck
from studyapp.questions.question import REVEAL
from tests.bench.ratio import Ratio, percentile, spent

if TYPE_CHECKING:
    from studyapp.questions.question import Asked, Question

DECKS = Path(__file__).parents[2] / "decks"
LONGEST = 200
"""Characters of an answer."""
ROUNDS = 20
MILLISECOND = 0.001
_LETTERS = "abcdefghijklmnopqrstuvwxyz      0123456789.,-'äéß"


def marking_answers() -> list[Ratio]:
    """CPU seconds to mark an answer of up to LONGEST characters to a bundled card: the slowest of a hundred."""
    dice = random.Random(7)
    asked = _everything_asked(dice)
    taken = [
        spent(partial(question.mark, put, answer))
        for _ in range(ROUNDS)
        for question, put in asked
        for answer in _answers(question, dice)
    ]
    what = f"marking an answer of up to {LONGEST} characters, p99"
    return [Ratio(what, "1 ms of CPU", percentile(taken, 99), MILLISECOND, 1.0)]


def _everything_asked(dice: random.Random) -> list[tuple[Question, Asked]]:
    """Return the questions of all bundled decks in each form that is marked."""
    decks = [read_deck(path).deck for path in sorted(DECKS.glob("*.deck.yaml"))]
    questions = [deck.card(key).question for deck in decks if deck for key in deck.keys]
    return [(question, question.ask(form, dice)) for question in questions for form in question.forms if form != REVEAL]


def _answers(question: Question, dice: random.Random) -> tuple[str, ...]:
    """Return the right answer, one with a slip, and one of nothing but letters."""
    right = question.expected()[:LONGEST]
    slip = dice.randrange(len(right))
    noise = "".join(dice.choices(_LETTERS, k=dice.randint(1, LONGEST)))
    return right, f"{right[:slip]}x{right[slip + 1 :]}", noise
