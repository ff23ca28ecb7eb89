"""Answers as front ends hand them over: any JSON value, read as one text, as several, or as pairs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from studyapp.questions.question import Refusal
from studyapp.text import clean

if TYPE_CHECKING:
    from studyapp.questions.question import Given

LONGEST = 2_000
"""Characters of an answer that are read; anything longer was pasted by mistake."""
MOST_ITEMS = 60
_LARGEST_INTEGER = 10**300
_SEPARATORS = re.compile(r"[;\n；]")
_COMMAS = re.compile(r"[,、，،]")

TOO_LONG = Refusal(f"That is longer than {LONGEST:,} characters: please answer in a few words.")
NOT_TEXT = Refusal("Please answer with a text.")
TOO_MANY = Refusal(f"That is more than {MOST_ITEMS} items: please give only what is asked for.")


def as_line(given: Given) -> str | Refusal:
    """Return a text answer as one cleaned line; a list of one counts as that one."""
    if not isinstance(given, str) and isinstance(given, Sequence) and len(given) == 1:
        given = given[0]
    if not isinstance(given, str) and isinstance(given, Sequence | Mapping):
        return NOT_TEXT
    text = _scalar(given)
    if len(text) > LONGEST:
        return TOO_LONG
    return " ".join(clean(text).split())


def as_lines(given: Given) -> list[str] | Refusal:
    """Return a list of texts as cleaned lines; anything else is NOT_TEXT."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        return NOT_TEXT
    if len(given) > MOST_ITEMS:
        return TOO_MANY
    lines = []
    for item in given:
        line = as_line(item) if not isinstance(item, Sequence) or isinstance(item, str) else NOT_TEXT
        if isinstance(line, Refusal):
            return line
        lines.append(line)
    return lines


def split_items(line: str, *, commas: bool) -> list[str]:
    """Return the items of a typed line: between semicolons, else between commas if `commas` may part them."""
    pattern = _SEPARATORS if _SEPARATORS.search(line) or not commas else _COMMAS
    return [item.strip() for item in pattern.split(line) if item.strip()]


def raw_text(given: str) -> str | Refusal:
    """Return typed text cleaned but with its line breaks, for answers of several lines."""
    return TOO_LONG if len(given) > LONGEST else clean(given).strip()


def _scalar(given: str | float | None) -> str:
    if isinstance(given, str):
        return given
    if given is None:
        return ""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int):
        return str(given) if abs(given) < _LARGEST_INTEGER else "x" * (LONGEST + 1)
    return (
        (str(int(given)) if given.is_integer() and abs(given) < 1e15 else repr(given)) if math.isfinite(given) else "∞"
    )
