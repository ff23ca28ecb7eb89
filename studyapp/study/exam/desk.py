"""The mock exams over one deck: offered, begun, resumed, submitted, and what they change."""

from __future__ import annotations

import dataclasses
import uuid
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import offset_minutes, to_milliseconds
from studyapp.errors import UsageError
from studyapp.progress.exams import KeptExam
from studyapp.study.clock_watch import ClockWatch
from studyapp.study.exam.forecast import chance_of_right, forecast_of
from studyapp.study.exam.paper import asked_as, put
from studyapp.study.exam.review import Submission, submit
from studyapp.study.exam.rules import rules_of
from studyapp.study.exam.sampling import candidates, draw
from studyapp.study.exam.scoring import result_of
from studyapp.study.exam.sheet import Sheet
from studyapp.study.forecast_scores import band_of

if TYPE_CHECKING:
    from datetime import datetime

    from studyapp.decks.deck import Deck
    from studyapp.progress.exams import ExamShelf
    from studyapp.study.clock_watch import ClockDoubt
    from studyapp.study.exam.forecast import ScoreForecast
    from studyapp.study.exam.rules import Rules, Wishes
    from studyapp.study.exam.scoring import ExamResult
    from studyapp.study.workspace import Workspace


class Offer(NamedTuple):
    """An exam that could begin: its paper is drawn, nothing is kept of it yet."""

    exam: KeptExam
    rules: Rules
    forecast: ScoreForecast
    self_marked: int
    """Questions that the student will have to mark."""


class GoalEffect(NamedTuple):
    """What an exam changes for the goal that its deck belongs to."""

    exam: datetime
    before: float | None
    """Readiness to expect at the goal's exam when following the plan, 0–1, as last worked out; None if it never was."""
    after: float
    today_seconds: float
    """What is left of today's share."""


class MockExams:
    """The mock exams of one student over one deck."""

    def __init__(self, workspace: Workspace, deck: Deck) -> None:
        self.deck = deck
        self._workspace = workspace
        self._store = workspace.store
        self._scheduler = workspace.scheduler
        self._watch = ClockWatch(self._store, workspace.clock)

    def clock_doubt(self) -> ClockDoubt | None:
        """Return why the student must be asked whether the clock is right, before an exam is offered or resumed."""
        return self._watch.doubt()

    def settle_clock(self, *, right: bool) -> None:
        """Take the student's word for the clock; answers under one that is not right are marked, and put no card off.

        Raises NotSavedError; then the student is to be asked again.
        """
        self._watch.settle(right=right)

    def waiting(self) -> KeptExam | None:
        """Return the exam that was interrupted, the latest if there are several; None if there is none."""
        self._store.exams.settle()
        return next(reversed(self._store.exams.unfinished(self.deck.id)), None)

    def offer(self, wishes: Wishes) -> Offer:
        """Draw a paper; raises UsageError where the deck has nothing to draw."""
        rng = self._workspace.rng
        pool = candidates(self.deck, self.deck.exam.weights, rng)
        if not pool:
            raise UsageError(
                f"There is nothing to ask in {self.deck.id}: its `exam:` block gives all cards the weight 0."
            )
        rules = rules_of(self.deck.exam, wishes, len(pool))
        drawn = draw(pool, rules.questions, rng)
        kept = tuple(
            put(self.deck, key, place, self._store, rng, lambda: str(uuid.uuid4()))
            for place, key in enumerate(drawn, start=1)
        )
        now = self._workspace.clock.now()
        questions = [asked_as(self.deck, each, each.place) for each in kept]
        band, _ = band_of(self._store.goals.forecasts(scored=True))
        chances = [chance_of_right(self._recall(each.kept.card, now), each.asked.chance) for each in questions]
        forecast = forecast_of(chances, band)
        body = {
            "asked_for": rules.asked_for,
            "seconds": rules.seconds,
            "pass": rules.pass_share,
            "forecast": forecast._asdict(),
            "offset_minutes": offset_minutes(now),
        }
        exam = KeptExam(str(uuid.uuid4()), self.deck.id, to_milliseconds(now), None, None, body, kept)
        return Offer(exam, rules, forecast, sum(each.is_self_marked for each in questions))

    def begin(self, offer: Offer) -> Sheet:
        """Keep the paper of an offer, and let time run."""
        now_ms = to_milliseconds(self._workspace.clock.now())
        exam = dataclasses.replace(offer.exam, started_ms=now_ms)
        self._store.exams.begin(exam)
        return Sheet(exam, self.deck, self._store, self._workspace.clock)

    def resume(self, exam: KeptExam) -> Sheet:
        """Go on with an exam; raises UsageError, and gives it up, if the deck has none of its questions any more."""
        sheet = Sheet(exam, self.deck, self._store, self._workspace.clock)
        if not len(sheet):
            self.give_up(exam)
            raise UsageError(
                f"The deck {self.deck.id} has none of the questions of the exam that was interrupted any more. "
                "That exam is given up; begin another."
            )
        return sheet

    def give_up(self, exam: KeptExam) -> None:
        """Let an interrupted exam end without a result; raises NotSavedError, ExamOverError."""
        self._store.exams.give_up(exam.id, to_milliseconds(self._workspace.clock.now()))

    def submit(self, sheet: Sheet) -> Submission:
        """Turn the sheet into reviews and a result, all at once; the same again if it was done before.

        Raises NotSavedError, after which the same call can be tried again.
        """
        return submit(sheet, self._store, self._scheduler, self._watch.stamp_of)

    def results(self) -> list[ExamResult]:
        """Return the exams that are over, oldest first."""
        return results_of(self._store.exams, self.deck.id)

    def effect_on_goal(self) -> GoalEffect | None:
        """Solve the goal that the deck belongs to anew and return what changed; None if it belongs to none.

        Takes up to a few seconds.
        """
        from studyapp.study.goals import Planner  # noqa: PLC0415 - the result is shown without it

        planner = Planner(self._workspace, (self.deck,))
        goal = planner.goal_of((self.deck,))
        if goal is None:
            return None
        earlier = [f for f in self._store.goals.forecasts(scored=False) if f.goal == goal.id and f.kind == "follow"]
        plan = planner.plan(goal)
        before = earlier[-1].expected if earlier else None
        return GoalEffect(plan.exam, before, plan.forecast.follow.expected, plan.today_seconds)

    def _recall(self, key: str, now: datetime) -> float:
        state = self._store.state(key)
        return self._scheduler.recall(state, to_milliseconds(now)) if state else 0.0


def results_of(shelf: ExamShelf, deck: str | None = None) -> list[ExamResult]:
    """Return the exams over a deck, or over all, that are over, oldest first."""
    shelf.settle()
    return [result_of(exam, shelf.outcomes(exam.id)) for exam in shelf.finished(deck)]
