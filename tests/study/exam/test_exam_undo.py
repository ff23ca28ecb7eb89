"""Undo after a mock exam: what was handed in stands, and it is said, wherever undo is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import ExamAnswerError
from studyapp.line.jsonl import JsonlSession
from studyapp.line.plain import PlainSession
from studyapp.line.wording import AnswerWording
from studyapp.memory.model import Rating
from tests.study.exam.taking import begun, open_card
from tests.workspaces import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.study.exam.review import Submission


def handed_in(folder: Path) -> Submission:
    """Hand in one wrong answer."""
    exams, sheet = begun(folder)
    open_card(sheet, "paris")
    sheet.answer("Lutetia")
    return exams.submit(sheet)


@pytest.mark.parametrize("overruled", [False, True], ids=["as marked", "overruled"])
def test_an_answer_of_an_exam_is_not_taken_back(tmp_path: Path, overruled: bool) -> None:
    submission = handed_in(tmp_path)
    if overruled:
        submission.overrule(next(marked for _, marked in submission.errors() if marked.review))
    with make_workspace(tmp_path) as workspace:
        with pytest.raises(ExamAnswerError):
            workspace.start().undo()
        assert len(list(workspace.store.history())) == 1


def test_answers_of_sessions_after_an_exam_are_taken_back_up_to_the_exam(tmp_path: Path) -> None:
    handed_in(tmp_path)
    with make_workspace(tmp_path) as workspace:
        session = workspace.start()
        session.pose()
        session.give_up()
        session.overrule(Rating.GOOD)
        assert session.undo() is not None
        with pytest.raises(ExamAnswerError):
            session.undo()
        assert session.posed is not None


def test_line_mode_and_programs_are_told(tmp_path: Path) -> None:
    handed_in(tmp_path)
    said: list[str] = []
    lines = iter([":u", ":q"])
    with make_workspace(tmp_path) as workspace:
        now = workspace.clock.now
        PlainSession(workspace.start(), said.append, lambda _: next(lines), now, AnswerWording()).run()
        assert str(ExamAnswerError()) in said
        said.clear()
        JsonlSession(workspace.start(), said.append, now).run(['{"undo": true}'])
        assert {"event": "error", "message": str(ExamAnswerError())} in map(json.loads, said)
