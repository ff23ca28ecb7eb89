from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.clock import StandingClock
from studyapp.errors import DamagedProgressError, NoOpenQuestionError, NotSavedError
from studyapp.memory.model import Rating
from studyapp.progress.store import open_progress
from studyapp.questions.question import Outcome, Refusal
from studyapp.study.shown import Marked
from tests.workspaces import CAPITALS, NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.card_names import Wording
    from studyapp.progress.review import Answer, CardState
    from studyapp.progress.states import Fold
    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace


def right(session: Session) -> str:
    assert session.posed is not None
    number = re.search(r"\d+", session.posed.asked.prompt)
    assert number
    return f"answer {number[0]}"


def open_card(session: Session, key: str) -> None:
    session.pose()
    for _ in range(session.pace().cards_left):
        if session.posed is None or session.posed.card.key == key:
            break
        session.skip()
    assert session.posed is not None
    assert session.posed.card.key == key


def answer_right(session: Session, **how: float) -> Marked:
    marked = session.answer(right(session), **how)  # type: ignore[arg-type] # how is seconds
    assert isinstance(marked, Marked)
    assert marked.verdict.outcome is Outcome.CORRECT
    return marked


def states(workspace: Workspace, deck: str = "words") -> dict[str, CardState]:
    return {state.card: state for state in workspace.store.states(deck)}


def test_an_answer_is_on_the_disk_when_it_is_returned(tmp_path: Path) -> None:
    with make_workspace(tmp_path, CAPITALS) as workspace:
        session = workspace.start()
        open_card(session, "capitals/france")
        marked = session.answer("Paris")
        assert isinstance(marked, Marked)
        with closing(open_progress(tmp_path / "progress.db")) as elsewhere:
            assert [review.answer.id for review in elsewhere.history()] == [marked.review]


def test_a_refused_answer_leaves_the_question_open_and_nothing_in_the_log(tmp_path: Path) -> None:
    with make_workspace(tmp_path, CAPITALS) as workspace:
        session = workspace.start()
        open_card(session, "capitals/italy")
        assert isinstance(session.answer("7"), Refusal)
        assert session.posed
        assert session.posed.card.key == "capitals/italy"
        assert list(workspace.store.history()) == []


def test_a_self_rated_card_is_shown_before_it_is_rated(tmp_path: Path) -> None:
    with make_workspace(tmp_path, CAPITALS) as workspace:
        session = workspace.start()
        open_card(session, "capitals/spain")
        assert isinstance(session.answer("Madrid"), Refusal)
        assert isinstance(session.rate(Rating.GOOD), Refusal)
        assert session.expected() == "Madrid"
        marked = session.rate(Rating.GOOD)
        assert isinstance(marked, Marked)
        assert marked.rating is Rating.GOOD


@pytest.mark.parametrize(
    ("unsure", "hint", "given_answer", "rating"),
    [
        (False, False, "Paris", Rating.GOOD),
        (True, False, "Paris", Rating.HARD),
        (False, True, "Paris", Rating.HARD),
        (True, True, "Lyon", Rating.AGAIN),
        (False, False, "Lyon", Rating.AGAIN),
    ],
)
def test_confidence_and_hints_enter_the_rating(
    tmp_path: Path, unsure: bool, hint: bool, given_answer: str, rating: Rating
) -> None:
    with make_workspace(tmp_path, CAPITALS) as workspace:
        session = workspace.start()
        open_card(session, "capitals/france")
        if hint:
            assert session.hint() == "On the Seine."
        marked = session.answer(given_answer, unsure=unsure)
        assert isinstance(marked, Marked)
        assert marked.rating is rating
        [review] = workspace.store.history()
        assert (review.answer.unsure, review.answer.hinted) == (unsure, hint)


def test_a_failed_card_comes_back_in_the_same_session_and_a_known_one_does_not(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(2)) as workspace:
        session = workspace.start()
        session.pose()
        session.answer("no idea", seconds=10)
        session.pose()
        second = answer_right(session, seconds=10)
        third = session.pose()
        assert third is not None
        assert third.card.key != second.posed.card.key
        answer_right(session, seconds=10)
        asked = [review.answer.card for review in workspace.store.history()]
        assert sorted(set(asked)) == ["words/c0", "words/c1"]


