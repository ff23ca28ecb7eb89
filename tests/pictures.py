"""`make pictures`: the pictures of the documentation, taken from the real app with the sample deck."""

from __future__ import annotations

import asyncio
import re
import tempfile
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from studyapp.clock import StandingClock
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.progress.store import open_progress
from studyapp.study.library import Library
from studyapp.study.scheduling import Scheduler
from studyapp.study.workspace import Workspace
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.plan import PlanScreen
from studyapp.tui.screens.study import StudyScreen

if TYPE_CHECKING:
    from studyapp.study.session import Session

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DECK = "nuclear-security-coe"
CARD = "coe-district"
EVENING = datetime(2026, 11, 24, 18, 40, tzinfo=timezone(timedelta(hours=1)))
EXAM = datetime(2026, 11, 27, 9, 0, tzinfo=EVENING.tzinfo)


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, closing(open_progress(Path(folder) / "progress.db")) as store:
        clock = StandingClock(EVENING - timedelta(days=3))
        library = Library(ROOT / "decks", None)
        workspace = Workspace(library, store, Scheduler(Fsrs7()), clock, Random(4), minutes_a_day=20)
        study_some_days(workspace, clock)
        asyncio.run(picture_home(workspace))
        asyncio.run(picture_question(workspace))
        asyncio.run(picture_plan(workspace))


def study_some_days(workspace: Workspace, clock: StandingClock) -> None:
    """Give the learner three evenings behind, so that there is something to show."""
    for evening in range(3):
        session = workspace.start([DECK], minutes=12)
        for number in range(30):
            if session.pose() is None:
                break
            answer(session, right=(number + evening) % 4 != 0)
        clock.answered((EVENING - timedelta(days=2 - evening) - clock.now()).total_seconds())


def answer(session: Session, *, right: bool) -> None:
    """Answer the open question."""
    assert session.posed is not None
    if session.posed.card.key.endswith(CARD):
        session.skip()
    elif right and session.posed.asked.form in {"typed", "choice"}:
        session.answer(session.posed.card.question.expected(), seconds=12)
    else:
        session.give_up(seconds=18)


async def picture_home(workspace: Workspace) -> None:
    """Show where the student stands."""
    app = StudyApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(1.5)
        take(app, "home")


async def picture_question(workspace: Workspace) -> None:
    """Show a question, then a wrong answer to it."""
    app = StudyApp(workspace, decks=(DECK,), minutes=20)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(1.5)
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        for _ in range(screen.session.pace().cards_left):
            if screen.session.posed and screen.session.posed.card.key.endswith(CARD):
                break
            await screen.action_skip()
            await pilot.pause(0.05)
        take(app, "study")
        await pilot.press("2")
        await pilot.pause(0.5)
        take(app, "feedback")


async def picture_plan(workspace: Workspace) -> None:
    """Show how an exam on Friday stands."""
    planner = workspace.planner()
    planner.plan(planner.set(workspace.shelf([DECK]).decks, EXAM, minutes=20))
    app = StudyApp(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(1.5)
        await pilot.press("p")
        while not (isinstance(app.screen, PlanScreen) and app.screen.query_one("#curve").display):
            await pilot.pause(0.1)
        await pilot.pause(0.5)
        take(app, "plan")


def take(app: StudyApp, name: str) -> None:
    """Write the screen as a picture that loads nothing from elsewhere."""
    picture = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(), flags=re.DOTALL)
    (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
