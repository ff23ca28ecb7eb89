from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

from studyapp.study.opening import open_workspace
from studyapp.study.surroundings import open_store
from tests.study.answering import answer_days, forgetful
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    import pytest

    from tests.cli.running import CommandLine


def test_too_few_answers_are_said_kindly(shell: CommandLine) -> None:
    write_deck(shell.folder / "decks", typed_deck(3), "words")
    ran = shell.run("fit")
    assert ran.code == 0
    assert "Too few answers" in ran.out
    entry = json.loads(shell.run("fit", "--json").out)
    assert entry["kept"] is False
    assert entry["model"] == "fsrs7"
    assert entry["log_loss"] == {"default": None, "fitted": None}


def test_the_model_is_fitted_unasked_at_the_end_of_a_session(
    shell: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-28T12:00+00:00")
    monkeypatch.setattr("sys.stdin", StringIO())
    write_deck(shell.folder / "decks", typed_deck(20), "words")
    store = open_store()
    answer_days(store, cards=20, days=4, rating=forgetful)
    store.close()
    told = "used from the next start on"
    assert told in shell.run("study", "--plain").err
    assert told not in shell.run("study", "--plain").err
    with open_workspace() as workspace:
        assert workspace.scheduler.model.name != "fsrs7"
    assert "lasts" in shell.run("fit").out


def test_own_parameters_are_used_from_the_next_start_on(shell: CommandLine) -> None:
    write_deck(shell.folder / "decks", typed_deck(30), "words")
    store = open_store()
    answer_days(store, cards=30, days=12, rating=forgetful)
    store.close()
    with open_workspace() as workspace:
        before = {state.card: state.stability for state in workspace.store.states("words")}
    entry = json.loads(shell.run("fit", "--json").out)
    assert entry["kept"] is True
    assert entry["log_loss"]["fitted"] < entry["log_loss"]["default"]
    with open_workspace() as workspace:
        assert workspace.scheduler.model.name == entry["model"] != "fsrs7"
        after = {state.card: state.stability for state in workspace.store.states("words")}
    assert before.keys() == after.keys()
    assert before != after
    assert "in use from now on" in shell.run("fit").out
