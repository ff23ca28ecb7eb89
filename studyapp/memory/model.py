"""What every memory model offers, and the folding of one card's reviews into a memory state."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from studyapp.memory.evidence import FIRST_RECALL, mixed_difficulty, mixed_stability, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.arrays import ArrayModel


class Rating(IntEnum):
    """How well a card was known."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


AGAIN, HARD, GOOD, EASY = Rating
"""The ratings once more, for formulas: Python takes long to look up the members of an Enum."""


class MemoryState(NamedTuple):
    """What a model knows of one card: `stability` in days, `difficulty` 1–10."""

    stability: float
    difficulty: float


class Recollection(NamedTuple):
    """One review as a model sees it: when, how well, and how likely a blind guess would have looked the same."""

    at_days: float
    """Days since any fixed moment; only differences count."""
    rating: Rating
    chance: float = 0.0
    """Probability 0–1 that a guess is marked right; makes a right answer weaker evidence."""
    is_dated: bool = True
    """Whether `at_days` can be relied on."""


class Model(Protocol):
    """A memory model: all times in days, all recall values probabilities 0–1."""

    @property
    def name(self) -> str:
        """The model and its parameters, such as `fsrs7` or `fsrs7:3fa9c1d2`: states of equal names are comparable."""

    def first(self, rating: Rating) -> MemoryState:
        """Return the state after a card's first review."""

    def after(self, state: MemoryState, elapsed: float, rating: Rating) -> MemoryState:
        """Return the state after a review `elapsed` ≥ 0 days after the one before."""

    def recall(self, state: MemoryState, elapsed: float) -> float:
        """Return the probability of recall `elapsed` ≥ 0 days after the last review."""

    def interval(self, state: MemoryState, recall: float) -> float:
        """Return the days after which the probability of recall has fallen to `recall`."""

    def arrays(self) -> ArrayModel:
        """Return the same model for numpy arrays."""


def step(model: Model, state: MemoryState | None, elapsed: float, recollection: Recollection) -> MemoryState:
    """Return the state after one more review `elapsed` ≥ 0 days after the one before (`state` None: the first).

    A right answer that could have been guessed counts as `studyapp.memory.evidence` says.
    """
    rating, chance = recollection.rating, recollection.chance
    proven = model.first(rating) if state is None else model.after(state, elapsed, rating)
    if chance <= 0.0 or rating is AGAIN:
        return proven
    unproven = model.first(AGAIN) if state is None else state
    recalled = weight(FIRST_RECALL if state is None else model.recall(state, elapsed), chance)
    return MemoryState(
        mixed_stability(unproven.stability, proven.stability, recalled),
        mixed_difficulty(unproven.difficulty, proven.difficulty, recalled),
    )


def fold(model: Model, recollections: Sequence[Recollection]) -> MemoryState | None:
    """Return the state that a card's reviews, in the order of the log, lead to; None without reviews.

    Where the clock went back between two reviews, or the time of one is in doubt, no time counts as passed: that puts
    the card off least.
    """
    state = before = None
    for recollection in recollections:
        state = step(model, state, _passed(before, recollection), recollection)
        before = recollection
    return state


def _passed(before: Recollection | None, recollection: Recollection) -> float:
    """Return the days that count as passed between two reviews."""
    if before is None or not (before.is_dated and recollection.is_dated):
        return 0.0
    return max(0.0, recollection.at_days - before.at_days)
