"""Which card of an older version of a deck a new card was: by what it asks and what it answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LIKE_ENOUGH = 0.6
"""From this likeness on, 0–1, two questions with the same answer are one question reworded."""
NEARLY_SAME = 0.85
"""From this likeness on, two questions are the same one mended, though the answer changed as well."""
CLEARER_BY = 0.05
"""So much must the best candidate be ahead of the next one; otherwise nobody can tell which it was."""
MOST_CANDIDATES = 40
LONGEST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card is recognised by."""

    key: str
    """`deck/card`, or `deck/card/gap`."""
    type: str
    prompt: str
    """The question, folded."""
    answer: str
    """What identifies the fact asked for: `Question.answer_key()`."""


class Change(StrEnum):
    """What became of a card."""

    SAME = "same"
    REWORDED = "reworded"
    """The same answer to a question in other words."""
    CORRECTED = "corrected"
    """Another answer to the same question."""
    REVISED = "revised"
    """Both changed a little."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A new card and the old one it came from."""

    old: str
    new: str
    change: Change
    likeness: float
    """How alike the questions are, 0–1."""


def predecessors(old: Sequence[CardContent], new: Sequence[CardContent]) -> tuple[Succession, ...]:
    """Return which of `old` each of `new` continues, in the order of `new`; cards that are really new are left out.

    Every old card is continued at most once, the likeliest pairs first. Where two candidates are as likely, none is
    taken: a history lost can be found again, one given to another fact can't.
    """
    candidates = sorted(_likely(old, new), key=lambda pair: (-pair[0], pair[1], pair[2]))
    best_left: dict[int, list[float]] = defaultdict(list)
    best_right: dict[int, list[float]] = defaultdict(list)
    for score, left, right in candidates:
        best_left[left].append(score)
        best_right[right].append(score)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    found: dict[int, Succession] = {}
    for score, left, right in candidates:
        if left in taken_left or right in taken_right:
            continue
        if _is_tied(score, best_left[left]) or _is_tied(score, best_right[right]):
            continue
        taken_left.add(left)
        taken_right.add(right)
        likeness = _likeness(old[left].prompt, new[right].prompt)
        found[right] = Succession(old[left].key, new[right].key, _change(old[left], new[right]), likeness)
    return tuple(found[right] for right in sorted(found))


def _is_tied(score: float, scores: list[float]) -> bool:
    """Return whether more than one candidate comes as near; a card that is entirely the same ends every doubt."""
    return sum(score - CLEARER_BY < other < score + CLEARER_BY for other in scores) > 1 and score < 2.0


def _likely(old: Sequence[CardContent], new: Sequence[CardContent]) -> Iterator[tuple[float, int, int]]:
    """Yield score, old and new number of every pair that may be one card."""
    by_answer, by_word = _index(old)
    for right, card in enumerate(new):
        numbers = dict.fromkeys(by_answer.get(card.answer, ())[:MOST_CANDIDATES])
        rare = sorted((by_word[word] for word in set(card.prompt.split()) if word in by_word), key=len)
        numbers.update(dict.fromkeys(number for group in rare[:6] for number in group[:MOST_CANDIDATES]))
        for left in numbers:
            score = _score(old[left], card)
            if score:
                yield score, left, right


def _index(old: Sequence[CardContent]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    by_answer: dict[str, list[int]] = defaultdict(list)
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, card in enumerate(old):
        by_answer[card.answer].append(number)
        for word in set(card.prompt.split()):
            by_word[word].append(number)
    return by_answer, by_word


def _score(old: CardContent, new: CardContent) -> float:
    """Return 0 for cards that have nothing to do with each other, up to 2 for the same question and answer."""
    likeness = _likeness(old.prompt, new.prompt)
    if old.answer == new.answer:
        return 1.0 + likeness if likeness >= LIKE_ENOUGH else 0.0
    same_type = old.type == new.type
    return likeness if likeness >= NEARLY_SAME and same_type else 0.0


def _change(old: CardContent, new: CardContent) -> Change:
    if old.prompt == new.prompt:
        return Change.SAME if old.answer == new.answer else Change.CORRECTED
    return Change.REWORDED if old.answer == new.answer else Change.REVISED


def _likeness(left: str, right: str) -> float:
    """Return how alike two folded questions are, 0–1: by their letters in order, or by the words they share."""
    if left == right:
        return 1.0
    by_words = _shared(left.split(), right.split())
    matcher = SequenceMatcher(None, left[:LONGEST_COMPARED], right[:LONGEST_COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < LIKE_ENOUGH or matcher.quick_ratio() < LIKE_ENOUGH:
        return by_words
    return max(by_words, matcher.ratio())


def _shared(left: Iterable[str], right: Iterable[str]) -> float:
    one, other = set(left), set(right)
    return len(one & other) / max(1, len(one | other))
