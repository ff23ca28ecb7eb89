"""What a right answer counts when it could have been guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.memory.evidence import FIRST_RECALL, mixed_stability, weight
from studyapp.memory.fsrs6 import Fsrs6
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.model import MemoryState, Model, Rating, Recollection, fold, step

models = st.sampled_from([Fsrs7(), Fsrs6()])
states = st.builds(MemoryState, st.floats(0.001, 30000.0), st.floats(1.0, 10.0))
before = st.none() | states
days = st.floats(0.0, 1000.0)
right = st.sampled_from([Rating.HARD, Rating.GOOD, Rating.EASY])
chances = st.floats(0.0, 1.0)


@given(models, before, days, st.sampled_from(Rating))
def test_without_a_chance_to_guess_the_step_is_the_models_own(
    model: Model, state: MemoryState | None, elapsed: float, rating: Rating
) -> None:
    own = model.first(rating) if state is None else model.after(state, elapsed, rating)
    assert step(model, state, elapsed, Recollection(0.0, rating)) == own


@given(models, before, days, chances)
def test_a_wrong_answer_proves_the_same_however_it_was_asked(
    model: Model, state: MemoryState | None, elapsed: float, chance: float
) -> None:
    wrong = Recollection(0.0, Rating.AGAIN)
    assert step(model, state, elapsed, Recollection(0.0, Rating.AGAIN, chance)) == step(model, state, elapsed, wrong)


@given(models, before, days, right, chances, chances)
def test_a_better_chance_never_leaves_more_stability(
    model: Model, state: MemoryState | None, elapsed: float, rating: Rating, one: float, other: float
) -> None:
    small, large = sorted((one, other))
    typed = step(model, state, elapsed, Recollection(0.0, rating)).stability
    less = step(model, state, elapsed, Recollection(0.0, rating, small)).stability
    least = step(model, state, elapsed, Recollection(0.0, rating, large)).stability
    assert least <= less * (1 + 1e-12)
    assert less <= typed * (1 + 1e-12)


@given(models, states, days, right, chances)
def test_a_right_answer_never_lowers_stability(
    model: Model, state: MemoryState, elapsed: float, rating: Rating, chance: float
) -> None:
    after = step(model, state, elapsed, Recollection(0.0, rating, chance))
    assert after.stability >= state.stability * (1 - 1e-12)


@given(models, right, chances)
def test_a_first_right_answer_counts_more_than_a_wrong_one(model: Model, rating: Rating, chance: float) -> None:
    after = step(model, None, 0.0, Recollection(0.0, rating, chance))
    assert model.first(Rating.AGAIN).stability < after.stability <= model.first(rating).stability * (1 + 1e-12)


def test_the_weight_is_the_probability_of_having_recalled() -> None:
    assert weight(0.5, 0.25) == pytest.approx(0.8)
    assert weight(FIRST_RECALL, 0.25) == pytest.approx(0.76 / 0.82)
    assert weight(0.0, 0.25) == 0.0
    assert weight(0.0, 0.0) == 1.0
    assert weight(1.0, 1.0) == 1.0


def test_where_a_model_lowers_stability_doubt_does_not_raise_it_again() -> None:
    assert mixed_stability(5.0, 3.0, 0.5) == 3.0


@pytest.mark.parametrize("model", [Fsrs7(), Fsrs6()], ids=lambda model: model.name)
def test_a_right_pick_among_four_comes_back_sooner_than_a_typed_answer(model: Model) -> None:
    def due_after(chance: float) -> float:
        reviews = [Recollection(at, Rating.GOOD, chance) for at in (0.0, 3.0, 12.0)]
        state = fold(model, reviews)
        assert state is not None
        return model.interval(state, 0.9)

    assert due_after(0.5) < due_after(0.25) < due_after(0.0)


def test_the_first_choice_answer_by_hand() -> None:
    model = Fsrs7()
    recalled = 0.76 / (0.76 + 0.24 * 0.25)
    state = fold(model, [Recollection(0.0, Rating.GOOD, 0.25)])
    assert state is not None
    assert state.stability == pytest.approx(0.041 ** (1 - recalled) * 4.1283**recalled)
    assert state.difficulty == pytest.approx((1 - recalled) * 5.6385 + recalled * 4.194588, abs=1e-5)


def test_no_reviews_no_state() -> None:
    assert fold(Fsrs7(), []) is None


def test_a_clock_that_went_back_counts_as_no_time() -> None:
    back = [Recollection(5.0, Rating.GOOD), Recollection(4.0, Rating.GOOD), Recollection(6.0, Rating.GOOD)]
    still = [Recollection(5.0, Rating.GOOD), Recollection(5.0, Rating.GOOD), Recollection(7.0, Rating.GOOD)]
    assert fold(Fsrs7(), back) == fold(Fsrs7(), still)
