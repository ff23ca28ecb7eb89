"""How many typing mistakes lie between two words, and how many are forgiven."""

from __future__ import annotations

from collections import Counter

from studyapp.questions.marking.letters import is_han, is_syllable

_LONG = 24
"""Letters from which on counting them first saves time."""


def mistakes(left: str, right: str, limit: int) -> int:
    """Return the Damerau–Levenshtein distance (optimal string alignment) of two texts, or `limit` + 1 if it is more.

    Only the diagonal band that can hold a distance within `limit` is computed: O(length × limit).
    """
    left, right = _without_common_ends(left, right)
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    if not left or not right:
        return len(left) + len(right)
    if limit == 0:
        return 1
    if len(left) > _LONG and _letters_missing(left, right) > limit:
        return limit + 1
    return _banded(left, right, limit)


def _letters_missing(left: str, right: str) -> int:
    """Return how many letters of `left` are not in `right`, in whatever order: no distance is smaller, and it is found fast."""
    return (Counter(left) - Counter(right)).total()


def forgiven(word: str) -> int:
    """Return how many typing mistakes a word of this length may have: none below five letters, at most three.

    Chinese characters and syllable scripts carry more each, so fewer are forgiven. Digits never are.
    """
    length = len(word)
    if not word.isascii():
        if any(map(is_han, word)):
            return 1 if length >= 8 else 0
        if any(map(is_syllable, word)):
            return 1 if length >= 4 else 0
    if length < 5:
        return 0
    if length < 9:
        return 1
    return 2 if length < 15 else 3


def only_swaps(left: str, right: str) -> bool:
    """Say whether two words differ by exactly one pair of swapped neighbours."""
    left, right = _without_common_ends(left, right)
    return len(left) == len(right) == 2 and left == right[::-1]


def _without_common_ends(left: str, right: str) -> tuple[str, str]:
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]


def _banded(left: str, right: str, limit: int) -> int:
    beyond = limit + 1
    width = len(right)
    before: list[int] = []
    previous = [column if column <= limit else beyond for column in range(width + 1)]
    for row in range(1, len(left) + 1):
        current = [beyond] * (width + 1)
        if row <= limit:
            current[0] = row
        nearest = current[0]
        letter = left[row - 1]
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            other = right[column - 1]
            # Plain comparisons: this is the innermost loop, and min() would double its time.
            cost = previous[column - 1] + (letter != other)
            if previous[column] < cost:
                cost = previous[column] + 1
            if current[column - 1] < cost:
                cost = current[column - 1] + 1
            if letter != other and row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
            nearest = min(nearest, cost)
        if nearest > limit:
            return beyond
        before, previous = previous, current
    return min(previous[width], beyond)
