"""Simulated learners: they follow their rules, and the programme is worth its trouble."""

from __future__ import annotations

from random import Random

import pytest

from studyapp.memory.learners import TRUTHS, ExponentialMemory, learner
from studyapp.memory.model import Rating
from studyapp.memory.simulate import Course, FinalPass, Programmed, RoundRobin, simulate, study

SMALL = Course(cards=60, days=5, minutes=6.0)


@pytest.mark.parametrize("truth", TRUTHS)
def test_recall_falls_with_time_and_unseen_cards_count_nothing(truth: str) -> None:
    student = learner(truth, Random(1))
    for card in range(5):
        student.answer(card, 0, 0.8)
    assert student.seen == 5
    assert 0.5 >= student.recall(10, 0.81) > student.recall(10, 3.0) > student.recall(10, 30.0) > 0.0


def test_first_answers_and_their_seconds_are_as_published() -> None:
    rating_seconds = {Rating.AGAIN: 19.58, Rating.HARD: 18.79, Rating.GOOD: 13.78, Rating.EASY: 10.71}
    student = learner("fsrs6", Random(3))
    answers = [student.answer(card, 0, 0.5) for card in range(4000)]
    assert {(rating, seconds) for rating, seconds in answers} == set(rating_seconds.items())
    shares = [sum(rating is wanted for rating, _ in answers) / len(answers) for wanted in Rating]
    assert shares == pytest.approx([0.24, 0.094, 0.495, 0.171], abs=0.025)


def test_late_successes_lengthen_the_half_life_and_failures_shorten_it() -> None:
    def recall_after(gap: float, rating: Rating) -> float:
        memory = ExponentialMemory(Random(5))
        memory.learn(0, 0.0, Rating.GOOD)
        memory.learn(0, gap, rating)
        return memory.recall(0, gap + 1.0)

    assert recall_after(3.0, Rating.GOOD) > recall_after(0.1, Rating.GOOD) > recall_after(3.0, Rating.AGAIN)
    assert recall_after(3.0, Rating.EASY) > recall_after(3.0, Rating.GOOD) > recall_after(3.0, Rating.HARD)


@pytest.mark.parametrize("truth", TRUTHS)
def test_the_same_seed_is_the_same_learner(truth: str) -> None:
    assert study(SMALL, truth, RoundRobin(SMALL), 7) == study(SMALL, truth, RoundRobin(SMALL), 7)
    assert study(SMALL, truth, RoundRobin(SMALL), 7) != study(SMALL, truth, RoundRobin(SMALL), 8)


@pytest.mark.parametrize("policy", [RoundRobin, FinalPass])
def test_even_pacing_meets_every_card(policy: type[RoundRobin]) -> None:
    coverage = simulate(SMALL, "fsrs6", 3, policy).coverage
    assert (coverage.mean, coverage.error) == (1.0, 0.0)


def test_an_unknown_truth_is_refused() -> None:
    with pytest.raises(KeyError):
        learner("sm2", Random(1))


@pytest.mark.parametrize("truth", ["fsrs6", "fsrs7"])
def test_the_programme_beats_even_pacing(truth: str) -> None:
    planned, paced = (simulate(SMALL, truth, 6, policy) for policy in (Programmed, RoundRobin))
    assert planned.recall.mean > paced.recall.mean + 0.01


def test_the_programme_forecasts_before_every_session() -> None:
    outcome = study(SMALL, "fsrs6", Programmed(SMALL), 2)
    assert len(outcome.forecasts) == SMALL.days
    assert all(0.0 < forecast < 1.0 for forecast in outcome.forecasts)
