"""A mock exam that is on: the sheet fills, time runs, and whatever is answered is on the disk at once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import to_milliseconds
from studyapp.questions.question import Refusal
from studyapp.study.clock_watch import AHEAD_MS
from studyapp.study.exam.paper import asked_as, found_in, is_nothing, read

if TYPE_CHECKING:
    from datetime import datetime

    from studyapp.clock import Clock
    from studyapp.decks.deck import Deck
    from studyapp.memory.model import Rating
    from studyapp.progress.exams import KeptExam, KeptQuestion
    from studyapp.progress.store import ProgressStore
    from studyapp.questions.question import Given
    from studyapp.study.exam.paper import ExamQuestion

GRACE = 2.0
"""Seconds after the end in which what stood on the screen is still taken."""
TOO_LATE = Refusal("The time is up: nothing can be answered any more.")
HANDED_IN = Refusal("The exam is handed in: nothing can be answered any more.")


class Standing(NamedTuple):
    """How far an exam is; questions by their numbers."""

    answered: int
    blank: tuple[int, ...]
    flagged: tuple[int, ...]
    seconds_left: float


class Changes(NamedTuple):
    """What the deck did to a paper since it was drawn; questions by their numbers before."""

    gone: tuple[int, ...]
    other: tuple[int, ...]
    """Their answers were taken off the sheet; they are asked as they stand now."""


class Sheet:
    """The sheet of one exam, begun or resumed. Every change is on the disk when a method returns.

    Methods raise NotSavedError, after which nothing has changed, and ExamOverError when another window has ended the
    exam. Time runs from the making of the sheet, by the clock's stopwatch: it stands still while the exam is not open.
    """

    def __init__(self, exam: KeptExam, deck: Deck, store: ProgressStore, clock: Clock) -> None:
        self.exam = exam
        self.deck = deck
        self._shelf = store.exams
        self._clock = clock
        self._begun, self._begun_at = clock.stopwatch(), clock.now()
        self._since = self._begun
        self._closed = exam.closed_ms is not None
        self._kept = {q.place: found_in(deck, q, is_closed=self._closed) for q in exam.questions}
        self.changes = _changes(exam, self._kept)
        changed = [kept for kept, before in zip(self._kept.values(), exam.questions, strict=True) if kept != before]
        if changed:
            self._shelf.keep(exam.id, changed)
        self._places = [place for place, kept in self._kept.items() if not kept.dropped]
        blank = [index for index, place in enumerate(self._places) if not self._kept[place].given]
        self.index = blank[0] if blank else 0
        """Which question is open, from 0."""

    def __len__(self) -> int:
        """Return how many questions there are."""
        return len(self._places)

    @property
    def seconds_allowed(self) -> float:
        """The exam's whole time."""
        return float(self.exam.body.get("seconds", 0.0))

    @property
    def is_closed(self) -> bool:
        """Whether the sheet is handed in."""
        return self._closed

    @property
    def questions(self) -> tuple[ExamQuestion, ...]:
        """All questions that count."""
        return tuple(self.at(index) for index in range(len(self)))

    @property
    def question(self) -> ExamQuestion:
        """The open question."""
        return self.at(self.index)

    def at(self, index: int) -> ExamQuestion:
        """Return a question, counted from 0."""
        return asked_as(self.deck, self._kept[self._places[index]], index + 1)

    def seconds_left(self) -> float:
        """Return the time that is left, below 0 once it is over."""
        spent = sum(kept.milliseconds for kept in self._kept.values()) / 1000
        return self.seconds_allowed - spent - (0.0 if self._closed else self._clock.stopwatch() - self._since)

    def standing(self) -> Standing:
        """Return how far the exam is."""
        kept = [self._kept[place] for place in self._places]
        return Standing(
            answered=sum(bool(question.given) for question in kept),
            blank=tuple(number for number, question in enumerate(kept, start=1) if not question.given),
            flagged=tuple(number for number, question in enumerate(kept, start=1) if question.flagged),
            seconds_left=self.seconds_left(),
        )

    def go(self, index: int) -> None:
        """Open another question, counted from 0; beyond the ends, the last or first one."""
        self.rest()
        self.index = min(len(self) - 1, max(0, index))

    def answer(self, given: Given) -> Refusal | None:
        """Put an answer on the sheet in place of the one before; an answer that says nothing leaves it blank.

        Returns why an answer cannot be read, or comes too late; never whether it is right.
        """
        if self._closed:
            return HANDED_IN
        if self.seconds_left() < -GRACE:
            return TOO_LATE
        if is_nothing(given):
            self._write(given="", answered_ms=0)
            return None
        verdict = read(self.question, given)
        if isinstance(verdict, Refusal):
            return verdict
        self._write(given=json.dumps(given), answered_ms=to_milliseconds(self._moment()))
        return None

    def clear(self) -> Refusal | None:
        """Take the answer off the sheet."""
        return self.answer(None)

    def flag(self) -> bool:
        """Put a flag on the open question, or take it off; return whether it is up now."""
        if not self._closed:
            self._write(flagged=not self.question.kept.flagged)
        return self.question.kept.flagged

    def rest(self) -> None:
        """Keep how much time is spent so far: before a pause, and now and then."""
        if not self._closed:
            self._write()

    def close(self) -> None:
        """Hand the sheet in as it stands."""
        if not self._closed:
            self.rest()
            self._shelf.close(self.exam.id, to_milliseconds(self._moment()))
            self._closed = True
            for exam in self._shelf.unfinished(self.deck.id):
                if exam.id == self.exam.id:  # another window may have answered, too
                    self._kept = {question.place: question for question in exam.questions}

    def to_mark(self) -> ExamQuestion | None:
        """Return the next answer that the student has to mark, once the sheet is handed in; None if there is none."""
        waiting = (q for q in self.questions if q.is_self_marked and not q.is_blank and not q.kept.rating)
        return next(waiting, None) if self._closed else None

    def rate(self, question: ExamQuestion, rating: Rating) -> None:
        """Keep the student's own mark on an answer of `to_mark`."""
        self._keep(replace(self._kept[question.kept.place], rating=int(rating)))

    def now(self) -> datetime:
        """Return the time of day as the exam reckons it."""
        return self._moment()

    def _write(self, **changes: object) -> None:
        """Keep the open question with `changes` and the time spent on it until now."""
        kept = self._kept[self._places[self.index]]
        now = self._clock.stopwatch()
        passed = max(0.0, min(now - self._since, self.seconds_left() + now - self._since))
        self._keep(replace(kept, milliseconds=kept.milliseconds + round(1000 * passed), **changes))  # type: ignore[arg-type] # names of its fields
        self._since = now

    def _keep(self, kept: KeptQuestion) -> None:
        self._shelf.keep(self.exam.id, [kept])
        self._kept[kept.place] = kept

    def _moment(self) -> datetime:
        """Return the time of day, unless the machine's clock went back or leapt far ahead since the sheet was opened."""
        reckoned = self._begun_at + timedelta(seconds=self._clock.stopwatch() - self._begun)
        said = self._clock.now()
        return said if reckoned <= said <= reckoned + timedelta(milliseconds=AHEAD_MS) else reckoned


def _changes(exam: KeptExam, found: dict[int, KeptQuestion]) -> Changes:
    numbered = [question for question in exam.questions if not question.dropped]
    gone = (n for n, question in enumerate(numbered, start=1) if found[question.place].dropped)
    other = (
        n
        for n, question in enumerate(numbered, start=1)
        if found[question.place].fingerprint != question.fingerprint and not found[question.place].dropped
    )
    return Changes(tuple(gone), tuple(other))
