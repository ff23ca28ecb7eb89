"""Progress stays with its cards while a deck is edited: real decks, a real progress file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock
from studyapp.decks.ids import with_ids
from studyapp.progress.journal import journals_beside
from studyapp.progress.merging import rebuild_from_journals
from studyapp.study.shown import Marked
from tests.study.exam.taking import begun
from tests.workspaces import NOON, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.review import CardState
    from studyapp.study.workspace import Workspace

DECK = """\
studyapp: 1
id: d
title: D
cards:
  - type: typed
    question: What is the capital of Kazakhstan?
    answer: Almaty
  - type: typed
    question: Which metal is liquid at room temperature?
    answer: mercury
  - type: cloze
    cloze: Water is made of {{c1::hydrogen}} and {{c1::oxygen}}.
"""
ANSWERS = {"What is the capital of Kazakhstan?": "Almaty", "Which metal is liquid at room temperature?": "mercury"}
LATER = NOON + timedelta(days=1)


def study(workspace: Workspace) -> int:
    """Answer all that is asked, rightly, and return how many questions that were."""
    session, answered = workspace.start(), 0
    while (posed := session.pose()) is not None:
        assert isinstance(session.answer(posed.card.question.expected()), Marked)
        answered += 1
    return answered


def learn(folder: Path, deck: str = DECK) -> list[CardState]:
    with make_workspace(folder, deck) as workspace:
        assert study(workspace) == 3
        return memories(workspace)


def memories(workspace: Workspace) -> list[CardState]:
    """Return the states of the cards that are in the deck, in its order."""
    (deck,) = workspace.library.shelf().decks
    found = [workspace.store.state(key) for key in deck.keys]
    return [state for state in found if state is not None]


def strengths(states: list[CardState]) -> list[tuple[float, float, int, int]]:
    return [(state.stability, state.difficulty, state.last_ms, state.reviews) for state in states]


def later(folder: Path, deck: str) -> Workspace:
    return make_workspace(folder, deck, clock=StandingClock(LATER))


def deck_with_ids(folder: Path) -> str:
    path = folder / "decks" / "deck0.deck.yaml"
    made = with_ids(path.read_bytes(), path)
    assert len(made.new) == 3
    return made.after.decode()


def test_writing_ids_keeps_all_progress_and_says_so(tmp_path: Path) -> None:
    before = learn(tmp_path)
    with later(tmp_path, deck_with_ids(tmp_path)) as workspace:
        shelf = workspace.shelf()
        assert shelf.news == ("d: 3 cards go by another id now; your progress is kept.",)
        assert shelf.changed == ()
        assert not any("~" in key for key in shelf.decks[0].keys)
        assert strengths(memories(workspace)) == strengths(before)
        assert workspace.due().new == 0
        history = list(workspace.store.history())
        assert {review.answer.card for review in history} == set(shelf.decks[0].keys)
        assert workspace.shelf().news == (), "told once"
        assert workspace.store.rebuild_states(workspace.scheduler.fold) == 3
        assert strengths(memories(workspace)) == strengths(before)


def test_rewording_a_card_without_an_id_keeps_its_progress_and_says_so(tmp_path: Path) -> None:
    before = learn(tmp_path)
    reworded = DECK.replace("Which metal is liquid at", "Which of the metals is liquid at")
    with later(tmp_path, reworded) as workspace:
        shelf = workspace.shelf()
        (sentence,) = shelf.news
        assert "“Which metal is liquid at room" in sentence
        assert "“Which of the metals is liquid at" in sentence
        assert strengths(memories(workspace)) == strengths(before)
        assert shelf.changed == ()


def test_a_mended_gap_text_keeps_its_progress(tmp_path: Path) -> None:
    before = learn(tmp_path)
    with later(tmp_path, DECK.replace("Water is made of", "Water consists of")) as workspace:
        assert len(workspace.shelf().news) == 1
        assert strengths(memories(workspace)) == strengths(before)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("answer: Almaty", "answer: Astana"),
        ("the capital of Kazakhstan?\n    answer: Almaty", "the capital city of Kazakhstan?\n    answer: Astana"),
    ],
)
def test_another_answer_keeps_the_history_and_the_card_is_asked_again(tmp_path: Path, was: str, now: str) -> None:
    learn(tmp_path)
    edited = DECK.replace(was, now)
    assert edited != DECK
    with later(tmp_path, edited) as workspace:
        shelf = workspace.shelf()
        assert len(shelf.changed) == 1
        assert any("its answer has changed" in sentence for sentence in shelf.news)
        (state, *_) = memories(workspace)
        assert state.reviews == 1
        assert state.due_ms <= int(LATER.timestamp() * 1000)
        posed = workspace.start().pose()
        assert posed is not None
        assert not posed.is_new
        assert posed.card.key == shelf.changed[0]


def test_another_fact_is_a_new_card(tmp_path: Path) -> None:
    learn(tmp_path)
    replaced = DECK.replace("What is the capital of Kazakhstan?", "How long is the Nile?").replace("Almaty", "6,650 km")
    with later(tmp_path, replaced) as workspace:
        assert workspace.shelf().news == ()
        assert workspace.due().new == 1


def test_a_card_that_comes_back_gets_its_progress_back(tmp_path: Path) -> None:
    before = learn(tmp_path)
    reworded = DECK.replace("Which metal is liquid at", "Which of the metals is liquid at")
    for deck in (reworded, DECK, reworded, DECK):
        with later(tmp_path, deck) as workspace:
            assert len(workspace.shelf().news) == 1
            assert strengths(memories(workspace)) == strengths(before)


def test_an_id_that_stands_for_another_fact_is_a_loud_problem(tmp_path: Path) -> None:
    deck = "studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: a, type: typed, question: Q, answer: A}\n"
    first = deck.replace("Q", "What is the capital of Kazakhstan?").replace("A}", "Astana}")
    with make_workspace(tmp_path, first) as workspace:
        study(workspace)
    second = deck.replace("Q", "Which metal is liquid?").replace("A}", "mercury}")
    with later(tmp_path, second) as workspace:
        (problem,) = workspace.shelf().errors
        assert (problem.code, problem.line) == ("id-reused", 5)
        assert "“What is the capital of Kazakhstan?”" in problem.message
        assert len(list(workspace.store.history())) == 1, "nothing is lost"
        assert workspace.start().pose() is not None, "asked again"


def test_what_was_carried_over_can_be_made_again_from_the_journals(tmp_path: Path) -> None:
    learn(tmp_path)
    with later(tmp_path, deck_with_ids(tmp_path)) as workspace:
        workspace.shelf()
        workspace.clock.answered(40 * 86_400)
        study(workspace)
        before = strengths(memories(workspace))
    journals = journals_beside(tmp_path / "progress.db")
    (tmp_path / "progress.db").unlink()
    rebuild_from_journals(tmp_path / "progress.db", journals, "desk", 0)
    with make_workspace(tmp_path, clock=StandingClock(LATER + timedelta(days=40))) as workspace:
        workspace.store.rebuild_states(workspace.scheduler.fold)
        assert workspace.shelf().errors == ()
        assert strengths(memories(workspace)) == before


def test_two_devices_bring_their_histories_of_a_renamed_card_together(tmp_path: Path) -> None:
    phone, desk = tmp_path / "phone", tmp_path / "desk"
    learn(phone)
    with make_workspace(desk, DECK, clock=StandingClock(NOON + timedelta(hours=1))) as workspace:
        study(workspace)
    edited = deck_with_ids(phone)
    with later(phone, edited) as workspace:
        workspace.shelf()
    with later(desk, DECK) as workspace:
        workspace.store.merge(journals_beside(phone / "progress.db"))
        workspace.store.rebuild_states(workspace.scheduler.fold)
        assert {state.reviews for state in memories(workspace)} == {2}
    with later(desk, edited) as workspace:
        workspace.shelf()
        assert [state.reviews for state in memories(workspace)] == [2, 2, 2]


def test_an_answer_in_a_window_that_was_opened_before_the_edit_is_carried_over_too(tmp_path: Path) -> None:
    learn(tmp_path)
    due = NOON + timedelta(days=30)
    with make_workspace(tmp_path, clock=StandingClock(due)) as old_window:
        session = old_window.start()
        posed = session.pose()
        assert posed is not None
        with make_workspace(tmp_path, deck_with_ids(tmp_path), clock=StandingClock(due)) as workspace:
            assert len(workspace.shelf().news) == 1
            assert isinstance(session.answer(posed.card.question.expected()), Marked)
            assert workspace.shelf().news == ("d: 1 card goes by another id now; your progress is kept.",)
            assert sorted(state.reviews for state in memories(workspace)) == [1, 1, 2]
            assert workspace.shelf().news == ()


def test_a_deck_that_was_not_edited_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(tmp_path)
    with later(tmp_path, DECK) as workspace:
        monkeypatch.setattr(workspace.store, "seen", lambda _: pytest.fail("nothing was edited"))
        assert workspace.shelf().news == ()


def test_a_card_that_was_only_answered_in_an_exam_is_recognised_too(tmp_path: Path) -> None:
    exams, sheet = begun(tmp_path, DECK.split("  - type: cloze", maxsplit=1)[0])
    for number in range(len(sheet)):
        sheet.go(number)
        assert sheet.answer(sheet.question.card.question.expected()) is None
    exams.submit(sheet)
    reworded = DECK.split("  - type: cloze", maxsplit=1)[0].replace(
        "Which metal is liquid at", "Which of the metals is liquid at"
    )
    with later(tmp_path, reworded) as workspace:
        assert len(workspace.shelf().news) == 1
        assert [state.reviews for state in memories(workspace)] == [1, 1]
