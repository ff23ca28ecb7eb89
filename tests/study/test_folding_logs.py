"""However a log came about, the states made from all of it at once are those of its cards, folded one by one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.clock import EARLIEST_MS, LATEST_MS
from studyapp.memory.fsrs6 import Fsrs6
from studyapp.memory.fsrs7 import DEFAULTS, Fsrs7
from studyapp.progress.card_names import Rename
from studyapp.progress.journal import journals_beside
from studyapp.progress.merging import rebuild_from_journals
from studyapp.progress.store import ProgressStore, open_progress
from studyapp.study.scheduling import Scheduler
from tests.progress.samples import NOON, answer
from tests.progress.test_exams import answers_of, exam
from tests.quick_folder import quick_folder

if TYPE_CHECKING:
    from studyapp.memory.model import Model
    from studyapp.progress.review import Answer, CardState

MODELS = [Fsrs7(), Fsrs7((0.5, *DEFAULTS[1:])), Fsrs6()]
CARDS = ("deck/a", "deck/b", "deck/b/2", "deck/c1")
MOMENTS = (
    st.integers(NOON, NOON + 10**11)
    | st.just(NOON)
    | st.sampled_from([0, EARLIEST_MS - 1, EARLIEST_MS, LATEST_MS - 1, LATEST_MS])
)
ANSWERS = st.builds(
    answer,
    card=st.sampled_from(CARDS),
    at_ms=MOMENTS,
    offset_minutes=st.sampled_from([0, 60, -570, 765, 1439, -1439]),
    rating=st.integers(1, 4),
    chance=st.sampled_from([0.0, 0.0, 0.25, 1 / 3, 1.0]),
    answer_key=st.sampled_from(["3fa9", "77b0", ""]),
    clock_suspect=st.sampled_from([False, False, True]),
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["save", "save", "save", "undo", "replace", "rename", "exam"]), ANSWERS), max_size=12
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
@settings(max_examples=20, deadline=None)
@given(acts=st.lists(ACTS, min_size=1, max_size=2))
def test_states_made_from_a_log_are_its_cards_folded_one_by_one(
    model: Model, acts: list[list[tuple[str, Answer]]]
) -> None:
    scheduler = Scheduler(model)
    with quick_folder() as folder:
        devices = [folder / f"device {number}" / "progress.db" for number in range(len(acts))]
        for device, done in zip(devices, acts, strict=True):
            with closing(open_progress(device)) as store:
                for what, given_answer in done:
                    act(store, scheduler, what, given_answer)
                kept = states(store)
                assert kept == folded(store, scheduler)
                store.rebuild_states(scheduler.fold)
                assert states(store) == kept
        journals = [journal for device in devices for journal in journals_beside(device)]
        made = folder / "made"
        made.mkdir()
        rebuild_from_journals(made / "progress.db", journals, "", NOON)
        with closing(open_progress(made / "progress.db")) as store:
            assert store.ensure_states(model.name, scheduler.fold)
            assert states(store) == folded(store, scheduler)
            store.card_names.carry_over(store.card_names.renames("deck"), scheduler.fold, NOON)
            assert states(store) == folded(store, scheduler)


def act(store: ProgressStore, scheduler: Scheduler, what: str, given_answer: Answer) -> None:
    """Do one thing that leaves an entry in the log."""
    last = store.last_review()
    if what == "exam":
        begun = exam(2)
        store.exams.begin(begun)
        drawn = given_answer._asdict()
        answers = [answer(**drawn | {"id": each.id, "card": each.card}) for each in answers_of(begun)]
        store.submit_exam(begun.id, answers, NOON, scheduler.fold)
    elif what == "rename":
        renames = [Rename(given_answer.card, "deck/new", f"rename {given_answer.id}")]
        store.card_names.carry_over(renames, scheduler.fold, NOON)
    elif last is None or what == "save":
        store.save(given_answer, scheduler.fold)
    elif what == "undo":
        store.undo(last.answer.id, f"undo {given_answer.id}", NOON, scheduler.fold)
    else:
        instead = given_answer._replace(card=last.answer.card)
        store.replace(last.answer.id, f"undo {given_answer.id}", instead, scheduler.fold)


def states(store: ProgressStore) -> dict[str, CardState]:
    return {state.card: state for state in store.states("deck")}


def folded(store: ProgressStore, scheduler: Scheduler) -> dict[str, CardState | None]:
    """Fold what the log gives out, card by card."""
    cards = {review.answer.card for review in store.history()}
    return {card: scheduler.fold([review.answer.graded() for review in store.history(card)]) for card in cards}
