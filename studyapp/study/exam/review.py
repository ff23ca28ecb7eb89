"""Submitting a sheet, and what there is to go through afterwards."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, offset_minutes, start_of, study_day, to_milliseconds
from studyapp.memory.model import Rating
from studyapp.questions.question import Outcome, Verdict
from studyapp.study.exam.scoring import BLANK, result_of, reviews_of
from studyapp.study.readiness import readiness
from studyapp.study.recognition import wording_of
from studyapp.study.shown import Marked, Posed, source_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from studyapp.progress.review import Answer, CardState
    from studyapp.progress.store import ProgressStore
    from studyapp.study.clock_watch import Stamp
    from studyapp.study.exam.paper import ExamQuestion
    from studyapp.study.exam.scoring import ExamResult
    from studyapp.study.exam.sheet import Sheet
    from studyapp.study.scheduling import Scheduler


class Submission:
    """A sheet that is in the log, with its result and its errors."""

    def __init__(
        self,
        sheet: Sheet,
        answers: Mapping[str, tuple[Answer, Verdict]],
        before: Mapping[str, CardState],
        store: ProgressStore,
        scheduler: Scheduler,
    ) -> None:
        """`answers` by the card's key; `before` are the states that the cards had."""
        self._sheet = sheet
        self._answers = dict(answers)
        self._before = before
        self._store = store
        self._scheduler = scheduler
        self.readiness_before = self._readiness(before)
        """Expected recall over the whole deck, 0–1, unseen cards counting 0."""

    @property
    def result(self) -> ExamResult:
        """The result as the log has it now."""
        exam = self._sheet.exam
        finished = next(each for each in self._store.exams.finished(exam.deck) if each.id == exam.id)
        return result_of(finished, self._store.exams.outcomes(exam.id))

    @property
    def readiness_after(self) -> float:
        """The same with what the exam has shown."""
        return self._readiness({state.card: state for state in self._store.states(self._sheet.deck.id)})

    def due_today(self) -> int:
        """Return how many cards of the deck come back before the next study day begins."""
        deck, now = self._sheet.deck.id, self._sheet.now()
        tomorrow = start_of(study_day(now) + timedelta(days=1), now.tzinfo)
        return self._store.counts([deck], to_milliseconds(tomorrow))[deck].due

    def errors(self) -> list[tuple[ExamQuestion, Marked]]:
        """Return the questions that were not quite right, or blank, with their verdicts, in the order of the paper."""
        marked = ((question, self._marked(question)) for question in self._sheet.questions)
        return [(question, each) for question, each in marked if each.verdict.outcome is not Outcome.CORRECT]

    def overrule(self, marked: Marked) -> Marked:
        """Count a marked answer as right after all, logged as the student's own verdict; raises NotSavedError.

        A blank one stays blank.
        """
        key = marked.posed.card.key
        if not marked.review:
            return marked
        answer, verdict = self._answers[key]
        right = verdict._replace(outcome=Outcome.CORRECT, score=1.0, reason="Your own verdict.")
        changed = answer._replace(
            id=str(uuid.uuid4()), rating=int(Rating.GOOD), outcome=str(right.outcome), score=1.0, overruled=True
        )
        self._store.replace(answer.id, str(uuid.uuid4()), changed, self._scheduler.fold)
        self._answers[key] = (changed, right)
        question = next(each for each in self._sheet.questions if each.card.key == key)
        return self._marked(question)

    def _marked(self, question: ExamQuestion) -> Marked:
        card, now = question.card, self._sheet.now()
        answer, verdict = self._answers.get(card.key, (None, _blank(question)))
        state, before = self._store.state(card.key), self._before.get(card.key)
        due_ms = state.due_ms if state else to_milliseconds(now)
        return Marked(
            posed=Posed(
                card,
                self._sheet.deck.title,
                question.asked,
                question.number,
                is_new=before is None,
                has_hint=False,
                seed=question.kept.seed,
            ),
            verdict=verdict,
            rating=Rating(answer.rating) if answer else Rating.AGAIN,
            review=answer.id if answer else "",
            due=from_milliseconds(due_ms, offset_minutes(now)),
            recall=self._scheduler.recall(before, to_milliseconds(now)) if before else 0.0,
            explanation=card.explanation,
            source=source_label(card, self._sheet.deck.sources),
        )

    def _readiness(self, states: Mapping[str, CardState]) -> float:
        deck, now_ms = self._sheet.deck, to_milliseconds(self._sheet.now())
        present = (states[key] for key in deck.keys if key in states)
        return readiness(present, len(deck.keys), self._scheduler, now_ms)


def submit(
    sheet: Sheet, store: ProgressStore, scheduler: Scheduler, stamp_of: Callable[[datetime], Stamp]
) -> Submission:
    """Hand the sheet in and save its answers as reviews, all at once; done before, it stays as it was.

    `stamp_of` says how the time of an answer goes into the log.
    """
    sheet.close()
    now = sheet.now()
    answers = reviews_of(sheet.questions, scheduler.model.name, stamp_of, now)
    before = {state.card: state for state in store.states(sheet.deck.id)}
    given = {answer.card for answer, _ in answers}
    store.submit_exam(
        sheet.exam.id,
        [answer for answer, _ in answers],
        to_milliseconds(now),
        scheduler.fold,
        [wording_of(question.card) for question in sheet.questions if question.card.key in given],
    )
    return Submission(sheet, {answer.card: (answer, verdict) for answer, verdict in answers}, before, store, scheduler)


def _blank(question: ExamQuestion) -> Verdict:
    expected = question.card.question.expected()
    return Verdict(Outcome.WRONG, 0.0, expected, "", reason=f"You left it {BLANK}.")
