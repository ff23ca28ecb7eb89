"""How long it takes to learn what to believe of a student, and to solve a plan with that: both in the background."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from studyapp.memory.model import Rating
from studyapp.study.goal_cards import cards_of_goal
from studyapp.study.goal_days import claim_of, sittings
from studyapp.study.goal_plan import GoalSolver, student_of
from tests.bench.ratio import Ratio, spent
from tests.study.answering import answer_days
from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

DAYS_STUDIED = 5
MINUTES = 20.0
BAND = 0.08
SIZES = ((300, 10, 1.5), (5_000, 30, 4.0))
"""Cards of the deck, days until the exam, and the CPU seconds that a solution may take."""


def solving_a_plan(folder: Path) -> list[Ratio]:
    """CPU seconds for goals over decks, two thirds of whose cards are learnt."""
    return [row for size in SIZES for row in _solving(folder / str(size[0]), *size)]


def _solving(folder: Path, cards: int, days: int, at_most: float) -> list[Ratio]:
    with make_workspace(folder, typed_deck(cards)) as workspace:
        answer_days(workspace.store, cards=cards * 2 // 3, days=DAYS_STUDIED, rating=_rating)
        now = workspace.clock.now()
        exam = now + timedelta(days=days)
        believing = spent(lambda: student_of(workspace.store, now))
        student = student_of(workspace.store, now)
        known = cards_of_goal(workspace.store, workspace.shelf().decks)
        claim = claim_of(exam, 60 * MINUTES, unseen=len(known.unseen), seen=len(known.seen))
        solver = GoalSolver(student, known, now, exam)
        solving = spent(lambda: solver.solve(sittings(now, claim, (), 0.0), BAND))
    answers = len(known.log)
    return [
        Ratio(f"solving a plan, {cards:,} cards, {days} days", f"{at_most} s of CPU", solving, at_most, 1.0),
        Ratio(f"believing a student, {answers:,} answers", f"{at_most} s of CPU", believing, at_most, 1.0),
    ]


def _rating(card: int, day: int) -> Rating:
    return Rating.AGAIN if (card + day) % 5 == 0 else Rating.GOOD
