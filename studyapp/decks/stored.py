"""What a cache file keeps of a deck beyond its header: read when it is asked for, records one by one."""

from __future__ import annotations

import os
import sys
import zlib
from array import array
from collections.abc import Sequence
from functools import cached_property
from struct import error as struct_error
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from studyapp.decks.parsed import whole_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from studyapp.decks.parsed import ParsedDeck

Item = TypeVar("Item")

LOADING_ERRORS = (OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, struct_error, RecursionError)
"""What reading a file that is missing, damaged or of another kind can raise."""
COUNTS = "I"
OFFSETS = "Q"
"""Types of the numbers in the blocks."""


class StaleCacheError(ValueError):
    """The cache file is damaged, belongs to another deck, was made by another version, or can't hold the deck."""


class Blocks(NamedTuple):
    """Where the blocks of a cache file lie: keys, owners, ends, checksums, and the records behind them."""

    file: Path
    identity: tuple[int, ...]
    """Of the file that was opened; another one may take its place."""
    start: int
    sizes: tuple[int, ...]
    checksum: int


class _Index(NamedTuple):
    keys: tuple[str, ...]
    owners: Sequence[int]
    ends: Sequence[int]
    """Where each record ends, counted from the first."""
    checksums: Sequence[int]


class Later(Sequence[Item]):
    """A sequence whose length is known before its items are read."""

    __slots__ = ("_length", "_read")

    def __init__(self, length: int, read: Callable[[], Sequence[Item]]) -> None:
        self._length = length
        self._read = read

    def __len__(self) -> int:
        """Return the number of items, without reading them."""
        return self._length

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        """Return the item or items at `place`."""
        return self._read()[place]

    def __iter__(self) -> Iterator[Item]:
        """Return the items in order."""
        return iter(self._read())

    def __contains__(self, item: object) -> bool:
        """Return whether `item` is one of them."""
        return item in self._read()


class StoredDeck:
    """The cards of a deck in its cache file; `parse_again` gives them where the file is not what it was."""

    def __init__(self, blocks: Blocks, parse_again: Callable[[], ParsedDeck]) -> None:
        self._blocks = blocks
        self._parse_again = parse_again
        self._damaged = False

    def keys(self) -> Sequence[str]:
        """Return the keys of all cards."""
        return self._index.keys if self._index else self._fresh.keys

    def owners(self) -> Sequence[int]:
        """Return the number of the record that each key belongs to."""
        return self._index.owners if self._index else self._fresh.owners

    def record(self, number: int) -> bytes:
        """Return the JSON of one record."""
        if self._index is not None and not self._damaged:
            try:
                return self._read_record(self._index, number)
            except LOADING_ERRORS:
                self._damaged = True
        return whole_record(self._fresh, number)

    @cached_property
    def _fresh(self) -> ParsedDeck:
        return self._parse_again()

    @cached_property
    def _index(self) -> _Index | None:
        """The blocks before the records; None where they cannot be trusted."""
        try:
            return self._read_index()
        except LOADING_ERRORS:
            return None

    def _read_index(self) -> _Index:
        sizes = self._blocks.sizes
        content = self._read(self._blocks.start, sum(sizes), self._blocks.checksum)
        ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
        keys, owners, record_ends, checksums = (
            content[end - size : end] for size, end in zip(sizes, ends, strict=True)
        )
        return _Index(
            tuple(keys.decode().split("\n")) if keys else (),
            from_bytes(COUNTS, owners),
            from_bytes(OFFSETS, record_ends),
            from_bytes(COUNTS, checksums),
        )

    def _read_record(self, index: _Index, number: int) -> bytes:
        begin, end = index.ends[number - 1] if number else 0, index.ends[number]
        records = self._blocks.start + sum(self._blocks.sizes)
        return self._read(records + begin, end - begin, index.checksums[number])

    def _read(self, start: int, size: int, checksum: int) -> bytes:
        with self._blocks.file.open("rb", buffering=0) as opened:
            if identity_of(os.fstat(opened.fileno())) != self._blocks.identity:
                raise StaleCacheError
            opened.seek(start)
            content = opened.read(size)
        if zlib.crc32(content) != checksum:
            raise StaleCacheError
        return content


def identity_of(status: os.stat_result) -> tuple[int, ...]:
    """Return what tells a file from the one that replaces it."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def to_bytes(numbers: array[int]) -> bytes:
    """Return numbers as a block, little-endian; `numbers` are used up."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def from_bytes(code: str, block: bytes) -> array[int]:
    """Return the numbers of a block."""
    numbers = array(code, block)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
