"""What score to expect of a paper: recall, and what guessing adds."""

from __future__ import annotations

from math import hypot, sqrt
from typing import TYPE_CHECKING, NamedTuple

from studyapp.study.forecast_scores import NINETY

if TYPE_CHECKING:
    from collections.abc import Sequence


class ScoreForecast(NamedTuple):
    """The expected share of the points, 0–1, and the range that holds it nine times in ten."""

    expected: float
    low: float
    high: float


def chance_of_right(recall: float, guess: float) -> float:
    """Return the probability of a right answer: recalled, or else guessed with the chance that its form leaves.

    A card never seen has a recall of 0. Partial credit for a blind guess is left out: it is small and depends on luck.
    """
    return recall + (1.0 - recall) * guess


def forecast_of(chances: Sequence[float], band: float) -> ScoreForecast:
    """Return the forecast for questions that are right with these probabilities.

    The range is made of luck (the spread of independent answers) and of how far recall itself is usually off: `band`,
    half a range of 90 %.
    """
    if not chances:
        return ScoreForecast(0.0, 0.0, 0.0)
    expected = sum(chances) / len(chances)
    luck = NINETY * sqrt(sum(chance * (1.0 - chance) for chance in chances)) / len(chances)
    half = hypot(luck, band)
    return ScoreForecast(expected, max(0.0, expected - half), min(1.0, expected + half))
