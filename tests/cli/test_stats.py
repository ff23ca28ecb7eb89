from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from studyapp.cli.commands.stats import command
from studyapp.errors import DeckNotFoundError
from studyapp.memory.model import Rating
from studyapp.study.surroundings import open_store
from tests.study.answering import answer_days
from tests.workspaces import make_workspace, typed_deck, write_deck

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import CommandLine


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
def test_a_deck_can_be_named_by_its_id_also_when_its_file_is_gone_or_by_its_path(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "elsewhere", typed_deck(3))
    assert "3 answers" in CliRunner().invoke(command, ["words"]).output
    assert "3 answers" in CliRunner().invoke(command, [str(path)]).output
    assert isinstance(CliRunner().invoke(command, ["other"]).exception, DeckNotFoundError)


def test_forecasts_are_scored_once_their_exam_has_passed(shell: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    write_deck(shell.folder / "decks", typed_deck(30))
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-24T18:00+00:00")
    assert shell.run("plan", "words", "--on", "in 2 days").code == 0
    with closing(open_store()) as store:
        answer_days(store, cards=30, days=2, rating=lambda *_: Rating.GOOD)
    assert json.loads(shell.run("stats", "--json").out)["forecasts"] == []
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-27T18:00+00:00")
    (score,) = json.loads(shell.run("stats", "--json").out)["forecasts"]
    assert (score["horizon"], score["forecasts"]) == ("2-3 days", 1)
    assert "within the range" in shell.run("stats").out
