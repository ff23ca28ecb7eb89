"""The commands as a shell runs them: real processes, a real progress file."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest

from studyapp.cli.main import COMMANDS, studyapp
from tests.workspaces import CAPITALS, typed_deck, write_deck

ROOT = Path(__file__).parents[2]


def run(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "studyapp", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


@pytest.fixture
def deck(tmp_path: Path) -> str:
    return str(write_deck(tmp_path / "decks", typed_deck(25), "words"))


def test_help_and_version() -> None:
    for arguments in (
        ["--help"],
        ["-h"],
        ["study", "--help"],
        ["due", "--help"],
        ["check", "--help"],
        ["history", "-h"],
    ):
        helped = run(*arguments)
        assert helped.returncode == 0, arguments
        assert "Example" in helped.stdout
    assert run("--version").stdout.startswith("studyapp ")


def test_the_help_lists_every_command_in_a_line_that_fits() -> None:
    listed = run("--help").stdout
    folder = ROOT / "studyapp/cli/commands"
    assert sorted(COMMANDS) == sorted(path.stem for path in folder.glob("[!_]*.py"))
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S.*\.$", listed, re.MULTILINE), name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stduy", "`studyapp study`"),
        ("Check", "`studyapp check`"),
        ("my.deck.yaml", "`studyapp study my.deck.yaml`"),
        ("help", "`studyapp --help`"),
    ],
)
def test_a_command_that_is_none_gets_the_nearest_one_named(typed: str, meant: str) -> None:
    ran = run(typed)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"Did you mean {meant}?" in ran.stderr


def test_twenty_answers_by_plain_lines_and_by_jsonl_are_in_the_history(deck: str) -> None:
    plain = run("study", deck, "--plain", typed="answer\n" * 20)
    assert plain.returncode == 0, plain.stderr
    assert len(json.loads(run("history", "--json").stdout)) == 20
    command = json.dumps({"answer": "answer 1", "seconds": 2}) + "\n"
    jsonl = run("study", deck, "--jsonl", "--minutes", "60", typed=command * 20)
    assert jsonl.returncode == 0, jsonl.stderr
    saved = [event for event in map(json.loads, jsonl.stdout.splitlines()) if event["event"] == "saved"]
    history = json.loads(run("history", "--json").stdout)
    assert [entry["review"] for entry in history][20:] == [event["review"] for event in saved]
    assert len(saved) == 20
    assert {*history[0]} >= {"review", "card", "at", "rating", "correct", "seconds"}


def test_no_path_is_refused_as_a_usage_error_because_it_may_not_be_read() -> None:
    commands = [studyapp, *(studyapp.get_command(click.Context(studyapp), name) for name in COMMANDS)]
    paths = [
        (command.name, parameter.name, parameter.type)
        for command in commands
        if command is not None
        for parameter in command.params
        if isinstance(parameter.type, click.Path)
    ]
    assert len(paths) > 8
    assert [(command, name) for command, name, kind in paths if kind.readable] == []


@pytest.mark.parametrize("command", [["due"], ["due", "--json"], ["study", "--plain"], ["study", "--jsonl"], []])
def test_a_folder_in_which_no_deck_can_be_studied_ends_with_three(tmp_path: Path, command: list[str]) -> None:
    write_deck(tmp_path, "studyapp: 1\ncards:\n  - {anwser: b}\n", "broken")
    ran = run(*command, STUDYAPP_DECKS=str(tmp_path))
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "broken.deck.yaml:3:6: error: “anwser” means nothing" in ran.stderr
    assert f"{tmp_path}: no deck here can be studied." in ran.stderr


def test_ids_that_are_written_later_keep_the_progress_and_the_next_command_says_so(deck: str) -> None:
    path = Path(deck)
    path.write_text(re.sub(r"id: c\d+, ", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert run("study", deck, "--plain", typed="answer 1\n" * 3).returncode == 0
    assert "25 ids written" in run("id", deck).stdout
    due = run("due", "--json", "--decks", str(path.parent))
    assert "words: 3 cards go by another id now; your progress is kept." in due.stderr
    assert json.loads(due.stdout)["new"] == 22
    assert {entry["card"] for entry in json.loads(run("history", "--json").stdout)} <= {
        f"words/word-{n}" for n in range(25)
    }


def test_without_a_terminal_a_session_is_plain_and_ends_kindly(deck: str) -> None:
    studied = run("study", deck)
    assert studied.returncode == 0
    assert "Question 1 of 25, new." in studied.stdout
    assert "\x1b" not in studied.stdout
    assert studied.stderr == ""


def test_due_says_what_is_due_and_new(deck: str) -> None:
    folder = str(Path(deck).parent)
    run("study", deck, "--jsonl", typed='{"answer": "x"}\n' * 3, STUDYAPP_NOW="2026-11-24T10:00:00+00:00")
    due = json.loads(run("due", "--json", "--decks", folder, STUDYAPP_NOW="2026-11-25T10:00:00+00:00").stdout)
    assert due["now"] == "2026-11-25T10:00:00+00:00"
    assert due["decks"] == [{"id": "words", "title": "Words", "cards": 25, "due": 3, "new": 22}]
    assert (due["due"], due["new"]) == (3, 22)
    bare = run("--decks", folder, STUDYAPP_NOW="2026-11-25T10:00:00+00:00")
    assert "3 due, 22 new" in bare.stdout


def test_due_has_one_line_for_each_deck_whatever_its_title(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "decks", CAPITALS.replace("title: Capitals", r'title: "Capitals\n0 due, 0 new.\tx"'))
    lines = run("due", "--decks", str(path.parent)).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[:-1]] == ["Capitals 0 due, 0 new. x"]


def test_check_names_every_problem_and_ends_with_one(tmp_path: Path) -> None:
    text = CAPITALS.replace("answer: Paris", "anser: Paris").replace("title: Capitals", "title: Capitals\ntitel: x")
    path = write_deck(tmp_path / "broken", text, "broken")
    checked = run("check", str(path), "--json")
    assert checked.returncode == 1
    report = json.loads(checked.stdout)
    assert {*report} == {"decks", "cards", "problems"}
    assert all({*p} == {"path", "line", "column", "severity", "code", "message", "fix"} for p in report["problems"])
    assert {problem["line"] for problem in report["problems"]} >= {4, 6}
    assert run("check", "decks").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["study", "no-such-deck"], 2, "no-such-deck"),
        (["study", "missing.deck.yaml"], 3, "missing.deck.yaml"),
        (["check", "missing.deck.yaml"], 3, "missing.deck.yaml"),
        (["study", "--minutes", "0"], 2, "--minutes"),
        (["nonsense"], 2, "nonsense"),
        (["due", "--decks", "no-such-folder"], 2, "no-such-folder"),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr_with_the_right_code(arguments: list[str], code: int, words: str) -> None:
    failed = run(*arguments)
    assert failed.returncode == code
    assert words in failed.stderr + failed.stdout
    assert "Traceback" not in failed.stderr


def test_a_broken_deck_is_named_and_the_others_are_studied(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    write_deck(folder, typed_deck(2), "good")
    write_deck(folder, "studyapp: 1\ncards: [", "bad")
    (folder / "binary.deck.yaml").write_bytes(bytes(range(256)) * 40)
    studied = run("study", "--decks", str(folder), "--plain", typed="answer 0\nanswer 1\n")
    assert studied.returncode == 0
    assert "bad.deck.yaml:" in studied.stderr
    assert "binary.deck.yaml:" in studied.stderr
    assert len(json.loads(run("history", "--json").stdout)) == 2


def test_a_deck_folder_without_decks_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    failed = run("study", "--decks", str(empty))
    assert failed.returncode == 3
    assert "no *.deck.yaml file" in failed.stderr


def test_a_data_folder_that_cannot_be_made_is_said(deck: str, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    failed = run("study", deck, STUDYAPP_HOME=str(blocker / "inside"))
    assert failed.returncode == 3
    assert "STUDYAPP_HOME" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_progress_is_for_its_owner_alone(deck: str, home: Path) -> None:
    run("study", deck, "--plain", typed="x\n")
    files = [path for path in (home / "studyapp").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_an_unknown_time_is_a_usage_error(deck: str) -> None:
    failed = run("study", deck, "--plain", STUDYAPP_NOW="tomorrow")
    assert failed.returncode == 2
    assert "STUDYAPP_NOW" in failed.stderr


def test_settings_are_read_and_mistakes_in_them_named(deck: str, home: Path) -> None:
    config = home / "studyapp" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("minuts = 5\n", encoding="utf-8")
    failed = run("due")
    assert failed.returncode == 2
    assert "did you mean minutes?" in failed.stderr
    config.write_text(f"decks = '{Path(deck).parent}'\nminutes = 1\n", encoding="utf-8")
    assert "Words" in run("due").stdout
