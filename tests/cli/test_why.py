from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock
from studyapp.study.opening import open_workspace
from tests.workspaces import CAPITALS, NOON, write_deck

if TYPE_CHECKING:
    from tests.cli.running import CommandLine


def test_a_card_is_explained_to_people_and_to_programs(shell: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", NOON.isoformat())
    write_deck(shell.folder / "decks", CAPITALS)
    fresh = shell.run("why", "capitals/france")
    assert "never answered" in fresh.out
    monkeypatch.chdir(shell.folder)
    with open_workspace() as workspace:
        assert isinstance(workspace.clock, StandingClock)
        session = workspace.start(["capitals"])
        session.pose()
        session.answer("Paris", seconds=4)
    told = shell.run("why", "capitals/france")
    assert (told.code, told.err) == (0, "")
    assert "Capital of France?" in told.out
    assert "first answer" in told.out
    entry = json.loads(shell.run("why", "capitals/france", "--json").out)
    assert entry["due"] > entry["now"]
    assert [answer["rating"] for answer in entry["answers"]] == ["good"]
    gone = shell.run("why", "capitals/zzzzzzzz")
    assert gone.code == 2
    listing = re.search("`studyapp (preview .*)` lists all", gone.err)
    assert listing
    assert shell.run(*listing[1].split()).code == 0


@pytest.mark.parametrize("command", ["why", "history"])
def test_the_name_of_a_deck_is_not_taken_for_a_card_without_answers(shell: CommandLine, command: str) -> None:
    write_deck(shell.folder / "decks", CAPITALS)
    ran = shell.run(command, "capitals")
    assert (ran.code, ran.out) == (2, "")
    assert "Write deck/card" in ran.err


@pytest.mark.parametrize("command", ["why", "history"])
def test_the_shell_completes_the_names_of_cards(
    shell: CommandLine, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(shell.folder / "decks", CAPITALS)
    monkeypatch.setenv("_STUDYAPP_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"studyapp {command} capitals/fr")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert shell.run().out.splitlines() == ["plain,capitals/france"]
