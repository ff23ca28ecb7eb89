"""The log is the truth: whatever is done, by however many windows, states are what it folds to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.progress.review import Review
from studyapp.progress.store import ProgressStore, open_progress
from tests.progress.samples import NOON, answer, fold, fold_reviews

CARDS = ("deck/a", "deck/b", "deck/c/1")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),  # the window
        st.sampled_from(["save", "save", "save", "undo", "replace", "retry"]),
        st.sampled_from(CARDS),
        st.integers(1, 4),
        st.integers(-(10**9), 10**9),  # how wrong the clock is
    ),
    max_size=14,
)


class Expected:
    """What the log should be, in plain lists."""

    def __init__(self) -> None:
        self.log: list[Review] = []
        self.undone: set[str] = set()
        self.events = 0

    @property
    def counting(self) -> list[Review]:
        return [review for review in self.log if review.answer.id not in self.undone]


def act(store: ProgressStore, expected: Expected, step: tuple[int, str, str, int, int]) -> None:
    _, what, card, rating, skew = step
    given = answer(card=card, rating=rating, at_ms=NOON + skew)
    last = store.last_review()
    assert (last and last.answer) == (expected.counting[-1].answer if expected.counting else None)
    if what == "retry" and last is not None:
        store.save(last.answer, fold)
    elif what == "undo" and last is not None:
        store.undo(last.answer.id, f"undo {given.id}", given.at_ms, fold)
        expected.undone.add(last.answer.id)
        expected.events += 1
    elif what == "replace" and last is not None:
        given = answer(card=last.answer.card, rating=rating, at_ms=given.at_ms)
        store.replace(last.answer.id, f"undo {given.id}", given, fold)
        expected.undone.add(last.answer.id)
        expected.events += 2
        expected.log.append(Review(given, last.device, expected.events))
    else:
        store.save(given, fold)
        expected.events += 1
        expected.log.append(Review(given, next(iter(store.history(with_undone=True))).device, expected.events))


@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_two_windows_keep_one_log_and_its_states(steps: list[tuple[int, str, str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        windows = (open_progress(path), open_progress(path))
        expected = Expected()
        for step in steps:
            act(windows[step[0]], expected, step)
        for store in windows:
            assert list(store.history(with_undone=True)) == expected.log
            assert list(store.history()) == expected.counting
            states = {state.card: state for state in store.states("deck")}
            assert states == _folded(expected.counting)
            assert store.counts(["deck"], 0)["deck"].seen == len(states)
        windows[0].rebuild_states(fold)
        assert {state.card: state for state in windows[1].states("deck")} == states
        for store in windows:
            store.close()


@settings(max_examples=20, deadline=None)
@given(steps=STEPS, rating=st.integers(1, 4), card=st.sampled_from(CARDS), skew=st.integers(-(10**9), 10**9))
def test_undo_takes_back_exactly_what_save_did(
    steps: list[tuple[int, str, str, int, int]], rating: int, card: str, skew: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_progress(Path(folder) / "progress.db")
        expected = Expected()
        for step in steps:
            act(store, expected, step)
        before, counts = list(store.states("deck")), store.counts(["deck"], NOON)
        last = answer(card=card, rating=rating, at_ms=NOON + skew)
        store.save(last, fold)
        store.undo(last.id, "the undo", NOON, fold)
        assert list(store.states("deck")) == before
        assert store.counts(["deck"], NOON) == counts
        store.close()


def _folded(reviews: list[Review]) -> dict[str, object]:
    cards = {review.answer.card for review in reviews}
    return {card: fold_reviews(review for review in reviews if review.answer.card == card) for card in cards}
