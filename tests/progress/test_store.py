from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from studyapp.errors import NotSavedError, UsageError
from studyapp.progress.connection import connect
from studyapp.progress.states import count_cards
from tests.progress.samples import MINUTE, NOON, answer, fold, fold_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studyapp.progress.review import Graded
    from studyapp.progress.store import ProgressStore

    Opener = Callable[[], ProgressStore]


def forget(_reviews: Sequence[Graded]) -> None:
    """Fold to nothing."""


def test_a_saved_answer_comes_back_as_it_was(opener: Opener) -> None:
    given = answer(
        given="Peking\ttwo\nlines é 界", unsure=True, hinted=True, overruled=True, clock_suspect=True, score=0.5
    )
    opener().save(given, fold)
    (review,) = opener().history()
    assert review.answer == given
    assert review.sequence == 1


def test_saving_returns_the_state_that_is_then_read(store: ProgressStore) -> None:
    state = store.save(answer(), fold)
    assert state == store.state("deck/one") == fold_reviews(store.history("deck/one"))


def test_the_same_answer_again_is_no_second_review(store: ProgressStore) -> None:
    given = answer()
    assert store.save(given, fold) == store.save(given, fold)
    assert len(list(store.history())) == 1


def test_an_undone_review_stays_in_the_log_and_counts_no_longer(store: ProgressStore) -> None:
    before = store.save(answer(), fold)
    second = answer(rating=1)
    store.save(second, fold)
    assert store.undo(second.id, "undo", NOON, fold).answer == second
    assert store.state("deck/one") == before
    assert [review.sequence for review in store.history()] == [1]
    assert [review.sequence for review in store.history(with_undone=True)] == [1, 2]
    (undo,) = store.undos()
    assert (undo.id, undo.review, undo.sequence) == ("undo", second.id, 3)


def test_undoing_the_only_review_leaves_the_card_unseen(store: ProgressStore) -> None:
    given = answer()
    store.save(given, fold)
    store.undo(given.id, "undo", NOON, fold)
    assert store.state("deck/one") is None
    assert store.seen("deck") == set()
    assert store.last_review() is None


def test_a_review_is_taken_back_once(store: ProgressStore) -> None:
    given = answer()
    store.save(given, fold)
    for undo in ("first", "second", "first"):
        store.undo(given.id, undo, NOON, fold)
    assert [undo.id for undo in store.undos()] == ["first"]


def test_saving_what_was_taken_back_is_refused(store: ProgressStore) -> None:
    given = answer()
    store.save(given, fold)
    store.undo(given.id, "undo", NOON, fold)
    with pytest.raises(NotSavedError, match="taken back"):
        store.save(given, fold)


def test_undoing_a_review_that_is_not_there_changes_nothing(store: ProgressStore) -> None:
    with pytest.raises(UsageError):
        store.undo("nothing", "undo", NOON, fold)
    assert store.undos() == []


def test_undo_reaches_what_an_earlier_session_saved(opener: Opener) -> None:
    first, second = answer(), answer(card="deck/two")
    earlier = opener()
    earlier.save(first, fold)
    earlier.save(second, fold)
    earlier.close()
    later = opener()
    for expected in (second, first):
        review = later.last_review()
        assert review is not None
        assert review.answer == expected
        later.undo(review.answer.id, f"undo {expected.id}", NOON, fold)
    assert later.last_review() is None


def test_an_overruled_review_is_replaced_in_one_step(store: ProgressStore) -> None:
    wrong, right = answer(rating=1), answer(rating=3, overruled=True)
    store.save(wrong, fold)
    state = store.replace(wrong.id, "undo", right, fold)
    assert state == store.replace(wrong.id, "undo", right, fold)
    assert [review.answer for review in store.history()] == [right]
    assert state == store.state("deck/one") == fold_reviews(store.history())
    (undo,) = store.undos()
    assert undo.replaced_by == right.id


def test_a_review_is_not_replaced_by_one_of_another_card(store: ProgressStore) -> None:
    given = answer()
    store.save(given, fold)
    with pytest.raises(UsageError):
        store.replace(given.id, "undo", answer(card="deck/two"), fold)
    assert [review.answer for review in store.history()] == [given]
    assert store.undos() == []


def test_a_clock_that_goes_back_reorders_nothing(store: ProgressStore) -> None:
    times = [NOON, NOON + MINUTE, 0, 4_300_000_000_000, NOON + 2 * MINUTE, NOON + 2 * MINUTE]
    for time in times:
        store.save(answer(at_ms=time), fold)
    assert [review.answer.at_ms for review in store.history("deck/one")] == times
    assert [review.sequence for review in store.history("deck/one")] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("page", [1, 3, 100])
