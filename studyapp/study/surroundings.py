"""A student's surroundings: environment and settings become a library, a progress file and a clock."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.clock import Clock, StandingClock, SystemClock
from studyapp.decks.cache import DeckCache
from studyapp.errors import UsageError
from studyapp.paths import find_places
from studyapp.progress.store import open_progress
from studyapp.settings import read_settings
from studyapp.study.library import Library, deck_folder

if TYPE_CHECKING:
    from studyapp.progress.store import ProgressStore
    from studyapp.settings import Settings


def open_library(decks: Path | None = None, *, keep_later: bool = False) -> Library:
    """Return the library; `decks` is a folder in place of the configured one. Raises SettingsError.

    With `keep_later`, decks that have changed are kept for the next start when the library is told to.
    """
    places = find_places()
    folder = deck_folder(decks, settings().decks, places, Path.cwd())
    return Library(folder, DeckCache(places.cache / "decks", later=keep_later))


def library_folder(decks: Path | None = None) -> Path:
    """Return the folder that decks are taken from; raises SettingsError."""
    return open_library(decks).folder


def progress_path() -> Path:
    """Return where the progress file is or will be."""
    return find_places().progress


def open_store() -> ProgressStore:
    """Open the progress file; raises the errors of `open_progress`."""
    return open_progress(find_places().progress)


def settings() -> Settings:
    """Return what the student has set; raises SettingsError."""
    return read_settings(find_places().config / "config.toml")


def clock() -> Clock:
    """Return the machine's clock, or one that stands at the ISO time STUDYAPP_NOW; raises UsageError.

    The standing one is moved only by what answers report.
    """
    start = os.environ.get("STUDYAPP_NOW")
    if not start:
        return SystemClock()
    try:
        return StandingClock(datetime.fromisoformat(start))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"STUDYAPP_NOW={start!r} is no ISO time, such as 2026-11-24T18:40.") from error
