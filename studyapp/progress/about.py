"""What a progress file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.progress.failures import ImpossibleRowError

if TYPE_CHECKING:
    import sqlite3

MIXED = "?"
"""Stands for the model of cached states that came from more than one."""


def told(database: sqlite3.Connection, key: str) -> str:
    """Return the value of `key`, empty when there is none."""
    row = database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def tell(database: sqlite3.Connection, key: str, value: str) -> None:
    """Note the value of `key`."""
    database.execute(
        "INSERT INTO about VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def own_device(database: sqlite3.Connection) -> tuple[int, str]:
    """Return the number of the device that writes the file, and what people call it; raises ImpossibleRowError."""
    row = database.execute(
        "SELECT d.number, d.name FROM about a JOIN devices d ON d.id = a.value WHERE a.key = 'device'"
    ).fetchone()
    if row is None:
        raise ImpossibleRowError("it does not say which device writes it")
    return int(row[0]), str(row[1])
