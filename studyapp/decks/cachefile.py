"""The file in which one parsed deck is kept: everything but the records is read at once, records one by one.

Layout: the magic with the length and checksum of the next line; a line of JSON with the stamps, the deck's header,
the problems, and the sizes and checksum of what follows; the keys, one a line; the number of each key's record; where
each record ends, and its checksum; the records. Integers are little-endian.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from array import array
from struct import error as struct_error
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.decks.deck import ExamBlock, Source
from studyapp.decks.deckfile import Stamp
from studyapp.decks.parsed import Header, ParsedDeck
from studyapp.decks.problem import Problem
from studyapp.decks.report import shown_path
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LOADING_ERRORS = (OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, struct_error, RecursionError)
"""What reading a file that is missing, damaged or of another kind can raise."""
_MAGIC = b"studyapp deck cache 1 "
_FIRST_LINE = len(_MAGIC) + 8 + 1 + 8 + 1
_COUNTS = "I"
_OFFSETS = "Q"


class StaleCacheError(ValueError):
    """The cache file is damaged, belongs to another deck, was made by another version, or can't hold the deck."""


class Stamped(NamedTuple):
    """A parsed deck, the stamp of its file, and when (nanoseconds since 1970) the two were seen to belong together."""

    parsed: ParsedDeck
    stamp: Stamp
    checked_ns: int


def dump(path: Path, made_by: str, stamped: Stamped) -> bytes:
    """Return the content of the cache file for the deck at `path`; `made_by` names the code that parsed it."""
    parsed = stamped.parsed
    count = max(parsed.owners, default=-1) + 1
    records = [parsed.records(number) for number in range(count)]
    ends, checksums, end = array(_OFFSETS), array(_COUNTS), 0
    for record in records:
        end += len(record)
        ends.append(end)
        checksums.append(zlib.crc32(record))
    keys = "\n".join(parsed.keys)
    if keys.count("\n") != max(len(parsed.keys) - 1, 0):
        raise StaleCacheError
    blocks = [
        keys.encode(),
        *(_to_bytes(numbers) for numbers in (array(_COUNTS, parsed.owners), ends, checksums)),
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
        "blocks": [len(block) for block in blocks],
        "checksum": zlib.crc32(index),
    }
    line = json.dumps(described, separators=(",", ":")).encode()
    return b"".join((_MAGIC, b"%08x %08x\n" % (len(line), zlib.crc32(line)), line, index, *records))


def load(file: Path, path: Path, made_by: str, parse_again: Callable[[str], ParsedDeck]) -> Stamped:
    """Return what `file` keeps for the deck at `path`; raise one of LOADING_ERRORS if it is not to be trusted.

    A record that turns out to be damaged later is taken from `parse_again`, which gets the deck's revision.
    """
    with file.open("rb") as opened:
        described = json.loads(_checked_line(opened.read(_FIRST_LINE), opened.read))
        if described["made_by"] != made_by or described["path"] != str(path.absolute()):
            raise StaleCacheError
        sizes = described["blocks"]
        index = opened.read(sum(sizes))
        if len(index) != sum(sizes) or zlib.crc32(index) != described["checksum"]:
            raise StaleCacheError
        identity = _identity(os.fstat(opened.fileno()))
        start = opened.tell()
    keys, owners, ends, checksums = _split(index, sizes)
    revision = described["revision"]
    shown = shown_path(path)
    parsed = ParsedDeck(
        revision=revision,
        header=_header(described["header"]),
        keys=tuple(keys.decode().split("\n")) if keys else (),
        owners=_numbers(_COUNTS, owners),
        records=_StoredRecords(
            file, identity, start, _numbers(_OFFSETS, ends), _numbers(_COUNTS, checksums), lambda: parse_again(revision)
        ),
        problems=tuple(_problem(shown, fields) for fields in described["problems"]),
    )
    return Stamped(parsed, Stamp(*described["stamp"]), described["checked_ns"])


class _StoredRecords:
    """Reads records from a cache file as they are asked for."""

    __slots__ = ("_checksums", "_ends", "_file", "_fresh", "_identity", "_parse_again", "_start")

    def __init__(
        self,
        file: Path,
        identity: tuple[int, ...],
        start: int,
        ends: Sequence[int],
        checksums: Sequence[int],
        parse_again: Callable[[], ParsedDeck],
    ) -> None:
        self._file = file
        self._identity = identity
        self._start = start
        self._ends = ends
        self._checksums = checksums
        self._parse_again = parse_again
        self._fresh: ParsedDeck | None = None

    def __call__(self, number: int) -> bytes:
        """Return the JSON of one record; the deck is parsed again if the file is not the one that was opened."""
        if self._fresh is None:
            try:
                return self._read(number)
            except LOADING_ERRORS:
                self._fresh = self._parse_again()
        return self._fresh.records(number)

    def _read(self, number: int) -> bytes:
        begin, end = self._ends[number - 1] if number else 0, self._ends[number]
        with self._file.open("rb", buffering=0) as opened:
            if _identity(os.fstat(opened.fileno())) != self._identity:
                raise StaleCacheError
            opened.seek(self._start + begin)
            record = opened.read(end - begin)
        if zlib.crc32(record) != self._checksums[number]:
            raise StaleCacheError
        return record


def _checked_line(first: bytes, read: Callable[[int], bytes]) -> bytes:
    if not first.startswith(_MAGIC):
        raise StaleCacheError
    length, checksum = first[len(_MAGIC) :].split()
    line = read(int(length, 16))
    if zlib.crc32(line) != int(checksum, 16):
        raise StaleCacheError
    return line


def _identity(status: os.stat_result) -> tuple[int, ...]:
    """Return what tells a file from the one that replaces it."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _split(index: bytes, sizes: Sequence[int]) -> list[bytes]:
    parts, at = [], 0
    for size in sizes:
        parts.append(index[at : at + size])
        at += size
    return parts


def _to_bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(code: str, data: bytes) -> array[int]:
    numbers = array(code, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


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
