"""Mends what can be mended safely in a deck file: everything else stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.card_spans import ListSpan, card_spans
from studyapp.decks.checks.checking import parse
from studyapp.decks.checks.entry import read_entries
from studyapp.decks.checks.invisible import INVISIBLE, composed
from studyapp.decks.checks.samples import duplicate_samples
from studyapp.decks.encoding import prepare
from studyapp.decks.offsets import Offsets
from studyapp.decks.problem import shown_path
from studyapp.decks.report import Report
from studyapp.questions.field import Severity
from studyapp.questions.values import texts

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.parsed import ParsedDeck, Record

_BREAKS = re.compile("[\u2028\u2029\x85]")
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Fixed:
    """The content of a deck file after mending; `count` is how many things were mended."""

    after: bytes
    count: int


def fixed(data: bytes, path: Path) -> Fixed:
    """Return the mended content: invisible characters and odd line breaks gone, accents joined, no duplicate samples.

    Every kind of mend is made only if the deck then reads as it should; otherwise the file keeps it.
    """
    after, count = data, 0
    characters = _without_odd_characters(data)
    if characters.count and _reads_alike(parse(data, path), parse(characters.after, path)):
        after, count = characters.after, characters.count
    samples = _without_duplicate_samples(after, path)
    return Fixed(samples.after, count + samples.count)


def _without_odd_characters(data: bytes) -> Fixed:
    if data.isascii():
        return Fixed(data, 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Fixed(data, 0)
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    text, spaces = _BREAKS.subn(" ", text)
    text, removed = INVISIBLE.subn("", text)
    joined = composed(text)
    return Fixed((mark + joined).encode(), spaces + removed + (joined != text))


def _reads_alike(before: ParsedDeck, after: ParsedDeck) -> bool:
    """Return whether two versions of a deck say the same, soft hyphens aside, and the second has no new errors."""
    if _errors(after) > _errors(before) or before.keys != after.keys:
        return False
    old, new = read_entries(before), read_entries(after)
    return len(old) == len(new) and all(map(_says_the_same, old, new))


def _says_the_same(old: Entry, new: Entry) -> bool:
    return repr(old.record).replace(_SOFT_HYPHEN, "").replace(r"\xad", "") == repr(new.record)


def _errors(parsed: ParsedDeck) -> int:
    return sum(problem.severity is Severity.ERROR for problem in parsed.problems)


def _without_duplicate_samples(data: bytes, path: Path) -> Fixed:
    """Take entries of `accept` and `reject` out that say nothing new; the list must keep at least one entry."""
    parsed = parse(data, path)
    entries = read_entries(parsed)
    superfluous = {entry.number: found for entry in entries if (found := _superfluous(entry))}
    text = prepare(data, Report(shown_path(path))) if superfluous and not _errors(parsed) else None
    if text is None:
        return Fixed(data, 0)
    spans = list(card_spans(text))
    if len(spans) != len(entries):
        return Fixed(data, 0)
    wanted = [entry.record for entry in entries]
    cuts: list[tuple[int, int]] = []
    offsets = Offsets(data)
    for number, fields in superfluous.items():
        for name, items in fields.items():
            where = spans[number].lists.get(name)
            places = _places(data, offsets, where, items) if where else {}
            cuts += places.values()
            wanted[number] = _taken_out(wanted[number], name, places)
    after = _cut(data, cuts)
    again = read_entries(parse(after, path))
    as_wanted = len(again) == len(wanted) and all(
        got.record._replace(line=0) == record._replace(line=0) for got, record in zip(again, wanted, strict=True)
    )
    return Fixed(after, len(cuts)) if as_wanted else Fixed(data, 0)


def _superfluous(entry: Entry) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for remark in duplicate_samples(entry):
        if remark.item is not None:
            found[remark.field].append(remark.item)
    return {name: items for name, items in found.items() if len(items) < len(entry.samples(name))}


def _taken_out(record: Record, name: str, items: Container[int]) -> Record:
    if name not in record.values:
        return record
    kept = [sample for index, sample in enumerate(texts(record.values, name)) if index not in items]
    return record._replace(values={**record.values, name: kept})


def _places(data: bytes, offsets: Offsets, span: ListSpan, items: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return which bytes to leave out for each item; items beside which a comment stands are not among them."""
    ranges = [(offsets.offset(s.line, s.column), offsets.offset(s.end_line, s.end_column)) for s in span.items]
    found = {item: _place(data, ranges, item, in_brackets=span.in_brackets) for item in items if item < len(ranges)}
    return {item: place for item, place in found.items() if place is not None}


def _place(data: bytes, ranges: Sequence[tuple[int, int]], item: int, *, in_brackets: bool) -> tuple[int, int] | None:
    start, end = ranges[item]
    if not in_brackets:
        return _whole_line(data, start, end)
    if item > 0:
        between, place = (ranges[item - 1][1], start), (ranges[item - 1][1], end)
    elif len(ranges) > 1:
        between, place = (end, ranges[1][0]), (start, ranges[1][0])
    else:
        return None
    return None if b"#" in data[between[0] : between[1]] else place


def _whole_line(data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return the line of a list entry from its dash on, if it has a line of its own."""
    begins = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    stops = re.compile(rb"[ \t]*(?:\r\n|\r|\n|\Z)").match(data, end)
    if stops is None or data[begins:start].strip() != b"-":
        return None
    return begins, stops.end()


def _cut(data: bytes, cuts: Sequence[tuple[int, int]]) -> bytes:
    parts, reached = [], 0
    for start, end in sorted(cuts):
        parts.append(data[reached : max(start, reached)])
        reached = max(end, reached)
    return b"".join((*parts, data[reached:]))
