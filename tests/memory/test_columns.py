"""Folding many cards at once gives what folding each one gives."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.memory import columns as columns_module
from studyapp.memory.columns import Columns, columns_of, elapsed_days, fold_many
from studyapp.memory.fsrs6 import DEFAULTS as DEFAULTS_6
from studyapp.memory.fsrs6 import Fsrs6
from studyapp.memory.fsrs6_arrays import Fsrs6Arrays
from studyapp.memory.fsrs7 import DEFAULTS as DEFAULTS_7
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.fsrs7_arrays import Fsrs7Arrays
from studyapp.memory.model import Model, Rating, Recollection, fold

if TYPE_CHECKING:
    from studyapp.memory.revlogs import LoggedReview

MODELS = [Fsrs7(), Fsrs6(), Fsrs7(tuple(value * 1.03 for value in DEFAULTS_7))]
by_name = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


def random_cards(seed: int, cards: int, most: int) -> list[list[Recollection]]:
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(cards):
        at = 0.0
        card = []
        for _ in range(rng.integers(1, most + 1)):
            at += float(rng.choice([0.0, -0.5, rng.exponential(0.01), rng.exponential(20.0)]))
            chance = float(rng.choice([0.0, 0.25, 0.5, 1.0]))
            card.append(Recollection(at, Rating(int(rng.integers(1, 5))), chance))
        made.append(card)
    return made


def assert_same(model: Model, cards: list[list[Recollection]]) -> None:
    stability, difficulty = fold_many(model, columns_of(cards))
    folded = [fold(model, card) for card in cards]
    assert [state.stability for state in folded if state] == pytest.approx(stability.tolist(), rel=1e-9)
    assert [state.difficulty for state in folded if state] == pytest.approx(difficulty.tolist(), rel=1e-9)


@by_name
def test_equals_the_fold_of_each_card(model: Model) -> None:
    assert_same(model, random_cards(seed=1, cards=300, most=40))


@by_name
def test_equals_the_fold_of_each_card_across_blocks(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_module, "CARDS_AT_ONCE", 64)
    assert_same(model, random_cards(seed=2, cards=200, most=12))


@by_name
def test_equals_the_fold_of_a_few_cards(model: Model) -> None:
    assert_same(model, random_cards(seed=3, cards=3, most=30))


@by_name
def test_equals_the_fold_of_real_cards(model: Model, cards: list[list[LoggedReview]]) -> None:
    assert_same(model, [[Recollection(r.at_days, Rating(r.rating)) for r in card] for card in cards])


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 6))
def test_equals_the_fold_whatever_the_log(seed: int, cards: int, most: int) -> None:
    assert_same(Fsrs7(), random_cards(seed, cards, most))


def test_card_numbers_may_have_gaps() -> None:
    gaps = Columns(np.array([3, 3, 9]), np.array([0.0, 1.0, 0.5]), np.array([3, 3, 1]), np.zeros(3))
    stability, _ = fold_many(Fsrs7(), gaps)
    expected = fold(Fsrs7(), [Recollection(0.0, Rating.GOOD), Recollection(1.0, Rating.GOOD)])
    assert expected is not None
    assert stability.tolist() == pytest.approx([expected.stability, 0.041], rel=1e-9)


def test_no_reviews_give_no_states() -> None:
    stability, difficulty = fold_many(Fsrs7(), columns_of([]))
    assert stability.tolist() == difficulty.tolist() == []


def test_elapsed_days_are_counted_within_a_card_and_never_negative() -> None:
    rows = Columns(np.array([0, 0, 0, 1, 1]), np.array([2.0, 5.0, 4.0, 9.0, 9.5]), np.full(5, 3), np.zeros(5))
    assert elapsed_days(rows).tolist() == [0.0, 3.0, 0.0, 0.0, 0.5]


@pytest.mark.parametrize(
    ("family", "arrays", "defaults"), [(Fsrs7, Fsrs7Arrays, DEFAULTS_7), (Fsrs6, Fsrs6Arrays, DEFAULTS_6)]
)
def test_parameter_sets_side_by_side_equal_each_alone(
    family: type[Fsrs7 | Fsrs6], arrays: type[Fsrs7Arrays | Fsrs6Arrays], defaults: tuple[float, ...]
) -> None:
    sets = np.array([defaults, [value * 1.02 for value in defaults], [value * 0.98 for value in defaults]])
    together = arrays(list(sets.T[:, :, None]))
    rating, elapsed = np.array([1, 2, 3, 4] * 3), np.repeat([0.001, 0.7, 30.0], 4)
    first = together.first(np.array([1, 3, 2, 4] * 3))
    after = together.after(*first, elapsed, rating)
    recall = together.recall(after[0], elapsed + 1.0)
    for row, parameters in enumerate(sets.tolist()):
        alone = family(tuple(parameters)).arrays()
        alone_first = alone.first(np.array([1, 3, 2, 4] * 3))
        alone_after = alone.after(*alone_first, elapsed, rating)
        assert [*first[0][row], *first[1][row]] == pytest.approx([*alone_first[0], *alone_first[1]])
        assert [*after[0][row], *after[1][row]] == pytest.approx([*alone_after[0], *alone_after[1]])
        assert recall[row].tolist() == pytest.approx(alone.recall(alone_after[0], elapsed + 1.0).tolist())


def test_answering_needs_no_numpy() -> None:
    code = (
        "import sys\n"
        "from studyapp.memory.fsrs6 import Fsrs6\n"
        "from studyapp.memory.fsrs7 import Fsrs7\n"
        "from studyapp.memory.model import Rating, Recollection, fold\n"
        "for model in (Fsrs6(), Fsrs7()):\n"
        "    state = fold(model, [Recollection(0.0, Rating.GOOD, 0.25)])\n"
        "    model.interval(state, 0.9)\n"
        "    model.recall(state, 1.0)\n"
        "print('numpy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
