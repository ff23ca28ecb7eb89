from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.tui.watch_app import WatchApp
from tests.tui.running import SMALL, WIDE, type_text
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until, until_gone, until_shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

HEAD = "studyapp: 1\nid: capitals\ntitle: Capitals\ncards:\n"
FRANCE = """\
  - id: france
    type: typed
    question: Capital of France?
    answer: Paris
    hint: On the Seine.
    explanation: Since the Middle Ages.
    wrong: [Lyon, Nice]
"""
ITALY = "  - id: italy\n    type: typed\n    question: Capital of Italy?\n    answer: Rome\n"
SPAIN = "  - id: spain\n    question: Capital of Spain?\n    answer: Madrid\n    explanation: In the middle.\n"


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def remove(path: Path) -> None:
    path.unlink()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@asynccontextmanager
async def watching(
    path: Path, text: str, size: tuple[int, int] = WIDE, shown: str = "1 of"
) -> AsyncIterator[Pilot[Any]]:
    save(path, text)
    async with WatchApp(path).run_test(size=size) as pilot:
        await until_shown(pilot, shown)
        yield pilot


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "capitals.deck.yaml"


async def test_the_first_card_is_shown_as_a_student_sees_it(path: Path) -> None:
    async with watching(path, HEAD + FRANCE + ITALY + SPAIN) as pilot:
        screen = await until_shown(pilot, "Capital of France?", "Paris", "Lyon", "Nice")
        assert "3 cards" in screen
        assert "card 1 of 3 · france · typed · as a choice (form 1 of 2) · line 5" in screen
        assert "Middle Ages" not in screen, "the explanation comes after the answer"


async def test_a_card_without_an_id_has_no_made_up_one_to_be_read(path: Path) -> None:
    async with watching(path, HEAD + ITALY.replace("id: italy\n    ", "")) as pilot:
        assert "card 1 of 1 · no id yet · typed · line 5" in await until_shown(pilot, "Capital of Italy?")


async def test_an_answer_is_marked_with_its_reason_and_nothing_is_recorded(path: Path, home: Path) -> None:
    async with watching(path, HEAD + ITALY) as pilot:
        await type_text(pilot, "Milano")
        await pilot.press("enter")
        screen = await until_shown(pilot, "✗ Wrong")
        assert "Rome" in screen
        await pilot.press("enter")
        await until_gone(pilot, "✗ Wrong")
        await type_text(pilot, "rome")
        await pilot.press("enter")
        await until_shown(pilot, "✓ Right")
    assert names(home) == []


async def test_saving_shows_the_card_that_changed(path: Path) -> None:
    which = ITALY.replace("Capital of", "Which is the capital of")
    async with watching(path, HEAD + FRANCE + ITALY + SPAIN) as pilot:
        save(path, HEAD + FRANCE + which + SPAIN)
        await until_shown(pilot, "Which is the capital of Italy?", "card 2 of 3")
        save(path, HEAD + FRANCE + which + SPAIN + SPAIN.replace("spain", "four").replace("Spain", "Oz"))
        await until_shown(pilot, "Capital of Oz?", "card 4 of 4")


async def test_a_typed_answer_is_marked_anew_after_each_save(path: Path) -> None:
    async with watching(path, HEAD + ITALY) as pilot:
        await type_text(pilot, "the eternal city")
        await pilot.press("enter")
        await until_shown(pilot, "✗ Wrong")
        save(path, HEAD + ITALY + "    accept: [the eternal city]\n")
        await until_shown(pilot, "✓ Right")
        save(path, HEAD + ITALY + "    accept: [the eternal city\n")
        await until_shown(pilot, "once its problems are mended")
        save(path, HEAD + ITALY + "    accept: [eternal city]\n")
        await until_shown(pilot, "Capital of Italy?", "the eternal city")


async def test_what_is_being_typed_survives_a_save(path: Path) -> None:
    async with watching(path, HEAD + ITALY) as pilot:
        await type_text(pilot, "Ro")
        save(path, HEAD + ITALY + "    hint: On seven hills.\n")
        await until_shown(pilot, "hint")
        await until_shown(pilot, "Ro")
        await type_text(pilot, "me")
        await pilot.press("enter")
        await until_shown(pilot, "✓ Right")


