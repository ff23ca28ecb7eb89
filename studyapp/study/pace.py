"""How long answers take."""

from __future__ import annotations

from typing import NamedTuple

LONGEST_ANSWER = 120.0
"""Seconds after which an answer counts no further: the student was away."""


class AnswerTimes(NamedTuple):
    """Expected seconds per answer; the defaults are medians over 10,000 learners with their share of failures."""

    first_sight: float = 18.1
    review: float = 12.4
    repeat: float = 12.1
    """A card that was already answered on the same day."""

    @property
    def new_card(self) -> float:
        """What a new card costs on its first day: first sight, and the repeats that a failure brings."""
        return self.first_sight + 0.3 * self.repeat


def counted_seconds(seconds: float) -> float:
    """Return how much of an answer's `seconds` counts as study time; negative or absurd values are cut."""
    return min(max(seconds, 0.0), LONGEST_ANSWER)
