"""Work in threads: whatever it comes to, the screen that waits for it is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.errors import NotSavedError
from studyapp.mistakes import MistakeError
from studyapp.tui.app import StudyApp
from studyapp.tui.background import in_background
from tests.tui.fake_goals import GoalWorkspace, goal_for
from tests.tui.fake_study import FakeWorkspace, overview
from tests.tui.running import at_home, studying
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_gone, until_shown

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = "studyapp made a mistake (ZeroDivisionError"


def failing() -> Any:
    """Return what fails as nobody foresaw."""

    def fail(*_: object, **__: object) -> Any:
        raise ZeroDivisionError("a slip")

    return fail


def trace() -> str:
    return (Path(os.environ["STUDYAPP_HOME"]) / "cache" / "mistake.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path))


def with_goal() -> GoalWorkspace:
    workspace = GoalWorkspace(goals=[goal_for("nuclear")])
    workspace.overview_value = overview()._replace(goals=workspace.standings(()))
    return workspace


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (lambda: 7, int),
        (lambda: (_ for _ in ()).throw(NotSavedError("full")), NotSavedError),
        (failing(), MistakeError),
    ],
)
async def test_a_result_and_every_error_arrive(work: Callable[[], object], found: type) -> None:
    arrived: list[object] = []
    async with at_home() as pilot:
        in_background(pilot.app.screen, work, arrived.append)
        await until(pilot, lambda: arrived)
    assert type(arrived[0]) is found


async def test_nothing_arrives_on_a_screen_that_was_left() -> None:
    workspace = with_goal()
    arrived: list[object] = []
    async with at_home(workspace) as pilot:
        await pilot.press("p")
        await until_shown(pilot, "71 %", "Esc back")
        screen = pilot.app.screen
        workspace.gate.clear()
        in_background(screen, lambda: workspace.gate.wait(20), arrived.append)
        await pilot.press("escape")
        await until_shown(pilot, "Today")
        workspace.gate.set()
        await pilot.app.workers.wait_for_complete()
    assert arrived == []


async def test_a_plan_that_fails_leaves_nothing_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = with_goal()
    monkeypatch.setattr(workspace, "planner", failing())
    async with at_home(workspace) as pilot:
        await pilot.press("p")
        await until_shown(pilot, SAID, "The goals could not be read.")
        assert "Working it out" not in screen_text(pilot.app)
        assert "No goal is set" not in screen_text(pilot.app)
    assert "a slip" in trace()


async def test_goals_at_home_that_fail_leave_nothing_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = with_goal()
    monkeypatch.setattr(workspace, "refresh_plans", failing())
    async with at_home(workspace) as pilot:
        await until_shown(pilot, SAID)
        await until_gone(pilot, "working it out")


async def test_decks_that_fail_are_told_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = FakeWorkspace()
    monkeypatch.setattr(workspace, "overview", failing())
    async with StudyApp(workspace.real).run_test() as pilot:
        await until_shown(pilot, SAID)
        await until_gone(pilot, "Reading the decks")


@pytest.mark.parametrize("error", [NotSavedError("the disk is full"), ZeroDivisionError("a slip")])
async def test_goals_after_a_session_that_fail_stand_as_they_stood(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    workspace = with_goal()

    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr(workspace, "refresh_plans", fail)
    async with studying(workspace=workspace) as (pilot, _):
        await pilot.press("1", "escape")
        await until_shown(pilot, "Readiness", "For Fri 27 Nov 09:00")
        await until_gone(pilot, "working it out")
        assert ("made a mistake" in screen_text(pilot.app)) is isinstance(error, ZeroDivisionError)


async def test_reading_again_solves_the_goals_once_at_a_time() -> None:
    workspace = with_goal()
    workspace.gate.clear()
    async with at_home(workspace) as pilot:
        for _ in range(3):
            await pilot.press("r")
            await pilot.pause(0.05)
        workspace.gate.set()
        await until_gone(pilot, "working it out")
        await pilot.app.workers.wait_for_complete()
    assert workspace.refreshed == 1
