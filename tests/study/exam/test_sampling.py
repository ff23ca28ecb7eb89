"""Drawing a paper: weights respected, strata in proportion, no siblings, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks.reader import parse_deck
from studyapp.study.exam.sampling import Candidate, candidates, draw, probabilities
from studyapp.study.queue import note_of

if TYPE_CHECKING:
    from studyapp.decks.deck import Deck

from pathlib import Path

WEIGHTS = st.integers(1, 12).map(lambda twelfths: Fraction(twelfths, 4))
POOLS = st.lists(st.tuples(WEIGHTS, st.sampled_from("abc")), min_size=1, max_size=40).map(
    lambda rows: [Candidate(f"d/{n}", weight, (stratum,)) for n, (weight, stratum) in enumerate(rows)]
)
SEEDS = st.integers(0, 2**32)


@given(POOLS, st.integers(0, 50), SEEDS)
def test_so_many_different_cards_are_drawn_and_the_same_for_the_same_seed(
    pool: list[Candidate], count: int, seed: int
) -> None:
    drawn = draw(pool, count, Random(seed))
    assert len(drawn) == len(set(drawn)) == min(count, len(pool))
    assert set(drawn) <= {candidate.key for candidate in pool}
    assert drawn == draw(pool, count, Random(seed))


@given(POOLS, st.integers(1, 40))
def test_probabilities_follow_the_weights_as_far_as_none_is_certain(pool: list[Candidate], count: int) -> None:
    weights = [candidate.weight for candidate in pool]
    found = probabilities(weights, min(count, len(pool)))
    assert sum(found) == min(count, len(pool))
    assert all(0 < probability <= 1 for probability in found)
    shares = {probability / weight for probability, weight in zip(found, weights, strict=True) if probability < 1}
    assert len(shares) <= 1
    assert all(weight * share >= 1 for share in shares for p, weight in zip(found, weights, strict=True) if p == 1)


@given(POOLS, st.integers(1, 40), SEEDS)
def test_every_stratum_gets_its_due_number_to_within_one(pool: list[Candidate], count: int, seed: int) -> None:
    count = min(count, len(pool))
    by_key = {candidate.key: candidate for candidate in pool}
    drawn = Counter(by_key[key].stratum for key in draw(pool, count, Random(seed)))
    due: Counter[tuple[str, ...]] = Counter()
    for candidate, probability in zip(pool, probabilities([each.weight for each in pool], count), strict=True):
        due[candidate.stratum] += probability  # type: ignore[assignment] # a fraction, exactly
    assert all(abs(drawn[stratum] - due[stratum]) < 1 for stratum in due)


def test_each_card_is_drawn_as_often_as_its_probability_says() -> None:
    pool = [Candidate(f"d/{n}", Fraction(1 + n % 3), ("all",)) for n in range(12)]
    found = Counter(key for seed in range(3000) for key in draw(pool, 4, Random(seed)))
    for candidate, probability in zip(pool, probabilities([each.weight for each in pool], 4), strict=True):
        assert abs(found[candidate.key] / 3000 - probability) < 0.05


def deck(text: str) -> Deck:
    read = parse_deck(text.encode(), Path("d.deck.yaml"))
    assert read.deck is not None
    return read.deck


TAGGED = """\
studyapp: 1
id: d
title: D
cards:
  - {id: plain, question: q1, answer: a}
  - {id: one, question: q2, answer: a, tags: [x]}
  - {id: both, question: q3, answer: a, tags: [x, y]}
  - {id: never, question: q4, answer: a, tags: [x, z]}
  - {id: gaps, type: cloze, cloze: "{{One}} and {{two}} and {{three}}.", tags: [y]}
"""


@given(SEEDS)
def test_one_gap_of_a_text_and_weights_multiplied(seed: int) -> None:
    found = candidates(deck(TAGGED), {"x": 2.0, "y": 1.5, "z": 0.0}, Random(seed))
    weights = {note_of(candidate.key): candidate.weight for candidate in found}
    assert weights == {"d/plain": 1, "d/one": 2, "d/both": 3, "d/gaps": Fraction(3, 2)}
    assert len(found) == 4


def test_every_gap_of_a_text_has_its_turn() -> None:
    drawn = {key for seed in range(40) for key in draw(candidates(deck(TAGGED), {}, Random(seed)), 5, Random(seed))}
    assert len({key for key in drawn if key.startswith("d/gaps/")}) == 3