@given(st.lists(st.sampled_from(["right", "wrong", "undo", "overrule", "skip"]), max_size=14), st.integers(0, 99))
@settings(max_examples=25)
def test_undo_gives_back_what_was_before(tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int) -> None:
    folder = tmp_path_factory.mktemp("undo")
    with make_workspace(folder, typed_deck(4), seed=seed) as workspace:
        session = workspace.start(minutes=60)
        past = [states(workspace)]
        for step in steps:
            if session.pose() is None:
                break
            if step == "undo":
                undone = session.undo()
                assert (undone is None) == (len(past) == 1)
                if undone is not None:
                    past.pop()
            elif step == "overrule":
                if session.marked is not None and len(past) > 1:
                    session.overrule(Rating.EASY)
                    past[-1] = states(workspace)
            elif step == "skip":
                session.skip()
            else:
                session.answer(right(session) if step == "right" else "nonsense", seconds=5)
                past.append(states(workspace))
            assert states(workspace) == past[-1]
        assert session.pace().answered == len(past) - 1
        before = states(workspace)
        workspace.store.rebuild_states(workspace.scheduler.fold)
        assert states(workspace) == before


def test_undo_reaches_into_the_session_before(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(3)) as workspace:
        first = workspace.start()
        first.pose()
        marked = answer_right(first)
    with make_workspace(tmp_path) as workspace:
        later = workspace.start()
        later.pose()
        undone = later.undo()
        assert undone is not None
        assert undone.card == marked.posed.card.key
        assert later.posed is not None
        assert later.posed.card.key == undone.card
        assert list(workspace.store.history()) == []
        assert later.undo() is None


def test_overruling_replaces_the_review_and_says_so_in_the_log(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(2)) as workspace:
        session = workspace.start()
        session.pose()
        wrong = session.answer("something else")
        assert isinstance(wrong, Marked)
        session.pose()
        mended = session.overrule(Rating.GOOD)
        assert mended.verdict.outcome is Outcome.CORRECT
        [review] = workspace.store.history()
        assert review.answer.overruled
        assert review.answer.given == "something else"
        assert session.pace().right == 1
        assert session.posed is not None, "the question that was open stays open"
        assert session.posed.card.key != wrong.posed.card.key


def test_nothing_can_be_said_about_a_question_that_is_not_open(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(1)) as workspace:
        session = workspace.start()
        for act in (session.hint, session.expected, session.skip, lambda: session.answer("x")):
            with pytest.raises(NoOpenQuestionError):
                act()
        with pytest.raises(NoOpenQuestionError):
            session.overrule(Rating.GOOD)


def test_an_answer_that_was_not_saved_is_kept_and_saved_by_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_workspace(tmp_path, typed_deck(2)) as workspace:
        session = workspace.start()
        posed = session.pose()
        tried: list[str] = []
        save = workspace.store.save

        def full_disk(answer: Answer, fold: Fold, wording: Wording) -> CardState:
            tried.append(answer.id)
            raise NotSavedError("the disk is full")

        monkeypatch.setattr(workspace.store, "save", full_disk)
        with pytest.raises(NotSavedError):
            session.answer("first words")
        assert session.pose() is posed, "no step further while the answer is not saved"

        def mended_disk(answer: Answer, fold: Fold, wording: Wording) -> CardState:
            tried.append(answer.id)
            return save(answer, fold, wording)

        monkeypatch.setattr(workspace.store, "save", mended_disk)
        marked = session.answer("other words")
        assert isinstance(marked, Marked)
        assert marked.verdict.given == "first words"
        assert len(tried) == 2
        assert len(set(tried)) == 1, "a retry is the same review"


