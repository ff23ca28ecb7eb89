"""What was off in a typed answer, in pieces: the diff that is shown beside a verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from studyapp.questions.marking.distance import mistakes
from studyapp.questions.question import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Pieces: TypeAlias = "tuple[tuple[Span, str], ...]"
"""A typed answer against the expected one, in reading order; joined, what is SAME or MISSING spells the expected."""

_WORD_OR_GAP = re.compile(r"\s+|\S+")
_MOST_CELLS = 4_000
"""Tables larger than this are not worth the wait; the texts are then compared at their ends only."""


def difference(given: str, expected: str) -> Pieces:
    """Return how `given` differs from `expected`, words first, then the letters of words that nearly agree.

    Empty when they are the same, or when they have nothing to show in common.
    """
    if given == expected:
        return ()
    pieces: list[tuple[Span, str]] = []
    for kind, theirs, ours in _words(given, expected):
        if kind is Span.SAME:
            pieces.append((Span.SAME, ours))
        elif theirs and ours and _near(theirs, ours):
            pieces.extend(_letters(theirs, ours))
        else:
            pieces.extend([(Span.EXTRA, theirs), (Span.MISSING, ours)])
    joined = _joined(pieces)
    return joined if any(kind is Span.SAME and text.strip() for kind, text in joined) else ()


def _words(given: str, expected: str) -> list[tuple[Span, str, str]]:
    """Return runs of words as (SAME, given, expected) or (EXTRA, given part, expected part)."""
    theirs, ours = _WORD_OR_GAP.findall(given), _WORD_OR_GAP.findall(expected)
    return _aligned(theirs, ours, lambda left, right: left == right or left.casefold() == right.casefold())


def _letters(given: str, expected: str) -> list[tuple[Span, str]]:
    runs = _aligned(list(given), list(expected), lambda left, right: left == right or left.lower() == right.lower())
    pieces: list[tuple[Span, str]] = []
    for kind, theirs, ours in runs:
        pieces.extend([(Span.SAME, ours)] if kind is Span.SAME else [(Span.EXTRA, theirs), (Span.MISSING, ours)])
    return pieces


def _near(given: str, expected: str) -> bool:
    limit = max(1, len(expected) // 2)
    return limit <= 40 and mistakes(given.casefold(), expected.casefold(), limit) <= limit


def _aligned(
    theirs: Sequence[str], ours: Sequence[str], same: Callable[[str, str], bool]
) -> list[tuple[Span, str, str]]:
    """Align two sequences by their longest common subsequence; beyond `_MOST_CELLS` by their common ends."""
    start = 0
    while start < min(len(theirs), len(ours)) and same(theirs[start], ours[start]):
        start += 1
    end = 0
    while end < min(len(theirs), len(ours)) - start and same(theirs[-1 - end], ours[-1 - end]):
        end += 1
    middle_theirs, middle_ours = theirs[start : len(theirs) - end], ours[start : len(ours) - end]
    runs: list[tuple[Span, str, str]] = []
    if start:
        runs.append((Span.SAME, "".join(theirs[:start]), "".join(ours[:start])))
    if len(middle_theirs) * len(middle_ours) > _MOST_CELLS:
        runs.append((Span.EXTRA, "".join(middle_theirs), "".join(middle_ours)))
    else:
        runs.extend(_by_common_subsequence(middle_theirs, middle_ours, same))
    if end:
        runs.append((Span.SAME, "".join(theirs[-end:]), "".join(ours[-end:])))
    return runs


def _by_common_subsequence(
    theirs: Sequence[str], ours: Sequence[str], same: Callable[[str, str], bool]
) -> list[tuple[Span, str, str]]:
    lengths = [[0] * (len(ours) + 1) for _ in range(len(theirs) + 1)]
    for row in range(len(theirs) - 1, -1, -1):
        for column in range(len(ours) - 1, -1, -1):
            lengths[row][column] = (
                lengths[row + 1][column + 1] + 1
                if same(theirs[row], ours[column])
                else max(lengths[row + 1][column], lengths[row][column + 1])
            )
    runs: list[tuple[Span, str, str]] = []
    row = column = 0
    while row < len(theirs) or column < len(ours):
        if row < len(theirs) and column < len(ours) and same(theirs[row], ours[column]):
            runs.append((Span.SAME, theirs[row], ours[column]))
            row, column = row + 1, column + 1
        elif column == len(ours) or (row < len(theirs) and lengths[row + 1][column] >= lengths[row][column + 1]):
            runs.append((Span.EXTRA, theirs[row], ""))
            row += 1
        else:
            runs.append((Span.EXTRA, "", ours[column]))
            column += 1
    return _merged(runs)


def _merged(runs: list[tuple[Span, str, str]]) -> list[tuple[Span, str, str]]:
    """Join neighbouring runs of one kind; a gap between two differing words belongs to the difference."""
    merged: list[tuple[Span, str, str]] = []
    for kind, theirs, ours in runs:
        if merged and merged[-1][0] is kind:
            merged[-1] = (kind, merged[-1][1] + theirs, merged[-1][2] + ours)
        else:
            merged.append((kind, theirs, ours))
    return merged


def _joined(pieces: list[tuple[Span, str]]) -> Pieces:
    joined: list[tuple[Span, str]] = []
    for kind, text in pieces:
        if not text:
            continue
        if joined and joined[-1][0] is kind:
            joined[-1] = (kind, joined[-1][1] + text)
        else:
            joined.append((kind, text))
    return tuple(joined)
