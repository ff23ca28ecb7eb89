"""Answers and a fold that are easy to follow."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from studyapp.progress.review import Answer, CardState, Graded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studyapp.progress.review import Review

NOON = 1_760_000_000_000
MINUTE = 60_000

_PLAIN = Answer(
    id="",
    card="deck/one",
    at_ms=NOON,
    offset_minutes=60,
    study_day="2025-10-09",
    rating=3,
    outcome="correct",
    score=1.0,
    given="Fangshan",
    unsure=False,
    hinted=False,
    overruled=False,
    milliseconds=4200,
    form="typed",
    chance=0.0,
    seed=7,
    answer_key="3fa9",
    model="plain",
)


def answer(**changes: Any) -> Answer:
    """Return an answer with a new id."""
    return _PLAIN._replace(**{"id": str(uuid.uuid4()), **changes})


def fold(reviews: Sequence[Graded]) -> CardState | None:
    """Fold so that every review, their order and every rating leave a trace in the state."""
    stability, difficulty, lapses = 1.0, 5.0, 0
    for review in reviews:
        stability = stability * 1.1 + review.rating
        difficulty = (difficulty * 3 + review.at_ms % 11) % 10
        lapses += review.rating == 1
    last = reviews[-1]
    return CardState(
        last.card,
        stability,
        difficulty,
        last.at_ms,
        last.at_ms + round(stability * MINUTE),
        len(reviews),
        lapses,
        last.answer_key,
    )


def fold_reviews(reviews: Iterable[Review]) -> CardState | None:
    """Fold reviews of one card as they come out of the log."""
    return fold([review.answer.graded() for review in reviews])
