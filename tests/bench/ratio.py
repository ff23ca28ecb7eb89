"""Two things measured in turn, so that a busy machine slows both: what counts is the ratio of their medians."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = "| what | against | measured | yardstick | ratio | wanted at most | kept |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was measured in seconds (or, with `unit`, in something else), and how many times the yardstick is still fine."""

    what: str
    against: str
    measured: float
    yardstick: float
    at_most: float
    unit: str = ""

    @property
    def value(self) -> float:
        """How many times the yardstick was needed."""
        return self.measured / self.yardstick

    def row(self) -> str:
        """Return the measurement as a row of the table under HEAD."""
        kept = "yes" if self.value <= self.at_most else "**no**"
        figures = f"{self._shown(self.measured)} | {self._shown(self.yardstick)}"
        ratio = f"{self.value:.2f}" if self.value >= 0.01 else f"{self.value:.3f}"
        return f"| {self.what} | {self.against} | {figures} | {ratio} | {self.at_most:g} | {kept} |"

    def _shown(self, figure: float) -> str:
        return f"{figure:.1f} {self.unit}" if self.unit else f"{figure * 1000:.1f} ms"


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
        measured=statistics.median(pair[0] for pair in pairs),
        yardstick=statistics.median(pair[1] for pair in pairs),
        at_most=at_most,
    )


def elapsed(act: Callable[[], object]) -> float:
    """Return the seconds that pass while `act` runs."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def spent(act: Callable[[], object]) -> float:
    """Return the seconds of CPU that `act` takes in this process."""
    started = time.process_time()
    act()
    return time.process_time() - started


def percentile(taken: list[float], percent: int) -> float:
    """Return what `percent` of all measurements stay below."""
    return statistics.quantiles(taken, n=100)[percent - 1]
