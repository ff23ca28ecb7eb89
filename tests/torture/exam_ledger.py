"""What was reported of mock exams before programs were killed, held against what is in the progress file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studyapp.progress.exams import KeptExam, KeptQuestion
    from studyapp.progress.store import ProgressStore

DECK = "exam"


Outcomes = dict[str, str]
"""By card, the outcome of its question."""


class Place(NamedTuple):
    """What is on the sheet for one card."""

    given: Any = None
    """None while it is blank."""
    flagged: bool = False
    rating: int = 0

    @classmethod
    def of(cls, kept: KeptQuestion) -> Place:
        """Return what the progress file has."""
        return cls(json.loads(kept.given) if kept.given else None, kept.flagged, kept.rating)


BLANK = Place()


@dataclass(slots=True)
class ExamLedger:
    """The exams of one home: those that are over, and what is known of the one that is on."""

    reported: int = 0
    """Changes of the sheet, marks and results that were reported as kept."""
    exam: str = ""
    """UUID of the exam that is on, as far as it was said."""
    begun: bool = False
    sheet: dict[str, Place] = field(default_factory=dict)
    """By card; blank where a card is missing."""
    tried: tuple[str, Place] | None = None
    """What was asked for, and not reported as kept."""
    handing_in: bool = False
    """Whether the student has asked to hand in."""
    is_closed: bool = False
    """Whether the sheet was reported as handed in."""
    has_result: bool = False
    """Whether it was reported that there is a result."""
    over: dict[str, Outcomes | None] = field(default_factory=dict)
    """By UUID the exams that have their result, as far as it was said."""
    faults: list[str] = field(default_factory=list)
    """What a program said that disagrees with what was said before."""

    def try_to(self, card: str, **changes: Any) -> None:
        """Note that a change of the sheet is asked for."""
        self.tried = (card, self.sheet.get(card, BLANK)._replace(**changes))

    def keep(self) -> None:
        """Note that what was tried is reported as kept."""
        if self.tried is not None:
            card, place = self.tried
            self.sheet[card], self.tried = place, None
            self.reported += 1

    def begin(self, exam: str, answered: int) -> None:
        """Note which exam is on, as a program says when it starts, and how many questions it takes for answered."""
        if self.begun and self.exam not in {"", exam}:
            self.faults.append("an exam that was reported as saved did not go on, but another one")
        self.expect_answers(answered)
        self.exam, self.begun = exam, True

    def expect_none(self) -> None:
        """Note that a program offers an exam from the beginning."""
        if self.begun:
            self.faults.append("an exam that was reported as saved did not go on")

    def expect_answers(self, answered: int) -> None:
        """Note how many questions a program takes for answered when it goes on."""
        known = sum(place.given is not None for place in self.sheet.values())
        if known != answered:
            self.faults.append(f"an exam went on with {answered} answers of {known} that were reported as saved")

    def expect_place(self, card: str, given: Any, *, flagged: bool) -> None:
        """Note what a program says is on the sheet."""
        place = self.sheet.get(card, BLANK)
        if (given, flagged) != place[:2]:
            self.faults.append(f"{card} was put with {given}, though reported as saved: {place}")

    def finish(self, outcomes: Outcomes) -> None:
        """Note the result of an exam of which everything is known; another one can begin."""
        self.keep()
        self.reported += 1
        self.over[self.exam] = outcomes
        self._forget()

    def losses(self, store: ProgressStore) -> Iterator[str]:
        """Yield what disagrees in the progress file, and take that for what is known from now on."""
        yield from self.faults
        finished = {exam.id: exam for exam in store.exams.finished(DECK)}
        fresh = [exam for exam in (*finished.values(), *store.exams.unfinished(DECK)) if exam.id not in self.over]
        if len(fresh) > 1:
            yield "two exams are on"
        if not fresh and self.begun:
            yield "an exam that was begun, and reported as saved, is gone"
        for exam in fresh[:1]:
            yield from self._disagreements(exam)
        for name, outcomes in self.over.items():
            if name not in finished:
                yield "an exam has no result, though one was reported as saved"
            elif outcomes is not None and outcomes != _outcomes(finished[name], store):
                yield "a result is not the one that was reported as saved"
        yield from _not_once(finished.values(), store)
        self._take(fresh[0] if fresh else None)

    def _disagreements(self, exam: KeptExam) -> Iterator[str]:
        if self.exam not in {"", exam.id}:
            yield "another exam is on than the one that was reported as saved"
        for question in exam.questions:
            reported, found = self.sheet.get(question.card, BLANK), Place.of(question)
            if found != reported and (question.card, found) != self.tried:
                yield f"{question.card} is {found}, but was reported as saved: {reported}"
        if self.is_closed and exam.closed_ms is None:
            yield "a sheet is open that was handed in, and reported as saved"
        if exam.closed_ms is not None and not self.handing_in:
            yield "a sheet is handed in that nobody has handed in"
        if self.has_result and exam.finished_ms is None:
            yield "an exam has no result, though one was reported as saved"

    def _take(self, exam: KeptExam | None) -> None:
        """Know of the exam that is on what the progress file knows."""
        self._forget()
        if exam is not None and exam.finished_ms is not None:
            self.over[exam.id] = None
        elif exam is not None:
            self.exam, self.begun = exam.id, True
            self.sheet = {question.card: Place.of(question) for question in exam.questions}
            self.handing_in = self.is_closed = exam.closed_ms is not None

    def _forget(self) -> None:
        self.exam, self.sheet, self.tried, self.faults = "", {}, None, []
        self.begun = self.handing_in = self.is_closed = self.has_result = False


def _outcomes(exam: KeptExam, store: ProgressStore) -> Outcomes:
    found = store.exams.outcomes(exam.id)
    return {q.card: found[q.place].outcome if q.place in found else "blank" for q in exam.questions}


def _not_once(finished: Iterable[KeptExam], store: ProgressStore) -> Iterator[str]:
    """Yield answers of finished exams that are not in the log exactly once, and any of exams that are still on."""
    wanted = Counter(q.card for exam in finished for q in exam.questions if q.given)
    found = Counter(review.answer.card for review in store.history(deck=DECK, with_undone=True))
    for card in wanted.keys() | found.keys():
        if wanted[card] != found[card]:
            yield f"{card} has {found[card]} reviews of {wanted[card]} exams"
