"""Opening a student's workspace: environment and settings become a library, a progress file and a clock."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from studyapp.clock import Clock, StandingClock, SystemClock
from studyapp.decks.cache import DeckCache
from studyapp.errors import UsageError
from studyapp.paths import find_places
from studyapp.progress.store import open_progress
from studyapp.settings import read_settings
from studyapp.study.fitting import model_of
from studyapp.study.library import Library, deck_folder
from studyapp.study.safekeeping import keeping_backups
from studyapp.study.scheduling import Scheduler
from studyapp.study.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.paths import Places
    from studyapp.progress.store import ProgressStore
    from studyapp.settings import Settings


def open_workspace(*, decks: Path | None = None) -> Workspace:
    """Open the workspace; `decks` is a folder in place of the configured one.

    STUDYAPP_NOW (ISO time) makes the clock stand there, moved only by what answers report. Raises SettingsError,
    UsageError and the errors of `open_progress`.
    """
    places, settings = _surroundings()
    clock = clock_from(os.environ.get("STUDYAPP_NOW"))
    store = open_progress(places.progress)
    scheduler = Scheduler(model_of(store))
    store.ensure_states(scheduler.model.name, scheduler.fold)
    library = _library(places, settings, decks)
    rng = Random()
    return Workspace(library, store, scheduler, clock, rng, minutes_a_day=settings.minutes)


@contextlib.contextmanager
def open_to_study(*, decks: Path | None = None, tell: Callable[[str], None]) -> Iterator[Workspace]:
    """Open the workspace to answer questions: as `open_workspace`, with backups of the progress file meanwhile.

    `tell` is given what should be known of them at the end.
    """
    with open_workspace(decks=decks) as workspace, keeping_backups(workspace.store.path, tell):
        yield workspace


def open_library(decks: Path | None = None) -> Library:
    """Return the library alone; raises SettingsError."""
    places, settings = _surroundings()
    return _library(places, settings, decks)


def progress_path() -> Path:
    """Return where the progress file is or will be."""
    return find_places().progress


def open_store() -> ProgressStore:
    """Open the progress file alone; raises the errors of `open_progress`."""
    return open_progress(find_places().progress)


def library_folder(decks: Path | None = None) -> Path:
    """Return the folder that decks are taken from; raises SettingsError."""
    return open_library(decks).folder


def clock_from(start: str | None) -> Clock:
    """Return the machine's clock, or one that stands at the ISO time `start`; raises UsageError."""
    if not start:
        return SystemClock()
    try:
        return StandingClock(datetime.fromisoformat(start))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"STUDYAPP_NOW={start!r} is no ISO time, such as 2026-11-24T18:40.") from error


def _surroundings() -> tuple[Places, Settings]:
    places = find_places()
    return places, read_settings(places.config / "config.toml")


def _library(places: Places, settings: Settings, decks: Path | None) -> Library:
    folder = deck_folder(decks, settings.decks, places, Path.cwd())
    return Library(folder, DeckCache(places.cache / "decks"))
