"""Simulated learners in front of the real app: sessions, queue, progress file and plan, under a clock of their own.

Nothing of the app is imitated. Only the student, the clock and the deck are made up, and the progress file waits for
no disk, for it is thrown away. Learners are those of `studyapp.memory.learners`.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from studyapp.clock import StandingClock, to_milliseconds
from studyapp.decks.reader import read_deck
from studyapp.memory.learners import learner
from studyapp.memory.simulate import EVENING, Outcome, figure_of, result_of
from studyapp.paths import DECK_SUFFIX
from studyapp.progress.store import open_progress
from studyapp.study.goals import Planner
from studyapp.study.library import Library
from studyapp.study.opening import workspace_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.deck import Deck
    from studyapp.memory.learners import Learner
    from studyapp.memory.simulate import Course, Figure, Result
    from studyapp.progress.store import ProgressStore
    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

MIDNIGHT = datetime(2026, 1, 5, tzinfo=UTC)
"""When the first day of every simulation begins."""
DECK = "simulated"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the same learners do with and without the exam set as a goal."""

    goal: Result
    no_goal: Result
    gain: Figure
    """Recall with the goal less recall without, learner by learner."""


def compare(course: Course, truth: str, seeds: Sequence[int]) -> Comparison:
    """Return how learners of a truth do, one for each seed, at least one. Raises KeyError for an unknown truth."""
    goal, no_goal = ([study_app(course, truth, seed, goal=goal) for seed in seeds] for goal in (True, False))
    gains = [planned.recall - ordinary.recall for planned, ordinary in zip(goal, no_goal, strict=True)]
    return Comparison(result_of(course, goal), result_of(course, no_goal), figure_of(gains))


def study_app(course: Course, truth: str, seed: int, *, goal: bool) -> Outcome:
    """Return how one learner of a truth does who studies with the app every evening.

    With a goal the plan decides what is asked. Raises KeyError for an unknown truth.
    """
    with TemporaryDirectory(prefix="studyapp-") as home:
        folder = Path(home)
        deck = _deck(folder / "decks", course.cards)
        library = Library(folder / "decks", None)
        student = learner(truth, Random(seed))
        with closing(open_progress(folder / "progress.db", now_ms=_first_midnight, lasting=False)) as store:
            return _Sittings(course, student, library, store, deck, Random(seed)).all(goal=goal)


class _Sittings:
    """The sittings of one learner, one an evening."""

    def __init__(
        self, course: Course, student: Learner, library: Library, store: ProgressStore, deck: Deck, rng: Random
    ) -> None:
        self._course = course
        self._student = student
        self._library = library
        self._store = store
        self._deck = deck
        self._rng = rng
        self._places = {key: place for place, key in enumerate(deck.keys)}
        self._answers = 0
        self._forecasts: list[float] = []

    def all(self, *, goal: bool) -> Outcome:
        """Study every evening and return how the learner did."""
        course = self._course
        for day in range(course.days):
            clock = StandingClock(MIDNIGHT + timedelta(days=day + EVENING))
            workspace = workspace_over(self._store, self._library, clock, self._rng, minutes_a_day=course.minutes)
            if goal:
                self._look_at_plan(workspace, first=day == 0)
            self._sit(workspace.session([self._deck]), clock, day)
        recall = self._student.recall(course.cards, course.exam)
        return Outcome(recall, self._student.seen, self._answers, tuple(self._forecasts))

    def _look_at_plan(self, workspace: Workspace, *, first: bool) -> None:
        """Set the goal on the first evening; let it be solved, and note what it promises."""
        if first:
            exam = MIDNIGHT + timedelta(days=self._course.exam)
            Planner(workspace, [self._deck]).set([self._deck], exam, self._course.minutes)
        workspace.refresh_plans([self._deck])
        kept = [made for made in self._store.goals.forecasts(scored=False) if made.kind == "follow"]
        self._forecasts.append(kept[-1].expected)

    def _sit(self, session: Session, clock: StandingClock, day: int) -> None:
        """Answer until the session ends."""
        while (posed := session.pose()) is not None:
            now = (clock.now() - MIDNIGHT) / timedelta(days=1)
            rating, seconds = self._student.answer(self._places[posed.card.key], day, now)
            session.expected()
            session.rate(rating, seconds=seconds)
            self._answers += 1


def _deck(folder: Path, cards: int) -> Deck:
    """Write a deck of self-rated cards and read it as any other."""
    lines = [f"studyapp: 1\nid: {DECK}\ntitle: Simulated\ncards:\n"]
    lines += [f"  - {{id: c{n}, type: flashcard, question: Question {n}?, answer: Answer {n}}}\n" for n in range(cards)]
    folder.mkdir()
    path = folder / f"{DECK}{DECK_SUFFIX}"
    path.write_text("".join(lines), encoding="utf-8")
    deck = read_deck(path, None).deck
    assert deck is not None  # noqa: S101 - written above
    return deck


def _first_midnight() -> int:
    return to_milliseconds(MIDNIGHT)
