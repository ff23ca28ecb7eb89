"""What a terminal is sent, cut into text and the kinds of everything that is not text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.text import invisible_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES = {
    b"?1049": "the alternate screen",
    b"?1000": "mouse clicks",
    b"?1002": "mouse drags",
    b"?1003": "mouse moves",
    b"?1006": "mouse coordinates",
    b"?2004": "bracketed paste",
    b"?1004": "focus reports",
}
"""Modes that must be off when a program has left a terminal."""
CURSOR = "the cursor is hidden"

_TOKEN = re.compile(
    rb"(?P<csi>\x1b\[(?P<csi_text>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~]))"
    rb"|(?P<osc>\x1b\](?P<number>[0-9]*)[^\x07\x1b]*(?:\x07|\x1b\\)?)"
    rb"|(?P<string>\x1b[PX^_][^\x1b]*(?:\x1b\\)?)"
    rb"|(?P<escape>\x1b[ -/]*[0-~]?)"
    rb"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
)
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{9,}")


def kinds(output: bytes) -> set[str]:
    """Return the kinds of control sequences, control characters and deceiving characters in `output`.

    Numbers within a sequence make no other kind, except for modes, which are kinds of their own.
    """
    found: set[str] = set()
    text, end = bytearray(), 0
    for match in _TOKEN.finditer(output):
        found.add(_kind(match))
        text += output[end : match.start()]
        if match["control"] is None:
            text += b" "
        end = match.end()
    text += output[end:]
    return found | set(_kinds_of_text(bytes(text)))


def modes_left(output: bytes) -> set[str]:
    """Return what is still switched on in a terminal that was sent `output`: nothing, if it was left sane."""
    on: set[str] = set()
    for match in re.finditer(rb"\x1b\[(\?\d+)([hl])|\x1b\[([<>])(\d*)u", output):
        if match[3]:
            _switch(on, "the kitty keyboard", is_on=match[3] == b">")
        elif match[1] == b"?25":
            _switch(on, CURSOR, is_on=match[2] == b"l")
        elif match[1] in MODES:
            _switch(on, MODES[match[1]], is_on=match[2] == b"h")
    return on


def _switch(modes: set[str], mode: str, *, is_on: bool) -> None:
    if is_on:
        modes.add(mode)
    else:
        modes.discard(mode)


def _kind(match: re.Match[bytes]) -> str:
    if match["csi"]:
        parameters, final = match["csi_text"].decode(), match["between"].decode() + match["final"].decode()
        return f"CSI {parameters if final in {'h', 'l'} else re.sub('[0-9;:]', '', parameters)}{final}"
    if match["osc"]:
        return f"OSC {match['number'].decode()}"
    if match["string"]:
        return f"ESC {match['string'][1:2].decode()} …"
    if match["escape"]:
        return f"ESC {match['escape'][1:].decode()}"
    return f"control {match['control'][0]:02x}"


def _kinds_of_text(sent: bytes) -> Iterator[str]:
    try:
        text = sent.decode()
    except UnicodeDecodeError:
        yield "bytes that are no UTF-8"
        text = sent.decode(errors="replace")
    for name in invisible_characters(text.replace("\r", "").replace("\x1b", "")):
        yield f"character {name}"
    if _MARKS.search(text):
        yield "a flood of combining marks"
