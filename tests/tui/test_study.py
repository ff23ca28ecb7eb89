"""The flow of a session: what keys do besides answering, what is shown, what is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from textual import events

from studyapp.errors import DeckNotFoundError
from studyapp.memory.model import Rating
from studyapp.questions.question import Asked, Option
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.widgets.hints import Hints
from tests.tui.fake_study import CHOICE, REVEAL, TYPED, FakeQuestion, FakeSession, FakeWorkspace
from tests.tui.running import SMALL, at_home, studying, type_text
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_gone, until_shown

if TYPE_CHECKING:
    from collections.abc import Sequence


def ratings(workspace: FakeWorkspace) -> list[Rating]:
    return [marked.rating for _, marked in workspace.session.done]


async def test_styles_are_read_once_before_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    read_again: list[None] = []
    monkeypatch.setattr(StudyApp, "refresh_css", lambda *_, **__: read_again.append(None))
    async with studying(CHOICE) as (pilot, _):
        assert read_again == []
        pilot.app.theme = "studyapp-light"
        await until(pilot, lambda: read_again == [None])


async def test_not_being_sure_is_shown_before_the_answer_and_goes_with_it() -> None:
    async with studying(CHOICE) as (pilot, workspace):
        await pilot.press("tilde")
        await until_shown(pilot, "~ You said that you are not sure.", "sure after all")
        await pilot.press("tilde")
        await until_gone(pilot, "not sure.")
        await pilot.press("tilde", "3")
        await until_shown(pilot, "✓ Right")
        assert workspace.session.given == [(3, True)]


async def test_the_hint_is_shown_once() -> None:
    async with studying(CHOICE) as (pilot, workspace):
        await pilot.press("h")
        await until_shown(pilot, "Hint: South-west.")
        await pilot.press("h")
        assert workspace.session.hints_shown == 1
        await until_gone(pilot, "h hint")


async def test_a_hint_is_scrolled_into_sight() -> None:
    async with studying(CHOICE, size=(40, 8)) as (pilot, _):
        await pilot.press("h")
        await until_shown(pilot, "Hint: South-west.")


async def test_without_a_hint_the_key_says_so() -> None:
    async with studying(workspace=FakeWorkspace(hint="")) as (pilot, _):
        assert "h hint" not in screen_text(pilot.app)
        await pilot.press("h")
        await until_shown(pilot, "This question has no hint.")


async def test_feedback_says_why_where_from_and_when_the_card_comes_back() -> None:
    async with studying(CHOICE) as (pilot, _):
        await pilot.press("2")
        text = await until_shown(pilot, "✗ Wrong", "next to Fangshan", "paragraph 10", "back in 10 minutes")
        assert text.index("In which district") < text.index("✗ Wrong")
        await pilot.press("w")
        await until_shown(pilot, "probability of 62 %", "Mon 23 Nov 18:50")
        await pilot.press("w")
        await until_gone(pilot, "62 %")


async def test_the_question_stays_where_it_was_when_the_answer_is_marked() -> None:
    async with studying(CHOICE) as (pilot, _):
        before = screen_text(pilot.app).splitlines()
        await pilot.press("2")
        after = (await until_shown(pilot, "✗ Wrong")).splitlines()
        place = next(n for n, line in enumerate(before) if "In which" in line)
        assert after[place] == before[place]
        assert [line.split()[0] for line in after[place + 2 : place + 6]] == ["1", "2", "3", "4"]


async def test_overruling_a_wrong_verdict_and_calling_a_right_one_easy() -> None:
    async with studying(CHOICE, CHOICE) as (pilot, workspace):
        await pilot.press("2")
        await until_shown(pilot, "o I was right")
        await pilot.press("e")
        assert ratings(workspace) == [Rating.AGAIN]
        await pilot.press("o")
        await until_shown(pilot, "✓ Right – Your own verdict.", "e easy")
        assert ratings(workspace) == [Rating.GOOD]
        await pilot.press("e")
        await until(pilot, lambda: ratings(workspace) == [Rating.EASY])


async def test_skipped_questions_come_later() -> None:
    async with studying(CHOICE, TYPED) as (pilot, _):
        await pilot.press("s")
        await until_shown(pilot, "Left for later", "Which port")


async def test_undo_takes_back_the_last_answer_and_asks_again() -> None:
    async with studying(CHOICE, TYPED) as (pilot, workspace):
        await pilot.press("2", "enter")
        await until_shown(pilot, "Which port")
        await pilot.press("ctrl+z")
        await until_shown(pilot, "Taken back: In which district", "1  ")
        assert not workspace.session.done
        await pilot.press("u")
        await until_shown(pilot, "There is nothing to take back.")
        await pilot.press("3")
        await until_shown(pilot, "✓ Right")
        await pilot.press("u")
        await until_shown(pilot, "Taken back")
        assert not workspace.session.done


async def test_letters_typed_into_an_answer_are_never_commands() -> None:
    async with studying(TYPED) as (pilot, workspace):
        await type_text(pilot, "uhsdoew?~q+m")
        await until_shown(pilot, "uhsdoew?~q+m", "Ctrl+G", "F1 help")
        await pilot.press("escape")
        await until_shown(pilot, "uhsdoew?~q+m", "go on typing", "d don't know", "Esc leave")
        await pilot.press("tilde")
        await until_shown(pilot, "not sure.")
        await pilot.press("enter")
        await until_shown(pilot, "Enter answer")
        await pilot.press("x", "enter")
        await until(pilot, lambda: workspace.session.given)
        assert workspace.session.given == [("uhsdoew?~q+mx", True)]


async def test_keys_pressed_ahead_of_the_screen_go_to_the_next_answer() -> None:
    async with studying(CHOICE, TYPED) as (pilot, workspace):
        await pilot.press("3")
        await until_shown(pilot, "✓ Right")
        for name in ("enter", *"uhsd", "enter"):
            pilot.app.post_message(events.Key(name, name if len(name) == 1 else "\r"))
        await until(pilot, lambda: len(workspace.session.given) == 2)
        assert workspace.session.given[1] == ("uhsd", False)


async def test_commands_work_while_typing_by_keys_that_type_nothing() -> None:
    async with studying(TYPED) as (pilot, _):
        await type_text(pilot, "half an ans")
        await pilot.press("ctrl+n", "ctrl+t")
        await until_shown(pilot, "You said that you are not sure.", "Hint: South-west.", "half an ans")
        await pilot.press("f1")
        await until_shown(pilot, "Everywhere")
        await pilot.press("escape")
        await until_shown(pilot, "half an ans")
        await pilot.press("w")
        await until_shown(pilot, "half an answ")


async def test_a_session_ends_with_a_summary_and_five_more_minutes() -> None:
    async with studying(CHOICE) as (pilot, workspace):
        await pilot.press("3", "enter")
        await until_shown(pilot, "1 answer", "71 % → 76 %", "Sure and wrong", "Hardest today", "Tomorrow 13 min.")
        await pilot.press("m")
        await until_shown(pilot, "In which district", "2 of 2")
        await pilot.press("3", "enter")
        await until_shown(pilot, "2 answers")
        await pilot.press("u")
        await until_shown(pilot, "Taken back", "In which district")
        assert len(workspace.session.done) == 1


async def test_when_nothing_more_is_due_the_summary_says_so() -> None:
    async with studying(CHOICE) as (pilot, workspace):
        await pilot.press("3", "enter")
        await until_shown(pilot, "1 answer")
        workspace.session.extend = Mock()  # type: ignore[method-assign] # nothing is left
        await pilot.press("plus")
        await until_shown(pilot, "Nothing is left to study for now.")


async def test_leaving_a_session_that_was_started_by_name_ends_the_app() -> None:
    async with studying(CHOICE, CHOICE) as (pilot, workspace):
        await pilot.press("3", "escape")
        await until_shown(pilot, "1 answer")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app._exit)
        assert workspace.started == [(("deck",), None)]


async def test_decks_that_had_changed_are_kept_once_the_first_question_stands() -> None:
    async with studying(CHOICE) as (pilot, workspace):
        await until_shown(pilot, "In which district")
        assert workspace.kept == 0
        await until(pilot, lambda: workspace.kept)


async def test_leaving_before_any_answer_needs_no_summary() -> None:
    async with at_home() as pilot:
        await pilot.press("enter")
        await until_shown(pilot, "In which district")
        await pilot.press("escape")
        await until_shown(pilot, "Today")


async def test_a_deck_that_is_not_there_is_told_and_can_be_left() -> None:
    class Empty(FakeWorkspace):
        def start(self, decks: Sequence[str] = (), *, minutes: float | None = None) -> FakeSession:
            raise DeckNotFoundError(decks[0], ("nuclear",), f"nuclear{minutes or ''}")

    app = StudyApp(Empty().real, ["nuclaer"])
    async with app.run_test() as pilot:
        await until_shown(pilot, "There is no deck 'nuclaer'. Did you mean nuclear?", "Esc leave")
        await pilot.press("escape")
        await until(pilot, lambda: app._exit)


async def test_nothing_due_leads_straight_to_the_summary() -> None:
    app = StudyApp(FakeWorkspace(questions=()).real, at_home=False)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Nothing is left to study for now.", "Tomorrow")


LONG = FakeQuestion(Asked("choice", "\n".join(f"line {n}" for n in range(60)), (Option("yes"), Option("no"))), 1, "yes")


async def test_a_long_question_scrolls_and_says_that_there_is_more() -> None:
    async with studying(LONG, size=SMALL) as (pilot, workspace):
        await until_shown(pilot, "line 0", "PgDn more")
        assert "yes" not in screen_text(pilot.app)
        for _ in range(8):
            await pilot.press("pagedown")
        await until_shown(pilot, "line 59", "yes", "no")
        await until_gone(pilot, "PgDn more")
        await pilot.press("pageup")
        await until_gone(pilot, "yes")
        await pilot.press("down")
        await until_shown(pilot, "yes")
        await pilot.press("enter")
        await until_shown(pilot, "✓ Right", "back on")
        assert workspace.session.given == [(1, False)]


async def test_typing_scrolls_to_the_line_that_is_typed_into() -> None:
    question = replace(TYPED, asked=LONG.asked._replace(form="typed", options=()))
    async with studying(question, size=SMALL) as (pilot, _):
        await until_shown(pilot, "line 0")
        await type_text(pilot, "xyz")
        await until_shown(pilot, "xyz")


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (30, 10)])
async def test_the_hint_line_never_cuts_a_hint(size: tuple[int, int]) -> None:
    async with studying(CHOICE, REVEAL, size=size) as (pilot, _):
        for key in ("2", "enter", "enter", "3"):
            line = pilot.app.screen.query_one(Hints).render()
            assert str(line).strip()
            assert getattr(line, "cell_length", 0) <= size[0] - 2
            await pilot.press(key)


@pytest.mark.parametrize("at_hand", [False, True], ids=["to-be-read", "at-hand"])
async def test_the_screen_is_painted_before_decks_are_read_and_with_the_question_where_they_are_at_hand(
    at_hand: bool,
) -> None:
    painted: list[str] = []

    class Watched(FakeWorkspace):
        def start(self, decks: Sequence[str] = (), *, minutes: float | None = None) -> FakeSession:
            painted.append(screen_text(app))
            return super().start(decks, minutes=minutes)

    app = StudyApp(Watched(at_hand=at_hand).real, ["deck"])
    async with app.run_test() as pilot:
        await until_shown(pilot, "In which district")
        assert ("studyapp" in painted[0]) is not at_hand
        assert isinstance(app.screen, StudyScreen)
