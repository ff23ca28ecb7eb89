"""A click on any cell of any screen does what it does on a harmless screen of the same shape, and nothing else."""

from __future__ import annotations

import os
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest

from studyapp.tui import answers
from tests.firewall.clicked import Order
from tests.firewall.clicking import Clicked, click, differences, harmless, live_cells
from tests.firewall.gallery import ONE_OF_EACH, SCENES
from tests.firewall.hostile import FLOODS
from tests.firewall.noted import all_screens
from tests.firewall.sequences import kinds
from tests.tui.test_hostile_text import KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ACTIONS = "[@click=app.quit]quit[/] [@click=app.bell]bells[/]"
EVERY_CELL = bool(os.environ.get("STUDYAPP_EVERY_CELL"))
"""Set by `make firewall`."""
SAYING_NOTHING = {"clock", "help"}
"""Screens that say nothing of a deck."""
RUNS = (
    [
        *(pytest.param(ACTIONS, (name,), 0, id=name) for name in SCENES),
        *(pytest.param(FLOODS["payloads"], (name,), 0, id=f"{name}, flooded") for name in ONE_OF_EACH),
    ]
    if EVERY_CELL
    else [pytest.param(ACTIONS, ONE_OF_EACH, 4, id="a sample")]
)
"""Text, scenes, and cells of each."""


@pytest.mark.parametrize(("text", "scenes", "cells"), RUNS)
def test_a_click_does_nothing_that_a_text_says(tmp_path: Path, text: str, scenes: Sequence[str], cells: int) -> None:
    twin, hostile = click(tmp_path, Order(scenes, [harmless(text), text], cells))
    found = [each for name in scenes for each in differences(hostile.clicked[name], twin.clicked[name])]
    assert found == []
    assert kinds(hostile.output) - kinds(twin.output) == set()
    live = [name for name in scenes if live_cells(hostile.clicked[name])]
    assert len(live) > len(scenes) / 3, "the mouse reached nothing"


def test_every_screen_is_clicked() -> None:
    forgotten = all_screens() - {scene.screen.__name__ for scene in SCENES.values()}
    assert not forgotten, f"nothing is clicked on {sorted(forgotten)}: add them to SCENES in tests/firewall/gallery.py"


def test_every_form_of_question_is_clicked() -> None:
    modules = [import_module(f"{answers.__name__}.{found.name}") for found in iter_modules(answers.__path__)]
    forms = {module.__name__.rpartition(".")[2] for module in modules if hasattr(module, "AnswerWidget")}
    assert forms == KEYS.keys()
    assert {f"{state} {form}" for state in ("study", "verdict") for form in forms} <= SCENES.keys()


def test_a_planted_action_is_found_on_every_screen(tmp_path: Path) -> None:
    scenes, word = ONE_OF_EACH if EVERY_CELL else tuple(SAYING_NOTHING), "planted"
    (found,) = click(tmp_path, Order(scenes, [ACTIONS], 1, "planted", word))
    assert {name for name in scenes if not has_done(found.clicked[name], f"action app.{word}")} == set()


def test_an_action_is_found_wherever_what_a_deck_says_is_read_as_markup(tmp_path: Path) -> None:
    (found,) = click(tmp_path, Order(ONE_OF_EACH, [ACTIONS], 1, "marked up", "bells"))
    assert {name for name in ONE_OF_EACH if not has_done(found.clicked[name], "action app.bell")} == SAYING_NOTHING
    assert "control 07" in kinds(found.output)


def has_done(clicked: Clicked, effect: str) -> bool:
    """Return whether any click had an effect."""
    return any(effect in done.effects for done in clicked.done.values() if done)
