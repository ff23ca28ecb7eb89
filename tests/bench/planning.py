"""How long solving a plan takes, which sessions wait for once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from studyapp.memory.model import Rating
from studyapp.study.goals import Planner
from tests.bench.ratio import Ratio, spent
from tests.study.answering import answer_days
from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

CARDS, SEEN, DAYS_STUDIED, DAYS_LEFT = 1_000, 100, 5, 30
SECONDS = 2.0


def solving_a_plan(folder: Path) -> list[Ratio]:
    """CPU seconds to solve a goal for the first time: part of its cards are learnt, the exam is a month away."""
    with make_workspace(folder, typed_deck(CARDS)) as workspace:
        answer_days(workspace.store, cards=SEEN, days=DAYS_STUDIED, rating=_rating)
        planner = Planner(workspace)
        planner.set(workspace.shelf().decks, planner.now + timedelta(days=DAYS_LEFT), 20)
        taken = spent(planner.refresh)
    return [Ratio(f"solving a plan, {CARDS:,} cards, {DAYS_LEFT} days", "2 s of CPU", taken, SECONDS, 1.0)]


def _rating(card: int, day: int) -> Rating:
    return Rating.AGAIN if (card + day) % 5 == 0 else Rating.GOOD
