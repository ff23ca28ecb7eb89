"""Studying for an exam with simulated learners: what a way of choosing cards is worth, by true recall.

Every learner studies each evening at 19:00 for the same minutes; the exam is 14 hours after the last session. Learners
are the same for every policy of one seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Protocol

from studyapp.memory.belief import beliefs
from studyapp.memory.history import history_of
from studyapp.memory.horizon import Calendar
from studyapp.memory.learners import learner
from studyapp.memory.plan import Queue, make_plan, seen_cards
from studyapp.memory.revlogs import MILLISECONDS_A_DAY, LoggedReview

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studyapp.memory.arrays import Floats
    from studyapp.memory.model import Rating

EVENING = 19.0 / 24.0
EXAM_AFTER = 14.0 / 24.0
SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Course:
    """What is to be learned, and in which time."""

    cards: int = 300
    days: int = 10
    minutes: float = 15.0

    @property
    def exam(self) -> float:
        """Days from the first midnight to the exam."""
        return self.days - 1 + EVENING + EXAM_AFTER


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one learner did."""

    recall: float
    """True mean recall at the exam over all cards, unseen ones 0."""
    seen: int
    answers: int
    forecasts: tuple[float, ...]
    """What the policy expected of the exam at the start of each session; empty when it expects nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over learners with its standard error, 0 for a single learner."""

    mean: float
    error: float


@dataclass(frozen=True, slots=True)
class Miss:
    """How far forecasts of one session were from the truth, over learners: forecast less recall, 0–1."""

    bias: float
    rmse: float


@dataclass(frozen=True, slots=True)
class Result:
    """How many learners did; recall and coverage 0–1."""

    learners: int
    recall: Figure
    coverage: Figure
    """Share of cards ever seen."""
    answers: Figure
    forecasts: tuple[Miss, ...]
    """One for each session; empty where nothing was forecast."""


class Policy(Protocol):
    """A way to choose cards, numbered from 0; unseen ones are met in that order."""

    forecasts: list[float]

    def begin(self, day: int, now: float) -> None:
        """Prepare for the session of a day."""

    def next(self) -> int | None:
        """Return the card to ask, None to end the session."""

    def learn(self, card: int, now: float, rating: Rating) -> None:
        """Take note of an answer."""


class RoundRobin:
    """Even pacing of new cards, then the card not seen for longest: no memory model."""

    def __init__(self, course: Course) -> None:
        self.forecasts: list[float] = []
        self._course = course
        self._quota = 0
        self._last: dict[int, float] = {}

    def begin(self, day: int, now: float) -> None:  # noqa: ARG002 - one signature for all policies
        """Prepare for the session of a day."""
        self._quota = -(-self._course.cards * (day + 1) // self._course.days)

    def next(self) -> int | None:
        """Return the card to ask."""
        return len(self._last) if len(self._last) < self._quota else min(self._last, key=self._last.__getitem__)

    def learn(self, card: int, now: float, rating: Rating) -> None:  # noqa: ARG002 - one signature for all policies
        """Take note of an answer."""
        self._last[card] = now


class FinalPass(RoundRobin):
    """Even pacing of new cards over all sessions but the last, which is for the cards not seen for longest."""

    def begin(self, day: int, now: float) -> None:  # noqa: ARG002 - one signature for all policies
        """Prepare for the session of a day."""
        self._quota = -(-self._course.cards * min(day + 1, self._course.days - 1) // max(1, self._course.days - 1))


class Programmed:
    """The programme, with beliefs fitted anew before each session."""

    def __init__(self, course: Course) -> None:
        self.forecasts: list[float] = []
        self._course = course
        self._log: list[LoggedReview] = []
        self._known = 0
        self._prices: list[Floats | None] | None = None
        self._queue = Queue([], unseen=False, after_unseen=[])

    def begin(self, day: int, now: float) -> None:
        """Solve the programme for the sessions left, and put the seen cards in order."""
        history = history_of(self._log)
        unseen = self._course.cards - self._known
        believed = beliefs(history)
        seen = [seen_cards(belief.model, history, now, unseen) for belief in believed]
        left = self._course.days - day
        calendar = Calendar(
            tuple(float(later) for later in range(left)), (60.0 * self._course.minutes,) * left, self._course.exam - now
        )
        plan = make_plan(believed, seen, calendar, prices=self._prices)
        self._prices = plan.prices
        self.forecasts.append(plan.forecast(seen).follow.expected)
        self._queue = plan.queue(seen)

    def next(self) -> int | None:
        """Return the card to ask."""
        if self._queue.before_unseen:
            return self._queue.before_unseen[0]
        if self._queue.unseen and self._known < self._course.cards:
            return self._known
        return self._queue.after_unseen[0] if self._queue.after_unseen else None

    def learn(self, card: int, now: float, rating: Rating) -> None:
        """Take note of an answer."""
        for queue in (self._queue.before_unseen, self._queue.after_unseen):
            if queue and queue[0] == card:
                queue.pop(0)
        self._known = max(self._known, card + 1)
        self._log.append(LoggedReview(str(card), round(now * MILLISECONDS_A_DAY), int(rating), 0))


def study(course: Course, truth: str, policy: Policy, seed: int) -> Outcome:
    """Return how one learner of a truth does with a policy."""
    student = learner(truth, Random(seed))
    answers = 0
    for day in range(course.days):
        start = day + EVENING
        used = 0.0
        policy.begin(day, start)
        while used < 60.0 * course.minutes:
            now = start + used / SECONDS_A_DAY
            card = policy.next()
            if card is None:
                break
            rating, seconds = student.answer(card, day, now)
            policy.learn(card, now, rating)
            used += seconds
            answers += 1
    return Outcome(student.recall(course.cards, course.exam), student.seen, answers, tuple(policy.forecasts))


def simulate(course: Course, truth: str, learners: int, policy: Callable[[Course], Policy], seed: int = 0) -> Result:
    """Return how `learners` ≥ 1 of a truth (`fsrs6`, `fsrs7`, `exponential`) do with a policy."""
    return result_of(course, [study(course, truth, policy(course), seed + number) for number in range(learners)])


def result_of(course: Course, outcomes: Sequence[Outcome]) -> Result:
    """Return how several learners did, at least one."""
    by_session = zip(*(outcome.forecasts for outcome in outcomes), strict=True)
    recalls = [outcome.recall for outcome in outcomes]
    return Result(
        len(outcomes),
        figure_of(recalls),
        figure_of([outcome.seen / course.cards for outcome in outcomes]),
        figure_of([outcome.answers for outcome in outcomes]),
        tuple(_miss(forecasts, recalls) for forecasts in by_session),
    )


def figure_of(values: Sequence[float]) -> Figure:
    """Return the mean of values, at least one, and its standard error."""
    return Figure(fmean(values), stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0)


def _miss(forecasts: Sequence[float], recalls: Sequence[float]) -> Miss:
    errors = [forecast - recall for forecast, recall in zip(forecasts, recalls, strict=True)]
    return Miss(fmean(errors), sqrt(fmean(error * error for error in errors)))
