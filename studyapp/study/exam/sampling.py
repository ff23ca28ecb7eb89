"""Drawing the questions of an exam: as often as their weights say, spread over the tags, no two of one text."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from studyapp.study.queue import note_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from studyapp.decks.deck import Deck

_STEPS = 2**53


class Candidate(NamedTuple):
    """A card that can be drawn."""

    key: str
    weight: Fraction
    """Above 0; twice the weight is drawn twice as readily."""
    stratum: tuple[str, ...]
    """Cards with the same one are drawn in their due proportion, to within one."""


def candidates(deck: Deck, weights: Mapping[str, float], rng: Random) -> list[Candidate]:
    """Return what can be drawn from a deck: one gap of each text, without the cards whose weight is 0.

    A card's weight is that of its tags multiplied; a tag that `weights` does not name counts 1. Builds every card.
    """
    exact = {tag: Fraction(str(weight)) for tag, weight in weights.items()}
    texts: dict[str, list[str]] = {}
    for key in deck.keys:
        texts.setdefault(note_of(key), []).append(key)
    found = (_candidate(deck, rng.choice(keys), exact) for keys in texts.values())
    return [candidate for candidate in found if candidate.weight]


def draw(pool: Sequence[Candidate], count: int, rng: Random) -> list[str]:
    """Return `count` different cards in random order, all if there are no more.

    Systematic sampling with unequal probabilities (Madow 1949): a card is drawn with a probability proportional to its
    weight, as far as none can be drawn twice, and each stratum gets its expected number of cards, up or down to a
    whole one.
    """
    count = min(count, len(pool))
    if count <= 0:
        return []
    shuffled = list(pool)
    rng.shuffle(shuffled)
    shuffled.sort(key=lambda candidate: candidate.stratum)
    ends = list(accumulate(probabilities([candidate.weight for candidate in shuffled], count)))
    start = Fraction(rng.randrange(_STEPS), _STEPS)
    drawn = [shuffled[bisect_right(ends, start + step)].key for step in range(count)]
    rng.shuffle(drawn)
    return drawn


def probabilities(weights: Sequence[Fraction], count: int) -> list[Fraction]:
    """Return with which probability each card is drawn: exactly `count` in sum, proportional to weight, 1 at most."""
    certain: set[int] = set()
    while True:
        rest = sum((weight for place, weight in enumerate(weights) if place not in certain), Fraction())
        share = Fraction(count - len(certain)) / rest if rest else Fraction()
        more = {place for place, weight in enumerate(weights) if place not in certain and weight * share >= 1}
        if not more:
            return [Fraction(1) if place in certain else weight * share for place, weight in enumerate(weights)]
        certain |= more


def _candidate(deck: Deck, key: str, weights: Mapping[str, Fraction]) -> Candidate:
    tags = deck.card(key).tags
    weight = Fraction(1)
    for tag in tags:
        weight *= weights.get(tag, 1)
    named = tuple(tag for tag in tags if tag in weights)
    return Candidate(key, weight, named or tags[:1])
