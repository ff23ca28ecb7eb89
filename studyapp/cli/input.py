"""Lines from standard input, never longer than a limit, whatever bytes arrive."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1_000_001


def lines() -> Iterator[str]:
    """Yield the lines of standard input without their ends; of an over-long one, its first `LONGEST` characters."""
    while (line := next_line()) is not None:
        yield line


def next_line() -> str | None:
    """Return one line of standard input without its end; None at the end of input."""
    if sys.stdin is None:
        return None
    with contextlib.suppress(AttributeError, ValueError):
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr] # replaced streams need not offer it
    line = sys.stdin.readline(LONGEST)
    rest = line
    while rest and not rest.endswith("\n") and len(rest) == LONGEST:
        rest = sys.stdin.readline(LONGEST)
    return line.rstrip("\r\n") if line else None
