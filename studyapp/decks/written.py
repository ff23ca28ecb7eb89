"""A deck with the fields of its cards as the teacher wrote them, for whoever shows more than a student sees."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.checks.checking import check_deck
from studyapp.decks.deckfile import UnreadableFileError, read_bytes
from studyapp.decks.nearest import nearest
from studyapp.decks.parsed import to_read_deck
from studyapp.errors import CardNotFoundError, DeckFileError, UnreadableDeckError
from studyapp.questions.field import Severity
from studyapp.questions.registry import question_type

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.decks.checks.checking import CheckedDeck
    from studyapp.decks.deck import Card, Deck
    from studyapp.questions.field import Values


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """One entry of `cards`: its fields, and what is asked of it – several cards for a text with several gaps."""

    id: str
    type: str
    values: Values
    line: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class WrittenDeck:
    """A deck file that was read and checked; `deck` is None if nothing in it can be studied."""

    checked: CheckedDeck
    deck: Deck | None

    def __len__(self) -> int:
        """Return the number of entries that can be studied."""
        return len(self.checked.entries) if self.deck else 0

    def entry(self, number: int) -> WrittenCard:
        """Return entry `number` of those that can be studied, from 0; IndexError if there is none."""
        record = self.checked.entries[number].record
        owners = self.checked.parsed.owners
        keys = self.checked.parsed.keys[bisect_left(owners, number) : bisect_right(owners, number)]
        cards = tuple(self.deck.card(key) for key in keys) if self.deck else ()
        return WrittenCard(record.id, record.type, record.values, record.line, cards)

    def entries(self) -> Sequence[WrittenCard]:
        """Return all entries that can be studied, in the order of the file."""
        return [self.entry(number) for number in range(len(self))]

    def number_at(self, line: int) -> int | None:
        """Return the number of the entry that line `line` of the file belongs to, if it can be studied."""
        lines = [entry.line for entry in self.checked.entries]
        number = bisect_right(lines, line) - 1
        if number < 0 or self.checked.text is None:
            return None
        following = self.checked.text.unit_after(lines[number])
        return number if not following or line < following else None

    def find(self, wanted: str) -> WrittenCard:
        """Return the entry called `wanted`: its id, or the key of one of its cards; raises CardNotFoundError."""
        deck = self.deck.id if self.deck else ""
        ids = [entry.record.id for entry in self.checked.entries]
        name = wanted.removeprefix(f"{deck}/")
        for candidate in (name, name.rpartition("/")[0]):
            if candidate in ids:
                return self.entry(ids.index(candidate))
        raise CardNotFoundError(wanted, str(self.checked.path), nearest(name, ids))


def written(data: bytes, path: Path) -> WrittenDeck:
    """Return the deck in `data`, the content of `path`; never raises, whatever the bytes."""
    checked = check_deck(data, path)
    return WrittenDeck(checked, to_read_deck(checked.parsed, path, question_type).deck)


def read_written(path: Path) -> tuple[WrittenDeck, Deck]:
    """Return the deck in the file at `path`; raises DeckFileError, UnreadableDeckError if nothing can be studied."""
    try:
        data, _ = read_bytes(path)
    except UnreadableFileError as error:
        raise DeckFileError(path, f"{error.message} {error.mend}") from None
    found = written(data, path)
    if found.deck is None:
        problems = sorted(found.checked.problems, key=lambda problem: problem.severity is not Severity.ERROR)
        raise UnreadableDeckError(path, str(problems[0]) if problems else f"{path}: there is no card in this deck.")
    return found, found.deck
