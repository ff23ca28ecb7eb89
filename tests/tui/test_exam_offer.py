"""What leads into a mock exam in the app: Home, the clock, the offer; and what Home does with one afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual import events

from studyapp.clock import StandingClock
from studyapp.study.exam.rules import Wishes
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.exam import ExamScreen
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.offer import OfferScreen
from tests.study.exam.taking import MIXED, begun, right_answer
from tests.tui.exam_running import SIZES, begin, click_on, hand_in, offered
from tests.tui.running import WIDE, type_text
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_gone, until_shown
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path


async def test_an_interrupted_exam_is_given_up_only_when_asked_for_twice(tmp_path: Path) -> None:
    begun(tmp_path)
    async with offered(tmp_path) as (pilot, exams):
        await until_shown(pilot, "n give it up")
        await pilot.press("n")
        await until_shown(pilot, "Give this exam up?")
        await pilot.press("escape")
        await until_gone(pilot, "Give this exam up?")
        assert exams.waiting() is not None
        await pilot.press("n", "n")
        await until_shown(pilot, "Enter begin")
        assert exams.waiting() is None
        assert "Give this exam up?" not in screen_text(pilot.app)


async def test_from_home_by_mouse_alone(tmp_path: Path) -> None:
    with make_workspace(tmp_path, MIXED, seed=3) as workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=(100, 24)) as pilot:
            await until_shown(pilot, "Mixed", "exam")
            await click_on(pilot, "e exam")
            await until_shown(pilot, "Enter begin")
            await click_on(pilot, "Enter begin")
            await until(pilot, lambda: isinstance(app.screen, ExamScreen) and app.screen._ready)
            screen = app.screen
            assert isinstance(screen, ExamScreen)
            number = next(q.number for q in screen.sheet.questions if q.card.key == "mixed/oslo")
            await pilot.click("SheetStrip", offset=(2 * number, 0))
            await until_shown(pilot, "Oslo is in Norway.")
            await click_on(pilot, "True")
            await until_shown(pilot, "● True")
            await click_on(pilot, "f flag")
            await until_shown(pilot, "flagged")
            await click_on(pilot, "s sheet")
            await until_shown(pilot, "Answer sheet")
            await click_on(pilot, "g hand in")
            await until_shown(pilot, "Hand the exam in?")
            await click_on(pilot, "Enter hand in")
            await until_shown(pilot, "1 of 5 points")
            await click_on(pilot, "Esc done")
            await until_shown(pilot, "Today")


async def test_a_clock_that_may_be_wrong_is_asked_about_before_anything_is_offered(tmp_path: Path) -> None:
    exams, sheet = begun(tmp_path, typed_deck(3))
    sheet.answer("x")
    exams.submit(sheet)
    with make_workspace(tmp_path, clock=StandingClock(NOON + timedelta(days=800)), seed=3) as workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Words")
            await pilot.press("e")
            await until_shown(pilot, "Is the clock right?")
            await pilot.press("escape")
            await until_shown(pilot, "e exam")
            await pilot.press("e")
            await until_shown(pilot, "Is the clock right?")
            await pilot.press("n")
            await until_shown(pilot, "Enter begin")
            screen = await begin(pilot)
            await type_text(pilot, "x")
            await hand_in(pilot)
            await until_shown(pilot, "points")
            assert [review.answer.clock_suspect for review in workspace.store.history()] == [False, True]
            assert screen.sheet.is_closed


async def test_undo_at_home_leaves_an_exam_alone_and_says_so(tmp_path: Path) -> None:
    exams, sheet = begun(tmp_path, typed_deck(3))
    sheet.answer("x")
    exams.submit(sheet)
    with make_workspace(tmp_path) as workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Today", "Words")
            await pilot.press("u")
            await until_shown(pilot, "handed in with a mock exam", "Words")
            assert len(list(workspace.store.history())) == 1


async def test_an_exam_asked_for_before_the_decks_are_looked_at_waits_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_workspace(tmp_path, MIXED) as workspace:
        monkeypatch.setattr(HomeScreen, "on_screen_resume", lambda _: None)  # comes late
        async with StudyApp(workspace).run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Reading the decks")
            await pilot.press("e")
            home = pilot.app.screen
            assert isinstance(home, HomeScreen)
            home.action_reload()
            await until_shown(pilot, "Mock exam", "5 questions")


async def test_home_asks_which_deck_where_none_is_meant(tmp_path: Path) -> None:
    other = MIXED.replace("id: mixed", "id: other")
    with make_workspace(tmp_path, MIXED, other) as workspace:
        async with StudyApp(workspace).run_test(size=WIDE) as pilot:
            await until_shown(pilot, "All decks")
            await pilot.press("e")
            await until_shown(pilot, "An exam is over one deck")
            await pilot.press("down", "e")
            await until_shown(pilot, "Mock exam", "5 questions")


@pytest.mark.parametrize("cards", ["[]", "\n  - {id: a, type: choice, question: Which?, answer: This}"])
async def test_home_says_so_where_no_deck_can_be_asked(tmp_path: Path, cards: str) -> None:
    with make_workspace(tmp_path, f"studyapp: 1\nid: bad\ntitle: Bad\ncards: {cards}\n") as workspace:
        async with StudyApp(workspace).run_test(size=WIDE) as pilot:
            await until_shown(pilot, "error:")
            await pilot.press("e")
            await until_shown(pilot, "there is none here that can be studied")


@SIZES
async def test_the_offer_tells_how_the_last_exams_went(tmp_path: Path, size: tuple[int, int], suffix: str) -> None:
    clock = StandingClock(NOON)
    for right in range(4):
        exams, sheet = begun(tmp_path, typed_deck(4), clock=clock)
        for index in range(right):
            sheet.go(index)
            sheet.answer(right_answer(sheet))  # type: ignore[arg-type] # JSON
        clock.answered(60)
        exams.submit(sheet)
    exams.give_up(exams.begin(exams.offer(Wishes())).exam)
    async with offered(tmp_path, typed_deck(4), size=size, clock=clock) as (pilot, _):
        await pilot.press("end")
        await until_shown(pilot, "The last ones over this deck", "2026-11-24 12:03  Passed: 75 %")
        text = screen_text(pilot.app)
        assert text.index("12:03") < text.index("12:02") < text.index("12:01")
        assert "12:00 " not in text
        assert "Given up" not in text
        assert text.count("forecast ") == 3, suffix


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_keys_pressed_after_the_app_was_left_open_nothing(tmp_path: Path, key: str) -> None:
    async with offered(tmp_path) as (pilot, _):
        await until_shown(pilot, "Enter begin")
        pilot.app.post_message(events.Key("escape", None))
        pilot.app.post_message(events.Key(key, "?" if key == "question_mark" else None))
        await until(pilot, lambda: pilot.app._exit)
        await pilot.pause()
        assert isinstance(pilot.app.screen, OfferScreen)
