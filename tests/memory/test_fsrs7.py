"""FSRS-7 against a plain transcription of its published formulas, and what must hold for any state."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.memory.fsrs7 import DEFAULTS, Fsrs7
from studyapp.memory.inversion import LONGEST, SHORTEST, falling_to
from studyapp.memory.model import MemoryState, Rating

MODEL = Fsrs7()
OTHERS = tuple(value * (1.05 if index % 2 else 0.97) for index, value in enumerate(DEFAULTS))
states = st.builds(MemoryState, st.floats(0.0001, 36500.0), st.floats(1.0, 10.0))
days = st.floats(0.0, 4000.0)
ratings = st.sampled_from(Rating)


def published_recall(w: tuple[float, ...], s: float, t: float) -> float:
    def power(base: float, decay: float) -> float:
        return float((1 + (base ** (1 / -decay) - 1) * t / s) ** -decay)

    a, b = w[31] * s ** -w[33], w[32] * s ** w[34]
    return float((a * power(w[29], w[27]) + b * power(w[30], w[28])) / (a + b))


def published_after(w: tuple[float, ...], s: float, d: float, t: float, g: int) -> tuple[float, float]:
    r = published_recall(w, s, t)
    both = []
    for k in (7, 16):
        fail = min(s, w[k + 3] * d ** -w[k + 4] * ((s + 1) ** w[k + 5] - 1) * exp((1 - r) * w[k + 6]))
        hard, easy = w[k + 7] if g == 2 else 1, w[k + 8] if g == 4 else 1
        gain = 1 + exp(w[k] - 1.5) * (11 - d) * s ** -w[k + 1] * (exp((1 - r) * w[k + 2]) - 1) * hard * easy
        both.append(fail if g == 1 else max(fail, s * gain))
    c = 1 - w[26] * exp(-w[25] * t)
    new_d = 0.01 * (w[4] - exp(w[5] * 3) + 1) + 0.99 * (d - w[6] * (g - 3) * (10 - d) / 9)
    return min(max(c * both[0] + (1 - c) * both[1], 0.0001), 36500), min(max(new_d, 1), 10)


@pytest.mark.parametrize("w", [DEFAULTS, OTHERS], ids=["defaults", "others"])
@given(state=states, elapsed=days, rating=ratings)
def test_follows_the_published_formulas(
    w: tuple[float, ...], state: MemoryState, elapsed: float, rating: Rating
) -> None:
    model = Fsrs7(w)
    assert model.recall(state, elapsed) == pytest.approx(published_recall(w, state.stability, elapsed), rel=1e-9)
    after = model.after(state, elapsed, rating)
    expected = published_after(w, state.stability, state.difficulty, elapsed, rating)
    assert (after.stability, after.difficulty) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("rating", "stability"), [(1, 0.041), (2, 2.4175), (3, 4.1283), (4, 11.9709)])
def test_first_states(rating: int, stability: float) -> None:
    first = MODEL.first(Rating(rating))
    assert first.stability == stability
    assert first.difficulty == pytest.approx(5.6385 - exp(0.4468 * (rating - 1)) + 1)


@given(states, days, days)
def test_recall_is_a_probability_that_falls_from_one(state: MemoryState, one: float, other: float) -> None:
    earlier, later = sorted((one, other))
    assert MODEL.recall(state, 0.0) == 1.0
    assert 0.0 <= MODEL.recall(state, later) <= MODEL.recall(state, earlier) <= 1.0


@given(states, st.floats(0.01, 0.9999))
def test_interval_is_when_recall_has_fallen_to_what_was_wanted(state: MemoryState, recall: float) -> None:
    interval = MODEL.interval(state, recall)
    assert SHORTEST <= interval <= LONGEST
    if interval == SHORTEST:
        assert MODEL.recall(state, interval) <= recall
    elif interval == LONGEST:
        assert MODEL.recall(state, interval) >= recall
    else:
        assert MODEL.recall(state, interval) == pytest.approx(recall, rel=1e-9)


@given(states, st.floats(0.05, 0.99), st.floats(0.05, 0.99))
def test_a_higher_wish_comes_back_earlier(state: MemoryState, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert MODEL.interval(state, high) <= MODEL.interval(state, low)


@pytest.mark.parametrize(("recall", "expected"), [(1.0, SHORTEST), (1.5, SHORTEST), (0.0, LONGEST), (1e-300, LONGEST)])
def test_impossible_wishes_get_the_nearest_interval(recall: float, expected: float) -> None:
    assert MODEL.interval(MemoryState(5.0, 5.0), recall) == expected


@given(states, days, ratings)
def test_states_stay_within_bounds(state: MemoryState, elapsed: float, rating: Rating) -> None:
    after = MODEL.after(state, elapsed, rating)
    assert 0.0001 <= after.stability <= 36500.0
    assert 1.0 <= after.difficulty <= 10.0


@given(states, days)
def test_better_ratings_never_leave_less_stability(state: MemoryState, elapsed: float) -> None:
    again, *right = [MODEL.after(state, elapsed, rating).stability for rating in Rating]
    assert again <= state.stability
    assert all(stability >= state.stability for stability in right)
    assert right == sorted(right)


@given(states, st.floats(0.5, 0.99))
def test_inversion_needs_few_steps(state: MemoryState, recall: float) -> None:
    asked = 0

    def counted(elapsed: float) -> float:
        nonlocal asked
        asked += 1
        return MODEL.recall(state, elapsed)

    falling_to(recall, counted, (SHORTEST, LONGEST))
    assert asked <= 102  # even from the widest bracket the loop ends
    asked = 0
    falling_to(recall, counted, MODEL._curve.bracket(state.stability, recall))
    assert asked <= 40


def test_a_wrong_number_of_parameters_is_refused() -> None:
    with pytest.raises(ValueError, match="35 parameters, not 34"):
        Fsrs7(DEFAULTS[:34])


def test_names_tell_parameters_apart() -> None:
    assert MODEL.name == "fsrs7"
    assert Fsrs7(OTHERS).name not in {"fsrs7", Fsrs7((*OTHERS[:-1], 0.4)).name}
    assert len(Fsrs7(OTHERS).name) == len("fsrs7:01234567")
