"""Two things timed in turn, so that a busy machine slows both: what counts is the ratio of their medians."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was measured: medians in seconds, and how many times slower than the yardstick is still fine."""

    what: str
    against: str
    seconds: float
    yardstick: float
    at_most: float

    @property
    def value(self) -> float:
        """How many times the yardstick's time was needed."""
        return self.seconds / self.yardstick

    def row(self) -> str:
        """Return the measurement as a row of a Markdown table."""
        kept = "yes" if self.value <= self.at_most else "**no**"
        figures = (
            f"{self.seconds * 1000:.1f} | {self.yardstick * 1000:.1f} | {self.value:.3f} | {self.at_most} | {kept}"
        )
        return f"| {self.what} | {self.against} | {figures} |"


def compare(
    what: str,
    timed: Callable[[], float],
    against: str,
    yardstick: Callable[[], float],
    *,
    at_most: float,
    times: int = 9,
) -> Ratio:
    """Return the ratio of the medians of `timed` and `yardstick` (both return seconds), called in turn."""
    timed()
    yardstick()
    pairs = [(timed(), yardstick()) for _ in range(times)]
    return Ratio(
        what=what,
        against=against,
        seconds=statistics.median(pair[0] for pair in pairs),
        yardstick=statistics.median(pair[1] for pair in pairs),
        at_most=at_most,
    )
