"""The programme: its bound holds, its seconds fit, and its advice makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studyapp.memory.fsrs6 import Fsrs6
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.horizon import Answers, Calendar, Grid
from studyapp.memory.programme import Cards, Programme

if TYPE_CHECKING:
    from studyapp.memory.model import Model

by_model = pytest.mark.parametrize("model", [Fsrs6(), Fsrs7()], ids=lambda model: model.name)


def evenings(count: int, seconds: float) -> Calendar:
    return Calendar(tuple(float(day) for day in range(count)), (seconds,) * count, count - 1 + 14 / 24)


def programme(model: Model, calendar: Calendar) -> Programme:
    return Programme(Grid(model.arrays(), Answers()), calendar)


def unseen(count: int) -> Cards:
    none = np.empty(0)
    return Cards(none, none, none, count)


def some_seen(count: int, seed: int = 1) -> Cards:
    rng = np.random.default_rng(seed)
    return Cards(np.exp(rng.normal(1.0, 1.0, count)), rng.uniform(1, 10, count), rng.uniform(0.5, 9.0, count), 20)


@by_model
@pytest.mark.parametrize("cards", [unseen(100), some_seen(80)], ids=["unseen", "seen"])
def test_prices_settle_where_the_seconds_are_used_and_the_bound_is_near(model: Model, cards: Cards) -> None:
    calendar = evenings(6, 400.0)
    solution = programme(model, calendar).solve(cards)
    assert solution.used == pytest.approx(np.array(calendar.seconds), rel=0.06)
    assert solution.expected <= solution.bound
    assert solution.bound - solution.expected < 0.02 * len(cards)
    assert 0.0 < solution.bound < len(cards)


@by_model
def test_the_bound_holds_for_any_plan_that_reviews_as_it_can(model: Model) -> None:
    """Expected recall of a simple plan – one first look at as many cards as fit, on the last evening – is below it."""
    calendar = evenings(4, 300.0)
    solution = programme(model, calendar).solve(unseen(100))
    answers = Answers()
    seconds = sum(p * s for p, s in zip(answers.first, answers.first_seconds, strict=True))
    states = model.arrays().first(np.array([1, 2, 3, 4]))[0]
    recall = [model.arrays().recall(states, np.full(4, days + 14 / 24)) @ np.array(answers.first) for days in range(4)]
    assert sum(recall) * (300.0 / seconds) < solution.bound


@by_model
def test_more_minutes_never_promise_less(model: Model) -> None:
    bounds = [programme(model, evenings(5, seconds)).solve(unseen(60)).bound for seconds in (100.0, 300.0, 900.0)]
    assert bounds == sorted(bounds)


@by_model
def test_nearly_no_time_leaves_nearly_what_is_known(model: Model) -> None:
    cards = some_seen(50)
    left = float(model.arrays().recall(cards.stability, cards.elapsed + 14 / 24).sum())
    solution = programme(model, evenings(1, 1.0)).solve(cards)
    assert left <= solution.expected <= solution.bound < left + 0.5


def test_seconds_to_spare_are_free() -> None:
    solution = programme(Fsrs6(), evenings(3, 36_000.0)).solve(unseen(10))
    assert solution.prices.max() < 1e-4
    assert solution.used.sum() < 3 * 36_000.0


def test_a_solution_before_makes_the_next_one_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = 0
    original = Programme._backward

    def counted(self: Programme, prices: object) -> object:
        nonlocal rounds
        rounds += 1
        return original(self, prices)  # type: ignore[arg-type]  # passed through untouched

    monkeypatch.setattr(Programme, "_backward", counted)
    planned = programme(Fsrs6(), evenings(6, 400.0))
    first = planned.solve(some_seen(80))
    cold, rounds = rounds, 0
    planned.solve(some_seen(80), first.prices)
    assert rounds < 0.5 * cold


@by_model
def test_on_the_last_evening_what_gains_most_a_second_comes_first(model: Model) -> None:
    calendar = evenings(1, 300.0)
    planned = programme(model, calendar)
    cards = Cards(np.array([0.5, 5.0, 400.0]), np.array([5.0, 5.0, 5.0]), np.array([3.0, 3.0, 3.0]), 5)
    indices = planned.indices(planned.solve(cards), cards)
    assert indices.seen[0] > indices.seen[1] > indices.seen[2]
    assert indices.unseen > indices.seen[2]


@by_model
def test_indices_are_gains_in_recall_a_second(model: Model) -> None:
    """With one session left, the gain is what a plain sum over the four ratings says."""
    planned = programme(model, evenings(1, 60.0))
    cards = Cards(np.array([2.0]), np.array([4.0]), np.array([3.0]), 0)
    found = planned.indices(planned.solve(cards), cards).seen[0]
    answers, arrays = Answers(), model.arrays()
    recall = arrays.recall(cards.stability, cards.elapsed)[0]
    odds = [1 - recall, *(recall * share for share in answers.right)]
    exam = np.array([14 / 24])
    gain = -arrays.recall(cards.stability, cards.elapsed + exam)[0]
    for rating, chance in enumerate(odds, start=1):
        after, _ = arrays.after(cards.stability, cards.difficulty, cards.elapsed, np.array([rating]))
        gain += chance * arrays.recall(after, exam)[0]
    seconds = sum(chance * taken for chance, taken in zip(odds, answers.later_seconds, strict=True))
    assert found == pytest.approx(gain / seconds, rel=0.05)
