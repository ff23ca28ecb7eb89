"""A mock exam line by line: for screen readers, braille displays, pipes and plain terminals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from studyapp.errors import NotSavedError, StudyError
from studyapp.line.exam_wording import AFTERWARDS, HELP, error_lines, question_lines, sheet_lines
from studyapp.line.plain import RATINGS
from studyapp.study.exam import words
from studyapp.study.exam.scoring import told_tags
from studyapp.study.exam.sheet import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from studyapp.line.wording import AnswerWording
    from studyapp.questions.question import Refusal
    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.review import Submission
    from studyapp.study.exam.sheet import Sheet


class PlainExam:
    """Serves one exam to a person: `write` prints a line, `ask` prints a prompt and reads one, None at the end."""

    def __init__(
        self,
        exams: MockExams,
        sheet: Sheet,
        write: Callable[[str], None],
        ask: Callable[[str], str | None],
        wording: AnswerWording,
    ) -> None:
        self._exams = exams
        self._sheet = sheet
        self._write = write
        self._ask = ask
        self._wording = wording
        self._left = False
        self._shown = -1
        self._commands: Mapping[str, Callable[[], None]] = {
            "?": self._help,
            "": self._next,
            ":n": self._next,
            ":b": self._back,
            ":f": self._flag,
            ":c": self._clear,
            ":l": self._list,
            ":d": self._hand_in,
            ":q": self._leave,
        }

    def run(self) -> None:
        """Ask until the sheet is handed in, the time is up or the student leaves; then mark and say what came out."""
        while not self._left and not self._sheet.is_closed:
            self._turn()
        while not self._left and self._sheet.to_mark() is not None:
            self._mark_own()
        if self._left:
            self._tried(self._sheet.rest)
            self._write("The exam is kept as it stands, its time with it: the same command goes on with it.")
            return
        submission = self._submitted()
        if submission is not None:
            self._tell(submission)

    def _turn(self) -> None:
        sheet = self._sheet
        if self._shown != sheet.index:
            self._shown = sheet.index
            self._write_all(question_lines(sheet))
        line = self._ask("Your answer (? for help): ")
        if sheet.seconds_left() < -GRACE:
            self._write("The time was up before that. The sheet is handed in as it stands.")
            self._tried(sheet.close)
        elif line is None:
            self._left = True
        else:
            self._carry_out(line.strip())
            if sheet.seconds_left() <= 0:
                self._write("The time is up. The sheet is handed in as it stands.")
                self._tried(sheet.close)

    def _carry_out(self, line: str) -> None:
        command, _, number = line.partition(" ")
        if command == ":g":
            self._go(number)
        elif (action := self._commands.get(line)) is not None:
            action()
        else:
            self._answer(line[1:] if line.startswith("::") else line)

    def _help(self) -> None:
        self._write_all(HELP)

    def _list(self) -> None:
        self._write_all(sheet_lines(self._sheet))

    def _back(self) -> None:
        self._tried(partial(self._sheet.go, self._sheet.index - 1))

    def _flag(self) -> None:
        if self._tried(self._sheet.flag):
            self._write("Flag up." if self._sheet.question.kept.flagged else "Flag down.")

    def _clear(self) -> None:
        if self._tried(self._sheet.clear):
            self._write("Blank again.")

    def _leave(self) -> None:
        self._left = True

    def _answer(self, line: str) -> None:
        refused: list[Refusal | None] = []
        if self._tried(lambda: refused.append(self._sheet.answer(line))):
            refusal = refused[-1]
            if refusal is not None:
                self._write(refusal.message)
            else:
                self._next()

    def _next(self) -> None:
        if self._sheet.index + 1 < len(self._sheet):
            self._tried(partial(self._sheet.go, self._sheet.index + 1))
        else:
            self._hand_in()

    def _go(self, number: str) -> None:
        if number.isdecimal() and 1 <= int(number[:6]) <= len(self._sheet):
            self._tried(partial(self._sheet.go, int(number) - 1))
        else:
            self._write(f"Type :g and a number from 1 to {len(self._sheet)}.")

    def _hand_in(self) -> None:
        """Say what is blank and flagged, and hand the sheet in if the student says so."""
        self._write_all(words.standing_words(self._sheet.standing()))
        line = self._ask("Hand in? y hands in, anything else goes on: ")
        self._shown = -1
        if line is None:
            self._left = True
        elif line.strip().casefold() in {"y", "yes"}:
            self._tried(self._sheet.close)

    def _mark_own(self) -> None:
        question = self._sheet.to_mark()
        if question is None:
            return
        self._write(f"Mark this one yourself. {question.card.question.text}")
        self._write(f"You wrote: {question.said}")
        self._write(f"Answer: {question.card.question.expected()}")
        line = self._ask("How well did you know it? 1 again, 2 hard, 3 good, 4 easy: ")
        if line is None or line.strip() == ":q":
            self._left = True
        elif (rating := RATINGS.get(line.strip())) is not None:
            self._tried(partial(self._sheet.rate, question, rating))

    def _submitted(self) -> Submission | None:
        found: list[Submission] = []
        self._tried(lambda: found.append(self._exams.submit(self._sheet)))
        return found[-1] if found else None

    def _tell(self, submission: Submission) -> None:
        result = submission.result
        self._write("")
        self._write(f"{words.verdict_words(result)}.")
        self._write(words.points_words(result))
        self._write(words.outcome_words(result))
        self._write(words.forecast_words(result))
        for score in told_tags(result.questions):
            self._write(f"- {score.tag}: {score.points:g} of {score.questions}")
        self._write(words.readiness_words(submission))
        self._tell_goal()
        errors = submission.errors()
        for _, marked in errors:
            self._write_all(error_lines(marked, self._wording, self._sheet.now()))
        if errors:
            self._write(AFTERWARDS)

    def _tell_goal(self) -> None:
        try:
            effect = self._exams.effect_on_goal()
        except StudyError as error:
            self._write(str(error))  # the result stands without it
        else:
            if effect is not None:
                self._write(words.goal_words(effect))

    def _tried(self, action: Callable[[], object]) -> bool:
        """Do something that saves, as often as the student wants to try; return whether it was done."""
        while True:
            try:
                action()
            except NotSavedError as error:
                self._write(str(error))
                if self._ask("Enter tries again, :q leaves: ") in (None, ":q"):
                    self._left = True
                    return False
            else:
                return True

    def _write_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._write(line)
