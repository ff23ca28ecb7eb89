"""A click on any cell of a screen full of hostile text does what a key would do, and nothing that the text says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.widgets import Static

from studyapp.tui.app import StudyApp
from studyapp.tui.keys import TABLE
from tests.firewall.hostile import PAYLOADS
from tests.tui.fake_study import FakeWorkspace
from tests.tui.test_hostile_text import hostile_workspace
from tests.tui.waiting import until

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZE = (40, 12)
STEP = 1 if os.environ.get("STUDYAPP_EVERY_CELL") else 5
"""Columns from one click to the next; `make firewall` clicks every cell. Each planted action is wider than a step."""
ACTION = "[@click=app.screenshot('planted','/nowhere')]xxxxx[/] [@click=planted]yyyyy[/]\n" * 3
SCROLLING = {"grab", "scroll_down", "scroll_up", "scroll_left", "scroll_right"}
"""What a click on one of Textual's scroll bars runs."""
OWN = {key.action for key in TABLE} | SCROLLING


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What actions were run, by anything but a key."""
    actions: list[str] = []

    async def noted(_app: App[Any], action: Any, *_: Any, **__: Any) -> bool:
        actions.append(str(action))
        return True

    monkeypatch.setattr(App, "run_action", noted)
    return actions


async def click_everywhere(pilot: Pilot[Any]) -> None:
    for row in range(SIZE[1]):
        for column in range(0, SIZE[0], STEP):
            await pilot.click(offset=(column, row))


def foreign(actions: list[str]) -> set[str]:
    return {action for action in actions if action.partition("(")[0].rpartition(".")[2] not in OWN}


async def test_no_cell_of_home_acts(ran: list[str]) -> None:
    app = StudyApp(hostile_workspace(ACTION + PAYLOADS[0]).real)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.query("#decks").first().option_count)  # type: ignore[attr-defined] # an OptionList
        await click_everywhere(pilot)
    assert foreign(ran) == set()


async def test_no_cell_of_a_question_acts(ran: list[str]) -> None:
    app = StudyApp(hostile_workspace(ACTION).real, ["deck"])
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.query("Answering"))
        await click_everywhere(pilot)
    assert foreign(ran) == set()


async def test_a_planted_action_is_run_by_a_click(ran: list[str]) -> None:
    app = StudyApp(FakeWorkspace().real)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.query("#today"))
        app.screen.query_one("#today", Static).update("[@click=app.planted]planted text here[/]")
        await pilot.pause()
        await click_everywhere(pilot)
    assert "app.planted" in foreign(ran)
