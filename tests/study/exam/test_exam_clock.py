"""A clock that may be wrong is asked about before an exam, as before a session; the student's word counts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.clock import StandingClock
from studyapp.line.exam_jsonl import is_clock_settled_for
from studyapp.study.exam.rules import Wishes
from tests.cli.test_commands import run
from tests.study.exam.taking import begun, exams_of, open_card
from tests.workspaces import NOON, make_workspace, typed_deck, write_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.study.exam.desk import MockExams

LATER = NOON + timedelta(days=800)


def answered_long_ago(folder: Path) -> MockExams:
    """Return exams under a clock that leapt by two years since the last answer."""
    exams, sheet = begun(folder)
    open_card(sheet, "paris")
    sheet.answer("Paris")
    exams.submit(sheet)
    return exams_of(make_workspace(folder, clock=StandingClock(LATER)))


@pytest.mark.parametrize("right", [True, False])
def test_answers_count_as_the_student_says_of_the_clock(tmp_path: Path, right: bool) -> None:
    exams = answered_long_ago(tmp_path)
    assert exams.clock_doubt() is not None
    exams.settle_clock(right=right)
    assert exams.clock_doubt() is None
    sheet = exams.begin(exams.offer(Wishes()))
    open_card(sheet, "rome")
    sheet.answer(1)
    exams.submit(sheet)
    first, second = exams._store.history()
    assert not first.answer.clock_suspect
    assert second.answer.clock_suspect == (not right)


def test_there_is_nothing_to_ask_where_the_clock_is_plausible(tmp_path: Path) -> None:
    exams, _ = begun(tmp_path)
    assert exams.clock_doubt() is None


@pytest.mark.parametrize(
    ("lines", "events", "settled"),
    [
        (['{"clock": "right"}'], ["clock"], True),
        (['{"answer": 1}', "", '{"clock": "wrong"}'], ["clock", "error"], True),
        (["nonsense", '{"clock": 1}'], ["clock", "error", "error", "end"], False),
        (['{"quit": true}'], ["clock", "end"], False),
    ],
)
def test_a_program_says_it_before_the_exam(tmp_path: Path, lines: list[str], events: list[str], settled: bool) -> None:
    said: list[Any] = []
    exams = answered_long_ago(tmp_path)
    assert is_clock_settled_for(exams, lambda line: said.append(json.loads(line)["event"]), iter(lines)) is settled
    assert said == events


@pytest.mark.parametrize("mode", ["--plain", "--jsonl"])
def test_a_whole_process_asks_first(tmp_path: Path, mode: str) -> None:
    deck = write_deck(tmp_path, typed_deck(2), "words")
    home = {"STUDYAPP_HOME": str(tmp_path / "home")}
    now = {**home, "STUDYAPP_NOW": "2026-11-24T12:00"}
    begin = '{"answer": "x"}\n{"submit": true}\n' if mode == "--jsonl" else "x\n:d\ny\n"
    word = '{"clock": "wrong"}\n' if mode == "--jsonl" else "n\n"
    run("exam", str(deck), mode, typed=begin, **now)
    later = {**home, "STUDYAPP_NOW": "2029-02-01T12:00"}
    said = run("exam", str(deck), mode, typed=word + begin, **later).stdout
    assert said.index("much later than your last answer") < said.index("Word ")
    said = run("exam", str(deck), mode, typed="", **later).stdout
    assert "Word " not in said
