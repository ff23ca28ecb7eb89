"""A click on any cell of a screen full of hostile text does what a key would do, and nothing that the text says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.widgets import Static

from studyapp.tui.app import StudyApp
from studyapp.tui.keys import TABLE
from studyapp.tui.screens.summary import SummaryScreen
from studyapp.tui.watch_app import WatchApp
from tests.firewall.fake_app import workspace_saying
from tests.firewall.hostile import PAYLOADS, deck
from tests.firewall.noted import all_screens
from tests.tui.fake_study import FakeWorkspace
from tests.tui.test_hostile_text import actions, hostile_workspace
from tests.tui.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

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


WAYS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), "HomeScreen"),
    (("question_mark",), "HelpScreen"),
    (("escape", "p"), "PlanScreen"),
    (("x",), "GoalTags"),
    (("escape", "d"), "GoalForm"),
    (("escape", "q", "a"), "ClockScreen"),
    (("n",), "StudyScreen"),
)
"""Keys that lead from screen to screen."""


async def test_no_cell_of_any_screen_would_act(tmp_path: Path) -> None:
    app = StudyApp(workspace_saying(ACTION).real)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, name in WAYS:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await until(pilot, lambda: type(app.screen).__name__ == name)  # noqa: B023 - waited for at once
            await pilot.pause()
            assert foreign(sorted(actions(app))) == set(), name
        await app.push_screen(SummaryScreen(app.start_session(()), app.workspace))
        await pilot.pause()
        assert foreign(sorted(actions(app))) == set()
    path = tmp_path / "hostile.deck.yaml"
    path.write_text(deck(ACTION), encoding="utf-8")
    watch = WatchApp(path)
    async with watch.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: watch.screen.query("Answering"))
        assert foreign(sorted(actions(watch))) == set()
    assert {name for _, name in WAYS} | {"SummaryScreen", "WatchScreen"} == all_screens(), (
        "a screen is forgotten in WAYS"
    )


async def test_a_planted_action_is_run_by_a_click(ran: list[str]) -> None:
    app = StudyApp(FakeWorkspace().real)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.query("#today"))
        app.screen.query_one("#today", Static).update("[@click=app.planted]planted text here[/]")
        await pilot.pause()
        assert foreign(sorted(actions(app)))
        await click_everywhere(pilot)
    assert "app.planted" in foreign(ran)
