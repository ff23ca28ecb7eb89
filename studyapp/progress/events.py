"""One event of the review log as a line of text: JSON with a checksum, readable by people and by any program.

A line is one JSON object; its last member `crc` is the CRC-32, in hexadecimal, of everything before `,"crc"` as UTF-8.
Members that have their usual value are left out.
"""

from __future__ import annotations

import json
from binascii import crc32
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.progress.review import BOUNDED, Answer, can_be_read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ANSWER_FIELDS = Answer._fields
USUAL: dict[str, Any] = {
    "unsure": False,
    "hinted": False,
    "overruled": False,
    "clock_suspect": False,
    "chance": 0.0,
    "replaced_by": "",
    "given": "",
}

_STAMP = ("device", "sequence", "hybrid_ms")
REVIEW_FIELDS = (*ANSWER_FIELDS, *_STAMP)
_UNDO = ("id", "review", "replaced_by", "at_ms", *_STAMP)
_RENAME = ("id", "old", "new", "at_ms", *_STAMP)
INTEGERS = {"at_ms", "offset_minutes", "rating", "milliseconds", "seed", "sequence", "hybrid_ms"}
BOOLEANS = {"unsure", "hinted", "overruled", "clock_suspect"}
FLOATS = {"score", "chance"}
_TAIL = len(',"crc":"00000000"}')
_BIGGEST = 2**63 - 1


def _type_of(name: str) -> type:
    if name in INTEGERS:
        return int
    if name in BOOLEANS:
        return bool
    return float if name in FLOATS else str


_REVIEW_TYPES = tuple(_type_of(name) for name in REVIEW_FIELDS)
_UNDO_TYPES = tuple(_type_of(name) for name in _UNDO)
_RENAME_TYPES = tuple(_type_of(name) for name in _RENAME)
_review_values, _undo_values, _rename_values = itemgetter(*REVIEW_FIELDS), itemgetter(*_UNDO), itemgetter(*_RENAME)
_review_numbers = itemgetter(
    *map(REVIEW_FIELDS.index, sorted(INTEGERS.intersection(REVIEW_FIELDS).difference(BOUNDED)))
)
_values_with_bounds = itemgetter(*map(REVIEW_FIELDS.index, BOUNDED))
_undo_numbers = itemgetter(*(index for index, name in enumerate(_UNDO) if name in INTEGERS))
_rename_numbers = itemgetter(*(index for index, name in enumerate(_RENAME) if name in INTEGERS))


class ReviewEvent(NamedTuple):
    """A review as it goes into the log."""

    values: tuple[Any, ...]
    """Those of `ANSWER_FIELDS`, then device UUID, sequence, hybrid time."""


class UndoEvent(NamedTuple):
    """An undo as it goes into the log."""

    values: tuple[Any, ...]
    """id, review, replaced_by, at_ms, device UUID, sequence, hybrid time."""


class RenameEvent(NamedTuple):
    """A card that goes on under another key, as it goes into the log."""

    values: tuple[Any, ...]
    """id, old key, new key, at_ms, device UUID, sequence, hybrid time."""


class Header(NamedTuple):
    """The first line of a journal: whose it is."""

    device: str
    name: str
    database: str


LogEvent = ReviewEvent | UndoEvent | RenameEvent
Event = LogEvent | Header
_KINDS: Mapping[type[LogEvent], tuple[str, tuple[str, ...]]] = {
    ReviewEvent: ("review", REVIEW_FIELDS),
    UndoEvent: ("undo", _UNDO),
    RenameEvent: ("rename", _RENAME),
}


def to_line(event: Event) -> bytes:
    """Return the line for `event`, with its line end."""
    if isinstance(event, Header):
        members = {"event": "journal", "format": 1, **event._asdict()}
    else:
        kind, names = _KINDS[type(event)]
        pairs = zip(names, event.values, strict=True)
        members = {"event": kind, **{name: value for name, value in pairs if USUAL.get(name) != value}}
    body = json.dumps(members, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    return b'%s,"crc":"%08x"}\n' % (body, crc32(body))


def from_lines(lines: Sequence[bytes]) -> list[Event | None]:
    """Return the event of each line, None for anything that is not exactly what was once written.

    Many at once are read three times as fast as one by one.
    """
    bodies = [_checked(line) for line in lines]
    whole = [body for body in bodies if body is not None]
    try:
        members = _decode(b"[%s}]" % b"},".join(whole)) if whole else []
    except (ValueError, RecursionError):
        members = []
    if len(members) != len(whole):
        return [None] if len(lines) == 1 else [event for line in lines for event in from_lines([line])]
    in_order = map(_event, members)
    return [None if body is None else next(in_order) for body in bodies]


def from_line(line: bytes) -> Event | None:
    """Return the event of a line, None for anything that is not exactly what was once written."""
    return from_lines([line])[0]


def _checked(line: bytes) -> bytes | None:
    """Return what stands before the checksum, an object that is still open; None when it is not the checksum of that."""
    line = line.rstrip(b"\r\n")
    body = line[:-_TAIL]
    return body if line[-_TAIL:] == b',"crc":"%08x"}' % crc32(body) else None


def _decode(text: bytes) -> list[object]:
    decoded: list[object] = _DECODER.decode(text.decode())
    # A lone surrogate, which nothing can store, can only come in as an escape; one byte is looked for faster than two.
    if b"\\" in text and b"\\u" in text:
        json.dumps(decoded, ensure_ascii=False).encode()
    return decoded


def _refuse(constant: str) -> None:
    """NaN and the infinities are no JSON, and the log cannot hold them."""
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _event(found: object) -> Event | None:
    if type(found) is not dict:
        return None
    members = USUAL | found
    try:
        kind = members["event"]
        if kind == "review":
            values = _review_values(members)
            fits = _fits(values, _REVIEW_TYPES, _review_numbers(values)) and can_be_read(*_values_with_bounds(values))
            return ReviewEvent(values) if fits else None
        if kind == "undo":
            values = _undo_values(members)
            return UndoEvent(values) if _fits(values, _UNDO_TYPES, _undo_numbers(values)) else None
        if kind == "rename":
            values = _rename_values(members)
            return RenameEvent(values) if _fits(values, _RENAME_TYPES, _rename_numbers(values)) else None
        if kind == "journal":
            return Header(str(members["device"]), str(members["name"]), str(members["database"]))
    except KeyError:
        return None
    return None


def _fits(values: tuple[Any, ...], types: tuple[type, ...], numbers: tuple[Any, ...]) -> bool:
    """Whether the log can hold these values."""
    if tuple(map(type, values)) != types:
        return False
    return bool(values[0]) and min(numbers) >= -_BIGGEST and max(numbers) <= _BIGGEST
