"""Reading whatever a file keeps beside the log, as the app will read it: what cannot be read is damage."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from studyapp.progress.about import own_device
from studyapp.progress.exams import read_exams
from studyapp.progress.goals import read_forecasts, read_goals, read_rankings
from studyapp.progress.migrations import version_of

if TYPE_CHECKING:
    import sqlite3

_PLAIN = ("about", "migrations", "devices", "decks", "cards", "states", "wordings")
_WITH_GOALS, _WITH_EXAM_SHEETS = 2, 3
"""The schemas that brought them."""


def read_all_but_the_log(database: sqlite3.Connection) -> None:
    """Raise ImpossibleRowError for what nobody can have written, sqlite3.Error for no text."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in tables.intersection(_PLAIN):
        deque(database.execute(f"SELECT * FROM {table}"), maxlen=0)  # noqa: S608 - constants
    own_device(database)
    if version_of(database) >= _WITH_GOALS:
        read_goals(database)
        read_rankings(database)
        read_forecasts(database)
    if version_of(database) >= _WITH_EXAM_SHEETS:
        read_exams(database)
