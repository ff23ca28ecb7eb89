"""A mock exam for programs: one JSON object a line in each direction; docs/jsonl.md describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from studyapp.errors import NotSavedError
from studyapp.line.clock_asking import doubt_entry, settle_by
from studyapp.line.protocol import (
    PROTOCOL,
    MalformedLineError,
    as_asked,
    as_verdict,
    command_of,
    parse,
    rating_of,
    seconds_of,
)
from studyapp.study.exam.scoring import tag_scores
from studyapp.study.exam.sheet import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from studyapp.clock import Clock
    from studyapp.questions.question import Refusal
    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.scoring import ExamResult
    from studyapp.study.exam.sheet import Sheet


class JsonlExam:
    """Serves one exam: reads command objects, writes event objects, each flushed by `write`."""

    def __init__(self, exams: MockExams, sheet: Sheet, write: Callable[[str], None], clock: Clock) -> None:
        self._exams = exams
        self._sheet = sheet
        self._write = write
        self._clock = clock
        self._commands: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "answer": self._answer,
            "go": self._go,
            "flag": self._flag,
            "clear": self._clear,
            "sheet": self._tell_sheet,
            "rating": self._rate,
            "submit": self._submit,
        }
        self._shown = -1

    def run(self, lines: Iterable[str]) -> None:
        """Serve until the exam is over, or the input or a quit command ends it."""
        self._tell_exam()
        over = self._go_on()
        for line in lines if not over else ():
            if not self._serve(line):
                break
            if over := self._go_on():
                break
        if not over:
            self._guarded(self._sheet.rest)
        self._event("end", finished=over, seconds_left=self._seconds_left())

    def _serve(self, line: str) -> bool:
        """Carry out one input line; False when the program leaves."""
        if not line.strip():
            return True
        try:
            command = parse(line)
            if "quit" in command:
                return False
            self._clock.answered(seconds_of(command) or 0.0)
            if self._sheet.is_closed or self._sheet.seconds_left() >= -GRACE:
                self._commands[command_of(command, self._commands)](command)
        except MalformedLineError as error:
            self._event("error", message=str(error))
        except NotSavedError as error:
            self._event("error", message=str(error), saved=False)
        return True

    def _go_on(self) -> bool:
        """Say what is wanted next; True once the result is told."""
        if not self._sheet.is_closed and self._sheet.seconds_left() <= 0:
            self._event("time_up")
            self._guarded(self._sheet.close)
        if not self._sheet.is_closed:
            self._ask()
            return False
        own = self._sheet.to_mark()
        if own is not None:
            if self._shown != own.number:
                self._shown = own.number
                self._event(
                    "to_mark",
                    number=own.number,
                    card=own.card.key,
                    prompt=own.card.question.text,
                    given=own.said,
                    expected=own.card.question.expected(),
                )
            return False
        return self._guarded(self._finish)

    def _ask(self) -> None:
        if self._shown == self._sheet.index:
            return
        self._shown = self._sheet.index
        question = self._sheet.question
        self._event(
            "question",
            number=question.number,
            card=question.card.key,
            type=question.card.type,
            form=question.asked.form,
            **as_asked(question.asked),
            self_marked=question.is_self_marked,
            given=question.given,
            flagged=question.kept.flagged,
            seconds_left=self._seconds_left(),
        )

    def _answer(self, command: Mapping[str, Any]) -> None:
        self._after(self._sheet.answer(command["answer"]))

    def _clear(self, _: Mapping[str, Any]) -> None:
        self._after(self._sheet.clear())

    def _after(self, refusal: Refusal | None) -> None:
        """Report what is on the disk, and open the next question after an answer."""
        if refusal is not None:
            self._event("error", message=refusal.message)
            return
        question = self._sheet.question
        self._event("saved", number=question.number, card=question.card.key, blank=question.is_blank)
        if not question.is_blank and question.number < len(self._sheet):
            self._sheet.go(self._sheet.index + 1)

    def _go(self, command: Mapping[str, Any]) -> None:
        number = command["go"]
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(self._sheet):
            raise MalformedLineError(f"go takes the number of a question, from 1 to {len(self._sheet)}.")
        self._sheet.go(number - 1)
        self._shown = -1

    def _flag(self, _: Mapping[str, Any]) -> None:
        flagged = self._sheet.flag()
        self._event("flagged", number=self._sheet.question.number, flagged=flagged)

    def _tell_sheet(self, _: Mapping[str, Any]) -> None:
        standing = self._sheet.standing()
        self._event(
            "sheet",
            answered=standing.answered,
            blank=list(standing.blank),
            flagged=list(standing.flagged),
            seconds_left=self._seconds_left(),
        )

    def _rate(self, command: Mapping[str, Any]) -> None:
        own = self._sheet.to_mark()
        if own is None:
            raise MalformedLineError("There is nothing to mark now.")
        self._sheet.rate(own, rating_of(command["rating"]))

    def _submit(self, _: Mapping[str, Any]) -> None:
        self._sheet.close()
        self._shown = -1

    def _finish(self) -> None:
        submission = self._exams.submit(self._sheet)
        for _, marked in submission.errors():
            self._event("verdict", number=marked.posed.number, blank=not marked.review, **as_verdict(marked))
        self._event(
            "result",
            **result_entry(submission.result),
            readiness={"before": round(submission.readiness_before, 4), "after": round(submission.readiness_after, 4)},
        )

    def _tell_exam(self) -> None:
        sheet, body = self._sheet, self._sheet.exam.body
        self._event(
            "exam",
            protocol=PROTOCOL,
            exam=sheet.exam.id,
            deck=sheet.deck.id,
            questions=len(sheet),
            asked_for=body.get("asked_for", 0),
            seconds=body.get("seconds", 0),
            seconds_left=self._seconds_left(),
            **{"pass": body.get("pass", 0)},
            forecast=body.get("forecast", {}),
            answered=sheet.standing().answered,
            gone=list(sheet.changes.gone),
            changed=list(sheet.changes.other),
        )

    def _guarded(self, action: Callable[[], None]) -> bool:
        """Do something that saves; False, and told, if it could not be saved: the next line tries again."""
        try:
            action()
        except NotSavedError as error:
            self._event("error", message=str(error), saved=False)
            return False
        return True

    def _seconds_left(self) -> float:
        return round(max(0.0, self._sheet.seconds_left()), 3)

    def _event(self, name: str, **entries: object) -> None:
        self._write(_line(name, **entries))


def is_clock_settled_for(exams: MockExams, write: Callable[[str], None], lines: Iterator[str]) -> bool:
    """Take nothing but a word for a clock that may be wrong, before an exam begins; False where the program leaves."""
    doubt = exams.clock_doubt()
    if doubt is not None:
        write(_line("clock", **doubt_entry(doubt)))
    while exams.clock_doubt() is not None:
        line = next(lines, None)
        if line is None or not _serve_clock(exams, write, line):
            write(_line("end", finished=False, seconds_left=None))
            return False
    return True


def _serve_clock(exams: MockExams, write: Callable[[str], None], line: str) -> bool:
    """Carry out one line while the clock is in doubt; False when the program leaves."""
    if not line.strip():
        return True
    try:
        command = parse(line)
        if "quit" in command:
            return False
        settle_by(exams, command)
    except MalformedLineError as error:
        write(_line("error", message=str(error)))
    except NotSavedError as error:
        write(_line("error", message=str(error), saved=False))
    return True


def _line(event: str, **entries: object) -> str:
    return json.dumps({"event": event, **entries}, ensure_ascii=False)


def result_entry(result: ExamResult) -> dict[str, object]:
    """Return the result of an exam as JSON has it: shares 0–1, times in ISO form."""
    return {
        "exam": result.id,
        "deck": result.deck,
        "started": result.started.isoformat(),
        "finished": result.finished.isoformat(),
        "given_up": result.given_up,
        "passed": result.passed,
        "score": round(result.share, 4),
        "points": round(result.points, 4),
        "pass": result.pass_share,
        "seconds": round(result.seconds, 3),
        "seconds_allowed": result.seconds_allowed,
        "forecast": {name: round(value, 4) for name, value in result.forecast._asdict().items()},
        "dropped": result.dropped,
        "tags": {
            score.tag: {"questions": score.questions, "points": round(score.points, 4)}
            for score in tag_scores(result.questions)
        },
        "questions": [question._asdict() for question in result.questions],
    }
