"""What programs reported as saved before they were killed, held against what is in the progress file."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from studyapp.progress.doctor import Code, examine
from studyapp.progress.journal import journals_beside
from studyapp.progress.merging import rebuild_from_journals
from studyapp.progress.store import ProgressStore, open_progress
from studyapp.study.fitting import model_of
from studyapp.study.scheduling import Scheduler, own_scheduler
from tests.torture.exam_ledger import ExamLedger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BENIGN = {Code.NO_BACKUP, Code.NOT_IN_JOURNALS, Code.DAMAGED_LINES}
"""Findings of the doctor that a killed program may leave."""


@dataclass(slots=True)
class Ledger:
    """Everything that was reported as done in one home."""

    saved: set[str] = field(default_factory=set)
    """Ids of reviews."""
    undone: set[str] = field(default_factory=set)
    """Ids of reviews that were taken back."""
    cards: Counter[str] = field(default_factory=Counter)
    """How many answers to each card were shown as saved."""
    exams: ExamLedger = field(default_factory=ExamLedger)

    @property
    def reported(self) -> int:
        """How many reports there were."""
        return self.cards.total() + len(self.undone) + self.exams.reported

    def losses(self, progress: Path) -> list[str]:
        """Return what is missing or disagrees in the progress file, which must open as it was left."""
        if not progress.exists():
            return ["there is no progress file"] if self.reported else []
        with closing(open_progress(progress)) as store:
            return [*self._missing(store), *_stale_states(store), *self.exams.losses(store)]

    def _missing(self, store: ProgressStore) -> Iterator[str]:
        reviews = [review.answer for review in store.history(with_undone=True)]
        ids = {answer.id for answer in reviews}
        yield from (f"review {lost} was reported as saved" for lost in self.saved - ids)
        taken_back = {undo.review for undo in store.undos()}
        yield from (f"review {back} was reported as taken back" for back in self.undone - taken_back)
        there = Counter(answer.card for answer in reviews)
        lacking = self.cards - there
        yield from (
            f"{lacking[card]} of {self.cards[card]} answers to {card} that were shown as saved" for card in lacking
        )


def _stale_states(store: ProgressStore) -> Iterator[str]:
    scheduler = own_scheduler(store)  # as the app does it: a fit that was interrupted is followed by a new fold
    decks = {review.answer.card.partition("/")[0] for review in store.history(with_undone=True)}
    cached = {deck: list(store.states(deck)) for deck in decks}
    store.rebuild_states(scheduler.fold)
    yield from (
        f"states of {deck} are not what the log folds to" for deck in decks if cached[deck] != list(store.states(deck))
    )


def disagreements(progress: Path) -> list[str]:
    """Return where the doctor or the text journals disagree with the progress file.

    One more event is written first: what a kill left out between commit and journal comes with it.
    """
    if not progress.exists():
        return []
    with closing(open_progress(progress)) as store:
        fold = Scheduler(model_of(store)).fold
        findings = examine(progress, fold, datetime.now(UTC))
        found = [f"doctor: {finding}" for finding in findings if finding.code not in BENIGN]
        if (last := store.last_review()) is None:
            return found
        store.undo(last.answer.id, str(uuid4()), last.answer.at_ms, fold)
        reviews = sum(1 for _ in store.history(with_undone=True))
    merged = rebuild_from_journals(progress.with_name("rebuilt.db"), journals_beside(progress), "", 0)
    if merged.reviews != reviews:
        found.append(f"the journals hold {merged.reviews} reviews, the file {reviews}")
    return found