def test_history_is_whole_and_in_order_at_any_page_length(
    store: ProgressStore, monkeypatch: pytest.MonkeyPatch, page: int, newest_first: bool
) -> None:
    monkeypatch.setattr("studyapp.progress.reviews.PAGE", page)
    answers = [answer(card=f"deck/{number % 3}", at_ms=NOON - number) for number in range(10)]
    for given in answers:
        store.save(given, fold)
    wanted = answers[::-1] if newest_first else answers
    assert [review.answer for review in store.history(newest_first=newest_first)] == wanted
    assert [review.answer for review in store.history(limit=4, newest_first=newest_first)] == wanted[:4]
    assert [review.answer for review in store.history("deck/1", newest_first=newest_first)] == [
        given for given in wanted if given.card == "deck/1"
    ]
    assert [state.card for state in store.states("deck")] == ["deck/0", "deck/1", "deck/2"]


def test_history_of_one_deck(store: ProgressStore) -> None:
    for card in ("a/1", "b/1", "a/2", "ab/1"):
        store.save(answer(card=card), fold)
    assert [review.answer.card for review in store.history(deck="a")] == ["a/1", "a/2"]


def test_what_was_left_open_does_not_hold_up_writers(opener: Opener) -> None:
    reader, writer = opener(), opener()
    for number in range(5):
        writer.save(answer(card=f"deck/{number}"), fold)
    history, states = reader.history(), reader.states("deck")
    next(history), next(states)
    writer.save(answer(), fold)


def test_counting_what_is_seen_and_due(store: ProgressStore) -> None:
    for number in range(6):
        store.save(answer(card=f"deck/{number}", at_ms=NOON + number * MINUTE), fold)
    store.save(answer(card="deck/0", rating=4), fold)
    dues = sorted(state.due_ms for state in store.states("deck"))
    counts = store.counts(["deck", "unknown"], dues[2])
    assert (counts["deck"].seen, counts["deck"].due) == (6, 3)
    assert (counts["unknown"].seen, counts["unknown"].due) == (0, 0)
    assert [state.due_ms for state in store.due("deck", dues[3], 10)] == dues[3::-1]
    assert [state.due_ms for state in store.due("deck", dues[3], 2)] == dues[3:1:-1]
    assert store.due_by_day("deck", [0, dues[1], dues[4], dues[4] + 1]) == [1, 3, 1]


def test_counting_takes_no_longer_for_more_cards_that_are_not_due(store: ProgressStore) -> None:
    steps = []
    for number in range(30):
        store.save(answer(card=f"deck/{number}"), fold)
        if number in (4, 29):
            with closing(connect(store.path)) as database:
                taken: list[None] = []
                database.set_progress_handler(lambda: taken.append(None), 1)  # noqa: B023 - used before the next round
                assert count_cards(database, "deck", 0) == (number + 1, 0)
            steps.append(len(taken))
    assert steps[0] == steps[1]


def test_cards_that_left_the_deck_wait_until_they_come_back(opener: Opener) -> None:
    store = opener()
    for number in range(3):
        store.save(answer(card=f"deck/{number}"), fold)
    everything = ["deck/0", "deck/1", "deck/2", "deck/never seen"]
    store.sync_deck("deck", "one", everything)
    assert store.counts(["deck"], 2 * NOON)["deck"].due == 3
    store.sync_deck("deck", "two", everything[:1])
    assert store.counts(["deck"], 2 * NOON)["deck"].seen == 1
    assert [state.card for state in store.due("deck", 2 * NOON, 9)] == ["deck/0"]
    assert store.due_by_day("deck", [0, 2 * NOON]) == [1]
    assert store.state("deck/2") is not None
    store.rebuild_states(fold)
    store.save(answer(card="deck/2"), fold)
    assert store.counts(["deck"], 2 * NOON)["deck"].seen == 1
    opener().sync_deck("deck", "three", everything)
    assert store.counts(["deck"], 2 * NOON)["deck"].seen == 3


def test_an_unchanged_deck_is_not_looked_at(store: ProgressStore) -> None:
    store.save(answer(card="deck/0"), fold)
    store.sync_deck("deck", "one", ["deck/0"])
    store.sync_deck("deck", "one", [])
    assert store.counts(["deck"], 2 * NOON)["deck"].seen == 1


