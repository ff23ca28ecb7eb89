"""Every question type of the tour in an exam, line by line and in the protocol, left in the middle and gone on with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest

from studyapp.line.exam_jsonl import JsonlExam
from studyapp.line.exam_plain import PlainExam
from studyapp.line.wording import AnswerWording
from studyapp.questions.registry import NAMES
from studyapp.study.exam.rules import Wishes
from tests.line.test_every_type import TOUR, structured, typed_line
from tests.study.exam.taking import begun, exams_of, resumed
from tests.workspaces import make_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.sheet import Sheet
    from studyapp.study.shown import Posed


class Mode(NamedTuple):
    """How a front end is talked to."""

    answer: Callable[[Posed], str]
    leave: str
    hand_in: tuple[str, ...]
    mark: str
    take: Callable[[MockExams, Sheet, Iterator[str]], list[str]]


def take_plain(exams: MockExams, sheet: Sheet, lines: Iterator[str]) -> list[str]:
    said: list[str] = []
    PlainExam(exams, sheet, said.append, lambda _: next(lines, None), AnswerWording()).run()
    return said


def take_jsonl(exams: MockExams, sheet: Sheet, lines: Iterator[str]) -> list[str]:
    said: list[str] = []
    JsonlExam(exams, sheet, said.append, exams._workspace.clock).run(lines)
    return said


PLAIN = Mode(typed_line, ":q", ("y",), "3", take_plain)  # after the last answer it asks whether to hand in
JSONL = Mode(
    lambda posed: json.dumps({"answer": structured(posed)}),
    '{"quit": true}',
    ('{"submit": true}',),
    '{"rating": "good"}',
    take_jsonl,
)


def right_answers(mode: Mode, sheet: Sheet, until: int) -> Iterator[str]:
    """Give the right answer to each open question before number `until`."""
    while sheet.question.number < until:
        yield mode.answer(cast("Posed", sheet.question))


def to_the_end(mode: Mode, sheet: Sheet) -> Iterator[str]:
    yield from right_answers(mode, sheet, len(sheet))
    yield mode.answer(cast("Posed", sheet.question))
    yield from mode.hand_in
    while sheet.to_mark() is not None:
        yield mode.mark


@pytest.mark.parametrize("mode", [PLAIN, JSONL], ids=["plain", "jsonl"])
def test_every_type_is_answered_rightly_over_an_interruption(tmp_path: Path, mode: Mode) -> None:
    def half(sheet: Sheet) -> Iterator[str]:
        yield from right_answers(mode, sheet, len(sheet) // 2)
        yield mode.leave

    exams, sheet = begun(tmp_path, TOUR, wishes=Wishes(questions=99))
    said = mode.take(exams, sheet, half(sheet))
    answered = sheet.standing().answered
    assert answered == len(sheet) // 2 - 1, "\n".join(said)
    exams, sheet = resumed(tmp_path)
    assert sheet.standing().answered == answered
    said = mode.take(exams, sheet, to_the_end(mode, sheet))
    (result,) = exams.results()
    assert [question for question in result.questions if question.score < 1] == [], "\n".join(said)
    assert result.points == len(sheet) == len(list(exams._store.history()))
    assert {question.card.type for question in sheet.questions} == set(NAMES)


@pytest.mark.parametrize("mode", [PLAIN, JSONL], ids=["plain", "jsonl"])
def test_every_type_can_be_left_blank_and_the_result_says_what_was_right(tmp_path: Path, mode: Mode) -> None:
    exams, sheet = begun(tmp_path, TOUR, wishes=Wishes(questions=99))
    lines = (":d", "y") if mode is PLAIN else mode.hand_in
    said = "\n".join(mode.take(exams, sheet, iter(lines)))
    with make_workspace(tmp_path) as workspace:
        (result,) = exams_of(workspace).results()
        assert list(workspace.store.history()) == []
    assert {question.outcome for question in result.questions} == {"blank"}
    assert said.count("You left it blank") == len(sheet)
    assert "Back now" not in said
    assert ".." not in said


UNREAD: dict[str, Any] = {"choice": 9, "truefalse": 7, "order": {"a": 1}, "match": [1], "typed": {"a": 1}, "date": [1]}


def test_what_cannot_be_read_is_told_and_leaves_the_question_open(tmp_path: Path) -> None:
    exams, sheet = begun(tmp_path, TOUR, wishes=Wishes(questions=99))
    asked = [
        (question.number, UNREAD[question.card.type]) for question in sheet.questions if question.card.type in UNREAD
    ]
    lines = [json.dumps(line) for number, given in asked for line in ({"go": number}, {"answer": given})]
    events = [json.loads(line)["event"] for line in take_jsonl(exams, sheet, iter(lines))]
    assert events.count("error") == len(asked) > len(UNREAD)
    assert sheet.standing().answered == 0
