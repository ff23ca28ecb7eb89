from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock
from studyapp.questions.question import Outcome
from studyapp.study.shown import Marked
from tests.workspaces import NOON, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

DECK = (
    "studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: a, type: typed, question: Capital of Kazakhstan?, answer: Almaty}\n"
)


def learn(folder: Path) -> None:
    with make_workspace(folder, DECK) as workspace:
        session = workspace.start()
        session.pose()
        assert isinstance(session.answer("Almaty"), Marked)


@pytest.mark.parametrize("refolded", [False, True])
def test_a_changed_answer_keeps_its_history_and_is_asked_again(tmp_path: Path, refolded: bool) -> None:
    learn(tmp_path)
    later = StandingClock(NOON + timedelta(days=1))
    with make_workspace(tmp_path, DECK.replace("Almaty", "Astana"), clock=later) as workspace:
        assert workspace.shelf().changed == ("d/a",)
        if refolded:
            workspace.store.rebuild_states(workspace.scheduler.fold)
        session = workspace.start()
        posed = session.pose()
        assert posed is not None
        assert not posed.is_new
        marked = session.answer("Astana")
        assert isinstance(marked, Marked)
        assert marked.verdict.outcome is Outcome.CORRECT
        assert len(list(workspace.store.history())) == 2
        assert workspace.shelf().changed == ()
        assert workspace.start().pose() is None, "asked once"


def test_another_wording_changes_nothing(tmp_path: Path) -> None:
    learn(tmp_path)
    later = StandingClock(NOON + timedelta(days=1))
    reworded = DECK.replace("Capital of Kazakhstan?", "Which is the capital of Kazakhstan?")
    with make_workspace(tmp_path, reworded, clock=later) as workspace:
        assert workspace.shelf().changed == ()
        assert workspace.start().pose() is None
