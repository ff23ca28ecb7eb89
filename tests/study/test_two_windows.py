"""Two sessions and three readers on one progress file: real processes, and the same within one for what can be decided."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.progress.states import write_states
from studyapp.progress.store import open_progress
from tests.cli.test_commands import run
from tests.study.test_clocks import answer
from tests.torture.ledger import disagreements
from tests.workspaces import FOLD, make_workspace, typed_deck, write_deck

if TYPE_CHECKING:
    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

ROOT = Path(__file__).parents[2]
ANSWERS = 30
READERS = (("due", "--json"), ("stats", "--json"), ("history", "--json"))
LOCKED = ("locked", "busy", "another program")


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "studyapp", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ),
    )  # fmt: skip


def stale(progress: Path) -> list[str]:
    """Return where cached states, sequences or journals disagree with the log."""
    with closing(open_progress(progress)) as store:
        sequences = [review.sequence for review in store.history(with_undone=True)]
    found = disagreements(progress)
    return found if sequences == list(range(1, len(sequences) + 1)) else [*found, "events are out of order"]


def test_two_sessions_and_three_readers_at_once(tmp_path: Path, home: Path) -> None:
    deck = str(write_deck(tmp_path / "decks", typed_deck(40), "words"))
    typed = '{"answer": "answer 3", "seconds": 2}\n' * ANSWERS + '{"quit": true}\n'
    sessions = [start("study", deck, "--jsonl", "--minutes", "60") for _ in range(2)]
    for session in sessions:
        assert session.stdin is not None
        session.stdin.write(typed)
        session.stdin.close()
        session.stdin = None
    rounds = 0
    while any(session.poll() is None for session in sessions) or not rounds:
        rounds += 1
        for reader in [start(*command) for command in READERS]:
            out, errors = reader.communicate()
            assert reader.returncode == 0, errors
            assert json.loads(out) is not None
            assert errors == ""
    saved: list[str] = []
    for session in sessions:
        out, errors = session.communicate()
        assert session.returncode == 0
        assert not [word for word in LOCKED if word in out + errors], errors
        events = [json.loads(line) for line in out.splitlines()]
        assert not [event for event in events if event["event"] == "error"]
        mine = [event["review"] for event in events if event["event"] == "saved"]
        assert len(mine) >= 10
        saved += mine
    history = [entry["review"] for entry in json.loads(run("history", "--json").stdout)]
    assert Counter(history) == Counter(saved)
    assert stale(home / "studyapp" / "progress.db") == []


def test_a_state_that_was_written_from_memory_would_be_found(home: Path) -> None:
    """The control: a window that writes the state it remembers over what another one has answered meanwhile."""
    progress = home / "studyapp" / "progress.db"
    with make_workspace(progress.parent, typed_deck(1)) as workspace:
        store = workspace.store
        answer(workspace.start())
        remembered, last = store.state("words/c0"), store.last_review()
        assert last is not None
        store.save(last.answer._replace(id="other", rating=1), FOLD)
        store._database.write(lambda database: write_states(database, [(1, remembered)]))
    assert any("stale" in fault for fault in stale(progress)), "stale states must be told"


def answered_card(workspace: Workspace, session: Session) -> str:
    """Answer the next question; return its card."""
    found = workspace.store.find_review(answer(session))
    assert found is not None
    return found.answer.card


def test_a_card_that_another_window_has_answered_is_not_asked_again(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(6)) as workspace, make_workspace(tmp_path, seed=2) as other:
        here, there = workspace.start(), other.start()
        asked = [answered_card(workspace, here) for _ in range(3)]
        while there.pose() is not None:
            asked.append(answered_card(other, there))
        assert here.pose() is None
        assert sorted(asked) == [f"words/c{number}" for number in range(6)]