@pytest.mark.parametrize("reached_the_disk", [True, False])
def test_an_answer_that_was_not_taken_back_is_the_one_that_the_next_try_takes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reached_the_disk: bool
) -> None:
    with make_workspace(tmp_path, typed_deck(3)) as workspace:
        session = workspace.start()
        for _ in range(2):
            session.pose()
            session.answer("x")
        last = workspace.store.last_review()
        undo = workspace.store.undo

        def failing_disk(*arguments: Any) -> None:
            if reached_the_disk:
                undo(*arguments)
            raise NotSavedError("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(workspace.store, "undo", failing_disk)
            with pytest.raises(NotSavedError):
                session.undo()
        undone = session.undo()
        assert last is not None
        assert undone is not None
        assert undone.review == last.answer.id
        assert [taken.review for taken in workspace.store.undos()] == [last.answer.id]
        session.answer("x")
        again = workspace.store.last_review()
        second = session.undo()
        assert again is not None
        assert second is not None
        assert second.review == again.answer.id, "what was taken back is done with"


def test_the_session_ends_with_the_day_s_time_and_can_be_extended(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(40), minutes_a_day=2) as workspace:
        session = workspace.start()
        answered = 0
        while session.pose() is not None:
            answer_right(session, seconds=30)
            answered += 1
        assert answered == 4
        session.extend(1)
        assert session.pose() is not None
        again = workspace.start()
        assert again.pose() is None, "today's time is used"
        assert workspace.start(minutes=1).pose() is not None


def test_a_known_card_comes_back_on_a_later_day_and_not_before(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(1), clock=clock) as workspace:
        session = workspace.start()
        session.pose()
        marked = answer_right(session)
        assert marked.due - NOON > timedelta(hours=16)
        assert session.pose() is None
        clock.answered((marked.due - NOON).total_seconds() + 60)
        assert workspace.start().pose() is not None


def test_options_never_stand_in_the_same_order_twice_in_a_row(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    orders = []
    with make_workspace(tmp_path, CAPITALS, clock=clock) as workspace:
        for _ in range(12):
            session = workspace.start(minutes=5)
            open_card(session, "capitals/italy")
            assert session.posed
            orders.append(tuple(option.text for option in session.posed.asked.options))
            session.answer("Milan")
            clock.answered(3600)
    assert all(before != after for before, after in pairwise(orders))


RECOGNISE = """\
studyapp: 1
id: words
title: Words
cards:
  - {id: c1, type: typed, question: Capital of France?, answer: Paris, wrong: [Lyon, Nice, Lille]}
"""


def test_a_card_is_picked_at_first_typed_once_it_sits_and_picked_again_after_a_lapse(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    forms = []
    with make_workspace(tmp_path, RECOGNISE, clock=clock) as workspace:
        for answer in ["Paris"] * 6 + ["wrong", "Paris"]:
            session = workspace.start(minutes=5)
            session.settle_clock(right=True)
            posed = session.pose()
            assert posed is not None
            forms.append(posed.asked.form)
            marked = session.answer("Lyon" if answer == "wrong" else answer, seconds=1)
            assert isinstance(marked, Marked)
            clock.answered(max(0.0, (marked.due - clock.now()).total_seconds()) + 1)
    assert forms[0] == "choice"
    assert forms[-2] == "typed"
    assert forms[-1] == "choice", "a lapse goes back one step"
    assert [review for review in forms[:-1] if review == "typed"], forms
    assert forms[:-1] == sorted(forms[:-1]), "once typed, typed until a lapse"


CLOZE = """\
studyapp: 1
id: words
title: Words
cards:
  - {id: text, type: cloze, cloze: "{{Water}} is made of {{hydrogen}} and {{oxygen}}."}
  - {id: other, type: typed, question: Two and two?, answer: four}
"""


def test_gaps_of_one_text_do_not_meet_on_one_day(tmp_path: Path) -> None:
    with make_workspace(tmp_path, CLOZE) as workspace:
        session = workspace.start()
        notes = []
        while (posed := session.pose()) is not None:
            notes.append(posed.card.note)
            session.answer(posed.card.question.expected(), seconds=5)
        assert sorted(notes) == ["words/other", "words/text"]
        again = workspace.start(minutes=20)
        assert again.pose() is None


def test_the_summary_counts_what_happened(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(10), seed=Random(5).randrange(99)) as workspace:
        session = workspace.start()
        session.pose()
        answer_right(session, seconds=10)
        session.pose()
        session.answer("wrong", seconds=10)
        summary = session.summary()
        assert (summary.answered, summary.right, summary.seconds) == (2, 1, 20)
        assert summary.readiness_before == 0
        assert 0.09 < summary.readiness_after <= 0.2
        assert len(summary.sure_and_wrong) == len(summary.hardest) == 1


def test_a_plan_that_cannot_be_read_leaves_the_session_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_workspace(tmp_path, typed_deck(10)) as workspace:
        session = workspace.start()
        left = session.pace().cards_left

        def unreadable(*_: object, **__: object) -> None:
            raise DamagedProgressError(tmp_path, "a test")

        monkeypatch.setattr(session, "_choose", unreadable)
        with pytest.raises(DamagedProgressError):
            session.replan()
        assert session.pace().cards_left == left > 1
