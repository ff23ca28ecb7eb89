"""Holding the review log against its text journals, each line of which has a checksum: SQLite has none for its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.events import ANSWER_FIELDS, ReviewEvent
from studyapp.progress.journal import rows_of_reviews
from studyapp.progress.merging import read_journals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

COMPARED_BYTES = 60_000_000
"""Of longer journals nothing is compared: it would take longer than anybody waits. They hold some 150,000 reviews."""

_CARD = ANSWER_FIELDS.index("card")


class Compared(NamedTuple):
    """What the text journals say of the reviews in a file."""

    altered: int = 0
    """Reviews that are not what was once written."""
    all_in_journals: bool = False


def compare_with_journals(database: sqlite3.Connection, journals: Sequence[Path]) -> Compared:
    """Compare each review in the file with the journals, but for its card, which may have been renamed.

    Raises OSError for a journal that cannot be read.
    """
    if sum(path.stat().st_size for path in journals) > COMPARED_BYTES:
        return Compared()
    found, altered = set[str](), set[str]()
    for batch in read_journals(journals):
        written = {event.values[0]: event.values for event in batch if isinstance(event, ReviewEvent)}
        for held in rows_of_reviews(database, list(written)):
            found.add(held[0])
            if _without_card(held) != _without_card(written[held[0]]):
                altered.add(held[0])
    (count,) = database.execute("SELECT count(*) FROM reviews").fetchone()
    return Compared(len(altered), all_in_journals=len(found) == count)


def _without_card(values: tuple[object, ...]) -> tuple[object, ...]:
    return values[:_CARD] + values[_CARD + 1 :]
