"""Watches one deck file while it is written: what was saved, and which card is being edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.deckfile import UnreadableFileError, read_bytes
from studyapp.decks.problem import Problem, shown_path
from studyapp.decks.written import WrittenDeck, written
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.02
LOOKS_UNTIL_GONE = 50
"""Some editors empty or remove a file for a moment while they save it."""
_CARDS_KEY = re.compile(rb"^cards[ ]*:", re.MULTILINE)
_SAYS_NOTHING = re.compile(rb"\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save brought."""

    deck: WrittenDeck | None
    """None if the file can't be read."""
    problems: tuple[Problem, ...]
    edited: int | None
    """The number of the entry that changed, if it can be shown."""
    line: int
    """The first line that changed; 0 at the first look."""
    broken: bool = False
    """The line that changed belongs to a card that can't be shown."""


class DeckWatch:
    """Looks at a file whenever it is told to. A change counts once two looks in a row find the file the same."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] | None = None
        self._told: tuple[int, ...] | None = None
        self._data: bytes | None = None
        self._lost = 0

    def look(self) -> Saved | None:
        """Return what was saved since the last look, or None; the first look always returns something."""
        if self._told is None:
            return self._read(self._stamp())
        stamp = self._stamp()
        settled, self._seen = stamp == self._seen, stamp
        if stamp == self._told or not settled:
            self._lost = 0 if stamp else self._lost
            return None
        if not stamp or not stamp[1]:
            self._lost += 1
            if self._lost < LOOKS_UNTIL_GONE:
                return None
        return self._read(stamp)

    def _stamp(self) -> tuple[int, ...]:
        """Return what changes when the file is written or replaced: nothing if it is not there."""
        try:
            found = self._path.stat()
        except (OSError, ValueError):
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns

    def _read(self, stamp: tuple[int, ...]) -> Saved | None:
        self._told = self._seen = stamp
        self._lost = 0
        try:
            data, _ = read_bytes(self._path)
        except UnreadableFileError as error:
            self._data = None
            message = Problem(shown_path(self._path), 1, 1, Severity.ERROR, error.code, error.message, error.mend)
            return Saved(None, (message,), None, 0)
        before, self._data = self._data, data
        if data == before:
            return None
        deck = written(data, self._path)
        line = 0 if before is None else edited_line(before.splitlines(), data.splitlines())
        edited = deck.number_at(line) if line else None
        cards = _CARDS_KEY.search(data)
        below = cards is not None and line > data.count(b"\n", 0, cards.start()) + 1
        return Saved(deck, deck.checked.problems, edited, line, broken=edited is None and below)


def edited_line(before: Sequence[bytes], now: Sequence[bytes]) -> int:
    """Return the first line of `now`, from 1, that changed and says something; else the first that changed."""
    start = 0
    while start < min(len(before), len(now)) and before[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(before), len(now)) - start and before[-1 - end] == now[-1 - end]:
        end += 1
    for number in range(start, len(now) - end):
        if not _SAYS_NOTHING.match(now[number]):
            return number + 1
    return min(start + 1, len(now))
