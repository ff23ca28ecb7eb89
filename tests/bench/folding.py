"""How long folding a long review log takes, against the same done by fsrs-rs."""

from __future__ import annotations

import random
from itertools import pairwise

import fsrs_rs_python

from studyapp.memory import fsrs6
from studyapp.memory.columns import columns_of, fold_many
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.model import Rating, Recollection
from tests.bench.ratio import Ratio, compare, spent

CARDS = 100_000
REVIEWS_OF_A_CARD = 10


def folding_a_log() -> list[Ratio]:
    """CPU seconds to fold a million reviews with the model in use; fsrs-rs is given FSRS-6 items that are built."""
    dice = random.Random(5)
    cards = [_card(dice) for _ in range(CARDS)]
    columns = columns_of(cards)
    items = [_item(card) for card in cards]
    oracle = fsrs_rs_python.FSRS(list(fsrs6.DEFAULTS))
    return [
        compare(
            f"folding {CARDS * REVIEWS_OF_A_CARD:,} reviews, FSRS-7",
            lambda: spent(lambda: fold_many(Fsrs7(), columns)),
            "fsrs-rs-python, FSRS-6, items built",
            lambda: spent(lambda: oracle.memory_state_batch(items)),
            at_most=1.0,
            times=5,
        )
    ]


def _card(dice: random.Random) -> list[Recollection]:
    day, reviews = 0, []
    for _ in range(REVIEWS_OF_A_CARD):
        day += dice.randint(1, 30)
        reviews.append(Recollection(float(day), Rating(dice.choices((1, 2, 3, 4), (2, 1, 6, 1))[0])))
    return reviews


def _item(card: list[Recollection]) -> fsrs_rs_python.FSRSItem:
    days = [round(review.at_days) for review in card]
    gaps = [0, *(later - earlier for earlier, later in pairwise(days))]
    return fsrs_rs_python.FSRSItem(
        [fsrs_rs_python.FSRSReview(int(review.rating), gap) for review, gap in zip(card, gaps, strict=True)]
    )
