"""Simulated learners: how they really remember, which no planner is told.

Three kinds of truth, after the published simulation: FSRS-6 with parameters of their own (A), FSRS-7 likewise (B), and
exponential forgetting, which no planner here believes in (C). Every learner and every card differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Protocol

from studyapp.memory.horizon import Answers
from studyapp.memory.model import MemoryState, Rating
from studyapp.memory.prior import FSRS6, FSRS7

if TYPE_CHECKING:
    from random import Random

    from studyapp.memory.model import Model
    from studyapp.memory.prior import Family

TRUTHS = ("fsrs6", "fsrs7", "exponential")
PARAMETER_NOISE = 0.5
"""Of a prior standard deviation: how much learners' parameters differ."""


class Memory(Protocol):
    """What one learner remembers of all cards; times in days."""

    def learn(self, card: int, now: float, rating: Rating) -> None:
        """Change the card's memory by an answer."""

    def recall(self, card: int, now: float) -> float:
        """Return the true probability 0–1 of recalling a card that was seen before."""


class ModelMemory:
    """A learner who remembers as a model says, with parameters of their own and noise on each card."""

    def __init__(self, family: Family, rng: Random) -> None:
        self._model: Model = family.model(_own_parameters(family, rng))
        self._rng = rng
        self._cards: dict[int, tuple[MemoryState, float]] = {}

    def learn(self, card: int, now: float, rating: Rating) -> None:
        """Change the card's memory by an answer."""
        if card in self._cards:
            state, last = self._cards[card]
            state = self._model.after(state, now - last, rating)
        else:
            first = self._model.first(rating)
            difficulty = min(max(first.difficulty + self._rng.gauss(0.0, 1.0), 1.0), 10.0)
            state = MemoryState(max(first.stability * exp(self._rng.gauss(0.0, 0.5)), 0.001), difficulty)
        self._cards[card] = (state, now)

    def recall(self, card: int, now: float) -> float:
        """Return the true probability 0–1 of recalling a card that was seen before."""
        state, last = self._cards[card]
        return self._model.recall(state, now - last)


class ExponentialMemory:
    """A learner who forgets by half-lives that grow with late successes and shrink with failures."""

    FIRST = (0.3, 0.7, 1.0, 2.0)
    BONUS = (0.0, 0.7, 1.0, 1.3)

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._half_life = 3.0 * exp(rng.gauss(0.0, 0.4))
        self._growth = 2.0 * exp(rng.gauss(0.0, 0.3))
        self._kept = 0.5 + rng.gauss(0.0, 0.1)
        self._cards: dict[int, tuple[float, float]] = {}

    def learn(self, card: int, now: float, rating: Rating) -> None:
        """Change the card's memory by an answer."""
        if card in self._cards:
            half_life, last = self._cards[card]
            if rating is Rating.AGAIN:
                half_life = max(half_life * self._kept, 0.3)
            else:
                half_life *= 1.0 + self._growth * min((now - last) / half_life, 1.0) * self.BONUS[rating - 1]
        else:
            half_life = self._half_life * exp(self._rng.gauss(0.0, 0.6)) * self.FIRST[rating - 1]
        self._cards[card] = (half_life, now)

    def recall(self, card: int, now: float) -> float:
        """Return the true probability 0–1 of recalling a card that was seen before."""
        half_life, last = self._cards[card]
        return exp(-log(2.0) * (now - last) / half_life)


@dataclass
class _Past:
    """What of a card's past decides how a repeat on the same day goes."""

    day: int
    new: bool
    """Whether the card is new that day."""
    rating: Rating


class Learner:
    """Answers as people do: at first sight, on later days by true recall, on the same day by the answer before."""

    REPEATS_NEW = (
        (0.369, 0.063, 0.511, 0.058),
        (0.044, 0.455, 0.446, 0.055),
        (0.052, 0.047, 0.846, 0.055),
        (0.052, 0.047, 0.846, 0.055),
    )
    REPEATS = (
        (0.216, 0.064, 0.660, 0.060),
        (0.050, 0.464, 0.448, 0.039),
        (0.106, 0.143, 0.727, 0.024),
        (0.106, 0.143, 0.727, 0.024),
    )

    REPEAT_SECONDS = (16.44, 15.25, 12.32, 8.03)

    def __init__(self, memory: Memory, rng: Random) -> None:
        self._memory = memory
        self._rng = rng
        self._answers = Answers()
        self._past: dict[int, _Past] = {}

    def answer(self, card: int, day: int, now: float) -> tuple[Rating, float]:
        """Return the rating of an answer on study day `day`, at `now` in days, and the seconds it takes."""
        past = self._past.get(card)
        if past is None:
            odds, seconds = self._answers.first, self._answers.first_seconds
        elif past.day == day:
            odds = (self.REPEATS_NEW if past.new else self.REPEATS)[past.rating - 1]
            seconds = self.REPEAT_SECONDS
        else:
            recall = self._memory.recall(card, now)
            hard, good, easy = self._answers.right
            odds = (1.0 - recall, recall * hard, recall * good, recall * easy)
            seconds = self._answers.later_seconds
        rating = self._rng.choices(list(Rating), odds)[0]
        self._memory.learn(card, now, rating)
        new = past is None or (past.day == day and past.new)
        self._past[card] = _Past(day, new, rating)
        return rating, seconds[rating - 1]

    def recall(self, cards: int, now: float) -> float:
        """Return the mean true recall over all `cards`, those never seen counting 0."""
        return sum(self._memory.recall(card, now) for card in self._past) / cards

    @property
    def seen(self) -> int:
        """How many cards were ever seen."""
        return len(self._past)


def learner(truth: str, rng: Random) -> Learner:
    """Return a learner of one of `TRUTHS`. Raises KeyError for others."""
    if truth == "exponential":
        return Learner(ExponentialMemory(rng), rng)
    return Learner(ModelMemory({"fsrs6": FSRS6, "fsrs7": FSRS7}[truth], rng), rng)


def _own_parameters(family: Family, rng: Random) -> tuple[float, ...]:
    common = rng.gauss(0.0, 0.6)
    own = []
    for index, (default, spread) in enumerate(zip(family.defaults, family.spread, strict=True)):
        if index < 4:
            own.append(default * exp(common + rng.gauss(0.0, 0.3)))
        elif index in family.by_ratio:
            own.append(default * exp(rng.gauss(0.0, spread)))
        else:
            own.append(default + rng.gauss(0.0, PARAMETER_NOISE * spread))
    own[:4] = sorted(own[:4])
    bounded = [min(max(w, low), high) for w, low, high in zip(own, family.lowest, family.highest, strict=True)]
    for lower, upper in family.rising:
        bounded[upper] = max(bounded[upper], bounded[lower])
    return tuple(bounded)
