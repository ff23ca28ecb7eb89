"""Mock exams: what was answered is there after any end, and submitting neither loses nor doubles an answer."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import ExamOverError, NotSavedError
from studyapp.progress import exams
from studyapp.progress.backups import back_up, restore
from studyapp.progress.doctor import Code, examine, mend
from studyapp.progress.events import ReviewEvent
from studyapp.progress.exams import KeptExam, KeptOutcome, KeptQuestion
from studyapp.progress.journal import journals_beside, read_journal
from tests.progress.samples import NOON, answer, fold, fold_reviews

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.review import Answer
    from studyapp.progress.store import ProgressStore
    from tests.progress.conftest import Opener

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def question(place: int, **changes: object) -> KeptQuestion:
    made = KeptQuestion(place, f"deck/c{place}", str(uuid.uuid4()), "typed", 7, "3fa9", ("t",), f"Word {place}?", "x")
    return replace(made, **changes)  # type: ignore[arg-type] # names of its fields


def exam(questions: int = 3, **changes: object) -> KeptExam:
    made = KeptExam(
        str(uuid.uuid4()), "deck", NOON, None, None, {"seconds": 60}, tuple(map(question, range(1, 1 + questions)))
    )
    return replace(made, **changes)  # type: ignore[arg-type] # names of its fields


def answers_of(kept: KeptExam) -> list[Answer]:
    return [answer(id=each.review, card=each.card, at_ms=NOON + each.place) for each in kept.questions]


def test_a_sheet_comes_back_as_it_was_left(opener: Opener) -> None:
    begun, other = exam(), exam(1, deck="other")
    store = opener()
    store.exams.begin(begun)
    store.exams.begin(other)
    filled = replace(
        begun.questions[1], given='"ü"', answered_ms=NOON, milliseconds=900, flagged=True, rating=3, dropped=True
    )
    store.exams.keep(begun.id, [filled])
    one, _, three = begun.questions
    again = opener()
    assert again.exams.unfinished("deck") == [replace(begun, questions=(one, filled, three))]
    assert {kept.id for kept in again.exams.unfinished()} == {begun.id, other.id}
    again.exams.begin(begun)
    assert again.exams.unfinished("deck")[0].questions[1] == filled


def test_two_windows_keep_both_their_answers(opener: Opener) -> None:
    begun = exam()
    one, other = opener(), opener()
    one.exams.begin(begun)
    one.exams.keep(begun.id, [replace(begun.questions[0], given="1")])
    other.exams.keep(begun.id, [replace(begun.questions[2], given="3")])
    assert [kept.given for kept in one.exams.unfinished()[0].questions] == ["1", "", "3"]


def test_submitting_twice_adds_every_answer_once(store: ProgressStore) -> None:
    begun = exam()
    store.exams.begin(begun)
    answers = answers_of(begun)[:2]
    assert store.submit_exam(begun.id, answers, NOON + 9, fold)
    assert not store.submit_exam(begun.id, answers, NOON + 10, fold)
    assert [review.answer for review in store.history()] == answers
    assert [store.state(each.card) for each in answers] == [fold_reviews([review]) for review in store.history()]
    (done,) = store.exams.finished("deck")
    assert (done.closed_ms, done.finished_ms) == (NOON + 9, NOON + 9)
    assert store.exams.outcomes(begun.id) == {
        1: KeptOutcome("correct", 1.0, "Fangshan"),
        2: KeptOutcome("correct", 1.0, "Fangshan"),
    }


def test_an_exam_that_is_over_takes_nothing_more(store: ProgressStore) -> None:
    begun = exam()
    with pytest.raises(ExamOverError):
        store.submit_exam(begun.id, [], NOON, fold)
    store.exams.begin(begun)
    store.exams.close(begun.id, NOON + 1)
    store.exams.close(begun.id, NOON + 2)
    assert store.exams.unfinished()[0].closed_ms == NOON + 1
    store.exams.give_up(begun.id, NOON + 3)
    (done,) = store.exams.finished()
    assert (done.closed_ms, done.finished_ms) == (None, NOON + 3)
    with pytest.raises(ExamOverError):
        store.exams.keep(begun.id, begun.questions)
    with pytest.raises(ExamOverError):
        store.exams.close(begun.id, NOON)
    with pytest.raises(ExamOverError):
        store.exams.give_up(begun.id, NOON)


def test_all_of_a_submission_or_nothing(store: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = exam()
    store.exams.begin(begun)

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(exams, "finish", fails)
        with pytest.raises(NotSavedError):
            store.submit_exam(begun.id, answers_of(begun), NOON, fold)
    assert list(store.history()) == []
    assert store.exams.unfinished() == [begun]
    assert store.submit_exam(begun.id, answers_of(begun), NOON, fold)
    assert len(list(store.history())) == 3


def test_the_text_journal_has_what_was_submitted(store: ProgressStore) -> None:
    begun = exam()
    store.exams.begin(begun)
    store.exams.keep(begun.id, [replace(begun.questions[0], given="1")])
    store.submit_exam(begun.id, answers_of(begun), NOON, fold)
    written = [event for path in journals_beside(store.path) for event in read_journal(path)]
    assert [event.values[0] for event in written if isinstance(event, ReviewEvent)] == [
        q.review for q in begun.questions
    ]


def test_an_older_copy_that_knows_the_exam_as_open_is_mended(opener: Opener, path: Path) -> None:
    begun = exam()
    store = opener()
    store.exams.begin(begun)
    backup = back_up(path, NOW)
    store.submit_exam(begun.id, answers_of(begun), NOON + 9, fold)
    store.close()
    restore(path, backup.path, NOW)
    again = opener()
    assert again.exams.unfinished() == [begun]
    assert Code.OPEN_EXAM in {finding.code for finding in examine(path, fold, NOW)}
    mend(again, fold)
    assert Code.OPEN_EXAM not in {finding.code for finding in examine(path, fold, NOW)}
    assert again.exams.unfinished() == []
    assert len(again.exams.outcomes(begun.id)) == len(list(again.history())) == 3
    assert again.exams.settle() == 0


def test_an_answer_that_was_overruled_counts_as_overruled(store: ProgressStore) -> None:
    begun = exam(2)
    store.exams.begin(begun)
    one, two = (each._replace(outcome="wrong", score=0.0, rating=1) for each in answers_of(begun))
    store.submit_exam(begun.id, [one, two], NOON, fold)
    mine = answer(card=one.card, overruled=True)
    store.replace(one.id, str(uuid.uuid4()), mine, fold)
    store.undo(two.id, str(uuid.uuid4()), NOON, fold)
    assert [found.outcome for found in store.exams.outcomes(begun.id).values()] == ["correct", "wrong"]
