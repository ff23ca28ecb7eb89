"""The student's own review log in the form that memory models learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.memory.revlogs import LoggedReview

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.progress.review import Review


def logged(reviews: Iterable[Review]) -> list[LoggedReview]:
    """Return reviews in the order of time, without those whose time is in doubt."""
    log = [
        LoggedReview(
            review.answer.card,
            review.answer.at_ms,
            review.answer.rating,
            review.answer.milliseconds,
            review.answer.chance,
            review.answer.offset_minutes,
        )
        for review in reviews
        if review.answer.is_dated
    ]
    return sorted(log, key=lambda review: review.at_ms)
