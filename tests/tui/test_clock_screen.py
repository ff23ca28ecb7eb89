"""The app asks whether the clock is right, before and within a session."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from studyapp.study.clock_watch import ClockDoubt, ClockInDoubtError
from studyapp.tui.app import StudyApp
from tests.tui.fake_study import CHOICE, NOW, TYPED, FakeWorkspace
from tests.tui.running import SMALL, WIDE, studying
from tests.tui.screen_text import assert_snapshot, screen_text
from tests.tui.waiting import until, until_shown

DOUBT = ClockDoubt(NOW.replace(year=2028), NOW, is_possible=True)
LOST = ClockDoubt(datetime(1970, 1, 1, 1, tzinfo=UTC), NOW, is_possible=False)


@pytest.mark.parametrize(("size", "suffix"), [(WIDE, ""), (SMALL, "-small")], ids=["80x24", "40x15"])
@pytest.mark.parametrize("doubt", [DOUBT, LOST], ids=["possible", "impossible"])
async def test_the_question_before_the_first_question(doubt: ClockDoubt, size: tuple[int, int], suffix: str) -> None:
    app = StudyApp(FakeWorkspace(doubt=doubt).real, ["deck"])
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Is the clock right?", "Esc")
        assert_snapshot(app, f"clock-{'possible' if doubt.is_possible else 'impossible'}{suffix}")


@pytest.mark.parametrize(("key", "said"), [("y", [True]), ("n", [False])])
async def test_the_answer_is_told_and_the_session_goes_on(key: str, said: list[bool]) -> None:
    workspace = FakeWorkspace((CHOICE,), doubt=DOUBT)
    app = StudyApp(workspace.real, ["deck"])
    async with app.run_test() as pilot:
        await until_shown(pilot, "Is the clock right?")
        await pilot.press("3")
        await pilot.press(key)
        await until_shown(pilot, "1 of", "Fangshan")
        assert workspace.session.settled == said
        assert workspace.session.given == []


async def test_an_impossible_time_cannot_be_called_right() -> None:
    workspace = FakeWorkspace(doubt=LOST)
    app = StudyApp(workspace.real, ["deck"])
    async with app.run_test() as pilot:
        await until_shown(pilot, "That cannot be right.")
        await pilot.press("y")
        await pilot.pause()
        assert workspace.session.settled == []
        await pilot.press("n")
        await until_shown(pilot, "1 of")
        assert workspace.session.settled == [False]


async def test_one_can_leave_instead() -> None:
    app = StudyApp(FakeWorkspace(doubt=DOUBT).real, ["deck"])
    async with app.run_test() as pilot:
        await until_shown(pilot, "Is the clock right?")
        await pilot.press("escape")
        await until(pilot, lambda: app._exit)


async def test_a_clock_that_is_set_while_a_question_is_open_is_asked_about_and_the_answer_is_kept() -> None:
    async with studying(CHOICE, TYPED) as (pilot, workspace):
        session, answer = workspace.session, workspace.session.answer

        def in_doubt(*given: object, **how: object) -> object:
            if session.doubt is not None:
                raise ClockInDoubtError(session.doubt)
            return answer(*given, **how)  # type: ignore[arg-type] # as it came

        session.doubt = DOUBT
        session.answer = in_doubt  # type: ignore[assignment,method-assign] # a session under a clock that was set
        await pilot.press("3")
        await until_shown(pilot, "Is the clock right?")
        assert session.given == []
        await pilot.press("n")
        await until_shown(pilot, "✓ Right")
        assert session.given == [(3, False)]
        assert "Is the clock right?" not in screen_text(pilot.app)
