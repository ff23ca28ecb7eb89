"""Guesses which known name was meant."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_KNOWN = 100
MAX_LENGTH = 60
"""Longer than any known name; comparing costs the square of the length."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name in `known` most like `name`, however it is written, or None if none comes close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a deck with a mistake pays for it

    folded = _fold(name[:MAX_LENGTH])
    names = {_fold(each): each for each in known}
    if folded in names:
        return names[folded]
    matches = get_close_matches(folded, islice(names, MAX_KNOWN), n=1, cutoff=0.6)
    return names[matches[0]] if matches else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return what to do about the unknown `name`: the nearest known one, or all of them."""
    known = tuple(known)
    guess = nearest(name, known)
    return f"Did you mean `{guess}`?" if guess else f"Known here: {', '.join(known)}."


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_").strip("_")
