from __future__ import annotations

import json
from typing import TYPE_CHECKING

from studyapp.clock import StandingClock
from studyapp.study.opening import open_workspace
from tests.workspaces import CAPITALS, NOON, write_deck

if TYPE_CHECKING:
    import pytest

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
    assert shell.run("why", "capitals/germany").code == 2
