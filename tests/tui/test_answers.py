"""Every form of answer, with the keyboard alone and with the mouse alone, on a wide and on a small terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Paste

from studyapp.memory.model import Rating
from studyapp.questions.question import Asked, Option
from studyapp.tui.widgets.hints import Hints
from studyapp.tui.widgets.rows import Row
from tests.tui.fake_study import ALL_FORMS, CHOICE, LIST, MATCH, MULTIPLE, ORDER, REVEAL, TYPED, FakeQuestion
from tests.tui.running import SMALL, WIDE, studying, type_text
from tests.tui.screen_text import screen_lines, screen_text
from tests.tui.waiting import until, until_gone, until_shown

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["80x24", "40x15"])

KEYBOARD: list[tuple[FakeQuestion, list[str], Any]] = [
    (CHOICE, ["3"], 3),
    (CHOICE, ["down", "down", "down", "enter"], 3),
    (CHOICE, ["up", "up", "space"], 3),
    (CHOICE, ["end", "home", "enter"], 1),
    (TYPED, [*"ahmadu", "enter"], "ahmadu"),
    (MULTIPLE, ["1", "3", "enter"], [1, 3]),
    (MULTIPLE, ["1", "2", "2", "down", "space", "enter"], [1, 3]),
    (ORDER, ["4", "1", "3", "enter"], [4, 1, 3, 2]),
    (ORDER, ["4", "2", "backspace", "1", "3", "enter"], [4, 1, 3, 2]),
    (ORDER, ["end", "enter", "home", "enter", "3", "enter"], [4, 1, 3, 2]),
    (MATCH, ["3", "1", "2", "enter"], {"France": "Paris", "Italy": "Rome", "Norway": "Oslo"}),
    (MATCH, ["tab", "1", "3", "2", "enter"], {"France": "Paris", "Italy": "Rome", "Norway": "Oslo"}),
    (
        MATCH,
        ["1", "backspace", "3", "up", "space", "shift+tab", "1", "2", "enter"],
        {"France": "Paris", "Italy": "Rome", "Norway": "Oslo"},
    ),
    (LIST, [*"gas", "enter", *"liquid", "enter", "enter"], ["gas", "liquid"]),
    (LIST, [*"gaz", "enter", "backspace", "backspace", "s", "enter", "enter"], ["gas"]),
]


@SIZES
@pytest.mark.parametrize(("question", "keys", "given"), KEYBOARD)
async def test_answering_with_the_keyboard(
    question: FakeQuestion, keys: list[str], given: Any, size: tuple[int, int]
) -> None:
    async with studying(question, size=size) as (pilot, workspace):
        await pilot.press(*keys)
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [(given, False)]
        await until_shown(pilot, "back ")


async def test_a_self_rated_card_is_revealed_and_rated_with_the_keyboard() -> None:
    async with studying(REVEAL) as (pilot, workspace):
        assert "uranium" not in screen_text(pilot.app)
        await pilot.press("enter")
        await until_shown(pilot, "Highly enriched uranium", "again", "easy")
        await pilot.press("enter")
        assert not workspace.session.given
        await pilot.press("2")
        await until_shown(pilot, "You said: hard.")
        assert workspace.session.done[0][1].rating is Rating.HARD


async def click_row(pilot: Pilot[Any], text: str) -> None:
    """Click the row that shows `text`, as a finger on the screen would."""
    lines = screen_lines(pilot.app)
    y = next(number for number, line in enumerate(lines) if text in line)
    await pilot.click(offset=(lines[y].index(text), y))
    await pilot.pause()


async def click_hint(pilot: Pilot[Any], label: str) -> None:
    """Click a hint in the last line."""
    y = pilot.app.screen.query_one(Hints).region.y
    await pilot.click(offset=(screen_lines(pilot.app)[y].index(label), y))
    await pilot.pause()


MOUSE: list[tuple[FakeQuestion, list[str], Any]] = [
    (CHOICE, ["Fangshan"], 3),
    (MULTIPLE, ["Argon", "Xenon", "@answer"], [1, 3]),
    (ORDER, ["Washington 2010", "Seoul", "The Hague", "@answer"], [4, 1, 3, 2]),
    (ORDER, ["Seoul", "Seoul", "Washington 2010", "Seoul", "The Hague", "@answer"], [4, 1, 3, 2]),
    (MATCH, ["3   Paris", "1   Rome", "2   Oslo", "@answer"], {"France": "Paris", "Italy": "Rome", "Norway": "Oslo"}),
    (
        MATCH,
        ["Norway", "2   Oslo", "3   Paris", "1   Rome", "@answer"],
        {"France": "Paris", "Italy": "Rome", "Norway": "Oslo"},
    ),
]


@SIZES
@pytest.mark.parametrize(("question", "clicks", "given"), MOUSE)
async def test_answering_with_the_mouse(
    question: FakeQuestion, clicks: list[str], given: Any, size: tuple[int, int]
) -> None:
    async with studying(question, size=size) as (pilot, workspace):
        for click in clicks:
            if click.startswith("@"):
                await click_hint(pilot, click[1:])
            else:
                await click_row(pilot, click)
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [(given, False)]
        await until_shown(pilot, "back ")
        await click_hint(pilot, "next")
        await until_shown(pilot, "answer")


@SIZES
async def test_a_self_rated_card_is_revealed_and_rated_with_the_mouse(size: tuple[int, int]) -> None:
    async with studying(REVEAL, size=size) as (pilot, workspace):
        await click_hint(pilot, "show")
        await until_shown(pilot, "Highly enriched uranium")
        await click_row(pilot, "again")
        await until_shown(pilot, "You said: again.")
        assert workspace.session.done[0][1].rating is Rating.AGAIN


@SIZES
async def test_typed_text_is_given_by_a_click(size: tuple[int, int]) -> None:
    async with studying(TYPED, size=size) as (pilot, workspace):
        await type_text(pilot, "u h ? ~ 1")
        await click_hint(pilot, "answer")
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [("u h ? ~ 1", False)]


@SIZES
async def test_a_list_is_added_to_and_given_by_clicks(size: tuple[int, int]) -> None:
    async with studying(LIST, size=size) as (pilot, workspace):
        for text in ("gas", "liquid", ""):
            await type_text(pilot, text)
            await click_hint(pilot, "add, or answer")
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [(["gas", "liquid"], False)]


async def test_what_was_named_in_one_entry_is_marked_one_by_one() -> None:
    async with studying(LIST) as (pilot, _):
        await type_text(pilot, "gas, stone")
        await pilot.press("enter", "enter")
        lines = (await until_shown(pilot, "back ")).splitlines()
        signs = {line.split()[1]: line.split()[0] for line in lines if line.split()[1:] in (["gas"], ["stone"])}
        assert signs == {"gas": "✓", "stone": "✗"}


@pytest.mark.parametrize("question", ALL_FORMS, ids=lambda question: question.asked.form)
async def test_enter_alone_never_answers(question: FakeQuestion) -> None:
    async with studying(question) as (pilot, workspace):
        await pilot.press("enter", "enter", "enter")
        assert not workspace.session.given


@pytest.mark.parametrize("question", ALL_FORMS, ids=lambda question: question.asked.form)
async def test_saying_that_one_does_not_know_shows_the_answer(question: FakeQuestion) -> None:
    async with studying(question) as (pilot, workspace):
        await pilot.press("ctrl+g")
        text = await until_shown(pilot, "Now you know.")
        assert workspace.session.done
        for word in question.expected_text.replace(",", " ").split():
            assert word.rstrip(":") in text


async def test_more_than_nine_options_are_reached_with_the_arrows() -> None:
    options = tuple(Option(f"option {n}") for n in range(1, 15))
    question = FakeQuestion(Asked("choice", "Which?", options), 14, "option 14")
    async with studying(question, size=SMALL) as (pilot, workspace):
        assert "option 14" not in screen_text(pilot.app)
        await pilot.press("up")
        await until_shown(pilot, "option 14")
        await pilot.press("enter")
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [(14, False)]


async def test_the_verdict_marks_each_option_with_a_sign_and_a_word() -> None:
    async with studying(MULTIPLE) as (pilot, _):
        await pilot.press("1", "2", "enter")
        text = await until_shown(pilot, "back ")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        assert "1 ✓ Argon your answer" in lines
        assert "2 ✗ Oxygen your answer" in lines
        assert "3 ✓ Xenon right answer" in lines


async def test_a_match_names_the_right_partner_beside_a_wrong_one() -> None:
    async with studying(MATCH) as (pilot, _):
        await pilot.press("1", "3", "2", "enter")
        text = await until_shown(pilot, "≈ Partly right")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        assert "✗ France – Rome ✓ Paris" in lines
        assert "✓ Norway – Oslo" in lines


async def test_a_typed_answer_stands_letter_under_letter_with_the_expected_one() -> None:
    async with studying(TYPED) as (pilot, _):
        await type_text(pilot, "Ahmdu Bbello")
        await pilot.press("enter")
        text = await until_shown(pilot, "one letter off")
        given, expected = (line.rstrip() for line in text.splitlines() if "du B" in line)
        assert given.index("hm") == expected.index("hm")
        assert given.endswith(expected[-4:])


async def test_pasting_control_characters_leaves_none_in_the_answer() -> None:
    async with studying(TYPED) as (pilot, workspace):
        pilot.app.post_message(Paste("a\x1b]0;x\x07b\u202ec"))
        await until_shown(pilot, "a")
        await pilot.press("enter")
        await until(pilot, lambda: workspace.session.given)
        given = str(workspace.session.given[0][0])
        assert given.isprintable()
        assert given.startswith("a")


async def test_a_paste_of_megabytes_is_refused_with_a_word_and_the_question_stays() -> None:
    async with studying(TYPED) as (pilot, workspace):
        pilot.app.post_message(Paste("x" * 10_000_000))
        await until_shown(pilot, "longer than 10,000 characters")
        await type_text(pilot, "Ahmadu")
        await pilot.press("enter")
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [("Ahmadu", False)]


@pytest.mark.parametrize(("question", "given"), [(TYPED, "solid liquid gas"), (LIST, ["solid; liquid; gas"])])
async def test_a_paste_of_several_lines_goes_in_as_a_whole(question: FakeQuestion, given: Any) -> None:
    async with studying(question) as (pilot, workspace):
        pilot.app.post_message(Paste("solid\nliquid\r\n\ngas\n"))
        await until_shown(pilot, "gas")
        await pilot.press("enter")
        await pilot.press("enter")
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [(given, False)]


async def test_rows_of_a_marked_question_take_no_more_clicks() -> None:
    async with studying(CHOICE, CHOICE) as (pilot, workspace):
        await pilot.press("1")
        await until_shown(pilot, "back ")
        await click_row(pilot, "Fangshan")
        await pilot.press("3")
        assert len(workspace.session.given) == 1
        assert pilot.app.screen.query(Row)


async def test_a_refused_answer_stays_in_the_line_with_the_reason_below() -> None:
    question = replace(TYPED, asked=TYPED.asked._replace(prompt="Refused?"))
    async with studying(question) as (pilot, workspace):
        await pilot.press("space", "enter")
        await until_shown(pilot, "Type an answer first.", "Ctrl+G says that you don't know.")
        await pilot.press("x", "enter")
        await until_gone(pilot, "Type an answer first.")
        assert workspace.session.given
