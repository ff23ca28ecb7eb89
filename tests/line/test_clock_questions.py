"""Line mode and programs are asked whether the clock is right, as the app is; also whole processes under any zone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.line.jsonl import JsonlSession
from studyapp.line.plain import PlainSession
from studyapp.line.wording import AnswerWording
from tests.cli.test_commands import run
from tests.study.test_clocks import LOST_TIME, OVERFLOWN, answer_some
from tests.workspaces import NOON, make_workspace, typed_deck, write_deck
from tests.zones import TravellingClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def plain(folder: Path, moment: datetime, *lines: str) -> tuple[str, list[bool]]:
    """Return what line mode says to typed lines after three answers at noon, and which of all answers are marked."""
    typed = iter(lines)
    said: list[str] = []
    clock = TravellingClock(NOON)

    def ask(prompt: str) -> str | None:
        said.append(prompt)
        return next(typed, None)

    with make_workspace(folder, typed_deck(9), clock=clock) as workspace:
        answer_some(workspace)
        clock.moment = moment
        PlainSession(workspace.start(minutes=5), said.append, ask, clock.now, AnswerWording()).run()
        return "\n".join(said), [review.answer.clock_suspect for review in workspace.store.history()][3:]


def jsonl(folder: Path, moment: datetime, lines: Sequence[object]) -> tuple[list[dict[str, Any]], list[bool]]:
    events: list[dict[str, Any]] = []
    clock = TravellingClock(NOON)
    with make_workspace(folder, typed_deck(9), clock=clock) as workspace:
        answer_some(workspace)
        clock.moment = moment
        served = JsonlSession(workspace.start(minutes=5), lambda line: events.append(json.loads(line)), clock.now)
        served.run(map(json.dumps, lines))
        return events, [review.answer.clock_suspect for review in workspace.store.history()][3:]


def names(events: Sequence[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in events]


def test_line_mode_asks_first_and_takes_nothing_else_for_an_answer(tmp_path: Path) -> None:
    said, marks = plain(tmp_path, NOON + timedelta(days=800), "answer 3", "y", "answer 3", ":q")
    assert said.count("Is the clock right? y yes, n no, study all the same, :q leave: ") == 2
    assert "1 February 2029" in said
    assert "24 November 2026" in said
    assert marks == [False]


@pytest.mark.parametrize("moment", [LOST_TIME, OVERFLOWN], ids=str)
def test_line_mode_does_not_believe_what_cannot_be(tmp_path: Path, moment: datetime) -> None:
    said, marks = plain(tmp_path, moment, "y", "n", "answer 3", ":q")
    assert said.count("Is the clock right? n no, study all the same, :q leave: ") == 2
    assert marks == [True]


@pytest.mark.parametrize("lines", [[], [":q"]])
def test_line_mode_ends_without_an_answer_where_none_is_given(tmp_path: Path, lines: list[str]) -> None:
    said, marks = plain(tmp_path, LOST_TIME, *lines)
    assert marks == []
    assert "Question 1" not in said


def test_a_program_is_asked_and_its_answers_wait(tmp_path: Path) -> None:
    lines = [{"answer": "x"}, {"clock": "maybe"}, {"clock": "wrong"}, {"answer": "x"}, {"quit": True}]
    events, marks = jsonl(tmp_path, OVERFLOWN, lines)
    assert names(events) == ["session", "clock", "error", "error", "question", "verdict", "saved", "question", "end"]
    assert events[1]["now"] == OVERFLOWN.isoformat()
    assert events[1]["last"].startswith("2026-11-24")
    assert not events[1]["possible"]
    assert marks == [True]


def test_a_program_can_say_that_the_clock_is_right(tmp_path: Path) -> None:
    events, marks = jsonl(tmp_path, NOON - timedelta(days=30), [{"clock": "right"}, {"answer": "x"}, {"quit": True}])
    assert names(events)[:4] == ["session", "clock", "question", "verdict"]
    assert marks == [False]


@pytest.mark.parametrize("zone", ["Pacific/Apia", "America/New_York", "Asia/Kathmandu"])
def test_processes_under_any_zone_and_clock_lose_nothing(tmp_path: Path, zone: str) -> None:
    deck = str(write_deck(tmp_path / "decks", typed_deck(9), "words"))
    saved = []
    for now in ("2026-11-01T01:59:00", "1970-01-01T00:00:00", "2106-02-07T06:28:00", "2026-11-01T03:10:00"):
        typed = '{"clock": "wrong"}\n{"answer": "x", "seconds": 4}\n{"answer": "x", "seconds": 4}\n'
        done = run("study", deck, "--jsonl", "--minutes", "9", typed=typed, STUDYAPP_NOW=now, TZ=zone)
        assert done.returncode == 0, done.stderr
        events = [json.loads(line) for line in done.stdout.splitlines()]
        assert (events[1]["event"] == "clock") == (not now.startswith("2026"))
        saved += [event["review"] for event in events if event["event"] == "saved"]
    history = json.loads(run("history", "--json", TZ=zone).stdout)
    assert [entry["review"] for entry in history] == saved
    assert len(saved) == 8
    days = [entry["study_day"] for entry in history]
    assert days == sorted(days)
    assert {day[:4] for day in days} == {"2026"}
    due = run("due", "--decks", str(tmp_path / "decks"), "--json", STUDYAPP_NOW="2027-06-01T12:00:00", TZ=zone)
    counts = json.loads(due.stdout)["decks"][0]
    assert counts["due"] == counts["cards"] - counts["new"] > 0
    assert datetime.fromisoformat(history[0]["at"]).astimezone(UTC).year == 2026
