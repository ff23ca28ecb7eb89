"""Mock exams in the app, with real decks and real progress: by keyboard alone, by mouse alone, on small terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock
from studyapp.errors import NotSavedError
from studyapp.study.exam.rules import Wishes
from studyapp.tui.answers.answer_input import AnswerInput
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.exam import ExamScreen
from tests.study.exam.taking import MIXED
from tests.tui.exam_running import SIZES, app_shows, begin, fill, hand_in, offered, open_question
from tests.tui.running import WIDE, type_text
from tests.tui.screen_text import assert_snapshot, screen_text
from tests.tui.test_every_form import TOUR, keys_for
from tests.tui.waiting import until, until_gone, until_shown
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path


# --- how it looks ------------------------------------------------------------------------------------------------------


@SIZES
async def test_every_screen(tmp_path: Path, size: tuple[int, int], suffix: str) -> None:
    async with offered(tmp_path, size=size) as (pilot, _):
        await until_shown(pilot, "Enter begin")
        assert_snapshot(pilot.app, f"exam-offer{suffix}")
        screen = await begin(pilot)
        await fill(pilot, screen)
        await open_question(pilot, screen, "rome")
        assert_snapshot(pilot.app, f"exam-question{suffix}")
        await pilot.press("s")
        await until_shown(pilot, "Answer sheet")
        assert_snapshot(pilot.app, f"exam-sheet{suffix}")
        await pilot.press("g")
        await until_shown(pilot, "Hand the exam in?")
        assert_snapshot(pilot.app, f"exam-hand-in{suffix}")
        await pilot.press("enter")
        await until_shown(pilot, "Mark your own answer", "Scattering.")
        assert_snapshot(pilot.app, f"exam-own-marks{suffix}")
        await pilot.press("3")
        await until_shown(pilot, "points", "errors")
        assert_snapshot(pilot.app, f"exam-result{suffix}")
        await pilot.press("enter")
        await until_shown(pilot, "error 1 of 3", "Enter next")
        assert_snapshot(pilot.app, f"exam-error{suffix}")


async def test_an_interrupted_exam_is_offered_again(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, _):
        await fill(pilot, await begin(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app._exit)
    async with offered(tmp_path) as (pilot, exams):
        await until_shown(pilot, "4 of 5 questions answered", "Enter go on")
        assert_snapshot(pilot.app, "exam-waiting")
        screen = await begin(pilot)
        assert screen.sheet.question.is_blank
        await pilot.press("p")
        await until_shown(pilot, "2 of 5")
        await hand_in(pilot)
        await until_shown(pilot, "Mark your own answer")
        assert exams.waiting() is not None


# --- what it does ------------------------------------------------------------------------------------------------------


async def test_answers_are_kept_without_enter_shown_again_and_can_be_changed(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, _):
        screen = await begin(pilot)
        await fill(pilot, screen)
        given = {question.card.key: question.given for question in screen.sheet.questions}
        assert given["mixed/paris"] == "Paris"
        assert given["mixed/own"] == "It scatters"
        assert given["mixed/oslo"] is None
        await open_question(pilot, screen, "paris")
        await until_shown(pilot, "Paris")
        await type_text(pilot, "x")
        await pilot.press("enter")
        await until(pilot, lambda: "Parisx" in [q.given for q in screen.sheet.questions])
        await open_question(pilot, screen, "rome")
        await until_shown(pilot, "● Milan")
        await pilot.press("c")
        await until_gone(pilot, "●")
        assert screen.sheet.question.is_blank


async def test_the_last_question_leads_to_the_sheet_and_enter_there_to_a_question(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, _):
        screen = await begin(pilot)
        for _ in range(5):
            await pilot.press("ctrl+n")
            await until(pilot, lambda: screen._ready)
        await until_shown(pilot, "Answer sheet")
        await pilot.press("up", "up", "enter")
        await until_shown(pilot, "3 of 5")


async def test_what_is_missing_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    deck = MIXED.replace(
        "type: typed, question: Capital of France?, answer: Paris", "type: date, question: When?, answer: 2016-03-18"
    )
    async with offered(tmp_path, deck) as (pilot, _):
        screen = await begin(pilot)
        await open_question(pilot, screen, "paris")
        await pilot.press("enter")
        await until_shown(pilot, "Ctrl+N goes on and leaves it blank.")
        await pilot.press(*"13", "slash", *"45")
        await pilot.press("ctrl+n")
        await until_shown(pilot, "could mean several dates")
        assert screen.sheet.question.card.key == "mixed/paris"
        assert screen.sheet.question.is_blank


async def test_enter_pressed_twice_at_once_answers_one_question(tmp_path: Path) -> None:
    async with offered(tmp_path, typed_deck(3)) as (pilot, _):
        screen = await begin(pilot)
        await pilot.press("x")
        answer = screen.query_one(AnswerInput)
        for _ in range(2):  # as a slow line delivers them: both before the next question is drawn
            await answer.action_submit()
        await until_shown(pilot, "2 of 3")
        await until(pilot, lambda: screen._ready)
        assert [question.given for question in screen.sheet.questions] == ["x", None, None]
        assert screen.sheet.index == 1


async def test_enter_passes_no_question_over_unsaid(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, _):
        screen = await begin(pilot)
        await open_question(pilot, screen, "rome")
        index = screen.sheet.index
        await pilot.press("enter")
        await until_shown(pilot, "Pick an answer first. n goes on and leaves it blank.")
        await pilot.press("1", "enter")
        await until(pilot, lambda: screen.sheet.index != index or not app_shows(pilot, ExamScreen))


@SIZES
async def test_a_sheet_that_scrolls_has_one_line_for_each_question(
    tmp_path: Path, size: tuple[int, int], suffix: str
) -> None:
    long = typed_deck(30).replace(
        "question: Word", "question: What do you call the thing with the long name that is asked about here,"
    )
    async with offered(tmp_path, long, size=size, wishes=Wishes(questions=30)) as (pilot, _):
        await begin(pilot)
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Answer sheet", "▸")
        await pilot.press("home")
        await until_shown(pilot, "▸  1")
        rows = screen_text(pilot.app).split("\n")
        first = next(number for number, row in enumerate(rows) if "▸  1" in row)
        assert [row.split()[0].isdecimal() for row in rows[first + 1 : first + 4]] == [True] * 3, suffix


async def test_what_was_left_blank_and_never_seen_is_not_said_to_come_back(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, _):
        screen = await begin(pilot)
        await open_question(pilot, screen, "paris")
        await type_text(pilot, "x")
        await hand_in(pilot)
        await until_shown(pilot, "Enter 5 errors")
        await pilot.press("enter")
        for number, question in enumerate(screen.sheet.questions, start=1):
            await until_shown(pilot, f"error {number} of 5")
            await until_shown(pilot, "You left it blank." if question.is_blank else "Another answer")
            assert ("\n   back " in screen_text(pilot.app)) == (not question.is_blank)
            assert "you mark it yourself" not in screen_text(pilot.app)
            await pilot.press("enter")


@pytest.mark.parametrize("elsewhere", [[], ["ctrl+s"], ["f1"]])
async def test_when_the_time_is_up_the_sheet_is_handed_in_as_it_stands(tmp_path: Path, elsewhere: list[str]) -> None:
    clock = StandingClock(NOON)
    async with offered(tmp_path, clock=clock, wishes=Wishes(minutes=1)) as (pilot, exams):
        screen = await begin(pilot)
        await open_question(pilot, screen, "paris")
        await type_text(pilot, "Paris")
        await pilot.press(*elsewhere)
        clock.answered(60)
        await until_shown(pilot, "The time is up", "1 of 5 points")
        (result,) = exams.results()
        assert result.seconds == 60
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app._exit)


async def test_an_answer_that_cannot_be_saved_stays_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with offered(tmp_path) as (pilot, exams):
        screen = await begin(pilot)
        await open_question(pilot, screen, "paris")
        await type_text(pilot, "Paris")

        def fails(*_: object) -> None:
            raise NotSavedError("the disk is full")

        with monkeypatch.context() as broken:
            broken.setattr(screen.sheet._shelf, "keep", fails)
            await pilot.press("enter")
            await until_shown(pilot, "Not saved: the disk is full.")
            assert screen.sheet.question.is_blank
        await pilot.press("enter")
        await until(pilot, lambda: "Paris" in [q.given for q in screen.sheet.questions])
        with monkeypatch.context() as broken:
            broken.setattr(exams._store, "submit_exam", fails)
            await hand_in(pilot)
            await until_shown(pilot, "Not saved: the disk is full.", "Enter tries again")
        await pilot.press("enter")
        await until_shown(pilot, "1 of 5 points")


async def test_errors_are_gone_through_and_an_unfair_verdict_is_overruled(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, exams):
        await fill(pilot, await begin(pilot))
        await hand_in(pilot)
        await until_shown(pilot, "Scattering.")
        await pilot.press("1")
        await until_shown(pilot, "1.5 of 5 points", "Enter 4 errors")
        await pilot.press("enter")
        overruled = 0
        for number in range(1, 5):
            await until_shown(pilot, f"error {number} of 4")
            if "o I was right" in screen_text(pilot.app):
                await pilot.press("o")
                await until_shown(pilot, "Your own verdict.")
                overruled += 1
            await pilot.press("enter")
        await until_shown(pilot, "4 of 5 points", "1 error")
        assert overruled == 3
        assert exams.results()[0].points == 4


async def test_a_choice_on_the_sheet_that_help_overtook_closes_nothing(tmp_path: Path) -> None:
    async with offered(tmp_path) as (pilot, _):
        await begin(pilot)
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Answer sheet")
        sheet = pilot.app.screen
        await pilot.press("f1")
        await until_shown(pilot, "Everywhere")
        sheet.action_confirm()  # type: ignore[attr-defined] # Enter, pressed just before and told only now
        await pilot.pause()
        await until_shown(pilot, "Everywhere")
        await pilot.press("escape")
        await until_shown(pilot, "Answer sheet")
        await pilot.press("s")
        await until(pilot, lambda: app_shows(pilot, ExamScreen))


async def test_after_a_resize_the_hints_say_what_is_so(tmp_path: Path) -> None:
    async with offered(tmp_path, typed_deck(3), size=(80, 9)) as (pilot, _):
        screen = await begin(pilot)
        await pilot.press("enter")
        await until_shown(pilot, "Type an answer first.")
        for size in ((40, 8), WIDE, (40, 8), WIDE):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: screen.size == size)  # type: ignore[misc] # its own size
            pane = screen.query_one("#body")
            await until(pilot, lambda pane=pane: ("PgDn" in screen_text(pilot.app)) == (pane.max_scroll_y > 0))  # type: ignore[misc] # likewise


@pytest.mark.parametrize("keys", [["escape"], ["ctrl+g", "enter", "enter", "escape"]], ids=["exam", "errors"])
async def test_a_screen_can_be_left_while_it_is_resized(tmp_path: Path, keys: list[str]) -> None:
    with make_workspace(tmp_path, MIXED, seed=3) as workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Mixed")
            await pilot.press("e")
            await until_shown(pilot, "Enter begin")
            screen = await begin(pilot)
            await open_question(pilot, screen, "oslo")
            for key in keys[:-1]:
                await pilot.press(key)
                await until(pilot, lambda: app.screen.query("Hints"))
            left = app.screen
            left.action_leave()  # type: ignore[attr-defined] # with a key
            left.on_resize()  # type: ignore[attr-defined] # as the terminal says it in the same moment
            await left.remove_children()
            await until(pilot, lambda: app.screen is not left)
            await pilot.pause()
            assert app.is_running


async def test_the_tour_has_every_form_in_an_exam(tmp_path: Path) -> None:
    async with offered(tmp_path, TOUR.read_text(encoding="utf-8"), wishes=Wishes(questions=99)) as (pilot, exams):
        await until_shown(pilot, "99 were wanted")
        screen = await begin(pilot)
        forms = set()
        for index in range(len(screen.sheet)):
            question = screen.sheet.question
            forms.add(question.kept.form)
            asked = question.asked
            await pilot.press(*keys_for(asked.form, len(asked.options), len(asked.partners)))
            if asked.form == "choice":
                await pilot.press("enter")
            await pilot.pause()
            if screen.sheet.index == index and app_shows(pilot, ExamScreen):  # refused, such as a text for a number
                await pilot.press("ctrl+r", "ctrl+n")
            await until(pilot, lambda index=index: screen.sheet.index > index or not app_shows(pilot, ExamScreen))  # type: ignore[misc] # its own index
            await until(pilot, lambda: screen._ready)
        assert forms == {"reveal", "typed", "choice", "multiple", "order", "match", "list"}
        answered = screen.sheet.standing().answered
        assert answered > len(screen.sheet) / 2
        await until_shown(pilot, "Answer sheet")
        await pilot.press("g", "enter")
        await until_shown(pilot, "Mark your own answer")
        while "Mark your own answer" in screen_text(pilot.app):
            await pilot.press("3")
            await pilot.pause()
        await until_shown(pilot, "points")
        await pilot.press("enter")
        await until_shown(pilot, "error 1 of")
        while "error " in screen_text(pilot.app):
            await pilot.press("enter")
            await pilot.pause()
        assert len(list(exams._store.history())) == answered
