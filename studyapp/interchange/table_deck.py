"""From a table of questions and answers to a deck: what can be studied is kept, what can't be is listed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.checks.checking import check_deck
from studyapp.decks.starter import deck_of
from studyapp.errors import UnreadableTableError
from studyapp.interchange.delimited import read_rows
from studyapp.interchange.table_cards import NOT_THERE, CardDrafter, LeftOut, is_header
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.decks.problem import Problem


@dataclass(frozen=True, slots=True)
class TableDeck:
    """A deck made from a table: its text, how many cards it has, what was left out, what the checks say about it."""

    text: str
    cards: int
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]


def deck_from_table(source: Path, target: Path, title: str, language: str = "en") -> TableDeck:
    """Return the deck that the table in the file `source` gives, to be written to `target`.

    Raises UnreadableTableError if the file is no such table, or nothing in it can be studied.
    """
    drafter = CardDrafter(language)
    drafted = drafter.draft(read_rows(source, is_header))
    left_out = list(drafter.left_out)
    text, lines = deck_of([card for _, card in drafted], target, title, language)
    errors = _errors(text, target, lines)
    if errors:
        left_out += [LeftOut(drafted[number][0], reason) for number, reason in errors.items()]
        drafted = [each for number, each in enumerate(drafted) if number not in errors]
        text, _ = deck_of([card for _, card in drafted], target, title, language)
    if not drafted:
        raise UnreadableTableError(source, left_out[0].reason if left_out else f"There is nothing in it. {NOT_THERE}")
    problems = check_deck(text.encode(), target).problems
    return TableDeck(text, len(drafted), tuple(sorted(left_out, key=lambda each: each.line)), problems)


def _errors(text: str, target: Path, lines: Sequence[int]) -> dict[int, str]:
    """Return for each card that can't be studied, by its number, the first reason why."""
    errors: dict[int, str] = {}
    for problem in check_deck(text.encode(), target).problems:
        number = bisect_right(lines, problem.line) - 1
        if problem.severity is Severity.ERROR and number >= 0:
            errors.setdefault(number, f"{problem.message} {problem.mend}")
    return errors
