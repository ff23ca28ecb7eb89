from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from studyapp.cli.commands.stats import command
from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def studied(home: Path) -> None:
    with make_workspace(home / "studyapp", typed_deck(3)) as workspace:
        session = workspace.start()
        for answer, unsure in (("nonsense", False), ("answer 0", True), ("nonsense", True)):
            session.pose()
            session.answer(answer, unsure=unsure, seconds=6)


@pytest.mark.usefixtures("studied")
def test_figures_for_people_and_for_programs() -> None:
    said = CliRunner().invoke(command, []).output
    assert "3 answers to 3 cards on 1 day, 18 seconds" in said
    assert "Sure and wrong:" in said
    figures = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert figures["answers"] == 3
    assert figures["sure"] == {"answers": 1, "right": 0, "share": 0.0}
    assert figures["unsure"]["answers"] == 2
    assert [entry["times"] for entry in figures["sure_and_wrong"]] == [1]


def test_without_an_answer_it_says_so() -> None:
    assert CliRunner().invoke(command, []).output == "No answer yet.\n"


@pytest.mark.usefixtures("studied")
def test_a_deck_can_be_named() -> None:
    assert CliRunner().invoke(command, ["other"]).output == "No answer yet.\n"
    assert "3 answers" in CliRunner().invoke(command, ["words"]).output
