"""Opening a workspace to study in: the student's surroundings and the memory model, wired together."""

from __future__ import annotations

import contextlib
from random import Random
from typing import TYPE_CHECKING

from studyapp.errors import StudyError
from studyapp.study.fitting import fit_if_it_pays, model_of
from studyapp.study.safekeeping import keeping_backups
from studyapp.study.scheduling import Scheduler
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
    scheduler = Scheduler(model_of(store))
    store.ensure_states(scheduler.model.name, scheduler.fold)
    return Workspace(library, store, scheduler, time, rng, minutes_a_day=minutes_a_day)


@contextlib.contextmanager
def open_to_study(*, decks: Path | None = None, tell: Callable[[str], None]) -> Iterator[Workspace]:
    """Open the workspace to answer questions: as `open_workspace`, with backups of the progress file meanwhile.

    At the end, when nobody waits for a question, the memory model is fitted if the log has grown enough. `tell` is
    given what should be known of all this.
    """
    with open_workspace(decks=decks) as workspace, keeping_backups(workspace.store.path, tell):
        yield workspace
        with contextlib.suppress(StudyError):  # every answer is saved, and the next end of a session tries again
            made = fit_if_it_pays(workspace.store, workspace.clock.now())
            if made is not None and made.kept:
                tell(
                    f"The memory model was fitted to {made.reviews:,} of your answers, and is used from the next start on."
                )
