"""From places in a deck's text to bytes of its file."""

from __future__ import annotations

import re

_BREAK = re.compile(rb"\r\n|\r|\n")
_MARK = b"\xef\xbb\xbf"


class Offsets:
    """The lines of a file as they are in it: with its own line ends, and its byte-order mark before the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        first = len(_MARK) if data.startswith(_MARK) else 0
        self._starts = [first]
        self._ends: list[bytes] = []
        for found in _BREAK.finditer(data):
            self._starts.append(found.end())
            self._ends.append(found.group())

    def offset(self, line: int, column: int) -> int:
        """Return the byte at which a character stands; line and column count from 1."""
        start = self._starts[line - 1]
        if column == 1:
            return start
        end = self._starts[line] if line < len(self._starts) else len(self._data)
        before = self._data[start:end].replace(_MARK, b"").decode("utf-8")[: column - 1]
        offset = start + len(before.encode())
        # Byte-order marks within the line are not characters of the text.
        return offset + self._data[start:offset].count(_MARK) * len(_MARK)

    def line_end(self, line: int) -> bytes:
        """Return what ends a line; where the file ends without a line end, what ends the line above, or a newline."""
        if line <= len(self._ends):
            return self._ends[line - 1]
        return self._ends[-1] if self._ends else b"\n"
