"""Plans: forecasts in their right order, wishes answered, odd calendars survived."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studyapp.memory.belief import Belief, beliefs
from studyapp.memory.fsrs6 import Fsrs6
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.history import History, history_of
from studyapp.memory.horizon import Calendar
from studyapp.memory.model import Model, Rating, Recollection, fold
from studyapp.memory.plan import (
    LAST_UNSEEN_FIRST,
    LAST_WITHOUT_PROBES,
    MOST_SESSIONS,
    SECONDS_A_PROBE,
    coarse,
    make_plan,
    ranged,
    seen_cards,
)
from studyapp.memory.prior import FORGETFUL, FSRS7
from studyapp.memory.programme import Cards
from studyapp.memory.revlogs import MILLISECONDS_A_DAY, LoggedReview, read_log

EXCERPT = Path(__file__).parent / "data" / "learner-a-excerpt.csv"
BELIEFS = [Belief(Fsrs6(), 0.5), Belief(Fsrs7(), 0.5)]


def evenings(count: int, seconds: float) -> Calendar:
    return Calendar(tuple(float(day) for day in range(count)), (seconds,) * count, count - 1 + 14 / 24)


def cards(seen: int, unseen: int) -> Cards:
    rng = np.random.default_rng(4)
    return Cards(np.exp(rng.normal(1.0, 1.0, seen)), rng.uniform(1, 10, seen), rng.uniform(0.5, 9.0, seen), unseen)


def test_forecasts_stand_in_order() -> None:
    both = [cards(30, 30)] * 2
    forecast = make_plan(BELIEFS, both, evenings(5, 300.0)).forecast(both)
    assert forecast.stop.expected < forecast.now.expected < 0.5  # half of the cards are unseen
    assert forecast.stop.expected < forecast.follow.expected <= forecast.bound <= 1.0
    assert forecast.follow.low == pytest.approx(forecast.follow.expected - 0.08)


def test_without_sessions_following_is_stopping() -> None:
    both = [cards(10, 5)] * 2
    plan = make_plan(BELIEFS, both, Calendar((), (), 0.2))
    forecast = plan.forecast(both)
    assert forecast.follow == forecast.stop
    assert plan.sessions(both) == []
    assert plan.indices(both).seen.tolist() == [0.0] * 10


@pytest.mark.parametrize(
    ("sessions", "seconds", "exam"),
    [
        ((1.0, 0.5), (9.0, 9.0), 3.0),
        ((1.0,), (9.0, 9.0), 3.0),
        ((4.0,), (9.0,), 3.0),
        ((), (), -1.0),
        ((1.0,), (-1.0,), 3.0),
    ],
)
def test_calendars_that_make_no_sense_are_refused(
    sessions: tuple[float, ...], seconds: tuple[float, ...], exam: float
) -> None:
    with pytest.raises(ValueError, match="session"):
        Calendar(sessions, seconds, exam)


def test_without_cards_there_is_nothing_to_plan() -> None:
    both = [cards(0, 0)] * 2
    forecast = make_plan(BELIEFS, both, evenings(3, 300.0)).forecast(both)
    assert (forecast.now.expected, forecast.follow.expected, forecast.bound) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("seconds", [0.0, 86_400.0])
def test_no_minutes_and_all_minutes_are_planned_without_complaint(seconds: float) -> None:
    both = [cards(10, 10)] * 2
    forecast = make_plan(BELIEFS, both, evenings(4, seconds)).forecast(both)
    assert forecast.stop.expected <= forecast.follow.expected <= 1.0
    if not seconds:
        assert forecast.follow == forecast.stop


def test_plans_tell_seconds_and_first_reviews_of_each_session() -> None:
    both = [cards(0, 40)] * 2
    sessions = make_plan(BELIEFS, both, evenings(4, 300.0)).sessions(both)
    assert [session.at for session in sessions] == [0.0, 1.0, 2.0, 3.0]
    assert [session.seconds for session in sessions] == pytest.approx([300.0] * 4, rel=0.05)
    assert sum(session.introduced for session in sessions) == pytest.approx(40.0, rel=0.1)
    assert all(session.seconds <= 300.0 for session in sessions)


def test_what_each_session_adds_leads_from_stopping_to_following() -> None:
    both = [cards(30, 30)] * 2
    plan = make_plan(BELIEFS, both, evenings(5, 300.0))
    forecast = plan.forecast(both)
    kept = [session.kept for session in plan.sessions(both)]
    assert forecast.stop.expected < kept[0]
    assert kept == sorted(kept)
    assert kept[-1] == pytest.approx(forecast.follow.expected)


def test_a_session_begins_with_what_was_not_seen_for_longest_and_goes_on_by_gain() -> None:
    both = [cards(40, 10)] * 2
    plan = make_plan(BELIEFS, both, evenings(LAST_WITHOUT_PROBES + 1, 3.5 * SECONDS_A_PROBE))
    queue, worth = plan.queue(both), plan.indices(both)
    assert queue.before_unseen[:3] == np.argsort(-both[0].elapsed)[:3].tolist()
    ranked = worth.seen[queue.before_unseen[3:]].tolist()
    assert ranked == sorted(ranked, reverse=True)
    assert queue.unseen
    assert all(gain > worth.unseen for gain in ranked)
    assert all(0.0 < worth.seen[card] <= worth.unseen for card in queue.after_unseen)
    assert len(set(queue.before_unseen + queue.after_unseen)) == len(queue.before_unseen + queue.after_unseen)


def test_what_is_hardly_believed_is_not_solved_and_changes_nothing() -> None:
    both, calendar = [cards(20, 20)] * 2, evenings(4, 300.0)
    alone = make_plan([Belief(Fsrs6(), 1.0)], both[:1], calendar)
    doubted = make_plan([Belief(Fsrs6(), 1.0 - 1e-6), Belief(Fsrs7(), 1e-6)], both, calendar)
    assert doubted.prices[1] is None
    assert doubted.forecast(both).follow.expected == pytest.approx(alone.forecast(both[:1]).follow.expected, abs=1e-5)
    assert doubted.queue(both) == alone.queue(both[:1])


def test_nothing_is_tried_out_in_the_last_sessions() -> None:
    both = [cards(40, 10)] * 2
    plan = make_plan(BELIEFS, both, evenings(LAST_WITHOUT_PROBES, 600.0))
    queue = plan.queue(both)
    assert (
        queue.before_unseen == np.argsort(-plan.indices(both).seen, kind="stable")[: len(queue.before_unseen)].tolist()
    )


@pytest.mark.parametrize("sessions", [1, LAST_UNSEEN_FIRST])
def test_unseen_cards_come_first_at_last(sessions: int) -> None:
    both = [cards(40, 10)] * 2
    plan = make_plan(BELIEFS, both, evenings(sessions, 600.0))
    queue = plan.queue(both)
    assert queue.unseen
    assert queue.before_unseen == []
    ranked = plan.indices(both).seen[queue.after_unseen].tolist()
    assert ranked
    assert ranked == sorted(ranked, reverse=True)
    assert not make_plan(BELIEFS, [cards(40, 0)] * 2, evenings(sessions, 600.0)).queue([cards(40, 0)] * 2).unseen


def test_long_calendars_are_taken_together_without_losing_time() -> None:
    long = evenings(1000, 600.0)
    short = coarse(long)
    assert len(short.sessions) == len(short.seconds) == MOST_SESSIONS
    assert short.sessions[:7] == long.sessions[:7]
    assert sum(short.seconds) == pytest.approx(sum(long.seconds))
    assert list(short.sessions) == sorted(short.sessions)
    assert coarse(evenings(30, 1.0)) == evenings(30, 1.0)


@pytest.mark.parametrize(("expected", "low", "high"), [(0.5, 0.42, 0.58), (0.99, 0.91, 1.0), (0.03, 0.0, 0.11)])
def test_ranges_stay_within_what_is_possible(expected: float, low: float, high: float) -> None:
    found = ranged(expected, 0.08)
    assert [found.low, found.high] == pytest.approx([low, high])


def test_seen_cards_are_folded_up_to_now() -> None:
    log = [("a", 1.0, 3), ("b", 1.5, 1), ("a", 3.0, 3)]
    history = history_of([LoggedReview(card, round(at * MILLISECONDS_A_DAY), rating, 0) for card, at, rating in log])
    found = seen_cards(Fsrs7(), history, 4.0, 7)
    expected = fold(Fsrs7(), [Recollection(1.0, Rating.GOOD), Recollection(3.0, Rating.GOOD)])
    assert expected is not None
    assert found.stability.tolist() == pytest.approx([expected.stability, 0.041])
    assert found.elapsed.tolist() == pytest.approx([1.0, 2.5])
    assert len(found) == 9


def test_without_a_log_the_defaults_are_believed_as_thought_beforehand() -> None:
    found = beliefs(history_of([]))
    assert found[:2] == [Belief(Fsrs6(), 0.25), Belief(Fsrs7(), 0.625)]
    assert sum(belief.weight for belief in found) == 1.0


def test_a_log_speaks_for_one_model_or_the_other() -> None:
    found = beliefs(history_of(read_log(EXCERPT)))
    assert sum(belief.weight for belief in found) == pytest.approx(1.0)
    assert all(belief.model.name not in {"fsrs6", "fsrs7"} for belief in found)


def truthful(model: Model, *, cards: int, gaps: tuple[float, ...], seed: int) -> History:
    """The log of a learner whose memory is exactly `model`, reviewing each card after the same gaps in days."""
    rng = np.random.default_rng(seed)
    log = []
    for card in range(cards):
        rating = Rating(int(rng.choice([1, 2, 3, 4], p=[0.24, 0.1, 0.49, 0.17])))
        at, state = float(rng.uniform(0.0, 3.0)), model.first(rating)
        log.append(LoggedReview(str(card), round(at * MILLISECONDS_A_DAY), int(rating), 0))
        for gap in gaps:
            rating = Rating.GOOD if rng.random() < model.recall(state, gap) else Rating.AGAIN
            state, at = model.after(state, gap, rating), at + gap
            log.append(LoggedReview(str(card), round(at * MILLISECONDS_A_DAY), int(rating), 0))
    return history_of(sorted(log, key=lambda review: review.at_ms))


@pytest.mark.parametrize(("truth", "place"), [(Fsrs6(), 0), (Fsrs7(), 1)], ids=["fsrs6", "fsrs7"])
def test_the_log_decides_which_model_is_trusted(truth: Model, place: int) -> None:
    history = truthful(truth, cards=400, gaps=(1.0, 2.0, 4.0, 8.0, 16.0), seed=2)
    assert beliefs(history)[place].weight > 0.8


def test_whoever_forgets_as_no_published_learner_does_is_noticed() -> None:
    truth = FORGETFUL.model(FORGETFUL.defaults)
    found = beliefs(truthful(truth, cards=60, gaps=(1.0, 2.0, 3.0), seed=2))
    assert found[2].weight > 0.8


def test_forgetful_learners_are_believed_to_be_forgetful() -> None:
    forgetful = Fsrs7(tuple(w * 0.1 if index < 4 else w for index, w in enumerate(FSRS7.defaults)))
    history = truthful(forgetful, cards=200, gaps=(1.0, 2.0, 3.0), seed=2)

    def mean_recall(model: Model) -> float:
        return float(model.arrays().recall(seen_cards(model, history, 10.0, 0).stability, np.array(3.0)).mean())

    fitted = [mean_recall(belief.model) for belief in beliefs(history)]
    assert fitted[0] < mean_recall(Fsrs6())
    assert fitted[1] < mean_recall(Fsrs7())
