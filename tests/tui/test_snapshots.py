"""Whole screens as text, compared exactly; UPDATE_SNAPSHOTS=1 accepts what changed."""

from __future__ import annotations

import pytest

from tests.tui.fake_study import (
    ALL_FORMS,
    CHOICE,
    MATCH,
    MULTIPLE,
    PROBLEM,
    TYPED,
    FakeQuestion,
    FakeWorkspace,
    overview,
)
from tests.tui.running import SMALL, WIDE, at_home, studying, type_text
from tests.tui.screen_text import assert_snapshot
from tests.tui.waiting import until_shown

SIZES = pytest.mark.parametrize(("size", "suffix"), [(WIDE, ""), (SMALL, "-small")], ids=["80x24", "40x15"])


@SIZES
async def test_home(size: tuple[int, int], suffix: str) -> None:
    async with at_home(size=size) as pilot:
        await until_shown(pilot, "▸ All decks")
        assert_snapshot(pilot.app, f"home{suffix}")


async def test_home_with_problems() -> None:
    async with at_home(FakeWorkspace(overview_value=overview(problems=(PROBLEM,)))) as pilot:
        await until_shown(pilot, "1 problem")
        assert_snapshot(pilot.app, "home-problems")


@SIZES
@pytest.mark.parametrize("question", ALL_FORMS, ids=lambda question: question.asked.form)
async def test_question(question: FakeQuestion, size: tuple[int, int], suffix: str) -> None:
    async with studying(question, size=size) as (pilot, _):
        await until_shown(pilot, "Esc")
        assert_snapshot(pilot.app, f"question-{question.asked.form}{suffix}")


async def test_reveal_shown() -> None:
    async with studying(ALL_FORMS[2]) as (pilot, _):
        await pilot.press("enter")
        await until_shown(pilot, "1–4 rate")
        assert_snapshot(pilot.app, "question-reveal-shown")


@SIZES
@pytest.mark.parametrize(
    ("name", "question", "keys"),
    [
        ("choice-right", CHOICE, ["3"]),
        ("choice-wrong", CHOICE, ["2"]),
        ("multiple-wrong", MULTIPLE, ["1", "2", "enter"]),
        ("match-partly", MATCH, ["1", "3", "2", "enter"]),
    ],
)
async def test_feedback(name: str, question: FakeQuestion, keys: list[str], size: tuple[int, int], suffix: str) -> None:
    async with studying(question, size=size) as (pilot, _):
        await pilot.press(*keys)
        await until_shown(pilot, "Enter next", "back ")
        assert_snapshot(pilot.app, f"feedback-{name}{suffix}")


async def test_feedback_on_a_typed_answer() -> None:
    async with studying(TYPED) as (pilot, _):
        await type_text(pilot, "Ahmdu Bbello")
        await pilot.press("enter")
        await until_shown(pilot, "Enter next", "back ")
        assert_snapshot(pilot.app, "feedback-typed-wrong")


async def test_not_saved() -> None:
    async with studying(CHOICE) as (pilot, workspace):
        workspace.session.fail = 1
        await pilot.press("3")
        await until_shown(pilot, "Not saved", "try again")
        assert_snapshot(pilot.app, "not-saved")


@SIZES
async def test_summary(size: tuple[int, int], suffix: str) -> None:
    async with studying(CHOICE, size=size) as (pilot, _):
        await pilot.press("3", "enter")
        await until_shown(pilot, "1 answer", "Enter done")
        assert_snapshot(pilot.app, f"summary{suffix}")


async def test_help() -> None:
    async with at_home() as pilot:
        await pilot.press("question_mark")
        await until_shown(pilot, "Everywhere", "Esc back")
        assert_snapshot(pilot.app, "help")
