"""Holding the log against its text journals, each line of which has a checksum: SQLite has none for its pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.event_rows import TABLES, events_by_id, events_by_number, kinds_in
from studyapp.progress.events import ANSWER_FIELDS, LogEvent, RenameEvent, ReviewEvent, from_lines
from studyapp.progress.failures import ImpossibleRowError
from studyapp.progress.journal import EVENTS_AT_ONCE, read_lines
from studyapp.progress.review_lines import START, ReviewLines

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_CARD = ANSWER_FIELDS.index("card")
_IN_NO_LINE, _ALTERED, _WRITTEN = range(3)
"""What is known of a row; where lines of one event differ, it is enough that one is as the row is."""


class Compared(NamedTuple):
    """What the text journals say of a file."""

    altered: int
    """Events in the file that are not what was once written."""
    missing: int
    """Events of the journals that the file lacks."""
    unwritten: int
    """Events of the file that no journal has."""
    damaged_lines: Counter[Path]
    """In how many lines of each journal no event can be read: they are torn, altered or of something else."""


def compare_with_journals(database: sqlite3.Connection, journals: Sequence[Path]) -> Compared:
    """Hold every event of the file against every line of the journals.

    The card of a review may be another one that it was renamed to. Raises OSError for a journal that cannot be read.
    """
    comparison = _compared(database, journals)
    for _ in comparison.unwritten():  # what no line vouches for is read at least: it may be no text
        pass
    return comparison.result()


def unwritten_events(database: sqlite3.Connection, journals: Sequence[Path]) -> Iterator[list[LogEvent]]:
    """Yield the events of the file that no journal has, some hundreds at once. Raises OSError."""
    return _compared(database, journals).unwritten()


def _compared(database: sqlite3.Connection, journals: Sequence[Path]) -> _Comparison:
    comparison = _Comparison(database)
    for journal in journals:
        for lines in read_lines(journal):
            comparison.look_at(journal, lines)
    comparison.settle()
    return comparison


class _Comparison:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lines = ReviewLines(database)
        self._marks = {kind: _marks(database, TABLES[kind]) for kind in kinds_in(database)}
        self._missing = set[str]()
        self._strangers = list[tuple[type[LogEvent], int]]()
        """Rows in whose place a journal has another event."""
        self._moved = list[tuple[int, str, str]]()
        """Rows of reviews whose card is not the one that was written, and both cards."""
        self._renames = list[tuple[str, str]]()
        self._damaged_lines: Counter[Path] = Counter()

    def look_at(self, journal: Path, lines: list[bytes]) -> None:
        """Compare some lines that follow each other in a journal."""
        unusual = self._all_but_usual(lines)
        events = from_lines(unusual)
        self._damaged_lines[journal] += events.count(None)
        for kind in TABLES:
            self._compare(kind, {event.values[0]: event for event in events if type(event) is kind})

    def settle(self) -> None:
        """Decide what could not be decided before all lines were seen."""
        renames = self._database.execute("SELECT old, new FROM renames") if RenameEvent in self._marks else ()
        names = _last_names([*self._renames, *renames])
        for number, held, written in self._moved:
            is_same = names.get(held, held) == names.get(written, written)
            self._mark(ReviewEvent, number, _WRITTEN if is_same else _ALTERED)
        for kind, number in self._strangers:
            if self._marks[kind][number] == _IN_NO_LINE:
                self._mark(kind, number, _ALTERED)

    def result(self) -> Compared:
        """Return the counts."""
        altered = sum(marks.count(_ALTERED) for marks in self._marks.values())
        unwritten = sum(marks.count(_IN_NO_LINE) - 1 for marks in self._marks.values())
        return Compared(altered, len(self._missing), unwritten, +self._damaged_lines)

    def unwritten(self) -> Iterator[list[LogEvent]]:
        """Yield the events that were in no line."""
        for kind, marks in self._marks.items():
            numbers = [number for number, mark in enumerate(marks) if mark == _IN_NO_LINE and number]
            for start in range(0, len(numbers), EVENTS_AT_ONCE):
                found = events_by_number(self._database, kind, numbers[start : start + EVENTS_AT_ONCE])
                yield [event for event, _ in found]

    def _all_but_usual(self, lines: list[bytes]) -> list[bytes]:
        """Return the lines that are not simply what a review of the file looks like as a line; mark the others."""
        ends = [event for event in from_lines([lines[0], lines[-1]]) if isinstance(event, LogEvent)]
        if not ends:
            return lines
        device, first = ends[0].values[-3:-1]
        last = min(ends[-1].values[-2], first + 2 * len(lines))
        rows = self._lines.between(device, first, last)
        marks, unusual, place = self._marks[ReviewEvent], [], 0
        for line in lines:
            if place < len(rows) and rows[place][0] == line:
                marks[rows[place][1]] = _WRITTEN
                place += 1
            else:
                unusual.append(line)
                place += line.startswith(START)
        return unusual

    def _compare(self, kind: type[LogEvent], written: dict[str, LogEvent]) -> None:
        if kind is RenameEvent:
            self._renames += [event.values[1:3] for event in written.values()]
        if not written:
            return
        held = events_by_id(self._database, kind, list(written)) if kind in self._marks else []
        for event, number in held:
            line = written.pop(event.values[0], None)
            if line is None:
                raise ImpossibleRowError(f"the index of the {TABLES[kind]} is not that of its table")
            self._hold_against(event, number, line)
        for event in written.values():
            self._missing.add(event.values[0])
            self._note_stranger(event)

    def _hold_against(self, held: LogEvent, number: int, written: LogEvent) -> None:
        if held == written:
            self._mark(type(held), number, _WRITTEN)
        elif isinstance(held, ReviewEvent) and _without_card(held) == _without_card(written):
            self._moved.append((number, held.values[_CARD], written.values[_CARD]))
        else:
            self._mark(type(held), number, _ALTERED)

    def _note_stranger(self, event: LogEvent) -> None:
        """Look for the row that was numbered as this event: it may be what has become of it."""
        *_, device, sequence, _ = event.values
        self._strangers += [
            (kind, number)
            for kind in self._marks
            for (number,) in self._database.execute(
                f"SELECT number FROM {TABLES[kind]} "  # noqa: S608 - a constant
                "WHERE device = (SELECT number FROM devices WHERE id = ?) AND sequence = ?",
                (device, sequence),
            )
        ]

    def _mark(self, kind: type[LogEvent], number: int, mark: int) -> None:
        marks = self._marks[kind]
        marks[number] = max(marks[number], mark)


def _without_card(review: LogEvent) -> tuple[object, ...]:
    return review.values[:_CARD] + review.values[_CARD + 1 :]


def _marks(database: sqlite3.Connection, table: str) -> bytearray:
    """Return a place for each row of a table; they are numbered from 1 without a gap."""
    count, first, last = database.execute(f"SELECT count(*), min(number), max(number) FROM {table}").fetchone()  # noqa: S608 - a constant
    if count and (first, last) != (1, count):
        raise ImpossibleRowError(f"the {table} are numbered from {first} to {last}, but there are {count}")
    return bytearray(count + 1)


def _last_names(renames: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each renamed card one name that it shares with all cards it was or became."""
    names: dict[str, str] = {}

    def last(card: str) -> str:
        while (further := names.get(card, card)) != card:
            card = further
        return card

    for old, new in renames:
        names[last(old)] = last(new)
    return {card: last(card) for card in names}
