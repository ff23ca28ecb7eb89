"""One sitting: poses questions, marks and saves answers, takes them back. Every front end drives this and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import from_milliseconds, to_milliseconds
from studyapp.errors import ExamAnswerError, NoOpenQuestionError
from studyapp.memory.model import Rating
from studyapp.progress.review import GIVEN_CHARACTERS, Answer, CardState, Review
from studyapp.questions.question import REVEAL, Outcome, Refusal, Verdict
from studyapp.study.asking import ask, form_of
from studyapp.study.clock_watch import ClockWatch
from studyapp.study.pace import counted_seconds
from studyapp.study.queue import Queue, interleave, todays_share
from studyapp.study.rating import outcome_of, rate
from studyapp.study.recognition import answer_key, wording_of
from studyapp.study.record import Record
from studyapp.study.shown import Marked, Pace, Posed, Undone, source_label
from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from studyapp.clock import Clock
    from studyapp.decks.deck import Card, Deck
    from studyapp.progress.store import ProgressStore
    from studyapp.questions.question import Given
    from studyapp.study.clock_watch import ClockDoubt
    from studyapp.study.pace import AnswerTimes
    from studyapp.study.queue import ChooseShare
    from studyapp.study.scheduling import Scheduler
    from studyapp.study.shown import Summary


class _Draft(NamedTuple):
    """A marked answer on its way to the disk; kept until it is there, so that a retry is the same review."""

    posed: Posed
    verdict: Verdict
    answer: Answer
    before: CardState | None
    replaces: Marked | None = None
    undo: str = ""


class _Untaken(NamedTuple):
    """A review that is to be taken back; kept until it is, so that a retry takes back no other."""

    review: Review
    undo: str


class Session:
    """A sitting over one or more decks. Not thread-safe; every answer is on the disk when a method returns it."""

    def __init__(
        self,
        decks: Sequence[Deck],
        store: ProgressStore,
        scheduler: Scheduler,
        clock: Clock,
        rng: Random,
        times: AnswerTimes,
        *,
        seconds: float,
        day_seconds: float,
        tomorrow_seconds: float = 0.0,
        new_id: Callable[[], str],
        choose: ChooseShare = todays_share,
    ) -> None:
        self.posed: Posed | None = None
        """The open question."""
        self.marked: Marked | None = None
        """The last answer, until the next one; the one that `overrule` is about."""
        self._decks = {deck.id: deck for deck in decks}
        self._store = store
        self._scheduler = scheduler
        self._clock = clock
        self._rng = rng
        self._times = times
        self._new_id = new_id
        self._choose = choose
        self._seconds = seconds
        self._record = Record(tuple(decks), store, scheduler, times, day_seconds, tomorrow_seconds)
        self._queue = Queue(())
        self._more = False
        self._hinted = False
        self._revealed = False
        self._posed_at = clock.now()
        self._unsaved: _Draft | None = None
        self._untaken: _Untaken | None = None
        self._watch = ClockWatch(store, clock)
        self._planned_after: Review | None = None
        self._plan(seconds)

    def clock_doubt(self) -> ClockDoubt | None:
        """Return why the student must be asked whether the clock is right; until then no answer is graded."""
        return self._watch.doubt()

    def settle_clock(self, *, right: bool) -> None:
        """Take the student's word for the clock; answers under one that is not right are marked, and put no card off.

        Raises NotSavedError; then the student is to be asked again.
        """
        self._watch.settle(right=right)
        self._plan(self._seconds_left())

    @property
    def decks(self) -> tuple[Deck, ...]:
        """The decks that are studied."""
        return tuple(self._decks.values())

    def pose(self) -> Posed | None:
        """Put the next question; None when nothing is left for now. Without an answer in between, the same again."""
        if self.posed is None and self._seconds_left() > 0:
            card = self._next_card()
            if card is None and self._more:  # answered quicker than planned
                self._plan(self._seconds_left())
                card = self._next_card()
            if card is not None:
                self._open(card)
        return self.posed

    def hint(self) -> str:
        """Return the open question's hint, empty if it has none; an answer after a hint rates hard at best."""
        posed = self._require_posed()
        self._hinted = self._hinted or posed.has_hint
        return posed.card.hint

    def expected(self) -> str:
        """Reveal the answer of the open question: for the self-rated form, before `rate`."""
        self._revealed = True
        return self._require_posed().card.question.expected()

    def answer(self, given: Given, *, unsure: bool = False, seconds: float | None = None) -> Marked | Refusal:
        """Mark and save an answer; `seconds` defaults to the time since the question was posed.

        After NotSavedError the question stays open and the next call saves the kept answer, whatever is given then.
        Raises ClockInDoubtError, as all that grades does, until the student has said whether the clock is right.
        """
        if self._unsaved is None:
            posed = self._posed_to_grade()
            if posed.asked.form == REVEAL:
                return Refusal("This card is rated by yourself: show the answer, then rate it.")
            verdict = posed.card.question.mark(posed.asked, given)
            if isinstance(verdict, Refusal):
                return verdict
            rating = rate(verdict, unsure=unsure, hinted=self._hinted)
            self._unsaved = self._draft(posed, verdict, rating, unsure=unsure, seconds=seconds)
        return self._save(self._unsaved)

    def give_up(self, *, seconds: float | None = None) -> Marked | Refusal:
        """Answer "I don't know": wrong, saved, and the right answer is told."""
        if self._unsaved is None:
            posed = self._posed_to_grade()
            expected = posed.card.question.expected()
            verdict = Verdict(Outcome.WRONG, 0.0, expected=expected, given="", reason="Now you know.")
            self._unsaved = self._draft(posed, verdict, Rating.AGAIN, unsure=True, seconds=seconds)
        return self._save(self._unsaved)

    def rate(self, rating: Rating, *, unsure: bool = False, seconds: float | None = None) -> Marked | Refusal:
        """Rate the open question oneself (self-rated form, after `expected`), and save."""
        if self._unsaved is None:
            posed = self._posed_to_grade()
            if posed.asked.form != REVEAL:
                return Refusal("This card is marked for you: answer it.")
            if not self._revealed:
                return Refusal("Show the answer first, then rate it.")
            outcome = outcome_of(rating)
            score = float(outcome is Outcome.CORRECT)
            verdict = Verdict(outcome, score, expected=posed.card.question.expected(), given="")
            self._unsaved = self._draft(posed, verdict, rating, unsure=unsure, seconds=seconds)
        return self._save(self._unsaved)

    def overrule(self, rating: Rating) -> Marked:
        """Replace the rating of the last answer by the student's own, logged as such; raises NoOpenQuestionError."""
        if self._unsaved is None:
            if self.marked is None:
                raise NoOpenQuestionError
            self._unsaved = self._overruled(self.marked, rating)
        return self._save(self._unsaved)

    def skip(self) -> None:
        """Leave the open question for later in this session."""
        posed = self._require_posed()
        self._queue.postpone(posed.card.key)
        self.posed = None
        self.pose()

    def undo(self) -> Undone | None:
        """Take back the last answer, of this or an earlier session, and pose its card again.

        After NotSavedError the next call takes the same answer back: this one may be taken back on the disk by now.
        Raises ExamAnswerError where the last answer belongs to a mock exam, whose result would no longer be true.
        """
        if self._untaken is None:
            review = self._store.last_review()
            if review is None:
                return None
            if self._store.exams.has_answer(review.answer.id):
                raise ExamAnswerError
            self._untaken = _Untaken(review, self._new_id())
        review, undo_id = self._untaken
        card = review.answer.card
        self._store.undo(review.answer.id, undo_id, self._now_ms(), self._scheduler.fold)
        self._untaken = None
        self._record.remove(review.answer.id)
        self.posed = self.marked = self._unsaved = None
        if not self._has(card):
            self.pose()
            return Undone(review.answer.id, card, card)
        self._queue.put_back(card)
        self._open(card)
        return Undone(review.answer.id, card, self._card(card).question.text)

    def extend(self, minutes: float) -> None:
        """Allow more time than the day's limit."""
        self._seconds = self._record.seconds + minutes * 60
        self._plan(minutes * 60)

    def replan(self) -> None:
        """Choose anew what is still to come, because a goal was solved; the open question and what comes back stay."""
        self._plan(self._seconds_left(), anew=True)

    def pace(self) -> Pace:
        """Return how far the session is."""
        return Pace(
            answered=self._record.answered,
            right=self._record.right,
            cards_left=len(self._queue),
            seconds_spent=self._record.seconds,
            seconds_left=self._seconds_left(),
        )

    def summary(self) -> Summary:
        """Return what the session brought."""
        return self._record.summary(self._clock.now())

    def _next_card(self) -> str | None:
        """Return the card to ask next, passing over those that were answered in another window since they were planned."""
        while (card := self._queue.next(self._now_ms())) is not None and self._is_answered_elsewhere(card):
            self._queue.take(card)
        return card

    def _is_answered_elsewhere(self, card: str) -> bool:
        last, planned = self._last_review_of(card), self._planned_after
        if last is None or self._record.holds(last.answer.id):
            return False
        return planned is None or (last.device == planned.device and last.sequence > planned.sequence)

    def _plan(self, seconds: float, *, anew: bool = False) -> None:
        """Plan so many seconds, beside what is planned or, `anew`, in its place; nothing changes if reading fails."""
        last = self._store.last_review()
        now = self._clock.now()
        met = self._store.answered_on(self._watch.today())
        decks = tuple(self._decks.values())
        share = self._choose(self._store, decks, to_milliseconds(now), seconds, self._times, met=met)
        if anew:
            self._queue.drop_planned()
        self._queue.add(interleave(share, self._rng), frozenset(share.planned))
        self._planned_after, self._more = last, share.more

    def _open(self, key: str) -> None:
        deck, card = self._deck_of(key), self._card(key)
        state, last = self._store.state(key), self._last_review_of(key)
        asked, seed = ask(card, form_of(card, deck, state, last), last, self._rng)
        number = self._record.answered + 1
        self.posed = Posed(card, deck.title, asked, number, is_new=state is None, has_hint=bool(card.hint), seed=seed)
        self._hinted = self._revealed = False
        self._posed_at = self._clock.now()

    def _draft(self, posed: Posed, verdict: Verdict, rating: Rating, *, unsure: bool, seconds: float | None) -> _Draft:
        passed = (self._clock.now() - self._posed_at).total_seconds() if seconds is None else seconds
        self._clock.answered(max(passed, 0.0) if seconds is not None else 0.0)
        answer = Answer(
            id=self._new_id(),
            card=posed.card.key,
            rating=int(rating),
            outcome=str(verdict.outcome),
            score=verdict.score,
            given=one_line(verdict.given, GIVEN_CHARACTERS),
            unsure=unsure,
            hinted=self._hinted,
            overruled=False,
            milliseconds=round(counted_seconds(passed) * 1000),
            form=posed.asked.form,
            chance=posed.asked.chance,
            seed=posed.seed,
            answer_key=answer_key(posed.card),
            model=self._scheduler.model.name,
            **self._watch.stamp()._asdict(),
        )
        return _Draft(posed, verdict, answer, self._store.state(posed.card.key))

    def _overruled(self, marked: Marked, rating: Rating) -> _Draft:
        entry = self._record.entry(marked.review)
        outcome = outcome_of(rating)
        verdict = marked.verdict._replace(
            outcome=outcome, score=float(outcome is Outcome.CORRECT), reason="Your own verdict."
        )
        answer = entry.answer._replace(
            id=self._new_id(),
            rating=int(rating),
            outcome=str(outcome),
            score=verdict.score,
            overruled=True,
        )
        return _Draft(marked.posed, verdict, answer, entry.before, replaces=marked, undo=self._new_id())

    def _save(self, draft: _Draft) -> Marked:
        fold = self._scheduler.fold
        if draft.replaces is None:
            state = self._store.save(draft.answer, fold, wording_of(draft.posed.card))
        else:
            state = self._store.replace(draft.replaces.review, draft.undo, draft.answer, fold)
            self._record.remove(draft.replaces.review)
        self._unsaved = self._untaken = None
        self._watch.saved(draft.answer)
        marked = self._marked(draft, state)
        self._record.add(marked, draft.answer, draft.before, state)
        self._queue.take(state.card)
        self._queue.answered(_from_now(state, draft.answer), self._now_ms())
        self.marked = marked
        if draft.replaces is None or (self.posed and self.posed.card.key == state.card):
            self.posed = None
        return marked

    def _marked(self, draft: _Draft, state: CardState) -> Marked:
        card, before = draft.posed.card, draft.before
        return Marked(
            posed=draft.posed,
            verdict=draft.verdict,
            rating=Rating(draft.answer.rating),
            review=draft.answer.id,
            due=from_milliseconds(state.due_ms, draft.answer.offset_minutes),
            recall=self._scheduler.recall(before, draft.answer.at_ms) if before else 0.0,
            explanation=card.explanation,
            source=source_label(card, self._deck_of(card.key).sources),
        )

    def _card(self, key: str) -> Card:
        return self._deck_of(key).card(key)

    def _deck_of(self, key: str) -> Deck:
        return self._decks[key.split("/", 1)[0]]

    def _has(self, key: str) -> bool:
        deck = self._decks.get(key.split("/", 1)[0])
        return deck is not None and key in deck.keys

    def _require_posed(self) -> Posed:
        if self.posed is None:
            raise NoOpenQuestionError
        return self.posed

    def _posed_to_grade(self) -> Posed:
        """Return the open question; raises ClockInDoubtError while the student must be asked about the clock."""
        self._watch.require_settled()
        return self._require_posed()

    def _last_review_of(self, key: str) -> Review | None:
        return next(iter(self._store.history(key, limit=1, newest_first=True)), None)

    def _now_ms(self) -> int:
        return to_milliseconds(self._clock.now())

    def _seconds_left(self) -> float:
        return max(0.0, self._seconds - self._record.seconds)


def _from_now(state: CardState, answer: Answer) -> CardState:
    """Return the state as due the same time after `answer`, also where its time is in doubt and the log counts otherwise."""
    return state._replace(due_ms=answer.at_ms + state.due_ms - state.last_ms)
