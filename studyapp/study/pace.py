"""How long answers take."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_ANSWER = 120.0
"""Seconds after which an answer counts no further: the student was away."""
FAILED_SECONDS, PASSED_SECONDS = 18.9, 11.7
"""Medians over 10,000 learners for a review."""
LATEST = 200
"""Answers that a person's pace is taken from."""
PUBLISHED_WORTH = 20.0
"""Answers in one form that the published seconds are worth."""


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

    def at_pace(self, pace: float) -> AnswerTimes:
        """Return the seconds of someone who takes `pace` times as long."""
        return AnswerTimes(*(pace * seconds for seconds in self))


def own_times(latest: Iterable[tuple[str, int, int]]) -> AnswerTimes:
    """Return the seconds to expect of a person, from form, rating and milliseconds of their latest answers.

    In every form the median pace counts, drawn to the published one while answers are few; forms count as often as they
    were answered in.
    """
    paces: dict[str, list[float]] = {}
    for form, rating, milliseconds in latest:
        if 0 < milliseconds < LONGEST_ANSWER * 1000:
            published = FAILED_SECONDS if rating == 1 else PASSED_SECONDS
            paces.setdefault(form, []).append(log(milliseconds / 1000 / published))
    answers = sum(map(len, paces.values()))
    if not answers:
        return AnswerTimes()
    return AnswerTimes().at_pace(sum(len(own) * _pace(own) for own in paces.values()) / answers)


def _pace(logarithms: list[float]) -> float:
    count = len(logarithms)
    return exp(sorted(logarithms)[count // 2] * count / (count + PUBLISHED_WORTH))


def counted_seconds(seconds: float) -> float:
    """Return how much of an answer's `seconds` counts as study time; negative or absurd values are cut."""
    return min(max(seconds, 0.0), LONGEST_ANSWER)
