"""One student's library, progress and clock, wired together: what a front end is given."""

from __future__ import annotations

import math
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Self

from studyapp.clock import Clock, start_of, study_day, to_milliseconds
from studyapp.questions.field import Severity
from studyapp.study.clock_watch import study_day_at
from studyapp.study.pace import LATEST, own_times
from studyapp.study.queue import todays_share
from studyapp.study.readiness import readiness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from studyapp.decks.deck import Deck
    from studyapp.memory.plan import Forecast
    from studyapp.progress.goals import Goal
    from studyapp.progress.store import ProgressStore
    from studyapp.study.counting import Due
    from studyapp.study.goal_standing import GoalStanding
    from studyapp.study.goals import Planner
    from studyapp.study.library import Library, Shelf
    from studyapp.study.overview import DeckOverview, Overview
    from studyapp.study.pace import AnswerTimes
    from studyapp.study.queue import ChooseShare
    from studyapp.study.scheduling import Scheduler
    from studyapp.study.session import Session

WEEK = 7
SCORED_WITHIN = timedelta(days=14)
"""After this long, an exam without answers near it is not scored any more."""


class Workspace:
    """The composition root of studying. `studyapp.study.opening` makes it; close it when done."""

    def __init__(
        self,
        library: Library,
        store: ProgressStore,
        scheduler: Scheduler,
        clock: Clock,
        rng: Random,
        *,
        minutes_a_day: float,
    ) -> None:
        self.library = library
        self.store = store
        self.scheduler = scheduler
        self.clock = clock
        self.day_seconds = minutes_a_day * 60
        self.rng = rng
        self.untold: tuple[str, ...] = ()
        """What sessions that were started here had to tell of decks that were edited."""
        self.solved: dict[Goal, Forecast] = {}
        """What goals promised when they were last solved in this process."""

    def __enter__(self) -> Self:
        """Return the workspace."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the progress file, and keep what was read of decks."""
        self.store.close()
        self.keep_decks()

    def shelf(self, decks: Sequence[str] = ()) -> Shelf:
        """Return the named decks (ids or paths; all by default) with their problems and the answers that changed."""
        shelf = self.library.choose(decks)
        edited = [deck for deck in shelf.decks if not self.store.knows(deck.id, deck.revision)]
        if not edited:
            return shelf
        from studyapp.study.identity import keep_progress  # noqa: PLC0415 - most days no deck is edited
        from studyapp.study.identity_words import reused_ids, told  # noqa: PLC0415 - likewise

        now_ms = to_milliseconds(self.clock.now())
        found = [keep_progress(self.store, deck, self.scheduler, _new_id, now_ms) for deck in edited]
        kept = [each for each in found if each is not None]
        return shelf._replace(
            problems=(*shelf.problems, *(problem for each in kept for problem in reused_ids(each))),
            changed=tuple(card for each in kept for card in each.changed),
            news=tuple(sentence for each in kept for sentence in told(each)),
        )

    def keep_decks(self) -> None:
        """Keep what was read of decks that had changed, for the next start; best called while nobody waits."""
        self.library.keep()

    def is_at_hand(self, decks: Sequence[str] = ()) -> bool:
        """Return whether a session over these decks begins without a file being read anew."""
        return self.library.is_at_hand(decks)

    def overview(self, decks: Sequence[str] = ()) -> Overview:
        """Return how all decks stand; reads the deck files that changed."""
        from studyapp.study.overview import Overview  # noqa: PLC0415 - a session begins without it

        shelf = self.shelf(decks)
        now = self.clock.now()
        now_ms, today = to_milliseconds(now), study_day_at(self.store, now)
        done = self.store.time_on(today)
        choose, day_seconds, _ = self._today(shelf.decks)
        left = max(0.0, day_seconds - done)
        met = self.store.answered_on(today)
        times = self._times()
        share = choose(self.store, shelf.decks, now_ms, left, times, met=met)
        planned = len(share.due) * times.review + len(share.new) * times.new_card
        entries = tuple(self._deck_overview(deck, shelf, now) for deck in shelf.decks)
        backlog = max(0, sum(entry.due for entry in entries) - len(share.due)) * times.review
        return Overview(
            now=now,
            decks=entries,
            problems=shelf.problems,
            news=shelf.news,
            seconds_done=done,
            seconds_share=done + min(left, planned),
            share_due=len(share.due),
            share_new=len(share.new),
            clear_in_days=math.ceil(backlog / day_seconds),
            goals=self.standings(shelf.decks),
        )

    def due(self) -> Due:
        """Return how many cards are due and new in every deck."""
        from studyapp.study.counting import count_due  # noqa: PLC0415 - a session begins without it

        return count_due(self.store, self.shelf(), self.clock.now())

    def start(self, decks: Sequence[str] = (), *, minutes: float | None = None) -> Session:
        """Start a session over the named decks (all by default), for `minutes` or what is left of today's time."""
        shelf = self.shelf(decks)
        self.untold += shelf.news
        return self.session(shelf.decks, minutes=minutes)

    def session(self, decks: Sequence[Deck], *, minutes: float | None = None) -> Session:
        """Start a session over decks at hand, for `minutes` or what is left of today's time."""
        from studyapp.study.session import Session  # noqa: PLC0415 - saying what is due need not load it

        spent = self.store.time_on(study_day_at(self.store, self.clock.now()))
        choose, day_seconds, tomorrow_seconds = self._today(decks)
        return Session(
            decks,
            self.store,
            self.scheduler,
            self.clock,
            self.rng,
            self._times(),
            seconds=max(0.0, day_seconds - spent) if minutes is None else minutes * 60,
            day_seconds=day_seconds,
            tomorrow_seconds=tomorrow_seconds,
            new_id=_new_id,
            choose=choose,
        )

    def planner(self, decks: Sequence[Deck] = (), is_wanted: Callable[[], bool] = lambda: True) -> Planner:
        """Return what sets goals and solves them; `decks` are some at hand that the library may not have.

        A long solution ends early where `is_wanted` says that nobody waits for it any more.
        """
        from studyapp.study.goals import Planner  # noqa: PLC0415 - only students with a goal pay for it

        return Planner(self, decks, is_wanted)

    def refresh_plans(self, decks: Sequence[Deck] = (), is_wanted: Callable[[], bool] = lambda: True) -> int:
        """Solve the goals that have no plan of today's yet, or one that was overtaken; return how many these were.

        Takes up to a few seconds a goal, so never on a key press. `decks` and `is_wanted` are those of `planner`.
        """
        return self.planner(decks, is_wanted).refresh() if self.has_goals() else 0

    def score_forecasts(self) -> None:
        """Score the forecasts of exams that have passed, as far as answers near them allow."""
        if self.has_goals():
            self.planner().score()

    def standings(self, decks: Sequence[Deck]) -> tuple[GoalStanding, ...]:
        """Return how the running goals about any of `decks` stand, as far as was solved."""
        if not self.has_goals():
            return ()
        from studyapp.study.goal_standing import standings  # noqa: PLC0415 - likewise

        return standings(self.store, decks, self.scheduler, self.clock.now(), self.solved)

    def has_goals(self) -> bool:
        """Return whether a goal runs, or its exam is so near that its forecasts may still be scored."""
        return self.store.has_goals(to_milliseconds(self.clock.now() - SCORED_WITHIN))

    def _times(self) -> AnswerTimes:
        """Return how long this student's answers take."""
        return own_times(self.store.latest_times(LATEST))

    def _today(self, decks: Sequence[Deck]) -> _Today:
        """Return how today's cards of `decks` are chosen: by the plan where a goal runs.

        Decks that all belong to goals get the goals' time, neither more nor less.
        """
        if not self.has_goals():
            return _Today(todays_share, self.day_seconds)
        from studyapp.study.goal_share import GoalShare, goals_that_plan  # noqa: PLC0415 - likewise

        now = self.clock.now()
        ids = {deck.id for deck in decks}
        goals = [goal for goal in goals_that_plan(self.store.goals.goals(), now) if ids.intersection(goal.decks)]
        share = GoalShare(goals, self.scheduler.model, now)
        is_aimed = goals and ids <= {name for goal in goals for name in goal.decks}
        seconds = share.seconds if is_aimed else max(self.day_seconds, share.seconds)
        return _Today(share, seconds, share.seconds_tomorrow)

    def _deck_overview(self, deck: Deck, shelf: Shelf, now: datetime) -> DeckOverview:
        from studyapp.study.overview import DeckOverview  # noqa: PLC0415 - a session begins without it

        now_ms = to_milliseconds(now)
        count = self.store.counts([deck.id], now_ms)[deck.id]
        errors = [p for p in shelf.problems if p.severity is Severity.ERROR and p.path == str(deck.path)]
        return DeckOverview(
            id=deck.id,
            title=deck.title,
            cards=len(deck.keys),
            due=count.due,
            new=max(0, len(deck.keys) - count.seen),
            readiness=readiness(self.store.states(deck.id), len(deck.keys), self.scheduler, now_ms),
            week=tuple(self.store.due_by_day(deck.id, _week_borders(now))),
            problems=len(errors),
        )


class _Today(NamedTuple):
    """How a day's cards are chosen."""

    choose: ChooseShare
    day_seconds: float
    tomorrow_seconds: float = 0.0
    """What goals ask of tomorrow."""


def _new_id() -> str:
    return str(uuid.uuid4())


def _week_borders(now: datetime) -> list[int]:
    """Return where the next seven study days begin and the last one ends; what is overdue falls into the first."""
    today = study_day(now)
    starts = [start_of(today + timedelta(days=n), now.tzinfo) for n in range(1, WEEK + 1)]
    return [0, *(to_milliseconds(start) for start in starts)]
