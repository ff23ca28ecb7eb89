"""Home: what is to do today, the decks, their problems, and where its keys lead."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import DataFolderError
from studyapp.tui.app import StudyApp
from tests.tui.fake_study import CHOICE, PROBLEM, FakeSession, FakeWorkspace, overview
from tests.tui.running import SMALL, at_home, studying
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_gone, until_shown

if TYPE_CHECKING:
    from collections.abc import Sequence


async def test_home_tells_what_is_to_do_today_and_how_the_decks_stand() -> None:
    async with at_home() as pilot:
        text = screen_text(pilot.app)
        assert "Mon 23 Nov 18:40" in text
        assert "12 min · 21 due · 8 new" in text
        assert "4 of 12 min done" in text
        assert "78     21      8    71 %  █▄▃▂▂▁▁" in text


async def test_the_screen_is_painted_while_the_decks_are_read_and_keys_wait_for_them() -> None:
    may_go_on = threading.Event()
    workspace = FakeWorkspace(before_overview=lambda: may_go_on.wait(20))
    app = StudyApp(workspace.real)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Reading the decks", "Enter study")
        await pilot.press("enter")
        assert workspace.started == []
        may_go_on.set()
        await until_shown(pilot, "In which district")
        assert workspace.started == [((), None)]


@pytest.mark.parametrize(
    ("keys", "decks"),
    [(["enter"], ()), (["down", "enter"], ("nuclear",)), (["end", "enter"], ("tour",)), (["down", "a"], ())],
)
async def test_enter_studies_what_is_under_the_cursor(keys: list[str], decks: tuple[str, ...]) -> None:
    workspace = FakeWorkspace()
    async with at_home(workspace) as pilot:
        await pilot.press(*keys)
        await until_shown(pilot, "In which district")
        assert workspace.started == [(decks, None)]


async def test_the_cursor_is_a_sign() -> None:
    async with at_home() as pilot:
        assert "▸ All decks" in screen_text(pilot.app)
        await pilot.press("down")
        await until_shown(pilot, "▸ China–U.S. nuclear security")
        assert screen_text(pilot.app).count("▸") == 1


async def test_a_click_studies_a_deck() -> None:
    workspace = FakeWorkspace()
    async with at_home(workspace) as pilot:
        lines = screen_text(pilot.app).splitlines()
        y = next(n for n, line in enumerate(lines) if "a tour" in line)
        await pilot.click(offset=(10, y))
        await until_shown(pilot, "In which district")
        assert workspace.started == [(("tour",), None)]


async def test_the_minutes_asked_for_hold_for_every_session() -> None:
    workspace = FakeWorkspace()
    app = StudyApp(workspace.real, minutes=7)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Today")
        await pilot.press("enter")
        await until(pilot, lambda: workspace.started)
        assert workspace.started == [((), 7)]


async def test_undo_at_home_takes_back_an_answer_of_an_earlier_session() -> None:
    class Earlier(FakeWorkspace):
        def start(self, decks: Sequence[str] = (), *, minutes: float | None = None) -> FakeSession:
            session = super().start(decks, minutes=minutes)
            session.pose()
            session.answer(2)
            return session

    workspace = Earlier()
    async with at_home(workspace) as pilot:
        await pilot.press("u")
        await until_shown(pilot, "Taken back: In which district", "1 of")
        assert workspace.session.done == []
        await pilot.press("escape")
        await until_shown(pilot, "Today")


async def test_undo_at_home_without_any_answer_says_so() -> None:
    async with at_home() as pilot:
        await pilot.press("ctrl+z")
        await until_shown(pilot, "There is nothing to take back.")


async def test_home_reads_the_decks_again_after_a_session() -> None:
    workspace = FakeWorkspace(questions=(CHOICE,))
    async with at_home(workspace) as pilot:
        await pilot.press("enter")
        await until_shown(pilot, "In which district")
        workspace.overview_value = overview()._replace(share_due=20, seconds_done=300.0)
        await pilot.press("3", "enter")
        await until_shown(pilot, "1 answer")
        await pilot.press("enter")
        await until_shown(pilot, "20 due", "5 of 12 min done")


async def test_problems_of_deck_files_are_told_with_their_place_and_mend() -> None:
    problems = tuple(PROBLEM._replace(line=line) for line in range(1, 8))
    workspace = FakeWorkspace(overview_value=overview(problems=problems))
    async with at_home(workspace) as pilot:
        await until_shown(
            pilot,
            "7 problems in the deck files",
            "decks/rivers.deck.yaml:1:3",
            "There is no field 'anwser'. Did you mean answer?",
            "studyapp check",
        )


async def test_what_became_of_progress_with_an_edited_deck_is_told() -> None:
    news = ("nuclear: 3 cards go by another id now; your progress is kept.",)
    async with at_home(FakeWorkspace(overview_value=overview()._replace(news=news))) as pilot:
        await until_shown(pilot, news[0])


async def test_a_library_without_decks_says_how_to_begin() -> None:
    workspace = FakeWorkspace(overview_value=overview()._replace(decks=()))
    app = StudyApp(workspace.real)
    async with app.run_test() as pilot:
        await until_shown(pilot, "No decks yet.", "studyapp new")
        await pilot.press("enter", "down", "up", "enter")
        await until_shown(pilot, "No decks yet.")


async def test_an_unreadable_library_is_told_and_can_be_read_again() -> None:
    workspace = FakeWorkspace(overview_value=DataFolderError(Path("/data"), "it is full"))
    app = StudyApp(workspace.real)
    async with app.run_test() as pilot:
        await until_shown(pilot, "/data: it is full.")
        workspace.overview_value = overview()
        await pilot.press("r")
        await until_shown(pilot, "Today")


async def test_when_all_is_done_home_says_so() -> None:
    done = overview()._replace(share_due=0, share_new=0, seconds_done=720.0)
    workspace = FakeWorkspace(overview_value=done)
    app = StudyApp(workspace.real)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Done for today.", "12 of 12 min done")


async def test_a_backlog_is_told_without_reproach() -> None:
    workspace = FakeWorkspace(overview_value=overview()._replace(clear_in_days=3))
    async with at_home(workspace) as pilot:
        await until_shown(pilot, "At this pace you are clear in 3 days.")


async def test_on_a_small_terminal_the_table_drops_columns_and_keeps_the_numbers() -> None:
    async with at_home(size=SMALL) as pilot:
        text = screen_text(pilot.app)
        assert "next 7 days" not in text
        assert "China–U.S" in text
        assert "71 %" in text
        assert "…" in text


async def test_the_theme_changes_and_q_quits() -> None:
    async with at_home() as pilot:
        assert pilot.app.theme == "studyapp-dark"
        await pilot.press("t")
        await until(pilot, lambda: pilot.app.theme == "studyapp-light")
        await pilot.press("q")
        await until(pilot, lambda: pilot.app._exit)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_quitting_keys_work_everywhere(key: str) -> None:
    async with studying(CHOICE) as (pilot, _):
        await pilot.press(key)
        await until(pilot, lambda: pilot.app._exit)


async def test_help_lists_keys_and_goes_back_to_where_one_was() -> None:
    async with at_home() as pilot:
        await pilot.press("question_mark")
        await until_shown(pilot, "Everywhere", "Study the deck under the cursor.")
        await pilot.press("end")
        await until_shown(pilot, "On this page")
        await pilot.press("question_mark")
        await until_gone(pilot, "On this page")
        await until_shown(pilot, "Today")
