"""Rows of the review log: writing them once, reading those that count in their order."""

from __future__ import annotations

import math
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.clock import EARLIEST_MS, LATEST_MS
from studyapp.progress.about import own_device, told
from studyapp.progress.failures import ImpossibleRowError
from studyapp.progress.review import (
    BOUNDED,
    CAN_BE_READ,
    GIVEN_CHARACTERS,
    MOMENTS_MS,
    Answer,
    Graded,
    Review,
    can_be_read,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from studyapp.progress.database import Database

PAGE = 2000

_BIGGEST = 2**63 - 1
_FIELDS = Answer._fields
_BOOLEANS = frozenset({"unsure", "hinted", "overruled", "clock_suspect"})
_COLUMNS = ", ".join("c.key" if name == "card" else f"r.{name}" for name in _FIELDS)
_SELECT = f"SELECT {_COLUMNS}, d.id, r.sequence, r.hybrid_ms FROM reviews r"  # noqa: S608 - names of fields
_JOINS = "JOIN cards c ON c.number = r.card JOIN devices d ON d.number = r.device"
# Walks the index of times from its end and stops at the first that fits, however long the log is.
_FROM_THE_NEWEST = f"INDEXED BY reviews_in_order {_JOINS.replace('JOIN', 'CROSS JOIN')}"
_DATED = f"r.clock_suspect = 0 AND r.at_ms BETWEEN {EARLIEST_MS} AND {LATEST_MS - 1}"
# The columns of `Graded`; the last is null where a value cannot be.
_GRADED = (
    "c.key, r.at_ms, r.offset_minutes, r.rating, r.chance, r.answer_key, "
    f"CASE WHEN {CAN_BE_READ} AND typeof(c.key) = 'text' AND typeof(r.answer_key) = 'text' THEN {_DATED} END"
)
_values_with_bounds = itemgetter(*map(_FIELDS.index, BOUNDED))
_texts = itemgetter(*map(_FIELDS.index, ("card", "given", "study_day", "form", "answer_key")))
_COUNTS = "NOT EXISTS (SELECT 1 FROM undos u WHERE u.review = r.id)"
_ORDER = "r.hybrid_ms, d.id, r.sequence, r.id"
_BACKWARDS = "r.hybrid_ms DESC, d.id DESC, r.sequence DESC, r.id DESC"
_INSERT = (
    f"INSERT INTO reviews ({', '.join(_FIELDS)}, device, sequence, hybrid_ms) "  # noqa: S608 - names of fields
    f"VALUES ({', '.join('?' * (len(_FIELDS) + 3))}) ON CONFLICT (id) DO NOTHING"
)


class Undo(NamedTuple):
    """A review that was taken back: an event of its own."""

    id: str
    review: str
    """UUID of the review that no longer counts."""
    replaced_by: str
    """UUID of the review that stands instead; empty when none does."""
    at_ms: int
    device: str
    sequence: int


class Stamp(NamedTuple):
    """The place of an event among all: by hybrid time, then device, then sequence.

    The hybrid time of a device only grows: the machine's time, or one millisecond past the event before when its
    clock went back.
    """

    device: int
    sequence: int
    hybrid_ms: int


class Wanted(NamedTuple):
    """Which reviews to read; None is no condition."""

    card: str | None = None
    deck: str | None = None
    undone: bool = False
    """Reviews that were taken back, too."""
    newest_first: bool = False


def storable(answer: Answer) -> Answer:
    """Return `answer` with every value such that SQLite takes it and gives the same back."""
    values: dict[str, Any] = {name: _fitting(name, getattr(answer, name)) for name in _FIELDS}
    return Answer(**values)


def _fitting(name: str, value: object) -> object:
    if name in _BOOLEANS:
        return bool(value)
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode("utf-8")
        return text[:GIVEN_CHARACTERS] if name == "given" else text
    if isinstance(value, float):
        return value if math.isfinite(value) else 0.0
    number = whole(value)
    return max(1 - MOMENTS_MS, min(MOMENTS_MS - 1, number)) if name == "at_ms" else number


def whole(value: object) -> int:
    """Return a number as an integer that fits into 64 bits."""
    number = int(value) if isinstance(value, int) else 0
    return max(-_BIGGEST, min(_BIGGEST, number))


def next_stamp(database: sqlite3.Connection, at_ms: int) -> Stamp:
    """Return the place of this device's next event, to be used within the same transaction."""
    device, _ = own_device(database)
    sequence, hybrid_ms = database.execute(
        """SELECT max(sequence), max(hybrid_ms) FROM (
            SELECT * FROM (SELECT sequence, hybrid_ms FROM reviews WHERE device = :device ORDER BY sequence DESC LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT sequence, hybrid_ms FROM undos WHERE device = :device ORDER BY sequence DESC LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT sequence, hybrid_ms FROM renames WHERE device = :device ORDER BY sequence DESC LIMIT 1))
        """,
        {"device": device},
    ).fetchone()
    if sequence is None:
        return Stamp(device, 1, max(int(told(database, "floor_ms") or -_BIGGEST) + 1, whole(at_ms)))
    return Stamp(device, sequence + 1, max(hybrid_ms + 1, whole(at_ms)))


def insert_review(database: sqlite3.Connection, answer: Answer, card: int, stamp: Stamp) -> None:
    """Append a review; one whose id is there already is left as it is."""
    values = [card if name == "card" else getattr(answer, name) for name in _FIELDS]
    database.execute(_INSERT, (*values, stamp.device, stamp.sequence, stamp.hybrid_ms))


def insert_undo(database: sqlite3.Connection, undo_id: str, review: str, replaced_by: str, at_ms: int) -> None:
    """Append the event that `review` was taken back."""
    stamp = next_stamp(database, at_ms)
    database.execute(
        "INSERT INTO undos (id, review, replaced_by, device, sequence, hybrid_ms, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (undo_id, review, replaced_by, stamp.device, stamp.sequence, stamp.hybrid_ms, whole(at_ms)),
    )


def is_undone(database: sqlite3.Connection, review: str) -> bool:
    """Return whether the review was taken back."""
    return database.execute("SELECT 1 FROM undos WHERE review = ?", (review,)).fetchone() is not None


def find_review(database: sqlite3.Connection, review: str) -> Review | None:
    """Return the review of that id, whether it counts or not."""
    row = database.execute(f"{_SELECT} {_JOINS} WHERE r.id = ?", (review,)).fetchone()
    return None if row is None else to_review(row)


def last_review(database: sqlite3.Connection, *, trusted: bool = False) -> Review | None:
    """Return the latest review of this device that counts; with `trusted`, of those whose time is not in doubt."""
    dated = f"AND {_DATED}" if trusted else ""
    row = database.execute(
        f"{_SELECT} {_FROM_THE_NEWEST} WHERE d.own = 1 AND {_COUNTS} {dated} ORDER BY {_BACKWARDS} LIMIT 1"
    ).fetchone()
    return None if row is None else to_review(row)


def graded_of_cards(database: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[int, list[Graded]]]:
    """Yield the number of each card from number `first` to `last` that has reviews that count, and these in order.

    To be used up before anything else is done with the connection. Raises ImpossibleRowError.
    """
    rows = database.execute(
        f"SELECT r.card, {_GRADED} FROM reviews r {_JOINS} "  # noqa: S608 - constants
        f"WHERE r.card BETWEEN ? AND ? AND {_COUNTS} ORDER BY r.card, {_ORDER}",
        (first, last),
    )
    for card, of_card in groupby(rows, itemgetter(0)):
        graded = [Graded._make(row[1:]) for row in of_card]
        if any(review.is_dated is None for review in graded):
            raise ImpossibleRowError(f"a review of {graded[0].card} cannot be")
        yield card, graded


def graded_of_card(database: sqlite3.Connection, card: int) -> list[Graded]:
    """Return the reviews of one card that count, in order. Raises ImpossibleRowError."""
    return next((graded for _, graded in graded_of_cards(database, card, card)), [])


def history(store: Database, wanted: Wanted, limit: int | None) -> Iterator[Review]:
    """Yield the wanted reviews page by page; beyond `limit` at most what is left of a page."""
    size = PAGE if limit is None else min(limit, PAGE)
    after, after_ms = None, 0
    while True:
        with store.reading() as database:
            page = _page_of_history(database, wanted, after, after_ms, size)
        for review, _ in page:
            yield review
        if len(page) < size or not page:
            return
        after, after_ms = page[-1]


def _page_of_history(
    database: sqlite3.Connection, wanted: Wanted, after: Review | None, after_ms: int, size: int
) -> list[tuple[Review, int]]:
    """Return up to `size` reviews with their hybrid times, those that follow `after` in the wanted order."""
    conditions, values = ["1"] if wanted.undone else [_COUNTS], list[object]()
    if wanted.card is not None:
        conditions.append("r.card = (SELECT number FROM cards WHERE key = ?)")
        values.append(wanted.card)
    if wanted.deck is not None:
        conditions.append("c.deck = (SELECT number FROM decks WHERE id = ?)")
        values.append(wanted.deck)
    if after is not None:
        beyond = "<" if wanted.newest_first else ">"
        conditions.append(f"r.hybrid_ms {beyond}= ? AND ({_ORDER}) {beyond} (?, ?, ?, ?)")
        values += [after_ms, after_ms, after.device, after.sequence, after.answer.id]
    order = _BACKWARDS if wanted.newest_first else _ORDER
    rows = database.execute(
        f"{_SELECT} {_JOINS} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?", (*values, size)
    )
    return [(to_review(row), row[-1]) for row in rows]


def undos(database: sqlite3.Connection) -> list[Undo]:
    """Return all undos in the order of their arrival."""
    rows = database.execute(
        "SELECT u.id, u.review, u.replaced_by, u.at_ms, d.id, u.sequence "
        "FROM undos u JOIN devices d ON d.number = u.device ORDER BY u.number"
    )
    return [Undo(*row) for row in rows]


def cards_answered_on(database: sqlite3.Connection, study_day: str) -> frozenset[str]:
    """Return the keys of the cards that have a review of that study day that counts."""
    rows = database.execute(
        f"SELECT DISTINCT c.key FROM reviews r JOIN cards c ON c.number = r.card WHERE r.study_day = ? AND {_COUNTS}",  # noqa: S608 - a constant
        (study_day,),
    )
    return frozenset(key for (key,) in rows)


def milliseconds_on(database: sqlite3.Connection, study_day: str, longest_ms: int) -> int:
    """Return the time that the answers of a study day took, each counted up to `longest_ms`.

    Time spent on answers that were taken back was spent all the same; an answer that was overruled counts once.
    """
    (total,) = database.execute(
        """SELECT coalesce(sum(max(0, min(milliseconds, :longest))), 0) FROM reviews r WHERE study_day = :day
            AND NOT EXISTS (SELECT 1 FROM undos u WHERE u.review = r.id AND u.replaced_by <> '')""",
        {"day": study_day, "longest": longest_ms},
    ).fetchone()
    return int(total)


def count_reviews(database: sqlite3.Connection) -> int:
    """Return how many reviews the log has, those taken back too."""
    (count,) = database.execute("SELECT count(*) FROM reviews").fetchone()
    return int(count)


def latest_times(database: sqlite3.Connection, limit: int) -> list[tuple[str, int, int]]:
    """Return form, rating and milliseconds of the last `limit` answers, newest first, those taken back too."""
    rows = database.execute(
        "SELECT form, rating, milliseconds FROM reviews ORDER BY hybrid_ms DESC, number DESC LIMIT ?", (limit,)
    )
    return rows.fetchall()


def to_review(row: Sequence[Any]) -> Review:
    """Return the review of a row that was selected here; raises ImpossibleRowError."""
    if not can_be_read(*_values_with_bounds(row)) or {str} != set(map(type, _texts(row))):
        raise ImpossibleRowError(f"the review {row[0]} cannot be")
    count = len(_FIELDS)
    unsure, hinted, overruled = map(bool, row[9:12])
    values = (*row[:9], unsure, hinted, overruled, *row[12 : count - 1], bool(row[count - 1]))
    return Review(Answer(*values), row[count], row[count + 1])
