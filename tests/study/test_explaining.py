from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock
from studyapp.errors import CardNotFoundError, DeckNotFoundError, NoCardNameError
from studyapp.questions.question import CHOICE, TYPED
from studyapp.study.explaining import explain
from tests.workspaces import NOON, make_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DECK = """\
studyapp: 1
id: cities
title: Cities
recall_after: 3 days
cards:
  - {id: seat, type: typed, question: Where is it?, answer: Fangshan, wrong: [Haidian, Daxing]}
"""
SEAT = "cities/seat"


def answer_all(folder: Path, answers: Sequence[str], *, apart: timedelta) -> None:
    for turn, given in enumerate(answers):
        with make_workspace(folder, DECK, clock=StandingClock(NOON + turn * apart)) as workspace:
            session = workspace.start(minutes=60)
            assert session.pose()
            session.answer(given)


@pytest.mark.parametrize(
    ("answers", "form"),
    [
        ([], CHOICE),
        (["Fangshan"], CHOICE),
        (["Fangshan"] * 2, TYPED),
        ([*["Fangshan"] * 2, "Haidian"], CHOICE),
    ],
)
def test_what_was_answered_decides_about_the_next_question(tmp_path: Path, answers: list[str], form: str) -> None:
    answer_all(tmp_path, answers, apart=timedelta(days=40))
    with make_workspace(tmp_path, DECK, clock=StandingClock(NOON + timedelta(days=390))) as workspace:
        why = explain(workspace, SEAT)
        assert why.form == form
        assert len(why.steps) == len(answers)
        assert [step.recall is None for step in why.steps] == [place == 0 for place in range(len(answers))]
        if answers:
            state = workspace.store.state(SEAT)
            assert state == why.steps[-1].state
            posed = workspace.start(minutes=60).pose()
            assert posed is not None
            assert posed.asked.form == form
        else:
            assert (why.due, why.recall) == (None, 0.0)


@pytest.mark.parametrize(
    ("wanted", "error"),
    [("seat", NoCardNameError), ("towns/seat", DeckNotFoundError), ("cities/saet", CardNotFoundError)],
)
def test_a_card_that_is_not_there_is_told_kindly(tmp_path: Path, wanted: str, error: type[Exception]) -> None:
    with make_workspace(tmp_path, DECK) as workspace, pytest.raises(error, match=wanted.partition("/")[0]):
        explain(workspace, wanted)
