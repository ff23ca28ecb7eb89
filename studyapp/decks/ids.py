"""Writes the missing ids of a deck's cards into its file, and changes not one other byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.card_spans import card_spans
from studyapp.decks.checks.checking import parse
from studyapp.decks.checks.entry import read_entries
from studyapp.decks.deck import DERIVED_MARK
from studyapp.decks.encoding import prepare
from studyapp.decks.offsets import Offsets
from studyapp.decks.problem import shown_path
from studyapp.decks.report import Report
from studyapp.decks.slugs import Slugs
from studyapp.questions.field import Severity
from studyapp.questions.marking.gaps import read_gaps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.parsed import ParsedDeck
    from studyapp.decks.problem import Problem


@dataclass(frozen=True, slots=True)
class NewId:
    """An id that a card is to get."""

    line: int
    derived: str
    """What the card was called until now."""
    written: str


@dataclass(frozen=True, slots=True)
class WithIds:
    """A deck file with ids for all its cards, or the reasons why it can't have them."""

    path: Path
    before: bytes
    after: bytes
    new: tuple[NewId, ...] = ()
    errors: tuple[Problem, ...] = ()
    refusal: str = ""
    """Why the file can't be edited although it has no errors."""


def with_ids(data: bytes, path: Path) -> WithIds:
    """Return the content of a deck file with the missing ids written; unchanged if it has errors or lacks none."""
    parsed = parse(data, path)
    errors = _errors(parsed)
    if errors:
        return WithIds(path, data, data, errors=errors)
    entries = read_entries(parsed)
    new = _new_ids(entries)
    if not new:
        return WithIds(path, data, data)
    after = _inserted(data, entries, new, path)
    again = parse(after, path) if after is not None else None
    if after is None or again is None or not _same_but_ids(entries, again, new):
        return WithIds(path, data, data, refusal="its layout is too unusual to write ids into; add them by hand")
    return WithIds(path, data, after, tuple(new.values()))


def _errors(parsed: ParsedDeck) -> tuple[Problem, ...]:
    """Return the errors of a deck; that a list of warnings was cut is none."""
    errors = tuple(problem for problem in parsed.problems if problem.severity is Severity.ERROR)
    return errors if any(problem.code != "too-many-problems" for problem in errors) else ()


def _new_ids(entries: Sequence[Entry]) -> dict[int, NewId]:
    """Return an id for every card that has none, by the number of the card."""
    slugs = Slugs((entry.record.id for entry in entries), entries[0].language if entries else "en")
    new: dict[int, NewId] = {}
    for entry in entries:
        if entry.record.id.startswith(DERIVED_MARK):
            new[entry.number] = NewId(entry.line, entry.record.id, slugs.make(_texts(entry)))
    return new


def _texts(entry: Entry) -> tuple[str, ...]:
    """Return what an id is made of: the question, then the answer; of a cloze, the text with its gaps filled."""
    if entry.type == "cloze":
        return (read_gaps(entry.value("cloze")).prompt(frozenset()),)
    return (entry.prompt, *(answer.text for answer in entry.answers[:1]))


def _inserted(data: bytes, entries: Sequence[Entry], new: Mapping[int, NewId], path: Path) -> bytes | None:
    """Return the file with ids inserted; None if cards and their places in the text don't match."""
    text = prepare(data, Report(shown_path(path)))
    starts = list(card_spans(text)) if text is not None else []
    if len(starts) != len(entries):
        return None
    offsets = Offsets(data)
    parts: list[bytes] = []
    reached = 0
    for entry, start in zip(entries, starts, strict=True):
        if start.has_id:
            continue
        written = new[entry.number].written.encode()
        at = offsets.offset(start.line, start.column)
        if start.in_braces:
            at += 1
            inserted = b'"id": "' + written + b'", ' if _is_json(data, at) else b"id: " + written + b", "
        else:
            inserted = b"id: " + written + offsets.line_end(start.line) + b" " * (start.column - 1)
        parts += (data[reached:at], inserted)
        reached = at
    return b"".join((*parts, data[reached:]))


def _is_json(data: bytes, at: int) -> bool:
    """Return whether the first key behind a brace is quoted as in JSON."""
    return data[at : at + 64].lstrip().startswith(b'"')


def _same_but_ids(before: Sequence[Entry], again: ParsedDeck, new: Mapping[int, NewId]) -> bool:
    """Return whether an edited deck reads as it did, but for the ids that were to be written."""
    if _errors(again):
        return False
    after = read_entries(again)
    if len(after) != len(before):
        return False
    for old, edited in zip(before, after, strict=True):
        wanted = new[old.number].written if old.number in new else old.record.id
        if edited.record._replace(id=wanted, line=0) != old.record._replace(id=wanted, line=0):
            return False
        if edited.record.id != wanted:
            return False
    return True
