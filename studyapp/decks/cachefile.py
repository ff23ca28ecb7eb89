"""The file in which one parsed deck is kept: what is said of the whole deck is read at once, the rest as it is needed.

Layout: the magic with the length and checksum of the next line; a line of JSON with the stamps, the deck's header,
the problems, the number of keys, and the sizes and checksum of the next four blocks; the keys, one a line; the number
of each key's record; where each record ends, and its checksum; the records. Integers are little-endian.
"""

from __future__ import annotations

import json
import os
import zlib
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.decks.deck import ExamBlock, Source
from studyapp.decks.deckfile import Stamp
from studyapp.decks.parsed import Header, ParsedDeck, whole_record
from studyapp.decks.problem import Problem, shown_path
from studyapp.decks.stored import COUNTS, OFFSETS, Blocks, Later, StaleCacheError, StoredDeck, identity_of, to_bytes
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MAGIC = b"studyapp deck cache 2 "
_FIRST_LINE = len(_MAGIC) + 8 + 1 + 8 + 1


class Stamped(NamedTuple):
    """A parsed deck, the stamp of its file, and when (nanoseconds since 1970) the two were seen to belong together."""

    parsed: ParsedDeck
    stamp: Stamp
    checked_ns: int


def dump(path: Path, made_by: str, stamped: Stamped) -> bytes:
    """Return the content of the cache file for the deck at `path`; `made_by` names the code that parsed it."""
    parsed = stamped.parsed
    count = max(parsed.owners, default=-1) + 1
    records = [whole_record(parsed, number) for number in range(count)]
    ends, checksums, end = array(OFFSETS), array(COUNTS), 0
    for record in records:
        end += len(record)
        ends.append(end)
        checksums.append(zlib.crc32(record))
    keys = "\n".join(parsed.keys)
    if keys.count("\n") != max(len(parsed.keys) - 1, 0):
        raise StaleCacheError
    blocks = [
        keys.encode(),
        *(to_bytes(numbers) for numbers in (array(COUNTS, parsed.owners), ends, checksums)),
    ]
    index = b"".join(blocks)
    described = {
        "made_by": made_by,
        "path": str(path.absolute()),
        "stamp": stamped.stamp,
        "checked_ns": stamped.checked_ns,
        "revision": parsed.revision,
        "header": _header_fields(parsed.header),
        "problems": [_problem_fields(problem) for problem in parsed.problems],
        "cards": len(parsed.keys),
        "blocks": [len(block) for block in blocks],
        "checksum": zlib.crc32(index),
    }
    line = json.dumps(described, separators=(",", ":")).encode()
    return b"".join((_MAGIC, b"%08x %08x\n" % (len(line), zlib.crc32(line)), line, index, *records))


def load(file: Path, path: Path, made_by: str, parse_again: Callable[[str], ParsedDeck]) -> Stamped:
    """Return what `file` keeps for the deck at `path`; raise one of LOADING_ERRORS if it is not to be trusted.

    What turns out to be damaged later is taken from `parse_again`, which gets the deck's revision.
    """
    with file.open("rb") as opened:
        described = json.loads(_checked_line(opened.read(_FIRST_LINE), opened.read))
        identity = identity_of(os.fstat(opened.fileno()))
        start = opened.tell()
    if described["made_by"] != made_by or described["path"] != str(path.absolute()):
        raise StaleCacheError
    blocks = Blocks(file, identity, start, tuple(described["blocks"]), described["checksum"])
    revision, cards = described["revision"], described["cards"]
    stored = StoredDeck(blocks, lambda: parse_again(revision))
    shown = shown_path(path)
    parsed = ParsedDeck(
        revision=revision,
        header=_header(described["header"]),
        keys=Later(cards, stored.keys),
        owners=Later(cards, stored.owners),
        records=stored.record,
        problems=tuple(_problem(shown, fields) for fields in described["problems"]),
    )
    return Stamped(parsed, Stamp(*described["stamp"]), described["checked_ns"])


def _checked_line(first: bytes, read: Callable[[int], bytes]) -> bytes:
    if not first.startswith(_MAGIC):
        raise StaleCacheError
    length, checksum = first[len(_MAGIC) :].split()
    line = read(int(length, 16))
    if zlib.crc32(line) != int(checksum, 16):
        raise StaleCacheError
    return line


def _header_fields(header: Header) -> list[Any]:
    sources = [tuple(source) for source in header.sources.values()]
    return [
        header.id,
        header.title,
        header.description,
        header.language,
        sources,
        header.recall_after_days,
        tuple(header.exam),
    ]


def _header(fields: list[Any]) -> Header:
    deck_id, title, description, language, sources, recall_after_days, exam = fields
    by_ref = {source[0]: Source(*source) for source in sources}
    return Header(deck_id, title, description, language, by_ref, recall_after_days, ExamBlock(*exam))


def _problem_fields(problem: Problem) -> list[str | int]:
    return [problem.line, problem.column, problem.severity, problem.code, problem.message, problem.mend]


def _problem(path: str, fields: list[Any]) -> Problem:
    line, column, severity, code, message, mend = fields
    return Problem(path, line, column, Severity(severity), code, message, mend)
