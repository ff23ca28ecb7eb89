"""Reads deck files: from bytes to a deck and every problem in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.deck import ReadDeck
from studyapp.decks.deckfile import UnreadableFileError, read_bytes, revision_of
from studyapp.decks.parsed import to_read_deck
from studyapp.decks.problem import Problem, shown_path
from studyapp.paths import DECK_SUFFIX
from studyapp.questions import registry
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from studyapp.decks.cache import DeckCache
    from studyapp.decks.parsed import ParsedDeck
    from studyapp.questions.question import QuestionType


def parse_deck(
    data: bytes,
    path: Path,
    *,
    question_type: Callable[[str], QuestionType] = registry.question_type,
    type_names: Sequence[str] = registry.NAMES,
    pure: bool = False,
) -> ReadDeck:
    """Return the deck in `data`, the content of `path`, and every problem found; never raises, whatever the bytes.

    `pure` reads with the YAML parser in Python even where libyaml is there.
    """
    parsed = _parse(data, path, question_type, type_names, pure=pure)
    return to_read_deck(parsed, path, question_type)


def read_deck(path: Path, cache: DeckCache | None = None) -> ReadDeck:
    """Return the deck in the file at `path` and every problem found; a file that can't be read is a problem too.

    With a `cache`, a file that has not changed since it was last read is not parsed again.
    """

    def parse(data: bytes) -> ParsedDeck:
        return _parse(data, path, registry.question_type, registry.NAMES, pure=False)

    try:
        parsed = cache.find(path, parse) if cache else parse(read_bytes(path)[0])
    except UnreadableFileError as error:
        problem = Problem(shown_path(path), 1, 1, Severity.ERROR, error.code, error.message, error.mend)
        return ReadDeck(path, None, (problem,))
    return to_read_deck(parsed, path, registry.question_type)


def _parse(
    data: bytes,
    path: Path,
    question_type: Callable[[str], QuestionType],
    type_names: Sequence[str],
    *,
    pure: bool,
) -> ParsedDeck:
    from studyapp.decks.parsing import Parser  # noqa: PLC0415 - an unchanged deck needs no YAML

    stem = path.name.removesuffix(DECK_SUFFIX)
    parser = Parser(shown_path(path), stem, question_type, type_names)
    return parser.parse(data, revision_of(data), pure=pure)
