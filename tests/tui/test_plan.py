"""The Plan screen: figures and curve, changes that are worked out in the background, goals set and given up."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.clock import StandingClock
from studyapp.errors import UsageError
from studyapp.tui.app import StudyApp
from studyapp.tui.keys import TABLE
from tests.tui.fake_goals import EXAM, GoalWorkspace, goal_for, plan_of
from tests.tui.fake_study import CHOICE, overview
from tests.tui.running import SMALL, WIDE
from tests.tui.screen_text import assert_snapshot, screen_text
from tests.tui.test_hostile_text import LONG, SHORT, actions, assert_drawn_clean
from tests.tui.waiting import until, until_gone, until_shown
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from studyapp.study.workspace import Workspace

SIZES = pytest.mark.parametrize(("size", "suffix"), [(WIDE, ""), (SMALL, "-small")], ids=["80x24", "40x15"])


def two_goals() -> GoalWorkspace:
    workspace = GoalWorkspace(goals=[goal_for("nuclear"), goal_for("tour", minutes=5.0)])
    workspace.overview_value = overview()._replace(goals=workspace.standings(()))
    return workspace


@asynccontextmanager
async def planning(
    workspace: GoalWorkspace, shown: str = "71 %", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[Any]]:
    """Run the app, open the plan from Home, and begin when `shown` is there."""
    app = StudyApp(workspace.real)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Today")
        await pilot.press("p")
        await until_shown(pilot, shown, "Esc back") if size == WIDE else await until_shown(pilot, shown)
        yield pilot


@asynccontextmanager
async def real_app(workspace: Workspace) -> AsyncIterator[Pilot[Any]]:
    """Run the app on real files, at Home."""
    with workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Today")
            yield pilot


async def click_on(pilot: Pilot[Any], text: str) -> None:
    """Click on the first place where `text` is shown."""
    lines = screen_text(pilot.app).splitlines()
    y = next(number for number, line in enumerate(lines) if text in line)
    await pilot.click(offset=(lines[y].index(text), y))


@SIZES
async def test_the_plan_of_a_goal(size: tuple[int, int], suffix: str) -> None:
    workspace = two_goals()
    async with planning(workspace, "100 ┤", size) as pilot:
        assert_snapshot(pilot.app, f"plan{suffix}")
        await pilot.press("end")
        await until_shown(pilot, "[b]consequence[/b]"[:14], "g give up")
        assert_snapshot(pilot.app, f"plan-end{suffix}")


@SIZES
async def test_goals_at_home(size: tuple[int, int], suffix: str) -> None:
    workspace = two_goals()
    app = StudyApp(workspace.real)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "on plan")
        assert_snapshot(app, f"home-goals{suffix}")


async def test_home_marks_old_figures_and_shows_new_ones_once_they_are_worked_out() -> None:
    workspace = two_goals()
    workspace.gate.clear()
    workspace.promised = 1.09
    app = StudyApp(workspace.real)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "working it out", "93 % (88–96)")
        assert "behind" not in screen_text(app)
        workspace.gate.set()
        await until_shown(pilot, "behind: 99 % at first")
        assert workspace.refreshed == 1
        await click_on(pilot, "ready now")
        await until_shown(pilot, "Enter study 14 min")


async def test_minutes_are_worked_out_in_a_thread_while_the_old_figures_stay_and_are_marked() -> None:
    workspace = two_goals()
    async with planning(workspace, "94 % (89–97) follow") as pilot:
        workspace.gate.clear()
        await pilot.press("minus", "minus")
        text = await until_shown(pilot, "Working it out for 5 minutes a day; the figures are for 15")
        assert "94 % (89–97) follow" in text
        await pilot.press("plus")
        await until_shown(pilot, "Working it out for 10 minutes a day")
        workspace.gate.set()
        await until_shown(pilot, "84 % (79–87) follow", "10 minutes a day;")
        await until_gone(pilot, "Working it out")
        assert workspace.goals[0].seconds == 600.0
        assert workspace.solved[-1] == 10.0
        assert threading.main_thread().name not in workspace.threads


async def test_minutes_end_at_none_and_at_a_whole_day() -> None:
    workspace = GoalWorkspace(goals=[goal_for("nuclear", minutes=3.0)])
    async with planning(workspace) as pilot:
        await pilot.press("minus")
        await until_shown(pilot, "0 minutes a day;")
        await pilot.press("enter")
        await until_shown(pilot, "Nothing more is planned for today.")
        workspace.goals = [replace(workspace.goals[0], seconds=60.0 * 1438)]
        await pilot.press("plus", "escape", "p")
        await until(pilot, lambda: workspace.goals[0].seconds <= 86_400.0)


async def test_enter_studies_todays_share_of_the_goal_and_leads_back_to_the_plan() -> None:
    workspace = GoalWorkspace(goals=[goal_for("nuclear")], questions=(CHOICE,))
    async with planning(workspace) as pilot:
        solved = len(workspace.solved)
        await pilot.press("enter")
        await until_shown(pilot, "In which district")
        assert workspace.started == [(("nuclear",), 14.0)]
        await pilot.press("escape")
        await until_shown(pilot, "100 ┤")
        await until(pilot, lambda: len(workspace.solved) > solved)
        await pilot.press("escape")
        await until_shown(pilot, "Today")


async def test_the_end_of_a_session_says_how_the_goal_stands_before_and_after() -> None:
    workspace = GoalWorkspace(goals=[goal_for("nuclear")], questions=(CHOICE,))
    app = StudyApp(workspace.real, ["nuclear"])
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "In which district")
        workspace.gate.clear()
        await pilot.press("3", "enter")
        await until_shown(pilot, "For Fri 27 Nov 09:00: on plan, 93 % (88–96)", "figures from before")
        workspace.gate.set()
        await until_gone(pilot, "figures from before")
        assert workspace.refreshed == 1
        assert_snapshot(app, "summary-goal")


async def test_a_session_without_home_solves_its_plan_in_the_background(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, typed_deck(12), clock=StandingClock(NOON))
    goal = replace(goal_for("words"), id="words")
    workspace.store.goals.set(goal)
    with workspace:
        app = StudyApp(workspace, ["words"])
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Word ", "1 of")
            await until(pilot, lambda: workspace.store.goals.ranking("words"))
            await pilot.press("ctrl+g", "enter")
            await until_shown(pilot, "2 of")


async def test_tags_are_left_out_and_taken_in_again() -> None:
    workspace = two_goals()
    async with planning(workspace) as pilot:
        await pilot.press("x")
        await until_shown(pilot, "1   views   51 cards, 2.5 known more a minute", "2   dates")
        await pilot.press("2")
        await until_shown(pilot, "✗ dates", "left out")
        await pilot.press("enter")
        await until_shown(pilot, ", without d")
        assert workspace.goals[0].left_out == ("dates",)
        await pilot.press("x")
        await until_shown(pilot, "✗ dates")
        await click_on(pilot, "dates")
        await until_gone(pilot, "✗ dates")
        await pilot.press("escape")
        await until_shown(pilot, ", without d")
        assert workspace.goals[0].left_out == ("dates",)


async def test_the_date_is_changed_and_a_slip_is_told() -> None:
    workspace = two_goals()
    async with planning(workspace) as pilot:
        await pilot.press("d")
        await until_shown(pilot, "27 Nov 09:00", "Friday 27 November, 09:00, in 4 days")
        await pilot.press(*"soon", "enter")
        await until_shown(pilot, "'soon' is no time that studyapp understands.")
        await pilot.press("escape", "d")
        await until_shown(pilot, "27 Nov 09:00")
        await pilot.press("pageup", "pageup", "pagedown", "enter")
        await until_shown(pilot, "Sat 28 Nov 09:00")
        assert workspace.goals[0].exam_ms == goal_for("x", exam=EXAM + timedelta(days=1)).exam_ms


async def test_several_goals_are_turned_over() -> None:
    workspace = two_goals()
    async with planning(workspace, "1 of 2") as pilot:
        await pilot.press("tab")
        await until_shown(pilot, "2 of 2", "74 % (69–77) follow")
        await pilot.press("tab")
        await until_shown(pilot, "1 of 2", "94 % (89–97) follow")
        await pilot.press("shift+tab")
        await until_shown(pilot, "2 of 2")


async def test_turning_over_while_a_goal_is_worked_out_is_not_undone_by_its_result() -> None:
    workspace = two_goals()
    async with planning(workspace, "1 of 2") as pilot:
        workspace.gate.clear()
        await pilot.press("tab")
        await until_shown(pilot, "2 of 2", "Working it out")
        await pilot.press("tab")
        await until_shown(pilot, "1 of 2", "Working it out")
        solved = len(workspace.solved)
        workspace.gate.set()
        await until(pilot, lambda: len(workspace.solved) == solved + 2)
        await until_gone(pilot, "Working it out")
        assert workspace.solved[-2:] == [5.0, 15.0]
        assert "1 of 2" in screen_text(pilot.app)


async def test_the_goal_of_the_deck_under_the_cursor_comes_first() -> None:
    workspace = two_goals()
    app = StudyApp(workspace.real)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Today")
        await pilot.press("end", "p")
        await until_shown(pilot, "2 of 2", "Tour")


async def test_giving_up_asks_first() -> None:
    workspace = two_goals()
    async with planning(workspace) as pilot:
        await pilot.press("g")
        await until_shown(pilot, "Give up this goal?")
        await pilot.press("escape")
        await until_gone(pilot, "Give up this goal?")
        assert len(workspace.goals) == 2
        await pilot.press("g", "g")
        await until(pilot, lambda: len(workspace.goals) == 1)
        await until_shown(pilot, "Tour")
        await pilot.press("g", "g")
        await until_shown(pilot, "No goal is set.")


async def test_a_goal_that_cannot_be_solved_is_told_and_can_be_given_up() -> None:
    workspace = GoalWorkspace(goals=[goal_for("nuclear")], problem=UsageError("The deck nuclear of a goal is gone."))
    async with planning(workspace, "The deck nuclear of a goal is gone.") as pilot:
        await until_shown(pilot, "This goal cannot be planned.", "g give up")
        await pilot.press("g", "g")
        await until_shown(pilot, "No goal is set.")


@SIZES
async def test_everything_can_be_done_with_the_mouse(size: tuple[int, int], suffix: str) -> None:
    workspace = two_goals()
    async with planning(workspace, size=size, shown="100 ┤") as pilot:
        await pilot.press("end")
        await until_shown(pilot, "g give up")
        await click_on(pilot, "+ more")
        await until(pilot, lambda: workspace.goals[0].seconds == 1200.0)
        await until(pilot, lambda: workspace.solved[-1] == 20.0)
        await pilot.pause()
        await click_on(pilot, "d date")
        await until_shown(pilot, "PgUp day later")
        await click_on(pilot, "PgUp day later")
        await until_shown(pilot, "28 Nov 09:00")
        await click_on(pilot, "Enter set goal")
        await until_shown(pilot, "Sat 28 Nov 09:00", "g give up")


async def test_a_first_goal_is_set_from_the_screen_studied_and_given_up(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, typed_deck(12), clock=StandingClock(NOON))
    async with real_app(workspace) as pilot:
        await pilot.press("p")
        await until_shown(pilot, "No goal is set.", "n new goal")
        assert screen_text(pilot.app).count("n new goal") == 1
        assert "give up" not in screen_text(pilot.app)
        await pilot.press("enter")
        await until_shown(pilot, "1 ✓ Words   12 cards", "Tuesday 1 December, 09:00, in 7 days")
        assert_snapshot(pilot.app, "goal-form")
        await pilot.press(*"friday", "space", "9", ":", "0", "0")
        await until_shown(pilot, "Friday 27 November, 09:00, in 3 days")
        await pilot.press("enter")
        await until_shown(pilot, "follow the plan", "20 minutes a day; 0 of 12 cards seen.")
        assert workspace.store.goals.goals()[0].decks == ("words",)
        await pilot.press("enter")
        await until_shown(pilot, "Word ", "1 of")
        await pilot.press("ctrl+g", "enter", "escape", "escape")
        await until_shown(pilot, "For Fri 27 Nov 09:00")
        await pilot.press("enter")
        await until_shown(pilot, "1 of 12 cards seen.")
        await pilot.press("g", "g")
        await until_shown(pilot, "No goal is set.")
        assert workspace.store.goals.goals() == []


async def test_a_form_without_a_deck_or_with_odd_minutes_says_what_is_missing(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, typed_deck(3), typed_deck(3, "other"), clock=StandingClock(NOON))
    async with real_app(workspace) as pilot:
        await pilot.press("p")
        await until_shown(pilot, "No goal is set.")
        await pilot.press("n")
        await until_shown(pilot, "What do you want to know?", "Minutes a day")
        await pilot.press("enter")
        await until_shown(pilot, "Mark at least one deck")
        await pilot.press("tab")
        await pilot.pause()
        await pilot.press(*"nan", "enter")
        await pilot.press("shift+tab")
        await pilot.pause()
        await pilot.press("shift+tab")
        await pilot.pause()
        await pilot.press("2", "enter")
        await until_shown(pilot, "Minutes a day are a number from 0 to 1440.")


@pytest.mark.parametrize("size", [(80, 24), (20, 6)], ids=["80x24", "20x6"])
@pytest.mark.parametrize("text", [*LONG, "\n".join(SHORT)], ids=lambda text: f"{len(text)}-characters")
async def test_hostile_text_is_drawn_and_does_nothing(text: str, size: tuple[int, int]) -> None:
    own = {f"screen.{entry.action}" for entry in TABLE if entry.place == "plan"} | {"app.help"}
    workspace = GoalWorkspace(goals=[goal_for("nuclear")], deck_title=text, says=text)
    workspace.overview_value = overview()._replace(goals=workspace.standings(()))
    app = StudyApp(workspace.real)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: workspace.refreshed)
        assert_drawn_clean(app)
        await pilot.press("p")
        await until(pilot, lambda: workspace.solved)
        await pilot.press("end")
        await pilot.pause()
        assert_drawn_clean(app)
        assert actions(app) <= own
        await pilot.press("x")
        await until(pilot, lambda: app.screen.query("#tags"))
        assert_drawn_clean(app)
        assert not actions(app)


@pytest.mark.parametrize("minutes", [0.0, 5.0, 20.0])
def test_the_sample_plan_is_one_that_could_be(minutes: float) -> None:
    plan = plan_of(goal_for("nuclear", minutes=minutes), "x")
    assert plan.forecast.stop.expected <= plan.forecast.follow.expected <= plan.forecast.bound
