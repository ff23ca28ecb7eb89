"""Collects the problems of one deck file while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from studyapp.decks.problem import Problem
from studyapp.questions.field import Severity
from studyapp.text import one_line

if TYPE_CHECKING:
    from studyapp.decks.events import Mark

MAX_ERRORS = 2000
"""A file with more errors is no deck, or is mended by one change; reading on would only take time."""
MAX_OTHERS = 2000
MAX_MESSAGE = 400


class Place(Protocol):
    """Anything that stands somewhere in a file."""

    @property
    def start_mark(self) -> Mark:
        """Where it begins."""


def line_of(place: Place) -> int:
    """Return the line of a place, from 1."""
    return place.start_mark.line + 1


def position(place: Place) -> tuple[int, int]:
    """Return line and column of a place; both count from 1, columns in characters."""
    return line_of(place), place.start_mark.column + 1


class Report:
    """The problems found so far, each once; past the limits they are only counted."""

    __slots__ = ("_errors", "_found", "_path", "_seen", "_untold")

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[Problem] = []
        self._seen: set[tuple[int, int, str]] = set()
        self._errors = 0
        self._untold = 0

    @property
    def full(self) -> bool:
        """Whether so many errors were found that the rest of the file need not be read."""
        return self._errors >= MAX_ERRORS

    @property
    def found_errors(self) -> bool:
        """Whether there was an error so far."""
        return self._errors > 0

    def add(self, severity: Severity, place: tuple[int, int], code: str, message: str, mend: str) -> None:
        """Note a problem at `place`, (line, column); the same problem at the same place is noted once."""
        is_error = severity is Severity.ERROR
        if self.full if is_error else len(self._found) - self._errors >= MAX_OTHERS:
            self._untold += 1
            return
        line, column = place
        message, mend = one_line(message, MAX_MESSAGE), one_line(mend, MAX_MESSAGE)
        if (line, column, message) in self._seen:
            return
        self._errors += is_error
        self._seen.add((line, column, message))
        self._found.append(Problem(self._path, line, column, severity, code, message, mend))

    def error(self, place: Place, code: str, message: str, mend: str) -> None:
        """Note something that must be mended."""
        self.add(Severity.ERROR, position(place), code, message, mend)

    def warning(self, place: Place, code: str, message: str, mend: str) -> None:
        """Note something that should be mended."""
        self.add(Severity.WARNING, position(place), code, message, mend)

    def note(self, place: Place, code: str, message: str, mend: str) -> None:
        """Note something worth knowing."""
        self.add(Severity.NOTE, position(place), code, message, mend)

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems in the order of the file."""
        found = sorted(self._found, key=lambda problem: (problem.line, problem.column))
        if self._untold:
            last = found[-1]
            message = f"There are more problems than are listed here ({self._untold} or more)."
            mend = "Mend the ones above first."
            found.append(
                Problem(self._path, last.line, last.column, Severity.ERROR, "too-many-problems", message, mend)
            )
        return tuple(found)


def excerpt(text: str, limit: int = 40) -> str:
    """Return the beginning of a deck's `text` in quotation marks, for a message."""
    return f"“{one_line(text, limit)}”"
