"""The lines of reviews as SQLite itself writes them: what `to_line` gives, several times as fast.

A text that needs an escape in JSON comes out otherwise or not at all, except for what the student typed: a line that is
not the same says nothing, one that is the same says that every value is.
"""

from __future__ import annotations

import re
from binascii import crc32
from typing import TYPE_CHECKING

from studyapp.progress.events import BOOLEANS, FLOATS, INTEGERS, REVIEW_FIELDS, USUAL

if TYPE_CHECKING:
    import sqlite3

START = b'{"event":"review",'
_NUMBER = "journal_number"
_GIVEN = rb',"given":"(?:[^"\\]|\\.)*"'


def _member(name: str) -> tuple[str, str]:
    """Return the part of a format for `printf` that stands for one value, and the expression of what goes there."""
    column = {"card": "c.key", "device": ":device"}.get(name, f"r.{name}")
    if name in BOOLEANS:
        return "%s", f"CASE WHEN {column} THEN ',\"{name}\":true' END"
    if name in FLOATS:
        number = f"CASE {column} WHEN 0.0 THEN '0.0' WHEN 1.0 THEN '1.0' ELSE {_NUMBER}({column}) END"
        return _unless_usual(name, column, number)
    if name in INTEGERS:
        return f',"{name}":%d', column
    if name in USUAL:
        return _unless_usual(name, column, f"json_quote({column})")
    return f',"{name}":"%w"', column


def _unless_usual(name: str, column: str, text: str) -> tuple[str, str]:
    if name not in USUAL:
        return f',"{name}":%s', text
    usual = "''" if USUAL[name] == "" else USUAL[name]
    return "%s", f"CASE WHEN {column} <> {usual} THEN ',\"{name}\":' || {text} END"


_MEMBERS = [_member(name) for name in REVIEW_FIELDS]
_FORMAT = START.decode() + "".join(part for part, _ in _MEMBERS)[1:]
_LINES = (
    f"SELECT CAST(printf('{_FORMAT}', {', '.join(value for _, value in _MEMBERS)}) AS BLOB), r.number "  # noqa: S608 - names of fields
    "FROM reviews r JOIN cards c ON c.number = r.card WHERE r.device = (SELECT number FROM devices WHERE id = :device) "
    "AND r.sequence BETWEEN :first AND :last ORDER BY r.sequence"
)


class ReviewLines:
    """The lines of the reviews in a file."""

    def __init__(self, database: sqlite3.Connection) -> None:
        database.create_function(_NUMBER, 1, repr, deterministic=True)
        self._database = database

    def between(self, device: str, first: int, last: int) -> list[tuple[bytes, int]]:
        """Return the lines of a device's reviews from one sequence to another, in order, and the numbers of their rows.

        Each has its checksum and line end, or is empty. Raises sqlite3.Error.
        """
        rows = self._database.execute(_LINES, {"device": device, "first": first, "last": last})
        return [(_ended(body), number) for body, number in rows]


def _ended(body: bytes) -> bytes:
    """Return a line with its checksum; none where a backslash that stands in a text would be read as an escape."""
    if b"\\" in body and b"\\" in re.sub(_GIVEN, b"", body, count=1):
        return b""
    return b'%s,"crc":"%08x"}\n' % (body, crc32(body))
