"""Tables in text files, as spreadsheets save them: which encoding, which separator, which rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from studyapp.decks.deckfile import MAX_BYTES, UnreadableFileError, read_bytes
from studyapp.errors import UnreadableTableError
from studyapp.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SEPARATORS = "\t;,|"
MAX_ROWS = 200_000
_SAMPLE_ROWS = 50
_SAMPLE = 64 * 1024
_END = "\0"
"""A row of its own behind the last one, unless a quotation mark is open."""
_QUOTES = "Close it, or write it twice, within two others, if it is meant as text."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FILES = ((b"PK\x03\x04", "an Excel, OpenDocument or ZIP file"), (b"\xd0\xcf\x11\xe0", "an old Excel file"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file it begins on, from 1, and its cells, cleaned and stripped."""

    line: int
    cells: tuple[str, ...]


def read_rows(path: Path, is_header: Callable[[Sequence[str]], bool]) -> tuple[Row, ...]:
    """Return the rows of the table in the file at `path` that are not blank.

    `is_header` recognises a row of column names, which tells the separator beyond doubt. Raises UnreadableTableError.
    """
    try:
        data, _ = read_bytes(path)
    except UnreadableFileError as error:
        raise UnreadableTableError(path, f"{error.message} {error.mend}") from None
    if len(data) > MAX_BYTES:
        raise UnreadableTableError(path, "The table is too large. Split it.")
    for signature, kind in _OTHER_FILES:
        if data.startswith(signature):
            raise UnreadableTableError(path, f"This is {kind}. Save the sheet as CSV in UTF-8.")
    text = decoded(data)
    if "\0" in text:
        raise UnreadableTableError(path, "This is a binary file, not a table. Save the sheet as CSV in UTF-8.")
    if text[:4].casefold() == "sep=":
        line, _, rest = text.partition("\n")
        return _rows(path, rest, line.strip()[4:5] or ",", first_line=2)
    return _rows(path, text, _separator(text, is_header), first_line=1)


def decoded(data: bytes) -> str:
    """Return the text of a table: with a byte-order mark, UTF-8, UTF-16, or else what Windows writes in the West."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    sample = data[:_SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(sample) >= 4 and sample[start::2].count(0) * 3 > len(sample) // 2:
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str, is_header: Callable[[Sequence[str]], bool]) -> str:
    """Return the separator that gives a row of column names, else the one that parts most rows alike."""
    best, best_share = ",", 0.0
    for separator in SEPARATORS:
        rows = _sample(text, separator)
        if rows and is_header(rows[0]):
            return separator
        widths = Counter(len(row) for row in rows)
        parted = sum(count for width, count in widths.items() if width > 1)
        alike = max((count for width, count in widths.items() if width > 1), default=0)
        share = (parted + alike) / (2 * len(rows)) if rows else 0.0
        if share > best_share:
            best, best_share = separator, share
    return best


def _sample(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=separator)
    try:
        return [row for row in islice(reader, _SAMPLE_ROWS) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _rows(path: Path, text: str, separator: str, first_line: int) -> tuple[Row, ...]:
    lines = chain(io.StringIO(text, newline=""), ("" if text.endswith(("\n", "\r")) else "\n", _END))
    reader = csv.reader(lines, delimiter=separator)
    rows: list[Row] = []
    line = first_line
    try:
        for cells in reader:
            if cells and cells[-1].endswith(_END):
                if cells != [_END]:
                    raise UnreadableTableError(path, f"The quotation mark in line {line} has no partner. {_QUOTES}")
                break
            tidy = tuple(clean(cell).strip() for cell in cells)
            if any(tidy):
                rows.append(Row(line, tidy))
            line = first_line + reader.line_num
            if len(rows) > MAX_ROWS:
                raise UnreadableTableError(path, f"The table has more than {MAX_ROWS:,} rows. Split it.")
    except csv.Error as error:
        message = f"Line {line} can't be read ({error}). Is there a quotation mark without its partner?"
        raise UnreadableTableError(path, message) from None
    return tuple(rows)
