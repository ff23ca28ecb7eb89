"""Opening a workspace to study in: the student's surroundings and the memory model, wired together."""

from __future__ import annotations

import contextlib
from random import Random
from typing import TYPE_CHECKING

from studyapp.errors import StudyError
from studyapp.study.fitting import fit_if_it_pays
from studyapp.study.safekeeping import keeping_backups
from studyapp.study.scheduling import own_scheduler
from studyapp.study.surroundings import clock, open_library, open_store, settings
from studyapp.study.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from studyapp.clock import Clock
    from studyapp.progress.store import ProgressStore
    from studyapp.study.library import Library


def open_workspace(*, decks: Path | None = None) -> Workspace:
    """Open the workspace; `decks` is a folder in place of the configured one.

    Raises SettingsError, UsageError and the errors of `open_progress`.
    """
    minutes, time, library = settings().minutes, clock(), open_library(decks, keep_later=True)
    return workspace_over(open_store(), library, time, Random(), minutes_a_day=minutes)


def workspace_over(
    store: ProgressStore, library: Library, time: Clock, rng: Random, *, minutes_a_day: float
) -> Workspace:
    """Return a workspace with the model that the student's progress asks for, and states folded with it."""
    return Workspace(library, store, own_scheduler(store), time, rng, minutes_a_day=minutes_a_day)


@contextlib.contextmanager
def open_to_study(*, decks: Path | None = None, tell: Callable[[str], None]) -> Iterator[Workspace]:
    """Open the workspace to answer questions: as `open_workspace`, with backups of the progress file meanwhile.

    At the end, when nobody waits for a question, the memory model is fitted if the log has grown enough. `tell` is
    given what should be known of all this.
    """
    with open_workspace(decks=decks) as workspace, keeping_backups(workspace.store.path, tell):
        yield workspace
        if followed := workspace.store.followed:
            tell(f"{workspace.store.path} {followed}.")
        if trouble := workspace.store.journal_trouble:
            tell(
                f"The text journal lacks your last answers ({trouble}). They are saved all the same; the journal gets them "
                "with the next answer."
            )
        _fit_unasked(workspace, tell)


def _fit_unasked(workspace: Workspace, tell: Callable[[str], None]) -> None:
    """Fit the model if the log has grown enough, and fold the states with it: the next start need not wait for that."""
    store = workspace.store
    # Every answer is saved, and the next end of a session tries again.
    with contextlib.suppress(StudyError, KeyboardInterrupt):
        made = fit_if_it_pays(
            store,
            workspace.clock.now(),
            lambda: tell("Fitting the memory model to your answers; Ctrl+C leaves that for another time."),
        )
        if made is not None:
            own_scheduler(store)
            if made.kept:
                tell(
                    f"The memory model was fitted to {made.reviews:,} of your answers, and is used from the next start on."
                )
