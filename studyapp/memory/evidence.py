"""What a right answer proves when it could have been guessed.

A right answer is either recalled (probability R, the recall before the answer) or guessed (probability
(1 − R)·chance). So it was recalled with probability R / (R + (1 − R)·chance), and with that weight it counts:

- after a first review the state lies between that of *again* (not known, guessed) and that of the rating;
- after a later review it lies between the state before (nothing proven) and that of the rating.

Stability is mixed geometrically, because it acts by its order of magnitude, difficulty linearly. A chance of 0
leaves the model's own step untouched; a higher chance never gives a higher stability; and a right answer never
lowers stability below what it was.
"""

from __future__ import annotations

from math import pow as power

FIRST_RECALL = 0.76
"""Recall assumed before a card's first review: the share of first answers that are not *again* (10,000 collections)."""


def weight(recall: float, chance: float) -> float:
    """Return the probability 0–1 that a right answer was recalled, not guessed, given `recall` before it."""
    if chance <= 0.0:
        return 1.0
    return recall / (recall + (1.0 - recall) * chance)


def mixed_stability(unproven: float, proven: float, weight: float) -> float:
    """Return the stability in days between the one that nothing was proven and the one that everything was."""
    return proven * power(min(unproven, proven) / proven, 1.0 - weight)


def mixed_difficulty(unproven: float, proven: float, weight: float) -> float:
    """Return the difficulty 1–10 between the one that nothing was proven and the one that everything was."""
    return proven - (1.0 - weight) * (proven - unproven)
