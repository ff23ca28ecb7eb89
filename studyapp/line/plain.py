"""Studying line by line: for screen readers, braille displays, pipes and plain terminals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from studyapp.errors import ExamAnswerError, NoOpenQuestionError, NotSavedError
from studyapp.line.clock_asking import is_clock_settled
from studyapp.line.wording import AnswerWording, help_lines, question_lines, summary_lines
from studyapp.memory.model import Rating
from studyapp.questions.question import REVEAL, Refusal
from studyapp.study.clock_watch import ClockInDoubtError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from studyapp.study.session import Session
    from studyapp.study.shown import Marked, Posed

MORE_MINUTES = 5
RATINGS = {"1": Rating.AGAIN, "2": Rating.HARD, "3": Rating.GOOD, "4": Rating.EASY}


class PlainSession:
    """Serves one session to a person: `write` prints a line, `ask` prints a prompt and reads one, None at the end."""

    def __init__(
        self,
        session: Session,
        write: Callable[[str], None],
        ask: Callable[[str], str | None],
        now: Callable[[], datetime],
        wording: AnswerWording,
        goals: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """`goals` says at the end how the goals stand, one a line."""
        self._session = session
        self._write = write
        self._ask = ask
        self._now = now
        self._wording = wording
        self._goals = goals
        self._left = False
        self._shown: Posed | None = None

    def run(self) -> None:
        """Ask until nothing is left, the student leaves or the input ends; then say what it brought."""
        self._settle_clock()
        while not self._left:
            posed = self._session.pose()
            if posed is None:
                break
            if posed is not self._shown:
                self._shown = posed
                self._write_all(question_lines(posed, self._session.pace()))
            self._turn(posed)
        self._write_all(summary_lines(self._session.summary(), left=self._left, goals=self._goals()))

    def _turn(self, posed: Posed) -> None:
        line = self._ask("Enter shows the answer: " if posed.asked.form == REVEAL else "Your answer (? for help): ")
        if line is None:
            self._left = True
        elif self._command(line.strip()):
            return
        elif posed.asked.form == REVEAL:
            self._reveal(posed)
        elif line.strip():
            self._answer(line)

    def _answer(self, line: str) -> None:
        unsure = line.lstrip().startswith("~")
        given = line.lstrip()[1:] if unsure else line
        given = given.lstrip()[1:] if given.lstrip().startswith("::") else given
        self._save(partial(self._session.answer, given, unsure=unsure))

    def _reveal(self, posed: Posed) -> None:
        self._write(f"Answer: {self._session.expected()}")
        if posed.card.explanation:
            self._write(posed.card.explanation)
        while self._session.posed is posed and not self._left:
            line = self._ask("How well did you know it? 1 again, 2 hard, 3 good, 4 easy: ")
            if line is None:
                self._left = True
            elif (rating := RATINGS.get(line.strip())) is not None:
                self._save(partial(self._session.rate, rating))
            else:
                self._command(line.strip())

    def _save(self, save: Callable[[], Marked | Refusal]) -> None:
        while True:
            try:
                marked = save()
            except NotSavedError as error:
                self._write(str(error))
                if self._ask("Enter tries again, :q leaves: ") in (None, ":q"):
                    self._left = True
                    return
                continue
            except ClockInDoubtError:
                self._settle_clock()
                if self._left:
                    return
                continue
            break
        if isinstance(marked, Refusal):
            self._write(marked.message)
        else:
            self._write_all(self._wording.lines(marked, self._now()))

    def _settle_clock(self) -> None:
        """Ask whether the clock is right where it may not be; nothing is graded before that."""
        self._left = self._left or not is_clock_settled(self._session, self._write, self._ask)

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except (ExamAnswerError, NoOpenQuestionError, NotSavedError) as error:
            self._write(str(error))

    def _command(self, line: str) -> bool:
        """Carry out a command line; False when it is an answer."""
        if line == "?":
            self._write_all(help_lines())
            return True
        action = {
            ":h": self._hint,
            ":u": self._undo,
            ":s": self._skip,
            ":o": self._overrule,
            ":e": self._easy,
            ":x": self._give_up,
            ":m": self._more,
            ":q": self._leave,
        }.get(line)
        if action is None:
            return False
        self._try(action)
        return True

    def _hint(self) -> None:
        self._write(f"Hint: {self._session.hint() or 'this card has none.'}")

    def _undo(self) -> None:
        undone = self._session.undo()
        self._write("There is no answer to take back." if undone is None else f"Taken back: {undone.question}")
        self._shown = None

    def _skip(self) -> None:
        self._session.skip()
        self._shown = None

    def _overrule(self) -> None:
        self._regrade(Rating.GOOD)

    def _easy(self) -> None:
        self._regrade(Rating.EASY)

    def _regrade(self, rating: Rating) -> None:
        """Replace the rating of the answer before the open question."""
        marked = self._session.overrule(rating)
        self._write(f"Noted as {marked.rating.name.lower()}. {self._wording.back(marked, self._now())}")

    def _give_up(self) -> None:
        posed = self._session.posed
        if posed is not None and posed.asked.form == REVEAL:
            self._reveal(posed)
        else:
            self._save(self._session.give_up)

    def _more(self) -> None:
        self._session.extend(MORE_MINUTES)
        self._write(f"{MORE_MINUTES} more minutes.")

    def _leave(self) -> None:
        self._left = True

    def _write_all(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._write(line)
