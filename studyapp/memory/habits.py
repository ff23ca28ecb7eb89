"""How one person answers: the published probabilities and seconds, drawn towards the person's own as these add up."""

from __future__ import annotations

from math import exp, log
from statistics import median
from typing import TYPE_CHECKING

from studyapp.memory.horizon import Answers, Four

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.revlogs import LoggedReview

RATINGS_PRIOR = 30.0
"""Answers that the published probabilities are worth."""
SECONDS_PRIOR = 20.0
"""Answers that the published seconds are worth."""
LONGEST_MS = 300_000
"""Longer answers are breaks, and tell nothing."""


def habits(reviews: Sequence[LoggedReview], published: Answers | None = None, offset_minutes: int = 0) -> Answers:
    """Return how the person answers, from a log in the order of time; repeats within a study day are left out."""
    published = published or Answers()
    first, later = _kinds(reviews, offset_minutes)
    right = _shares([later.count_of(rating) for rating in (2, 3, 4)], published.right)
    chances = _shares([first.count_of(rating) for rating in (1, 2, 3, 4)], published.first)
    return Answers(
        first=(chances[0], chances[1], chances[2], chances[3]),
        right=(right[0], right[1], right[2]),
        first_seconds=first.seconds(published.first_seconds),
        later_seconds=later.seconds(published.later_seconds),
    )


class _Kind:
    """Answers of one kind: at first sight, or on a later day."""

    def __init__(self) -> None:
        self._answers: list[LoggedReview] = []

    def add(self, review: LoggedReview) -> None:
        self._answers.append(review)

    def count_of(self, rating: int) -> int:
        return sum(review.rating == rating for review in self._answers)

    def seconds(self, published: Four) -> Four:
        """Return the published seconds times the person's own pace."""
        timed = [review for review in self._answers if 0 < review.milliseconds <= LONGEST_MS]
        if not timed:
            return published
        own = median(log(review.milliseconds / 1000.0 / published[review.rating - 1]) for review in timed)
        pace = exp(own * len(timed) / (len(timed) + SECONDS_PRIOR))
        again, hard, good, easy = (pace * seconds for seconds in published)
        return again, hard, good, easy


def _kinds(reviews: Sequence[LoggedReview], offset_minutes: int) -> tuple[_Kind, _Kind]:
    first, later = _Kind(), _Kind()
    last_day: dict[str, int] = {}
    for review in reviews:
        day = review.study_day(offset_minutes)
        if review.card not in last_day:
            first.add(review)
        elif last_day[review.card] != day:
            later.add(review)
        last_day[review.card] = day
    return first, later


def _shares(counts: Sequence[int], published: Sequence[float]) -> list[float]:
    """Return the share of each rating, the published shares counting as `RATINGS_PRIOR` answers; they sum to 1."""
    total = sum(counts) + RATINGS_PRIOR * sum(published)
    return [(count + RATINGS_PRIOR * share) / total for count, share in zip(counts, published, strict=True)]
