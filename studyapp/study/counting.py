"""What is due, counted from the decks' headers and the index of the states: nothing that asking needs is loaded."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import to_milliseconds
from studyapp.study.fitting import model_name_of
from studyapp.study.surroundings import clock, open_library, open_store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from studyapp.decks.problem import Problem
    from studyapp.progress.store import ProgressStore
    from studyapp.study.library import Shelf


class DeckCounts(NamedTuple):
    """How much of one deck is due and new."""

    id: str
    title: str
    cards: int
    due: int
    new: int


class Due(NamedTuple):
    """What is due in the whole library."""

    now: datetime
    decks: tuple[DeckCounts, ...]
    problems: tuple[Problem, ...]
    news: tuple[str, ...] = ()
    """What became of the progress with decks that were edited."""

    @property
    def due(self) -> int:
        """Due cards of all decks."""
        return sum(deck.due for deck in self.decks)

    @property
    def new(self) -> int:
        """New cards of all decks."""
        return sum(deck.new for deck in self.decks)


def what_is_due(decks: Path | None = None) -> Due:
    """Return how many cards are due and new in every deck; `decks` is a folder in place of the configured one.

    Raises SettingsError, UsageError, NoDecksError and the errors of `open_progress`.
    """
    library, now = open_library(decks), clock().now()
    with closing(open_store()) as store:
        shelf = library.shelf()
        if _is_known(shelf, store):
            return count_due(store, shelf, now)
    from studyapp.study.opening import open_workspace  # noqa: PLC0415 - after an edit or a fit, progress has to be carried over

    with open_workspace(decks=decks) as workspace:
        return workspace.due()


def count_due(store: ProgressStore, shelf: Shelf, now: datetime) -> Due:
    """Return how many cards of decks that the store knows are due and new at `now`."""
    counts = store.counts([deck.id for deck in shelf.decks], to_milliseconds(now))
    decks = tuple(
        DeckCounts(deck.id, deck.title, len(deck.keys), count.due, max(0, len(deck.keys) - count.seen))
        for deck in shelf.decks
        for count in (counts[deck.id],)
    )
    return Due(now, decks, shelf.errors, shelf.news)


def _is_known(shelf: Shelf, store: ProgressStore) -> bool:
    """Return whether nothing has happened since these decks were last studied that changes their states."""
    return store.has_states_of(model_name_of(store)) and all(
        store.knows(deck.id, deck.revision) for deck in shelf.decks
    )
