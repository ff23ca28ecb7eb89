"""When recall falls to a wanted value, for curves without a closed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = 1.0 / 86_400.0
"""One second, in days."""
LONGEST = 36_500.0
PRECISION = 1e-12
"""Relative width, in time, at which a bracket counts as found."""
MOST_STEPS = 100


def falling_to(wanted: float, recall: Callable[[float], float], bracket: tuple[float, float]) -> float:
    """Return the days, from `SHORTEST` to `LONGEST`, after which a falling `recall` of days meets `wanted`.

    `bracket`: two times with recall at least `wanted` at the first and at most `wanted` at the second. Found by
    false position with the Illinois rule (each end that stays is given half its weight), which cannot leave it.
    """
    low, high = (min(max(days, SHORTEST), LONGEST) for days in bracket)
    above, below = recall(low) - wanted, recall(high) - wanted
    if above <= 0.0 or low >= high:
        return low
    if below >= 0.0:
        return high
    stayed = 0
    for _ in range(MOST_STEPS):
        if high - low <= PRECISION * high:
            break
        middle = (low * below - high * above) / (below - above)
        if not low < middle < high:
            middle = 0.5 * (low + high)
        difference = recall(middle) - wanted
        if difference == 0.0:
            return middle
        if difference > 0.0:
            low, above = middle, difference
            below = below * 0.5 if stayed > 0 else below
            stayed = 1
        else:
            high, below = middle, difference
            above = above * 0.5 if stayed < 0 else above
            stayed = -1
    return 0.5 * (low + high)
