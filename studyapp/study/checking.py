"""Checking deck files and folders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.files import find_decks
from studyapp.decks.reader import read_deck
from studyapp.errors import NoDecksError
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.decks.problem import Problem

UNREADABLE = "unreadable-file"


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking some files gave."""

    decks: int
    cards: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def unreadable(self) -> bool:
        """Whether a file could not be read at all."""
        return any(problem.code == UNREADABLE for problem in self.problems)


def check_paths(paths: Sequence[Path]) -> Checked:
    """Check files, and all decks of folders; raises NoDecksError for a folder without a deck."""
    files = dict.fromkeys(file for path in paths for file in _files(path))
    reads = [read_deck(file) for file in files]
    return Checked(
        decks=len(reads),
        cards=sum(len(read.deck.keys) for read in reads if read.deck),
        problems=tuple(problem for read in reads for problem in read.problems),
    )


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        return (path,)
    files = find_decks(path)
    if not files:
        raise NoDecksError(path)
    return files
