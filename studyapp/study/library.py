"""The decks a student studies: found in a folder, or named by id or path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studyapp.decks.files import find_decks
from studyapp.decks.problem import Problem
from studyapp.decks.reader import read_deck
from studyapp.errors import DeckNotFoundError, NoDecksError, NoReadableDeckError, UnreadableDeckError
from studyapp.paths import DECK_SUFFIX, Places, bundled_decks
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.cache import DeckCache
    from studyapp.decks.deck import Deck, ReadDeck

MOST_TOLD = 10
"""So many problems are told of a folder in which no deck can be studied."""


class Shelf(NamedTuple):
    """What is in the library right now: decks that can be studied, and what is wrong with any file."""

    decks: tuple[Deck, ...]
    problems: tuple[Problem, ...]
    changed: tuple[str, ...] = ()
    """Cards whose answer is another since they were last asked: their history stays, and they are due."""
    news: tuple[str, ...] = ()
    """What the student should know of progress that was kept while cards were edited."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a card from being studied."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


class Library:
    """The deck folder of a student; files that changed are read again."""

    def __init__(self, folder: Path, cache: DeckCache | None) -> None:
        self.folder = folder
        self._cache = cache

    def shelf(self) -> Shelf:
        """Return all decks of the folder; raises NoDecksError, and NoReadableDeckError when each file is broken."""
        paths = find_decks(self.folder)
        if not paths:
            raise NoDecksError(self.folder)
        shelf = _shelve([read_deck(path, self._cache) for path in paths])
        if not shelf.decks:
            raise NoReadableDeckError(self.folder, [str(problem) for problem in shelf.errors[:MOST_TOLD]])
        return shelf

    def choose(self, wanted: Sequence[str]) -> Shelf:
        """Return the decks named by id or path, all for none; raises DeckNotFoundError, UnreadableDeckError."""
        if not wanted:
            return self.shelf()
        return _shelve([self._read(name) for name in wanted])

    def is_at_hand(self, wanted: Sequence[str]) -> bool:
        """Return whether `choose` will be quick: no file has changed since it was last read."""
        named = [Path(name) for name in wanted if _is_path(name)]
        paths = named if named and len(named) == len(wanted) else find_decks(self.folder)
        return self._cache is not None and all(map(self._cache.keeps, paths))

    def keep(self) -> None:
        """Keep what was read of decks that had changed, for the next start."""
        if self._cache is not None:
            self._cache.write()

    def _read(self, name: str) -> ReadDeck:
        if not _is_path(name):
            return self._by_id(name)
        path = Path(name)
        read = read_deck(path, self._cache)
        if read.deck is None:
            raise UnreadableDeckError(path, _first_error(read))
        return read

    def _by_id(self, wanted: str) -> ReadDeck:
        reads = [read_deck(path, self._cache) for path in find_decks(self.folder)]
        for read in reads:
            if read.deck is not None and read.deck.id == wanted:
                return read
        for read in reads:
            if read.deck is None and read.path.name.removesuffix(DECK_SUFFIX) == wanted:
                raise UnreadableDeckError(read.path, _first_error(read))
        known = tuple(read.deck.id for read in reads if read.deck)
        from studyapp.decks.nearest import nearest  # noqa: PLC0415 - hardly ever needed

        raise DeckNotFoundError(wanted, known, nearest(wanted, known))


def _is_path(name: str) -> bool:
    """Return whether a deck is named by its file, not by its id."""
    path = Path(name)
    return not path.is_dir() and (name.endswith(DECK_SUFFIX) or path.is_file())


def deck_folder(given: Path | None, configured: Path | None, places: Places, here: Path) -> Path:
    """Return the folder to take decks from: the one given or configured, else ./decks, the data folder's, the samples."""
    for folder in (given, configured):
        if folder is not None:
            return folder
    for folder in (here / "decks", places.decks):
        if folder.is_dir() and find_decks(folder):
            return folder
    return bundled_decks()


def _shelve(reads: Sequence[ReadDeck]) -> Shelf:
    """Keep the first deck of every id; a second file with the same id is a problem of that file."""
    decks: dict[str, Deck] = {}
    problems: list[Problem] = []
    for read in reads:
        problems.extend(read.problems)
        if read.deck is None:
            continue
        first = decks.setdefault(read.deck.id, read.deck)
        if first.path != read.deck.path:
            problems.append(_duplicate(read.deck, first))
    return Shelf(tuple(decks.values()), tuple(problems))


def _duplicate(deck: Deck, first: Deck) -> Problem:
    return Problem(
        path=str(deck.path),
        line=1,
        column=1,
        severity=Severity.ERROR,
        code="duplicate-deck-id",
        message=f"The deck id {deck.id!r} is taken by {first.path}.",
        mend="Give one of them another id; this file is left out.",
    )


def _first_error(read: ReadDeck) -> str:
    errors = [problem for problem in read.problems if problem.severity is Severity.ERROR] or list(read.problems)
    return str(errors[0]) if errors else f"{read.path}: there is no card to study in this deck."
