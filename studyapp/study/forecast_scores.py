"""Stored forecasts against how the exams came out: bias, error and coverage, and the range that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, to_milliseconds
from studyapp.memory.model import Rating, Recollection, step
from studyapp.memory.plan import PRIOR_BAND
from studyapp.memory.revlogs import MILLISECONDS_A_DAY
from studyapp.study.goal_cards import cards_of_goal
from studyapp.study.workspace import SCORED_WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from studyapp.decks.deck import Deck
    from studyapp.memory.model import MemoryState, Model
    from studyapp.memory.revlogs import LoggedReview
    from studyapp.progress.goals import KeptForecast
    from studyapp.progress.store import ProgressStore

ENOUGH_EXAMS = 3
PRIOR_EXAMS = 5.0
"""Past exams that the prior is worth."""
NARROWEST, WIDEST = 0.03, 0.25
NINETY = 1.645
"""Standard deviations on each side that hold nine of ten."""
WINDOW = timedelta(days=3)
"""Answers this near an exam tell how it came out."""
FEWEST_ANSWERS = 20
HORIZONS = ((1.5, "a day"), (3.5, "2-3 days"), (7.5, "4-7 days"), (14.5, "8-14 days"), (float("inf"), "longer"))


@dataclass(frozen=True, slots=True)
class HorizonScore:
    """How forecasts made so long before the exam came out; all in recall 0–1."""

    horizon: str
    forecasts: int
    bias: float
    """Mean of forecast less outcome: above 0 was too hopeful."""
    rmse: float
    coverage: float
    """Share of outcomes within the range that was shown."""


def band_of(scored: Sequence[KeptForecast]) -> tuple[float, int]:
    """Return half the width of the range to show, and the number of past exams it rests on, 0 for the prior."""
    errors: dict[tuple[str, int], list[float]] = {}
    for forecast in scored:
        if forecast.kind == "follow" and forecast.actual is not None:
            errors.setdefault((forecast.goal, forecast.exam_ms), []).append(forecast.expected - forecast.actual)
    if len(errors) < ENOUGH_EXAMS:
        return PRIOR_BAND, 0
    prior = (PRIOR_BAND / NINETY) ** 2
    squares = sum(fmean(error**2 for error in exam) for exam in errors.values())
    variance = (PRIOR_EXAMS * prior + squares) / (PRIOR_EXAMS + len(errors))
    return min(max(NINETY * sqrt(variance), NARROWEST), WIDEST), len(errors)


def score_table(scored: Sequence[KeptForecast]) -> list[HorizonScore]:
    """Return the scores of the plan's forecasts by how long before the exam they were made."""
    found = []
    low = 0.0
    for high, name in HORIZONS:
        some = [f for f in scored if f.kind == "follow" and low <= _days_ahead(f) < high]
        low = high
        pairs = [(f, f.actual) for f in some if f.actual is not None]
        if pairs:
            errors = [f.expected - actual for f, actual in pairs]
            covered = fmean(float(f.low <= actual <= f.high) for f, actual in pairs)
            found.append(HorizonScore(name, len(pairs), fmean(errors), sqrt(fmean(e**2 for e in errors)), covered))
    return found


def exams_to_score(waiting: Sequence[KeptForecast], now: datetime) -> list[str]:
    """Return the decks of the exams that have passed lately and are not scored."""
    return list(
        dict.fromkeys(name for forecast in waiting if _is_ripe(forecast.exam_ms, now) for name in forecast.decks)
    )


def score_passed(store: ProgressStore, decks: Mapping[str, Deck], model: Model, now: datetime) -> int:
    """Score the forecasts of exams that have passed, as far as answers near them allow; return how many exams."""
    goals = {(goal.id, goal.exam_ms): goal for goal in store.goals.goals()}
    waiting = {(f.goal, f.exam_ms): f for f in store.goals.forecasts(scored=False)}
    count = 0
    for (name, exam_ms), forecast in waiting.items():
        goal = goals.get((name, exam_ms))
        if goal is None or not _is_ripe(exam_ms, now) or any(name not in decks for name in forecast.decks):
            continue
        cards = cards_of_goal(store, [decks[name] for name in forecast.decks], goal.left_out)
        actual, answers = outcome(cards.log, len(cards), model, exam_ms)
        if answers >= FEWEST_ANSWERS:
            store.goals.score(name, exam_ms, actual, answers, to_milliseconds(now))
            count += 1
    return count


def outcome(log: Sequence[LoggedReview], cards: int, model: Model, exam_ms: int) -> tuple[float, int]:
    """Return the mean recall over all cards at an exam, and how many answers it rests on.

    The model's recall at the exam, unseen cards counting 0, put right by how far the answers within `WINDOW` were
    better or worse than the model said (the difference estimator of survey sampling). A log in the order of time.
    """
    by_card: dict[str, list[LoggedReview]] = {}
    for review in log:
        by_card.setdefault(review.card, []).append(review)
    known, gaps = [], []
    for reviews in by_card.values():
        recalled, differences = _one_card(reviews, model, exam_ms)
        if recalled is not None:
            known.append(recalled)
        gaps += differences
    if not cards or not known:
        return 0.0, len(gaps)
    right = fmean(known) + (fmean(gaps) if gaps else 0.0)
    return min(1.0, max(0.0, right)) * min(1.0, len(known) / cards), len(gaps)


def _is_ripe(exam_ms: int, now: datetime) -> bool:
    return timedelta() < now - from_milliseconds(exam_ms) <= SCORED_WITHIN


def _one_card(reviews: Sequence[LoggedReview], model: Model, exam_ms: int) -> tuple[float | None, list[float]]:
    """Return the card's recall at the exam, None if unseen then, and what answers near it were above expectation."""
    window = WINDOW // timedelta(milliseconds=1)
    at_exam = None
    gaps: list[float] = []
    for review, state, elapsed in _steps(reviews, model):
        if review.at_ms <= exam_ms:
            at_exam = (state, review.at_ms)
        if elapsed is not None and abs(review.at_ms - exam_ms) <= window:
            before, days = elapsed
            recall = model.recall(before, days)
            expected = recall + (1.0 - recall) * review.chance
            gaps.append((float(review.rating > 1) - expected) / (1.0 - review.chance if review.chance < 1.0 else 1.0))
    if at_exam is None:
        return None, gaps
    return model.recall(at_exam[0], (exam_ms - at_exam[1]) / MILLISECONDS_A_DAY), gaps


def _steps(
    reviews: Sequence[LoggedReview], model: Model
) -> Iterator[tuple[LoggedReview, MemoryState, tuple[MemoryState, float] | None]]:
    """Yield each review with the state after it and, for the first of a later day, the state and days before it."""
    state: MemoryState | None = None
    last: LoggedReview | None = None
    for review in reviews:
        days = 0.0 if last is None else max(0.0, review.at_days - last.at_days)
        later = state is not None and last is not None and review.study_day() != last.study_day()
        before = (state, days) if later and state is not None else None
        state = step(model, state, days, Recollection(review.at_days, Rating(review.rating), review.chance))
        last = review
        yield review, state, before


def _days_ahead(forecast: KeptForecast) -> float:
    return (forecast.exam_ms - forecast.made_ms) / MILLISECONDS_A_DAY
