"""Writes plain values as YAML that everybody reads alike: the deck reader, YAML 1.1 and YAML 1.2.

Text stands without quotation marks only where no reader could take it for anything else. Several lines become a
literal block, short lists of plain words one line in brackets; nothing is ever folded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Plain: TypeAlias = "str | bool | int | Sequence[Plain] | Mapping[str, Plain]"

WIDTH = 100
"""A list in brackets is at most so wide."""
LONGEST_KEY = 900
"""YAML looks this far, and a little further, for the colon behind a key."""
_INDENT = 2
# Letters first, then what has no meaning in YAML anywhere: no colon, hash, comma, bracket or quotation mark at the start.
_SAFE = re.compile(r"[^\W\d_](?:[\w.;!?'\"()/&%+=~$€£°×–—’“”-]|,(?=\S)| (?! ))*", re.UNICODE)
_GUESSED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_NO_BLOCK = re.compile(r"\A[ \t\n]|[ \t]$|\n\n\Z|\t|\A\n*\Z", re.MULTILINE)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_ESCAPED = re.compile(f'["\\\\\n\t]|{_UNPRINTABLE.pattern}')


def emit(value: Mapping[str, Plain], indent: int = 0) -> str:
    """Return a mapping as a YAML block indented by `indent` columns, ending with a line break.

    Raises ValueError for an empty list or mapping inside it, which means nothing in a deck.
    """
    return "".join(_mapping_lines(value, indent))


def emit_item(value: Plain, indent: int = 0) -> str:
    """Return one entry of a list, its dash indented by `indent` columns, ending with a line break."""
    dash = " " * indent + "- "
    if isinstance(value, Mapping):
        return dash + emit(value, indent + _INDENT).lstrip(" ")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return dash + "".join(emit_item(each, indent + _INDENT) for each in _filled(value)).lstrip(" ")
    return dash + _scalar_lines(value, indent) + "\n"


def scalar(text: str) -> str:
    """Return `text` on one line, as it can stand behind a colon or in brackets."""
    if _is_safe(text):
        return text
    if '"' in text and not _UNPRINTABLE.search(text) and not re.search(r"[\n\t]", text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(lambda found: _escape(found.group()), text) + '"'


def _is_safe(text: str) -> bool:
    return _SAFE.fullmatch(text) is not None and not text.endswith(" ") and text.casefold() not in _GUESSED


def _escape(character: str) -> str:
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _mapping_lines(value: Mapping[str, Plain], indent: int) -> Iterator[str]:
    if not value:
        raise ValueError("an empty mapping means nothing in a deck")
    margin = " " * indent
    for name, held in value.items():
        key = scalar(name)
        start = f"{margin}{key}:" if len(key) <= LONGEST_KEY else f"{margin}? {key}\n{margin}:"
        yield start + _behind_colon(held, indent)


def _behind_colon(value: Plain, indent: int) -> str:
    if isinstance(value, Mapping):
        return "\n" + emit(value, indent + _INDENT)
    if isinstance(value, Sequence) and not isinstance(value, str):
        inline = _in_brackets(value)
        if inline:
            return f" {inline}\n"
        return "\n" + "".join(emit_item(each, indent + _INDENT) for each in _filled(value))
    return f" {_scalar_lines(value, indent)}\n"


def _filled(value: Sequence[Plain]) -> Sequence[Plain]:
    if not value:
        raise ValueError("an empty list means nothing in a deck")
    return value


def _in_brackets(value: Sequence[Plain]) -> str:
    """Return a short list of plain words on one line, or nothing."""
    words = [each for each in value if isinstance(each, str) and _is_safe(each) and "," not in each]
    line = f"[{', '.join(words)}]"
    return line if value and len(words) == len(value) and len(line) <= WIDTH else ""


def _scalar_lines(value: Plain, indent: int) -> str:
    """Return a scalar behind a colon or a dash: on the same line, or as a literal block indented below it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, int):
        return text
    if "\n" not in text or _NO_BLOCK.search(text) or _UNPRINTABLE.search(text):
        return scalar(text)
    sign = "|" if text.endswith("\n") else "|-"
    margin = " " * (indent + _INDENT)
    lines = (margin + line if line else "" for line in text.removesuffix("\n").split("\n"))
    return "\n".join((sign, *lines))
