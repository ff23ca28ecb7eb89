"""An app in which mock exams are taken, and what tests do in it again and again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.study.exam.rules import Wishes
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.exam import ExamScreen
from tests.study.exam.taking import MIXED, exams_of
from tests.tui.running import SMALL, WIDE, type_text
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_shown
from tests.workspaces import make_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from studyapp.clock import StandingClock
    from studyapp.study.exam.desk import MockExams

SIZES = pytest.mark.parametrize(("size", "suffix"), [(WIDE, ""), (SMALL, "-small")], ids=["80x24", "40x15"])


@asynccontextmanager
async def offered(
    folder: Path,
    *decks: str,
    size: tuple[int, int] = WIDE,
    clock: StandingClock | None = None,
    wishes: Wishes | None = None,
) -> AsyncIterator[tuple[Pilot[Any], MockExams]]:
    """Run the app at the offer of an exam over a deck, `MIXED` by default."""
    with make_workspace(folder, *(decks or (MIXED,)), clock=clock, seed=3) as workspace:
        exams = exams_of(workspace)
        app = StudyApp(workspace, exam=(exams, wishes or Wishes()))
        async with app.run_test(size=size) as pilot:
            await until_shown(pilot, "Enter")
            yield pilot, exams


async def begin(pilot: Pilot[Any]) -> ExamScreen:
    """Begin, or go on with, the exam that is offered."""
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExamScreen) and pilot.app.screen._ready)
    screen = pilot.app.screen
    assert isinstance(screen, ExamScreen)
    return screen


async def open_question(pilot: Pilot[Any], screen: ExamScreen, card: str) -> None:
    """Go to the question about a card with the keys."""
    wanted = next(q.number - 1 for q in screen.sheet.questions if q.card.key.endswith(f"/{card}"))
    while screen.sheet.index != wanted:
        index = screen.sheet.index
        await pilot.press("ctrl+n" if index < wanted else "ctrl+p")
        await until(pilot, lambda index=index: screen.sheet.index != index and screen._ready)  # type: ignore[misc] # its own index
    await until(pilot, lambda: screen._ready)


async def fill(pilot: Pilot[Any], screen: ExamScreen) -> None:
    """Answer rightly, wrongly, partly, in one's own words, and not at all."""
    await open_question(pilot, screen, "paris")
    await type_text(pilot, "Paris")
    await open_question(pilot, screen, "rome")
    milan = [option.text for option in screen.sheet.question.asked.options].index("Milan") + 1
    await pilot.press(str(milan))
    await open_question(pilot, screen, "gases")
    argon = [option.text for option in screen.sheet.question.asked.options].index("Argon") + 1
    await pilot.press(str(argon))
    await open_question(pilot, screen, "own")
    await type_text(pilot, "It scatters")
    await pilot.press("ctrl+t")
    await open_question(pilot, screen, "oslo")


async def hand_in(pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+g")
    await until_shown(pilot, "Hand the exam in?")
    await pilot.press("enter")


async def click_on(pilot: Pilot[Any], text: str) -> None:
    """Click in the middle of a text on the screen."""
    lines = screen_text(pilot.app).split("\n")
    row = next(number for number, line in enumerate(lines) if text in line)
    await pilot.click(offset=(lines[row].index(text) + len(text) // 2, row))


def app_shows(pilot: Pilot[Any], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen)
