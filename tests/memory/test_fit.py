"""Fitting: the search finds what it should, and nothing worse than the defaults is ever kept."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import numpy as np
import pytest

from studyapp.memory import fit as fit_module
from studyapp.memory.ascent import Evidence, Posterior, climb
from studyapp.memory.columns import columns_of
from studyapp.memory.fit import CANDIDATES, fit, most_probable, predictions, thinned
from studyapp.memory.history import History, history_of
from studyapp.memory.model import Model, Rating, Recollection, fold
from studyapp.memory.prior import FSRS6, FSRS7, Family
from studyapp.memory.revlogs import MILLISECONDS_A_DAY, LoggedReview, read_log
from studyapp.memory.rounds import rounds_of

EXCERPT = Path(__file__).parent / "data" / "learner-a-excerpt.csv"
families = pytest.mark.parametrize("family", [FSRS7, FSRS6], ids=["fsrs7", "fsrs6"])


def excerpt() -> History:
    return history_of(read_log(EXCERPT))


def simulated(model: Model, *, cards: int, reviews: int, seed: int) -> History:
    """The log of a learner whose memory is exactly `model`."""
    rng = np.random.default_rng(seed)
    log = []
    for card in range(cards):
        at = float(rng.uniform(0.0, 40.0))
        rating = Rating.GOOD if rng.random() < 0.7 else Rating.AGAIN
        state = model.first(rating)
        log.append(LoggedReview(str(card), round(at * MILLISECONDS_A_DAY), rating, 0))
        for _ in range(reviews - 1):
            gap = float(rng.choice([0.02, 1.0, 3.0, 8.0, 20.0])) * float(rng.uniform(0.8, 1.2))
            rating = Rating.GOOD if rng.random() < model.recall(state, gap) else Rating.AGAIN
            state, at = model.after(state, gap, rating), at + gap
            log.append(LoggedReview(str(card), round(at * MILLISECONDS_A_DAY), rating, 0))
    return history_of(sorted(log, key=lambda review: review.at_ms))


def posterior_of(family: Family, history: History, strength: float = 1.0) -> Posterior:
    rows = history.columns
    counts = ~history.first
    return Posterior(family, Evidence(rows, rounds_of(rows), counts, np.ones(int(counts.sum()))), strength)


@families
def test_predictions_are_the_recall_of_the_fold_so_far(family: Family) -> None:
    model = family.model(family.defaults)
    log = [[Recollection(0.0, Rating.GOOD), Recollection(2.0, Rating.AGAIN), Recollection(2.5, Rating.GOOD, 0.25)]]
    log.append([Recollection(1.0, Rating.EASY, 0.5), Recollection(9.0, Rating.GOOD)])
    rows = columns_of(log)
    predicted = predictions(model, History(rows, rows.at_days.astype(int), np.arange(5)), whole=False).tolist()
    assert [isnan(value) for value in predicted] == [True, False, False, True, False]
    for row, card, until, gap in ((1, 0, 1, 2.0), (2, 0, 2, 0.5), (4, 1, 1, 8.0)):
        state = fold(model, log[card][:until])
        assert state is not None
        recall = model.recall(state, gap)
        chance = log[card][until].chance
        assert predicted[row] == pytest.approx(recall + (1 - recall) * chance, rel=1e-9)


@families
def test_slopes_are_those_of_the_loss(family: Family) -> None:
    posterior = posterior_of(family, excerpt())
    place = np.random.default_rng(5).normal(0.0, 0.1, len(family.defaults))
    place = np.clip(place, posterior.low + 0.01, posterior.high - 0.01)
    _, gradient, curvature = posterior.slopes(place)
    for index in range(len(place)):
        step = np.zeros_like(place)
        step[index] = 1e-4
        both = np.array([place + step, place - step])
        above, below = posterior.losses(both, posterior.chances(both))
        assert gradient[index] == pytest.approx((above - below) / 2e-4, rel=0.02, abs=0.02)
    assert np.all(np.linalg.eigvalsh(curvature) > 0.0)


@families
def test_the_search_ends_where_no_step_helps(family: Family) -> None:
    posterior = posterior_of(family, excerpt())
    start = np.zeros(len(family.defaults))
    place, loss = climb(posterior, start)
    assert loss < posterior.losses(start[None], posterior.chances(start[None]))[0]
    around = np.clip(
        place + np.random.default_rng(2).normal(0.0, 0.03, (200, len(place))), posterior.low, posterior.high
    )
    assert loss <= posterior.losses(around, posterior.chances(around)).min() + 0.1


@families
def test_the_search_starts_at_the_defaults(family: Family) -> None:
    posterior = posterior_of(family, excerpt())
    assert posterior.parameters(np.zeros(len(family.defaults))) == pytest.approx(np.array(family.defaults))


@families
def test_parameters_stay_within_their_bounds(family: Family) -> None:
    fitted = most_probable(family, excerpt(), CANDIDATES[0], whole=False)
    slack = 1e-5
    assert all(
        low - slack <= value <= high * (1 + slack)
        for low, value, high in zip(family.lowest, fitted, family.highest, strict=True)
    )
    assert all(fitted[lower] <= fitted[upper] for lower, upper in family.rising)


def test_a_learner_of_another_kind_is_found() -> None:
    truth = list(FSRS7.defaults)
    truth[:4] = [value * 5.0 for value in truth[:4]]
    truth[7] += 0.6
    history = simulated(FSRS7.model(tuple(truth)), cards=250, reviews=6, seed=3)
    later = simulated(FSRS7.model(tuple(truth)), cards=150, reviews=6, seed=4)
    found = fit(FSRS7, history)
    assert found.kept
    assert found.fitted_loss < found.default_loss
    counts = ~later.first
    best = predictions(FSRS7.model(tuple(truth)), later, whole=False)[counts]
    errors = [
        float(np.mean(np.abs(predictions(FSRS7.model(parameters), later, whole=False)[counts] - best)))
        for parameters in (FSRS7.defaults, found.parameters)
    ]
    assert errors[1] < 0.5 * errors[0]


def test_a_learner_like_the_defaults_keeps_nearly_theirs() -> None:
    history = simulated(FSRS7.model(FSRS7.defaults), cards=150, reviews=6, seed=6)
    found = fit(FSRS7, history)
    counts = ~history.first
    before, after = (
        predictions(FSRS7.model(parameters), history, whole=False)[counts]
        for parameters in (FSRS7.defaults, found.parameters)
    )
    assert float(np.mean(np.abs(before - after))) < 0.05


@families
def test_what_loses_on_later_reviews_is_not_kept(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = list(family.defaults)
    bad[:4] = [family.lowest[0]] * 4
    monkeypatch.setattr(fit_module, "most_probable", lambda *_, **__: tuple(bad))
    found = fit(family, simulated(family.model(family.defaults), cards=100, reviews=5, seed=1), whole=False)
    assert not found.kept
    assert found.parameters == family.defaults
    assert found.fitted_loss > found.default_loss


@families
@pytest.mark.parametrize("reviews", [0, 1, 2, 30])
def test_short_logs_keep_the_defaults(family: Family, reviews: int) -> None:
    found = fit(family, excerpt().before(reviews))
    assert (found.parameters, found.kept) == (family.defaults, False)
    assert isnan(found.fitted_loss)


def test_the_same_log_gives_the_same_parameters() -> None:
    assert fit(FSRS6, excerpt(), whole=False) == fit(FSRS6, excerpt(), whole=False)


def test_long_logs_are_thinned_by_whole_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    history = excerpt()
    monkeypatch.setattr(fit_module, "MOST_REVIEWS", 100)
    thin = thinned(history)
    assert 0 < len(thin) < 0.6 * len(history)
    kept = set(thin.columns.card.tolist())
    assert len(thin) == sum(card in kept for card in history.columns.card.tolist())
