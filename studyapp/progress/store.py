"""The student's progress as the rest of the app sees it: save, take back, and ask."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from studyapp.errors import NotSavedError, UsageError
from studyapp.progress import reviews, states
from studyapp.progress.about import MIXED, tell, told
from studyapp.progress.card_names import CardNames, note_wording
from studyapp.progress.database import Database
from studyapp.progress.fitted import Fitted, fitted, keep_fitted
from studyapp.progress.journalled import JournalledWriter
from studyapp.progress.refolding import Progress, refold_all
from studyapp.progress.reviews import Undo, Wanted

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from studyapp.progress.card_names import Wording
    from studyapp.progress.exams import ExamShelf
    from studyapp.progress.goals import GoalShelf
    from studyapp.progress.merging import Merged
    from studyapp.progress.review import Answer, CardState, Review
    from studyapp.progress.states import DeckCounts, Fold

Milliseconds = Callable[[], int]


def _system_milliseconds() -> int:
    return time.time_ns() // 1_000_000


def open_progress(
    path: Path, *, device_name: str = "", now_ms: Milliseconds = _system_milliseconds, lasting: bool = True
) -> ProgressStore:
    """Open the progress file at `path`, making it and its folder (for the student's eyes only) if need be.

    `device_name` is what people call this machine. A file that need not be `lasting`, such as that of a simulation,
    waits for no disk and has no text journal. Raises DataFolderError, NewerProgressError, DamagedProgressError;
    a file that is refused has not been touched.
    """
    return ProgressStore(Database(path, device_name=device_name, at_ms=now_ms(), lasting=lasting))


class ProgressStore:
    """One student's review log and memory states.

    Whatever changes something returns only after it is on the disk, and raises NotSavedError otherwise; the same call
    with the same ids can then be tried again. What reads raises DataFolderError or DamagedProgressError. Any thread
    may call, and other processes may read and write the same file meanwhile.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._model: str | None = None
        self._events = JournalledWriter(database)

    @property
    def path(self) -> Path:
        """Where the progress file is."""
        return self._database.path

    @property
    def journal_trouble(self) -> str:
        """Why the last event is not in the text journal, though it is saved; empty when it is."""
        return self._events.trouble

    @property
    def followed(self) -> str:
        """What became of the file while it was open, as the rest of a sentence; empty where it is still the same."""
        return self._database.followed

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @property
    def goals(self) -> GoalShelf:
        """The goals, and what was solved and forecast for them."""
        from studyapp.progress.goals import GoalShelf  # noqa: PLC0415 - imports json, which few commands need

        return GoalShelf(self._database)

    def has_goals(self, since_ms: int) -> bool:
        """Return whether any goal's exam is later than `since_ms`; quicker than asking for them."""
        with self._database.reading() as database:
            row = database.execute("SELECT 1 FROM goals WHERE exam_ms > ? LIMIT 1", (since_ms,)).fetchone()
        return row is not None

    @property
    def exams(self) -> ExamShelf:
        """The mock exams."""
        from studyapp.progress.exams import ExamShelf  # noqa: PLC0415 - imports json, which few commands need

        return ExamShelf(self._database)

    @property
    def card_names(self) -> CardNames:
        """How cards were put, and under which other keys they go on."""
        return CardNames(self._database, self._write_states)

    def fitted(self) -> Fitted | None:
        """Return the student's own parameters as last fitted; None when there was no fit."""
        return fitted(self._database)

    def keep_fitted(self, made: Fitted) -> None:
        """Replace the student's own parameters; raises NotSavedError."""
        keep_fitted(self._database, made)

    def save(self, answer: Answer, fold: Fold, wording: Wording | None = None) -> CardState:
        """Append `answer` to the log and return its card's state, folded from all reviews of the card that count.

        `wording` is how the card was put. An answer whose id is in the log already is not written again.
        """
        answer = reviews.storable(answer)

        def append(database: sqlite3.Connection) -> CardState:
            self._append(database, answer)
            if wording is not None:
                note_wording(database, wording)
            return self._fold_answered(database, answer, fold)

        return self._events.write(append)

    def submit_exam(
        self, exam: str, answers: Sequence[Answer], at_ms: int, fold: Fold, wordings: Sequence[Wording] = ()
    ) -> bool:
        """Finish a mock exam and append its answers to the log, in order: all of it or nothing.

        `wordings` are how its cards were put. Returns False, with nothing changed, if the exam was finished before;
        raises ExamOverError if there is none.
        """
        from studyapp.progress import exams  # noqa: PLC0415 - imports json, which few commands need

        answers = [reviews.storable(answer) for answer in answers]

        def submit(database: sqlite3.Connection) -> bool:
            if exams.is_finished(database, exam):
                return False
            for answer in answers:
                self._append(database, answer)
            for wording in wordings:
                note_wording(database, wording)
            for card in dict.fromkeys(answer.card for answer in answers):
                states.refold(database, states.card_number(database, card), fold)
            self._note_model(database)
            exams.finish(database, exam, at_ms)
            return True

        return self._events.write(submit)

    def undo(self, review_id: str, undo_id: str, at_ms: int, fold: Fold) -> Review:
        """Take a review back and return it: it stays in the log, counts no longer, and its card's state is as before.

        A review that was taken back already is left so. Raises UsageError for a review that is not in the log.
        """

        def take_back(database: sqlite3.Connection) -> Review:
            review = self._take_back(database, review_id, undo_id, "", at_ms)
            states.refold(database, states.card_number(database, review.answer.card), fold)
            self._note_model(database)
            return review

        return self._events.write(take_back)

    def replace(self, review_id: str, undo_id: str, answer: Answer, fold: Fold) -> CardState:
        """Take a review back and append `answer`, of the same card, in its stead: both or neither.

        Raises UsageError for a review that is not in the log or is of another card.
        """
        answer = reviews.storable(answer)

        def substitute(database: sqlite3.Connection) -> CardState:
            review = self._take_back(database, review_id, undo_id, answer.id, answer.at_ms)
            if review.answer.card != answer.card:
                raise UsageError(f"{review_id} is a review of {review.answer.card}, not of {answer.card}.")
            self._append(database, answer)
            return self._fold_answered(database, answer, fold)

        return self._events.write(substitute)

    def last_review(self, *, trusted: bool = False) -> Review | None:
        """Return the latest review of this device that counts: the one that undo would take back.

        With `trusted`, the latest of those whose time is not in doubt.
        """
        with self._database.reading() as database:
            return reviews.last_review(database, trusted=trusted)

    def find_review(self, review_id: str) -> Review | None:
        """Return the review of that id, whether it counts or not."""
        with self._database.reading() as database:
            return reviews.find_review(database, review_id)

    def history(
        self,
        card: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,  # noqa: FBT001, FBT002 - the agreed signature; callers name it
        *,
        deck: str | None = None,
        with_undone: bool = False,
    ) -> Iterator[Review]:
        """Yield the reviews that count, in order; of one `card` or `deck` if given, `with_undone` the others too.

        Nothing is held between two items: others can write while the caller takes its time.
        """
        pages = reviews.history(self._database, Wanted(card, deck, with_undone, newest_first), limit)
        return itertools.islice(pages, limit) if limit is not None else pages

    def undos(self) -> list[Undo]:
        """Return which reviews were taken back, and when."""
        with self._database.reading() as database:
            return reviews.undos(database)

    def state(self, card: str) -> CardState | None:
        """Return the state of one card; None when no review of it counts."""
        with self._database.reading() as database:
            return states.state_of(database, card)

    def states(self, deck: str) -> Iterator[CardState]:
        """Yield the states of a deck's cards by key, also of cards that are no longer in the deck."""
        last = ""
        while True:
            with self._database.reading() as database:
                page = states.page_of_states(database, deck, last, reviews.PAGE)
            yield from page
            if len(page) < reviews.PAGE:
                return
            last = page[-1].card

    def due(self, deck: str, until_ms: int, limit: int) -> list[CardState]:
        """Return up to `limit` states of cards in the deck that are due by `until_ms`, the longest due last."""
        with self._database.reading() as database:
            return states.due_states(database, deck, until_ms, limit)

    def seen(self, deck: str) -> set[str]:
        """Return the keys of the deck's cards that have a state, also of cards that are no longer in the deck."""
        with self._database.reading() as database:
            return states.seen_cards(database, deck)

    def counts(self, decks: Iterable[str], now_ms: int) -> dict[str, DeckCounts]:
        """Return per deck how many of its present cards were seen and are due; zeros for a deck never studied."""
        with self._database.reading() as database:
            return {deck: states.count_cards(database, deck, now_ms) for deck in decks}

    def due_by_day(self, deck: str, boundaries: Sequence[int]) -> list[int]:
        """Return how many present cards fall due from each boundary (in ms, ascending) until before the next.

        One count fewer than boundaries. Begin with 0 to count what is overdue in the first one.
        """
        with self._database.reading() as database:
            return [states.count_due_between(database, deck, *pair) for pair in itertools.pairwise(boundaries)]

    def sync_deck(
        self,
        deck: str,
        revision: str,
        keys: Iterable[str],
        *,
        changed: Callable[[CardState], bool] | None = None,
        at_ms: int = 0,
    ) -> tuple[str, ...]:
        """Note that `keys` are the cards of the deck, as of `revision`; with the same revision as before, do nothing.

        The states of other cards stay, but are neither counted nor due until their cards come back. Cards whose
        answer is `changed` since their last review are due at `at_ms` and returned; their history stays.
        """
        if self.knows(deck, revision):
            return ()
        present = set(keys)
        to_check = tuple(s.card for s in self.states(deck) if s.card in present and changed(s)) if changed else ()

        def note(database: sqlite3.Connection) -> None:
            states.mark_present(database, deck, revision, present)
            states.make_due(database, to_check, at_ms)

        self._database.write(note)
        return to_check

    def expect_what_was_answered_after(self, now_ms: int) -> None:
        """Let cards whose last answer lies after `now_ms`, which was a wrong clock's time, be due by then."""
        self._database.write(lambda database: states.make_due_what_was_answered_after(database, now_ms))

    def knows(self, deck: str, revision: str) -> bool:
        """Return whether the deck was last synchronised as of `revision`."""
        with self._database.reading() as database:
            return bool(revision) and states.deck_revision(database, deck) == revision

    def answered_on(self, study_day: str) -> frozenset[str]:
        """Return the keys of the cards answered on a study day (ISO date), leaving out what was taken back."""
        with self._database.reading() as database:
            return reviews.cards_answered_on(database, study_day)

    def time_on(self, study_day: str, longest: float = 86_400.0) -> float:
        """Return the seconds that the answers of a study day (ISO date) took, each counted up to `longest` seconds.

        Answers that were taken back count too, for the time was spent; an answer that was overruled counts once.
        """
        with self._database.reading() as database:
            return reviews.milliseconds_on(database, study_day, round(longest * 1000)) / 1000

    def latest_times(self, limit: int) -> list[tuple[str, int, int]]:
        """Return form, rating and milliseconds of the last `limit` answers, newest first, those taken back too."""
        with self._database.reading() as database:
            return reviews.latest_times(database, limit)

    def count_reviews(self) -> int:
        """Return how many reviews the log has, those taken back too."""
        with self._database.reading() as database:
            return reviews.count_reviews(database)

    def has_states_of(self, model_name: str) -> bool:
        """Return whether the states are those of `model_name`: if not, they are to be folded again."""
        with self._database.reading() as database:
            return told(database, "model") == model_name

    def ensure_states(self, model_name: str, fold: Fold, *, progress: Progress | None = None) -> bool:
        """Fold all states again if they are not those of `model_name`; return whether that was necessary.

        All or nothing, also when interrupted.
        """
        self._model = model_name
        if self.has_states_of(model_name):
            return False
        refold_all(self._database, model_name, fold, progress)
        return True

    def rebuild_states(self, fold: Fold, *, progress: Progress | None = None) -> int:
        """Drop all states and fold them again from the log; return how many there are."""
        with self._database.reading() as database:
            model = told(database, "model") if self._model is None else self._model
        return refold_all(self._database, model, fold, progress)

    def merge(self, journals: Sequence[Path]) -> Merged:
        """Take in the events of text journals that the log lacks: a union by id. States are to be folded afterwards.

        Raises NotSavedError, and OSError for a journal that cannot be read; then nothing was taken in.
        """
        from studyapp.progress.merging import merge_events, read_journals  # noqa: PLC0415 - rarely needed

        return self._database.write(lambda database: merge_events(database, read_journals(journals)))

    def _write_states(self, work: Callable[[sqlite3.Connection], None]) -> None:
        def write(database: sqlite3.Connection) -> None:
            work(database)
            self._note_model(database)

        self._events.write(write)

    def _append(self, database: sqlite3.Connection, answer: Answer) -> None:
        if reviews.find_review(database, answer.id) is None:
            card = states.card_number(database, answer.card)
            reviews.insert_review(database, answer, card, reviews.next_stamp(database, answer.at_ms))
            states.forget_deck_of_absent(database, card)

    def _fold_answered(self, database: sqlite3.Connection, answer: Answer, fold: Fold) -> CardState:
        state = states.refold(database, states.card_number(database, answer.card), fold)
        self._note_model(database)
        if state is None:
            raise NotSavedError("this answer was taken back in another window")
        return state

    def _take_back(
        self, database: sqlite3.Connection, review_id: str, undo_id: str, replaced_by: str, at_ms: int
    ) -> Review:
        review = reviews.find_review(database, review_id)
        if review is None:
            raise UsageError(f"There is no review {review_id}.")
        if not reviews.is_undone(database, review_id):
            reviews.insert_undo(database, undo_id, review_id, replaced_by, at_ms)
        return review

    def _note_model(self, database: sqlite3.Connection) -> None:
        """Mark the cache as mixed when another process folded it with another model."""
        if self._model is not None and told(database, "model") != self._model:
            tell(database, "model", MIXED)
