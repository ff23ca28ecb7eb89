from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.line.jsonl import JsonlSession
from tests.workspaces import CAPITALS, make_workspace, typed_deck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
COMMANDS = st.sampled_from(
    ["answer", "reveal", "rating", "hint", "undo", "skip", "overrule", "more", "seconds", "unsure"]
)


def serve(folder: Path, deck: str, lines: list[Any]) -> list[dict[str, Any]]:
    events: list[str] = []
    with make_workspace(folder, deck) as workspace:
        served = JsonlSession(workspace.start(), events.append, workspace.clock.now)
        served.run(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return [json.loads(event) for event in events]


def named(events: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == name]


def test_a_session_of_twenty_answers(tmp_path: Path) -> None:
    events = serve(tmp_path, typed_deck(20), [{"answer": "answer 1", "seconds": 3}] * 20)
    assert events[0] == {
        "event": "session",
        "protocol": 1,
        "now": "2026-11-24T12:00:00+00:00",
        "cards": 20,
        "seconds_left": 1200,
    }
    saved = named(events, "saved")
    assert len(saved) == 20
    assert events[-1]["event"] == "end"
    assert events[-1]["answered"] == 20
    with make_workspace(tmp_path) as workspace:
        assert [review.answer.id for review in workspace.store.history()] == [event["review"] for event in saved]


def test_every_verdict_is_followed_by_what_was_saved_and_the_next_question(tmp_path: Path) -> None:
    events = serve(tmp_path, typed_deck(3), [{"answer": "x", "seconds": 1}] * 3)
    names = [event["event"] for event in events]
    assert names[:8] == ["session", "question", "verdict", "saved", "question", "verdict", "saved", "question"]


@pytest.mark.parametrize("by", ["number", "text"])
def test_a_choice_offers_its_options_and_takes_number_or_text(tmp_path: Path, by: str) -> None:
    events: list[dict[str, Any]] = []
    with make_workspace(tmp_path, CAPITALS) as workspace:
        session = workspace.start()

        def lines() -> Iterator[str]:
            for _ in range(4):
                if session.posed and session.posed.card.key == "capitals/italy":
                    break
                yield '{"skip": true}'
            assert session.posed
            options = [option.text for option in session.posed.asked.options]
            yield json.dumps({"answer": options.index("Rome") + 1 if by == "number" else "Rome"})

        JsonlSession(session, lambda line: events.append(json.loads(line)), workspace.clock.now).run(lines())
    [verdict] = named(events, "verdict")
    assert verdict["correct"] is True
    assert verdict["expected"] == verdict["given"] == "Rome"


def test_a_self_rated_card_is_revealed_then_rated(tmp_path: Path) -> None:
    deck = "studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: a, question: Why?, answer: Because.}\n"
    events = serve(
        tmp_path, deck, [{"answer": "x"}, {"rating": "good"}, {"reveal": True}, {"rating": "good", "seconds": 4}]
    )
    names = [event["event"] for event in events]
    assert names == ["session", "question", "error", "error", "revealed", "verdict", "saved", "end"]
    assert events[4]["expected"] == "Because."


def test_undo_asks_again_and_the_log_forgets(tmp_path: Path) -> None:
    events = serve(tmp_path, typed_deck(1), [{"answer": "x"}, {"undo": True}, {"undo": True}])
    [saved], [undone] = named(events, "saved"), named(events, "undone")
    assert undone["review"] == saved["review"]
    assert len(named(events, "question")) == 3
    assert named(events, "error")[0]["message"] == "There is no answer to take back."
    assert events[-1]["answered"] == 0


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1]",
        "7",
        "{}",
        '{"answers": "x"}',
        '{"rating": "splendid"}',
        '{"answer": "x", "seconds": -1}',
        '{"answer": "x", "seconds": "long"}',
        '{"answer": "x", "seconds": true}',
        '{"more": 0}',
        "[" * 100_000,
        '{"answer": "' + "x" * 1_000_001 + '"}',
    ],
)
def test_a_malformed_line_is_answered_with_an_error_and_the_session_goes_on(tmp_path: Path, line: str) -> None:
    events = serve(tmp_path, typed_deck(2), [line, {"answer": "answer 0"}])
    assert [event["event"] for event in events[:3]] == ["session", "question", "error"]
    assert len(named(events, "saved")) == 1


@given(st.lists(st.dictionaries(COMMANDS, JSON, max_size=3) | JSON, max_size=8))
@settings(max_examples=40)
def test_any_input_is_served_to_the_end(tmp_path_factory: pytest.TempPathFactory, lines: list[Any]) -> None:
    events = serve(tmp_path_factory.mktemp("any"), CAPITALS, lines)
    assert events[0]["event"] == "session"
    assert events[-1]["event"] == "end"


def test_an_empty_line_is_passed_over(tmp_path: Path) -> None:
    events = serve(tmp_path, typed_deck(1), ["", "  "])
    assert [event["event"] for event in events] == ["session", "question", "end"]
