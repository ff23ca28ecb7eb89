"""What line mode says of a mock exam, one thought a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.line.wording import asked_lines
from studyapp.study.exam.scoring import BLANK
from studyapp.study.exam.words import past_words, time_left
from studyapp.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from studyapp.line.wording import AnswerWording
    from studyapp.study.exam.scoring import ExamResult
    from studyapp.study.exam.sheet import Sheet
    from studyapp.study.shown import Marked

PROMPT_SHOWN = 60
HELP = (
    "Type the number or the text of an answer; it can be changed until the sheet is handed in.",
    "Enter or :n next question   :b the one before   :g 7 question 7   :l the whole sheet",
    ":f flag, to come back to it   :c leave it blank   :d hand in   :q leave, all is kept and time stands still",
    "An answer that begins with a colon is typed with two.",
)
AFTERWARDS = "These come back when you study."


def question_lines(sheet: Sheet) -> Iterator[str]:
    """Say the open question, and what is on the sheet for it."""
    question = sheet.question
    flag = ", flagged" if question.kept.flagged else ""
    yield ""
    yield from asked_lines(
        f"Question {question.number} of {len(sheet)}{flag}, {time_left(sheet.seconds_left())}", question.asked
    )
    if not question.is_blank:
        yield f"Your answer so far: {one_line(question.said)}"


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """Say every question with what is on the sheet for it."""
    for question in sheet.questions:
        flag = "flagged, " if question.kept.flagged else ""
        said = one_line(question.said) or "blank"
        yield f"{question.number} {one_line(question.card.question.text, PROMPT_SHOWN)}: {flag}{said}"
    yield f"{time_left(sheet.seconds_left())}."


def error_lines(marked: Marked, wording: AnswerWording, now: datetime) -> Iterator[str]:
    """Say a question that was not quite right, what was answered, and what is right."""
    yield ""
    yield f"{marked.posed.number}. {clean(marked.posed.card.question.text)}"
    if marked.verdict.given:
        yield f"You answered: {one_line(marked.verdict.given)}"
    yield from wording.lines(marked, now)


def result_lines(results: list[ExamResult]) -> Iterator[str]:
    """Say how past exams went, and the errors of the latest one."""
    for result in results:
        yield past_words(result)
    finished = [result for result in results if not result.given_up]
    if not finished:
        return
    wrong = [question for question in finished[-1].questions if question.outcome != "correct"]
    if wrong:
        yield ""
        yield f"Errors of {finished[-1].started:%Y-%m-%d %H:%M}:"
    for question in wrong:
        said = question.outcome if question.outcome == BLANK else f"{question.outcome}, {one_line(question.given)}"
        yield f"- {one_line(question.prompt)} {said}. Right: {one_line(question.expected)}"
