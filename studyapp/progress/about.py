"""What a progress file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