async def test_problems_are_shown_with_their_mends_and_go_when_they_are_mended(path: Path) -> None:
    async with watching(path, HEAD + FRANCE + SPAIN.replace("answer", "anwser")) as pilot:
        screen = await until_shown(pilot, "Did you mean `answer`?")
        assert "✗ " in screen
        assert "error" in screen
        save(path, HEAD + FRANCE + SPAIN)
        await until_shown(pilot, "Capital of Spain?")
        assert "Did you mean" not in screen_text(pilot.app)


async def test_a_deck_without_a_card_that_can_be_shown_says_so(path: Path) -> None:
    async with watching(path, "studyapp: 1\n", shown="0 cards") as pilot:
        await until_shown(pilot, "once its problems are mended")
        remove(path)
        await until_shown(pilot, "There is no such file")
        save(path, HEAD + ITALY)
        await until_shown(pilot, "Capital of Italy?")


async def test_while_one_card_is_broken_the_others_are_shown_as_they_are_now(path: Path) -> None:
    async with watching(path, HEAD + ITALY + SPAIN) as pilot:
        save(path, HEAD + ITALY.replace("answer", "anwser") + SPAIN.replace("Capital", "Which is the capital"))
        await until_shown(pilot, "once its problems are mended")
        await pilot.press("n")
        await until_shown(pilot, "Which is the capital of Spain?", "card 1 of 1")


async def test_keys_lead_to_other_cards_and_forms(path: Path) -> None:
    async with watching(path, HEAD + FRANCE + ITALY + SPAIN) as pilot:
        await until_shown(pilot, "Lyon")
        await pilot.press("h")
        await until_shown(pilot, "Hint: On the Seine.")
        await pilot.press("f")
        await until_gone(pilot, "Lyon")
        await until_shown(pilot, "form 2 of 2", "type the answer")
        await pilot.press("ctrl+n")
        await until_shown(pilot, "Capital of Italy?")
        await pilot.press("escape", "n")
        await until_shown(pilot, "Capital of Spain?")
        await pilot.press("enter")
        await until_shown(pilot, "Madrid", "In the middle.")
        await pilot.press("1")
        await until_shown(pilot, "nothing is marked")
        await pilot.press("n")
        await until_shown(pilot, "Capital of France?")
        await pilot.press("p")
        await until_shown(pilot, "Capital of Spain?")


async def test_every_type_can_be_tried(path: Path) -> None:
    from studyapp.questions.registry import NAMES, question_type

    examples = "".join(f"  {line}\n" for name in NAMES for line in question_type(name).example.splitlines())
    async with watching(path, HEAD + examples) as pilot:
        for number in range(len(NAMES) + 1):
            await until_shown(pilot, f"card {number + 1} of")
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("ctrl+n")


async def test_a_picked_option_shows_its_feedback(path: Path) -> None:
    card = "  - {id: a, type: choice, question: Q?, answer: Yes, wrong: [{text: No, feedback: Think again.}]}\n"
    async with watching(path, HEAD + card) as pilot:
        lines = (await until_shown(pilot, "1  ", "2  ")).splitlines()
        wrong = next(line.split()[0] for line in lines if line.split()[1:] == ["No"])
        await pilot.press(wrong)
        await until_shown(pilot, "✗ Wrong", "Think again.")


async def test_leaving_first_stops_typing(path: Path) -> None:
    async with watching(path, HEAD + ITALY) as pilot:
        await until_shown(pilot, "type the answer")
        await pilot.press("escape")
        assert not pilot.app._exit
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app._exit)


async def test_it_fits_a_small_terminal(path: Path) -> None:
    async with watching(path, HEAD + FRANCE, size=SMALL) as pilot:
        await until_shown(pilot, "Capital of France?", "Paris", "Lyon", "Nice", "No problems")


async def test_hostile_text_is_text(path: Path) -> None:
    card = "  - {id: a, type: typed, question: '[bold]x[/bold] [@click=app.quit]y[/]', answer: '[red]z'}\n"
    async with watching(path, HEAD + card) as pilot:
        await until_shown(pilot, "[bold]x[/bold] [@click=app.quit]y[/]")


async def test_help_lists_the_keys(path: Path) -> None:
    async with watching(path, HEAD + SPAIN) as pilot:
        await pilot.press("f1")
        await until_shown(pilot, "Keys")
