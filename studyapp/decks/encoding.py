"""From the bytes of a file to text that the YAML parser can take, with every character that was refused."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from studyapp.decks.deckfile import MAX_BYTES
from studyapp.decks.decktext import DeckText
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from studyapp.decks.report import Report

MAX_BAD_PLACES = 20
"""So many characters of one file are reported by themselves; a file with more is in another encoding."""
_SAMPLE = 64 * 1024
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}".encode()
_CONTROLS = bytes(set(range(32)) - {9, 10, 13}) + b"\x7f"
_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]|\xef\xbf[\xbe\xbf]|\xef\xb7[\x90-\xaf]"
)
_PLANE_ENDS = re.compile(rb"[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]")
_BREAKS = {b"\xe2\x80\xa8": "U+2028", b"\xe2\x80\xa9": "U+2029", b"\xc2\x85": "U+0085"}
_MARK = codecs.BOM_UTF8
_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP file, as Anki packages are", "`studyapp import` reads those."),
    (b"SQLite format 3\0", "an SQLite database", "Give a deck file."),
    (b"%PDF-", "a PDF", "Give a deck file."),
    (b"\x89PNG", "a PNG image", "Give a deck file."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
)
_SAVE = "Save the file as UTF-8."


def prepare(data: bytes, report: Report) -> DeckText | None:
    """Return the text of a deck file, or None if it can't be one; what was refused or replaced is reported."""
    refusal = _refusal(data)
    if refusal:
        report.add(Severity.ERROR, (1, 1), *refusal)
        return None
    data = data.removeprefix(_MARK)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if len(data.translate(None, _CONTROLS)) != len(data) or not data.isascii():
        repaired = _repair(data, report)
        if repaired is None:
            return None
        data = repaired
    return DeckText(data)


def _refusal(data: bytes) -> tuple[str, str, str] | None:
    """Return code, message and mend for bytes that are no UTF-8 text at all."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) // (1024 * 1024)} MB"
        return "too-large", f"The file has {size}; a deck may have {MAX_BYTES // (1024 * 1024)}.", "Split the deck."
    for signature, kind, mend in _SIGNATURES:
        if data.startswith(signature):
            return "not-text", f"This is {kind}, not a deck.", mend
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return "not-utf-8", f"The file is in {encoding}.", _SAVE
    sample = data[:_SAMPLE]
    if sample.count(0) * 5 > len(sample):
        if max(sample[::2].count(0), sample[1::2].count(0)) * 3 > len(sample) and len(sample) >= 4:
            return "not-utf-8", "The file looks like UTF-16.", _SAVE
        return "not-text", "This is a binary file, not a deck.", "Give a deck file."
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls * 20 > len(sample):
        return "not-text", "This is a binary file, not a deck.", "Give a deck file."
    return None


def _repair(data: bytes, report: Report) -> bytes | None:
    """Replace what may not stand in a deck and report where it stood; None if the file is not in UTF-8."""
    if not _is_utf8(data):
        repaired = _replace_invalid(data, report)
        if repaired is None:
            return None
        data = repaired
    for broken, name in _BREAKS.items():
        if broken in data:
            _report_bytes(data, re.compile(re.escape(broken)), report, _line_break(name))
            data = data.replace(broken, b" ")
    if _MARK in data:
        _report_bytes(data, re.compile(_MARK), report, _STRAY_MARK)
        data = data.replace(_MARK, b"")
    for pattern in (_CONTROL, _PLANE_ENDS):
        if pattern.search(data):
            _report_bytes(data, pattern, report, None)
            data = pattern.sub(_REPLACEMENT, data)
    return data


def _is_utf8(data: bytes) -> bool:
    """Check block by block: the text of a large file need not fit into memory four times."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _SAMPLE * 16):
            decoder.decode(data[start : start + _SAMPLE * 16])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _replace_invalid(data: bytes, report: Report) -> bytes | None:
    kept: list[bytes] = []
    line, column = 1, 1
    rest = data
    for _ in range(MAX_BAD_PLACES):
        try:
            rest.decode("utf-8")
        except UnicodeDecodeError as error:
            good = rest[: error.start]
            line, column = _advance(line, column, good)
            wrong = rest[error.start : error.end]
            report.add(Severity.ERROR, (line, column), "not-utf-8", _invalid_message(wrong), _SAVE)
            kept += (good, _REPLACEMENT)
            column += 1
            rest = rest[error.end :]
        else:
            return b"".join((*kept, rest))
    return None


def _invalid_message(wrong: bytes) -> str:
    guess = wrong.decode("cp1252", "ignore")
    likely = f"; in Windows-1252 it would be “{guess}”" if guess.isprintable() and guess else ""
    return f"The byte {wrong[:1].hex().upper()} is not valid in UTF-8{likely}."


def _advance(line: int, column: int, passed: bytes) -> tuple[int, int]:
    breaks = passed.count(b"\n")
    last = passed[passed.rfind(b"\n") + 1 :].decode("utf-8", "replace")
    return (line + breaks, len(last) + 1) if breaks else (line, column + len(last))


def _report_bytes(
    data: bytes, pattern: re.Pattern[bytes], report: Report, words: tuple[Severity, str, str, str] | None
) -> None:
    """Report the first places at which `pattern` stands; `words` are severity, code, message, mend."""
    line, column, reached = 1, 1, 0
    for count, found in enumerate(pattern.finditer(data)):
        if count >= MAX_BAD_PLACES:
            return
        line, column = _advance(line, column, data[reached : found.start()])
        reached = found.start()
        severity, code, message, mend = words or _control_character(found.group())
        report.add(severity, (line, column), code, message, mend)


def _control_character(raw: bytes) -> tuple[Severity, str, str, str]:
    return (
        Severity.ERROR,
        "control-character",
        f"The control character {name_of(raw.decode('utf-8'))} can't stand in a deck; it is shown as “\ufffd”.",
        "Delete it.",
    )


def name_of(character: str) -> str:
    """Return code point and name of a character that can't be shown."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")


def _line_break(name: str) -> tuple[Severity, str, str, str]:
    message = f"The invisible line break {name}, often pasted from a web page, was read as a space."
    return Severity.WARNING, "odd-line-break", message, "Replace it with a space or a new line."


_STRAY_MARK = (
    Severity.WARNING,
    "stray-byte-order-mark",
    "A byte-order mark (U+FEFF) stands inside the file and was ignored.",
    "Delete it.",
)
