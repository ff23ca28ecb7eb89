"""How long answers take."""

from __future__ import annotations

from typing import NamedTuple

LONGEST_ANSWER = 120.0
"""Seconds after which an answer counts no further: the student was away."""
CLOCK_BACK_MS = 60_000
CLOCK_AHEAD_MS = 400 * 86_400_000
"""A clock this far before or after the last review is noted as suspect."""


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


def is_suspect(at_ms: int, latest_ms: int | None) -> bool:
    """Return whether a clock that says `at_ms` is implausible, when the last review in the log was at `latest_ms`."""
    return latest_ms is not None and not latest_ms - CLOCK_BACK_MS <= at_ms <= latest_ms + CLOCK_AHEAD_MS
