"""An answer that cannot be saved: told, kept, tried again, never passed over."""

from __future__ import annotations

import pytest

from tests.tui.fake_study import CHOICE, REVEAL, TYPED
from tests.tui.running import SMALL, studying
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_gone, until_shown


@pytest.mark.parametrize("retry", ["r", "enter"])
async def test_an_unsaved_answer_is_kept_and_tried_again(retry: str) -> None:
    async with studying(CHOICE, TYPED) as (pilot, workspace):
        workspace.session.fail = 2
        await pilot.press("tilde", "3")
        await until_shown(pilot, "Not saved: the disk is full.", "r try again")
        assert "Right" not in screen_text(pilot.app)
        await pilot.press("2", "s", "u", "d", "tilde")
        assert workspace.session.given == []
        await pilot.press(retry)
        await until(pilot, lambda: workspace.session.fail == 0)
        assert "Not saved" in screen_text(pilot.app)
        await pilot.press(retry)
        await until_gone(pilot, "Not saved")
        await until_shown(pilot, "✓ Right")
        assert workspace.session.given == [(3, True)]


async def test_leaving_with_an_unsaved_answer_takes_a_second_press() -> None:
    async with studying(CHOICE, size=SMALL) as (pilot, workspace):
        workspace.session.fail = 9
        await pilot.press("3")
        await until_shown(pilot, "Not saved")
        await pilot.press("escape")
        await until_shown(pilot, "not saved yet", "Esc")
        assert not pilot.app._exit
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app._exit)


async def test_ratings_and_overruling_are_tried_again_too() -> None:
    async with studying(REVEAL, CHOICE) as (pilot, workspace):
        await pilot.press("enter")
        await until_shown(pilot, "again")
        workspace.session.fail = 1
        await pilot.press("1")
        await until_shown(pilot, "Not saved")
        await pilot.press("r")
        await until_shown(pilot, "You said: again.")
        assert len(workspace.session.done) == 1
