"""Checks one deck: reading, every check, git, and the comments that silence some of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from studyapp.decks.checks.dates import date_precision
from studyapp.decks.checks.duplicates import duplicate_questions
from studyapp.decks.checks.entry import Entry, read_entries
from studyapp.decks.checks.exam_tags import unknown_tags
from studyapp.decks.checks.giveaways import giveaways
from studyapp.decks.checks.ignores import silence
from studyapp.decks.checks.invisible import odd_characters
from studyapp.decks.checks.leaks import leaked_answers
from studyapp.decks.checks.lengths import long_texts
from studyapp.decks.checks.maths import unshown_maths
from studyapp.decks.checks.option_length import longest_is_right
from studyapp.decks.checks.places import as_problem, located
from studyapp.decks.checks.rivals import close_answers
from studyapp.decks.checks.samples import duplicate_samples
from studyapp.decks.checks.sources import unused_sources
from studyapp.decks.encoding import prepare
from studyapp.decks.parsing import Parser
from studyapp.decks.problem import shown_path
from studyapp.decks.report import Report
from studyapp.paths import DECK_SUFFIX
from studyapp.questions import registry
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from studyapp.decks.checks.remark import Remark
    from studyapp.decks.decktext import DeckText
    from studyapp.decks.parsed import ParsedDeck
    from studyapp.decks.problem import Problem

MOST_OF_A_CODE = 1000
"""So many remarks of one kind are listed for a file."""

_EACH_CARD: tuple[Callable[[Entry], Iterator[Remark]], ...] = (
    giveaways,
    date_precision,
    long_texts,
    duplicate_samples,
    unshown_maths,
)
_WHOLE_DECK: tuple[Callable[[Sequence[Entry]], Iterator[Remark]], ...] = (
    duplicate_questions,
    leaked_answers,
    longest_is_right,
    close_answers,
)


@dataclass(frozen=True, slots=True)
class CheckedDeck:
    """A deck with everything that was found out about it."""

    path: Path
    data: bytes
    parsed: ParsedDeck
    text: DeckText | None
    """None if the file is no text."""
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> bool:
        """Whether something must be mended."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def line(self, number: int) -> str:
        """Return a line of the file as it is counted in problems; empty if there is none."""
        return self.text.line(number) if self.text else ""


def parse(data: bytes, path: Path) -> ParsedDeck:
    """Return what the bytes of a deck file give, without any cache."""
    stem = path.name.removesuffix(DECK_SUFFIX)
    parser = Parser(shown_path(path), stem, registry.question_type, registry.NAMES)
    return parser.parse(data, hashlib.sha256(data).hexdigest(), pure=False)


def check_deck(
    data: bytes, path: Path, more: Callable[[ParsedDeck, Sequence[Entry], DeckText], Sequence[Problem]] | None = None
) -> CheckedDeck:
    """Check the content of a deck file; `more` adds what comes from outside of it. Total, whatever the bytes."""
    shown = shown_path(path)
    parsed = parse(data, path)
    text = prepare(data, Report(shown))
    if text is None:
        return CheckedDeck(path, data, parsed, None, (), parsed.problems)
    entries = read_entries(parsed)
    problems = [*parsed.problems, *_problems(parsed, entries, text, shown)]
    if more is not None:
        problems += more(parsed, entries, text)
    problems.sort(key=lambda problem: (problem.line, problem.column))
    return CheckedDeck(path, data, parsed, text, entries, tuple(silence(problems, text, shown)))


def _problems(parsed: ParsedDeck, entries: Sequence[Entry], text: DeckText, shown: str) -> Iterator[Problem]:
    remarks = [remark for entry in entries for check in _EACH_CARD for remark in check(entry)]
    remarks += [remark for check in _WHOLE_DECK for remark in check(entries)]
    yield from located(_few_of_each(remarks), text, shown)
    yield from (as_problem(shown, *oddity) for oddity in islice(odd_characters(text), MOST_OF_A_CODE))
    for ref in unused_sources(parsed.header, entries):
        line = _line_of_source(ref, text)
        mend = "Cite it in a card, or delete it."
        yield as_problem(shown, *line, "unused-source", f"No card cites the source “{ref}”.", mend)
    for place, tag in unknown_tags(parsed.header, entries, text):
        message = f"The mock exam weighs the tag “{tag}”, which no card has."
        yield as_problem(shown, *place, "unknown-tag", message, "Mend the name, or delete it.")


def _few_of_each(remarks: Sequence[Remark]) -> list[Remark]:
    """Return at most MOST_OF_A_CODE remarks of each kind."""
    count: Counter[str] = Counter()
    kept = []
    for remark in remarks:
        count[remark.code] += 1
        if count[remark.code] <= MOST_OF_A_CODE:
            kept.append(remark)
    return kept


def _line_of_source(ref: str, text: DeckText) -> tuple[int, int]:
    """Return where a source is listed: the first line that begins with its name, indented."""
    found = re.search(rb"^[ \t]+(?=['\"]?" + re.escape(ref.encode()) + rb"['\"]?[ \t]*:)", text.data, re.MULTILINE)
    return (text.line_at(found.end()), found.end() - found.start() + 1) if found else (1, 1)
