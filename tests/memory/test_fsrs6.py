"""FSRS-6 against two independent implementations, on real logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import fsrs
import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.memory.fsrs6 import DEFAULTS, Fsrs6, in_whole_days
from studyapp.memory.inversion import LONGEST, SHORTEST
from studyapp.memory.model import MemoryState, Rating, Recollection, fold

if TYPE_CHECKING:
    from studyapp.memory.revlogs import LoggedReview

OTHERS = tuple(value * (1.07 if index % 2 else 0.94) for index, value in enumerate(DEFAULTS))


def folded(model: Fsrs6, card: list[LoggedReview]) -> tuple[float, float]:
    state = fold(model, [Recollection(review.study_day(), Rating(review.rating)) for review in card])
    assert state is not None
    return state.stability, state.difficulty


@pytest.mark.parametrize("parameters", [DEFAULTS, OTHERS], ids=["defaults", "others"])
def test_agrees_with_fsrs_rs(cards: list[list[LoggedReview]], parameters: tuple[float, ...]) -> None:
    oracle = fsrs_rs_python.FSRS(list(parameters))
    for card in cards:
        days = [review.study_day() for review in card]
        gaps = [0, *(later - earlier for earlier, later in pairwise(days))]
        item = fsrs_rs_python.FSRSItem(
            [fsrs_rs_python.FSRSReview(review.rating, gap) for review, gap in zip(card, gaps, strict=True)]
        )
        expected = oracle.memory_state(item)
        assert folded(Fsrs6(parameters), card) == pytest.approx((expected.stability, expected.difficulty), rel=1e-4)


def test_agrees_with_py_fsrs(cards: list[list[LoggedReview]]) -> None:
    # Whole study days as noon to noon, since py-fsrs counts whole 24 hours; an id, since a card without one sleeps.
    oracle = fsrs.Scheduler(parameters=DEFAULTS, learning_steps=[], relearning_steps=[], enable_fuzzing=False)
    for card in cards:
        other = fsrs.Card(card_id=1)
        for review in card:
            noon = datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=review.study_day())
            other, _ = oracle.review_card(other, fsrs.Rating(review.rating), noon)
        assert folded(Fsrs6(), card) == pytest.approx((other.stability, other.difficulty), rel=1e-4)


@pytest.mark.parametrize("elapsed", [0.0, 0.5, 1.0, 7.25, 400.0])
def test_recall_agrees_with_the_published_definition(elapsed: float) -> None:
    factor = 0.9 ** (-1 / 0.1542) - 1
    assert Fsrs6().recall(MemoryState(3.0, 5.0), elapsed) == pytest.approx((1 + factor * elapsed / 3.0) ** -0.1542)


@given(st.floats(0.01, 3000.0), st.floats(0.4, 0.999))
def test_interval_is_when_recall_has_fallen_to_what_was_wanted(stability: float, recall: float) -> None:
    state = MemoryState(stability, 5.0)
    interval = Fsrs6().interval(state, recall)
    assert SHORTEST <= interval <= LONGEST
    if SHORTEST < interval < LONGEST:
        assert Fsrs6().recall(state, interval) == pytest.approx(recall, rel=1e-9)


def test_stability_is_when_recall_is_nine_tenths() -> None:
    assert Fsrs6().interval(MemoryState(12.5, 3.0), 0.9) == pytest.approx(12.5)


def test_whole_days_round_down() -> None:
    reviews = [Recollection(2.9, Rating.GOOD), Recollection(3.1, Rating.AGAIN, chance=0.25)]
    assert in_whole_days(reviews) == [Recollection(2.0, Rating.GOOD), Recollection(3.0, Rating.AGAIN, chance=0.25)]


def test_a_wrong_number_of_parameters_is_refused() -> None:
    with pytest.raises(ValueError, match="21 parameters, not 19"):
        Fsrs6(DEFAULTS[:19])


def test_names_tell_parameters_apart() -> None:
    assert Fsrs6().name == "fsrs6"
    assert Fsrs6(OTHERS).name == Fsrs6(tuple(OTHERS)).name
    assert Fsrs6(OTHERS).name not in {"fsrs6", Fsrs6((*OTHERS[:-1], 0.2)).name}
    assert len(Fsrs6(OTHERS).name) == len("fsrs6:01234567")
