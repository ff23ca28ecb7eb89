"""Workspaces with an exam, and a clock that tests move."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studyapp.clock import StandingClock
from studyapp.study.exam.desk import MockExams
from studyapp.study.exam.rules import Wishes
from tests.workspaces import NOON, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.clock import Clock
    from studyapp.study.exam.sheet import Sheet
    from studyapp.study.workspace import Workspace

MIXED = """\
studyapp: 1
id: mixed
title: Mixed
exam: {questions: 5, minutes: 10, pass: 60%}
cards:
  - {id: paris, type: typed, question: Capital of France?, answer: Paris, tags: [cities], explanation: On the Seine.}
  - {id: rome, type: choice, question: Capital of Italy?, answer: Rome, wrong: [Milan, Turin, Naples], tags: [cities]}
  - {id: oslo, type: truefalse, question: Oslo is in Norway., answer: true, tags: [cities, north]}
  - {id: gases, type: multiple, question: Noble gases?, answer: [Argon, Xenon], wrong: [Oxygen, Chlorine]}
  - {id: own, question: Why is the sky blue?, answer: Scattering.}
"""


class JumpingClock(StandingClock):
    """A standing clock whose time of day can be set, as a user sets a machine's; its stopwatch does not care."""

    def __init__(self, start: datetime = NOON) -> None:
        super().__init__(start)
        self.jumped = timedelta()

    def now(self) -> datetime:
        """Return the time of day as it was set."""
        return super().now() + self.jumped


def exams_of(workspace: Workspace) -> MockExams:
    """Return the exams over the first deck."""
    return MockExams(workspace, workspace.shelf().decks[0])


def begun(
    folder: Path, *decks: str, clock: Clock | None = None, wishes: Wishes | None = None
) -> tuple[MockExams, Sheet]:
    """Return a begun exam over a deck, `MIXED` by default."""
    exams = exams_of(make_workspace(folder, *(decks or (MIXED,)), clock=clock))
    return exams, exams.begin(exams.offer(wishes or Wishes()))


def resumed(folder: Path, *decks: str, clock: Clock | None = None) -> tuple[MockExams, Sheet]:
    """Return the exam that waits, as another process would take it up."""
    exams = exams_of(make_workspace(folder, *decks, clock=clock))
    waiting = exams.waiting()
    assert waiting is not None
    return exams, exams.resume(waiting)


def open_card(sheet: Sheet, card: str) -> None:
    """Open the question about a card."""
    sheet.go(next(q.number - 1 for q in sheet.questions if q.card.key.endswith(f"/{card}")))


def right_answer(sheet: Sheet) -> object:
    """Return a right answer to the open question, as a program gives it."""
    question = sheet.question
    if question.asked.form == "choice":
        return next(n for n in range(1, 9) if question.score(n) == 1)
    if question.asked.form == "multiple":
        return question.card.question.expected().split("; ")
    return question.card.question.expected()
