"""What was off in a typed answer, in pieces: the diff that is shown beside a verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from studyapp.questions.marking.distance import mistakes
from studyapp.questions.question import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    return _aligned(theirs, ours)


def _letters(given: str, expected: str) -> list[tuple[Span, str]]:
    runs = _aligned(list(given), list(expected))
    pieces: list[tuple[Span, str]] = []
    for kind, theirs, ours in runs:
        pieces.extend([(Span.SAME, ours)] if kind is Span.SAME else [(Span.EXTRA, theirs), (Span.MISSING, ours)])
    return pieces


def _near(given: str, expected: str) -> bool:
    limit = max(1, len(expected) // 2)
    return limit <= 40 and mistakes(given.casefold(), expected.casefold(), limit) <= limit


def _aligned(theirs: Sequence[str], ours: Sequence[str]) -> list[tuple[Span, str, str]]:
    """Align two sequences, case aside, by their longest common subsequence; long ones by their common ends only."""
    left, right = [piece.casefold() for piece in theirs], [piece.casefold() for piece in ours]
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    runs = [(Span.SAME, "".join(theirs[:start]), "".join(ours[:start]))] if start else []
    last_left, last_right = len(left) - end, len(right) - end
    if (last_left - start) * (last_right - start) > _MOST_CELLS:
        runs.append((Span.EXTRA, "".join(theirs[start:last_left]), "".join(ours[start:last_right])))
    else:
        kinds = _common_subsequence(left[start:last_left], right[start:last_right])
        runs.extend(_runs(kinds, theirs[start:last_left], ours[start:last_right]))
    if end:
        runs.append((Span.SAME, "".join(theirs[-end:]), "".join(ours[-end:])))
    return runs


def _common_subsequence(left: list[str], right: list[str]) -> list[Span]:
    """Return the steps from `left` to `right`: SAME takes one of each, EXTRA one of the left, MISSING one of the right."""
    width = len(right)
    lengths = [[0] * (width + 1) for _ in range(len(left) + 1)]
    for row in range(len(left) - 1, -1, -1):
        piece, below, current = left[row], lengths[row + 1], lengths[row]
        for column in range(width - 1, -1, -1):
            if piece == right[column]:
                current[column] = below[column + 1] + 1
            else:
                down, across = below[column], current[column + 1]
                current[column] = max(across, down)
    steps: list[Span] = []
    row = column = 0
    while row < len(left) or column < width:
        if row < len(left) and column < width and left[row] == right[column]:
            steps.append(Span.SAME)
            row, column = row + 1, column + 1
        elif column == width or (row < len(left) and lengths[row + 1][column] >= lengths[row][column + 1]):
            steps.append(Span.EXTRA)
            row += 1
        else:
            steps.append(Span.MISSING)
            column += 1
    return steps


def _runs(steps: list[Span], theirs: Sequence[str], ours: Sequence[str]) -> list[tuple[Span, str, str]]:
    runs: list[tuple[Span, str, str]] = []
    row = column = 0
    for step in steps:
        left = theirs[row] if step is not Span.MISSING else ""
        right = ours[column] if step is not Span.EXTRA else ""
        row, column = row + (step is not Span.MISSING), column + (step is not Span.EXTRA)
        runs.append((Span.SAME if step is Span.SAME else Span.EXTRA, left, right))
    return _merged(runs)


def _merged(runs: list[tuple[Span, str, str]]) -> list[tuple[Span, str, str]]:
    """Join neighbouring runs of one kind."""
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