def test_time_spent_counts_undone_answers_and_overruled_ones_once(store: ProgressStore) -> None:
    taken_back, overruled = answer(milliseconds=1_000), answer(milliseconds=10_000)
    store.save(taken_back, fold)
    store.undo(taken_back.id, "undo", NOON, fold)
    store.save(overruled, fold)
    store.replace(overruled.id, "undo 2", answer(milliseconds=10_000), fold)
    store.save(answer(milliseconds=500_000), fold)
    store.save(answer(milliseconds=-7), fold)
    store.save(answer(study_day="2025-10-10"), fold)
    assert store.time_on("2025-10-09") == 511.0
    assert store.time_on("2025-10-09", longest=120.0) == 131.0
    assert store.time_on("2025-10-11") == 0.0


def test_the_cards_of_a_day_are_those_whose_answers_count(store: ProgressStore) -> None:
    taken_back = answer(card="deck/two")
    store.save(answer(card="deck/one"), fold)
    store.save(answer(card="deck/one", rating=1), fold)
    store.save(taken_back, fold)
    store.undo(taken_back.id, "undo", NOON, fold)
    store.save(answer(card="deck/three", study_day="2025-10-10"), fold)
    assert store.answered_on("2025-10-09") == {"deck/one"}
    assert store.answered_on("2025-10-11") == set()


def test_states_follow_the_model(opener: Opener) -> None:
    store = opener()
    for number in range(3):
        store.save(answer(card=f"deck/{number}"), fold)
    assert store.ensure_states("plain", fold)
    assert not store.ensure_states("plain", fold)
    told: list[tuple[int, int]] = []
    assert opener().ensure_states("other", forget, progress=lambda *done: told.append(done))
    assert store.seen("deck") == set()
    assert told[-1] == (3, 3)
    assert store.ensure_states("plain", fold)
    assert len(store.seen("deck")) == 3


def test_states_of_two_models_are_not_left_mixed(opener: Opener) -> None:
    one, other = opener(), opener()
    one.ensure_states("one", fold)
    other.ensure_states("other", fold)
    one.save(answer(), fold)
    assert other.ensure_states("other", fold)
    assert not other.ensure_states("other", fold)


def test_refolding_that_fails_halfway_changes_nothing(store: ProgressStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.progress.states.CARDS_AT_ONCE", 1)
    for number in range(3):
        store.save(answer(card=f"deck/{number}"), fold)
    before = list(store.states("deck"))
    store.ensure_states("plain", fold)

    def interrupted(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.ensure_states("other", forget, progress=interrupted)
    assert list(store.states("deck")) == before
    assert not store.ensure_states("plain", fold)


def test_answers_given_while_states_are_made_again_are_in_them(opener: Opener) -> None:
    store, other = opener(), opener()
    undone = answer(card="deck/1")
    store.save(answer(card="deck/0"), fold)
    store.save(undone, fold)

    def meanwhile(_done: int, _of: int) -> None:
        other.save(answer(card="deck/0", rating=1), fold)
        other.save(answer(card="deck/2"), fold)
        other.undo(undone.id, "undo", NOON, fold)

    store.ensure_states("plain", fold, progress=meanwhile)
    states = list(store.states("deck"))
    assert [state.card for state in states] == ["deck/0", "deck/2"]
    assert states == [fold_reviews(store.history(state.card)) for state in states]


def test_anything_can_be_saved(store: ProgressStore) -> None:
    strange = answer(given="\ud800 x\0y", seed=2**70, at_ms=-(2**70), score=float("nan"), milliseconds=2**64)
    store.save(strange, fold)
    (review,) = store.history()
    assert review.answer.given == "? x\0y"
    assert review.answer.seed == 2**63 - 1
    store.save(answer(given="long " * 1000), fold)
    assert max(len(review.answer.given) for review in store.history()) == 1000


def test_the_log_cannot_be_changed_or_shortened(store: ProgressStore) -> None:
    import sqlite3

    from studyapp.progress.connection import connect

    given = answer()
    store.save(given, fold)
    store.undo(given.id, "undo", NOON, fold)
    outside = connect(store.path)
    for statement in (
        "UPDATE reviews SET rating = 4",
        "UPDATE reviews SET card = 1, id = 'x'",
        "DELETE FROM reviews",
        "UPDATE undos SET review = 'x'",
        "DELETE FROM undos",
        "INSERT OR REPLACE INTO undos SELECT * FROM undos",
        "REPLACE INTO reviews SELECT * FROM reviews",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            outside.execute(statement)
    outside.close()
