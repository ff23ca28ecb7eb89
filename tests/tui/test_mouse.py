"""A whole mock exam in a real terminal without a key: real reports of a mouse, real decks, real progress."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studyapp.progress.store import open_progress
from tests.drawn import Mouse
from tests.terminal import Terminal
from tests.tui.running import SMALL, WIDE
from tests.workspaces import write_deck

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DECK = """\
studyapp: 1
id: mixed
title: Mixed
exam: {minutes: 10, pass: 60%}
cards:
  - {id: rome, type: choice, question: Capital of Italy?, answer: Rome, wrong: [Milan, Turin, Naples]}
  - {id: oslo, type: truefalse, question: Oslo is in Norway., answer: true}
  - {id: gases, type: multiple, question: Noble gases?, answer: [Argon, Xenon], wrong: [Oxygen, Chlorine]}
  - {id: days, type: order, question: "Days, in order?", items: [Monday, Tuesday, Friday]}
  - {id: paris, type: typed, question: Capital of France?, answer: Paris}
"""
ANSWERS = {
    "Capital of Italy?": {"Milan": "● Milan", "Enter next": ""},
    "Oslo is in Norway.": {"True": "● True", "Enter next": ""},
    "Noble gases?": {"Argon": "[x] Argon", "Xenon": "[x] Xenon", "n next": ""},
    "Days, in order?": {"Monday": "1. Monday", "Tuesday": "3. Friday", "n next": ""},
    "Capital of France?": {"Ctrl+N next": ""},
}
"""What is clicked on at each question, and what is shown then; what is left over in an order takes the last place."""


@pytest.fixture(params=[WIDE, SMALL], ids=["80x24", "40x15"])
def mouse(request: pytest.FixtureRequest, tmp_path: Path, home: Path) -> Iterator[tuple[Mouse, Terminal]]:
    columns, rows = request.param
    deck = write_deck(tmp_path / "decks", DECK)
    command = [sys.executable, "-m", "studyapp", "--decks", str(deck.parent)]
    with Terminal(command, dict(os.environ), columns=columns, rows=rows, cwd=str(ROOT)) as terminal:
        yield Mouse(terminal, columns, rows), terminal


def answer_all(mouse: Mouse) -> None:
    for number in range(1, len(ANSWERS) + 1):
        mouse.wait(f"{number} of {len(ANSWERS)}")
        mouse.wait_still()
        question = next(question for question in ANSWERS if question in mouse.screen())
        for word, shown in ANSWERS[question].items():
            mouse.click(word, shown)


def test_a_mock_exam_by_mouse_alone(mouse: tuple[Mouse, Terminal], home: Path) -> None:
    hand, terminal = mouse
    hand.click("e exam", "Enter begin")
    hand.click("Enter begin")
    answer_all(hand)
    hand.wait("Answer sheet", "Blank: ", "Enter go there")
    hand.click("g hand in", "Hand the exam in?", "Enter hand in")
    hand.click("Enter hand in", "3 of 5 points", "Enter 2 errors")
    hand.click("2 errors", "error 1 of 2", "Enter next")
    for number, way_on in enumerate(("Enter next", "Enter result"), start=1):
        hand.wait(f"error {number} of 2", way_on)
        hand.wait_still()
        if "Capital of Italy?" in hand.screen():
            hand.click("o I was right", "Your own verdict.")
        hand.click(way_on)
    hand.wait("4 of 5 points", "Esc done")
    hand.click("Esc done", "Today", "q quit")
    hand.click("q quit")
    assert terminal.exit_code() == 0
    with closing(open_progress(home / "studyapp" / "progress.db")) as store:
        assert len(list(store.history())) == 4
