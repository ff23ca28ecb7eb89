"""Right options that show by their length, over a whole deck."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry

FEWEST_CHOICES = 8
"""Below this number of choices, chance alone makes patterns."""
LEAST_SHARE = 0.5
CERTAINTY = 0.001
"""The pattern is reported if chance would make it so strong less often than this."""
CHOICES = frozenset({"choice", "typed"})


def longest_is_right(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Report once if the longest option is right far more often than it would be by chance."""
    choices = [entry for entry in entries if entry.type in CHOICES and entry.wrong and entry.answers]
    if len(choices) < FEWEST_CHOICES:
        return
    longest = [entry for entry in choices if len(entry.answers[0].text) > max(map(len, entry.wrong))]
    chance = sum(1 / (1 + len(entry.wrong)) for entry in choices) / len(choices)
    share = len(longest) / len(choices)
    if share < LEAST_SHARE or _tail(len(longest), len(choices), chance) > CERTAINTY:
        return
    lines = ", ".join(str(entry.line) for entry in longest[:12]) + (" …" if len(longest) > 12 else "")
    message = f"On {len(longest)} of {len(choices)} choices the longest option is right (lines {lines})."
    mend = "Make wrong options as long and exact as right ones."
    yield Remark(longest[0], "longest-is-right", message, mend, "wrong")


def _tail(hits: int, trials: int, chance: float) -> float:
    """Return the probability of at least `hits` in a binomial distribution."""
    deviation = math.sqrt(trials * chance * (1 - chance))
    if trials > 200:
        return math.erfc((hits - 0.5 - trials * chance) / deviation / math.sqrt(2)) / 2
    return sum(math.comb(trials, n) * chance**n * (1 - chance) ** (trials - n) for n in range(hits, trials + 1))
