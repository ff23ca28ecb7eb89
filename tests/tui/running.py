"""Running the app on a stand-in for studying."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from studyapp.tui.app import StudyApp
from tests.tui.fake_study import FakeQuestion, FakeWorkspace
from tests.tui.waiting import until_shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

WIDE = (80, 24)
SMALL = (40, 15)


@asynccontextmanager
async def at_home(workspace: FakeWorkspace | None = None, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[Any]]:
    """Run the app at Home, and begin when the decks are shown."""
    app = StudyApp((workspace or FakeWorkspace()).real)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Today")
        yield pilot


@asynccontextmanager
async def studying(
    *questions: FakeQuestion, workspace: FakeWorkspace | None = None, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Pilot[Any], FakeWorkspace]]:
    """Run the app straight in a session over `questions`, and begin when the first is shown."""
    workspace = workspace or FakeWorkspace(questions=questions)
    app = StudyApp(workspace.real, ["deck"])
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, workspace.questions[0].text.split(" ")[0], "1 of")
        yield pilot, workspace


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text letter by letter."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
