"""`studyapp exam` as programs and line mode see it: killed at any moment, resumed, submitted once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from studyapp.errors import NotSavedError
from studyapp.line.exam_plain import PlainExam
from studyapp.line.wording import AnswerWording
from tests.study.exam.taking import MIXED, begun, resumed
from tests.terminal import Terminal
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def started(home: Path, deck: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "studyapp", "exam", str(deck), *options]
    environment = {**os.environ, "STUDYAPP_HOME": str(home)}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def until_event(process: subprocess.Popen[str], name: str) -> dict[str, Any]:
    assert process.stdout is not None
    for line in process.stdout:
        event: dict[str, Any] = json.loads(line)
        if event["event"] == name:
            return event
    raise AssertionError(f"the program ended without {name}")


def test_what_was_reported_as_saved_survives_a_kill_and_is_submitted_once(tmp_path: Path) -> None:
    deck, home = write_deck(tmp_path, typed_deck(6), "words"), tmp_path / "home"
    for answered in range(3):
        with started(home, deck, "--jsonl") as process:
            assert process.stdin is not None
            assert until_event(process, "exam")["answered"] == answered
            process.stdin.write('{"answer": "x"}\n')
            process.stdin.flush()
            until_event(process, "saved")
            process.kill()
    with started(home, deck, "--jsonl") as process:
        out, _ = process.communicate('{"submit": true}\n', timeout=60)
    (result,) = (event for event in map(json.loads, out.splitlines()) if event["event"] == "result")
    assert [question["outcome"] for question in result["questions"]].count("wrong") == 3
    with started(home, deck, "--results", "--json") as process:
        (kept,) = json.loads(process.communicate(timeout=60)[0])
    assert kept["questions"] == result["questions"]
    log = [sys.executable, "-m", "studyapp", "history", "--json"]
    shown = subprocess.run(log, env={**os.environ, "STUDYAPP_HOME": str(home)}, capture_output=True, check=True)
    assert len(json.loads(shown.stdout)) == 3


def plain(exams: Any, sheet: Any, *typed: str) -> list[str]:
    said: list[str] = []
    lines = iter(typed)
    PlainExam(exams, sheet, said.append, lambda _prompt: next(lines, None), AnswerWording()).run()
    return said


def test_line_by_line_with_an_interruption(tmp_path: Path) -> None:
    said = plain(*begun(tmp_path, MIXED), "?", ":n", ":b", ":f", ":g 9", ":l", ":q")
    assert "Flag up." in said
    assert "Type :g and a number from 1 to 5." in said
    assert "goes on with it" in said[-1]
    exams, sheet = resumed(tmp_path)
    own = next(question.number for question in sheet.questions if question.is_self_marked)
    hand_in = [] if own == len(sheet) else [":d"]  # after the last question it is asked anyway
    said = plain(exams, sheet, f":g {own}", "It scatters.", *hand_in, "y", "3")
    assert "You wrote: It scatters." in said
    assert "Not passed: 20 %." in said
    assert sum(line.startswith("Wrong: You left it blank.") for line in said) == 4


def test_a_goal_that_cannot_be_worked_out_takes_nothing_from_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsaved() -> None:
        raise NotSavedError("the disk is full")

    exams, sheet = begun(tmp_path, MIXED)
    monkeypatch.setattr(exams, "effect_on_goal", unsaved)
    said = plain(exams, sheet, ":d", "y")
    assert any("the disk is full" in line for line in said)
    assert sum(line.startswith("Wrong: You left it blank.") for line in said) == 5


def test_an_exam_says_what_became_of_edited_cards(tmp_path: Path) -> None:
    deck = write_deck(
        tmp_path, "studyapp: 1\nid: one\ntitle: One\ncards:\n  - {id: a, type: typed, question: Who?, answer: I}\n"
    )
    environment = {**os.environ, "STUDYAPP_HOME": str(tmp_path / "home")}

    def run(command: str, how: str, stdin: str) -> str:
        arguments = [sys.executable, "-m", "studyapp", command, str(deck), how]
        ran = subprocess.run(arguments, env=environment, input=stdin, capture_output=True, text=True, check=True)
        return ran.stderr

    run("study", "--jsonl", '{"answer": "I"}\n')
    deck.write_text(deck.read_text(encoding="utf-8").replace("answer: I", "answer: You"), encoding="utf-8")
    assert "one/a: its answer has changed since you learnt it" in run("exam", "--plain", "")


def test_in_a_terminal_a_picked_option_survives_a_kill(tmp_path: Path) -> None:
    one = "studyapp: 1\nid: one\ntitle: One\ncards:\n  - {id: a, type: choice, question: Which?, answer: This, wrong: [That]}\n"
    deck, home = write_deck(tmp_path, one, "one"), tmp_path / "home"
    command = [sys.executable, "-m", "studyapp", "exam", str(deck)]
    environment = {**os.environ, "STUDYAPP_HOME": str(home)}
    with Terminal(command, environment) as terminal:
        terminal.wait("begin")
        terminal.type("\r")
        terminal.wait("Which?")
        terminal.type("1")
        terminal.wait("●")
    with Terminal(command, environment) as terminal:
        terminal.wait("1 of 1 question answered")
        terminal.type("\r")
        terminal.wait("●")
        terminal.type("g")
        terminal.wait("Every question is answered.")
        terminal.type("\r")
        terminal.wait("1 point")
        terminal.type("q")
        assert terminal.exit_code(20) == 0
