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
MOST_CANDIDATES = 12
MOST_COMPARED = 500
"""So many cards on each side are compared by likeness; where more come and go, the deck was written anew."""
LONGEST_COMPARED = 300
SAME_QUESTION = 0.5
"""Two questions that share a smaller part of their words ask for different facts if the answers differ too."""


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
    found = _unchanged(old, new)
    kept = {old_number for old_number, _ in found}
    left_old = [number for number in range(len(old)) if number not in kept][:MOST_COMPARED]
    same_new = {new_number for _, new_number in found}
    left_new = [number for number in range(len(new)) if number not in same_new][:MOST_COMPARED]
    pairs = _matched([old[number] for number in left_old], [new[number] for number in left_new])
    found += [(left_old[left], left_new[right]) for left, right in pairs]
    return tuple(_succession(old[left], new[right]) for left, right in sorted(found, key=lambda pair: pair[1]))


def is_same_question(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two questions, as their folded words, may ask for the same fact though their answers differ."""
    left, right = set(one), set(other)
    return len(left & right) >= SAME_QUESTION * min(len(left), len(right))


def _unchanged(old: Sequence[CardContent], new: Sequence[CardContent]) -> list[tuple[int, int]]:
    """Return the numbers of cards that are the same in all but their key, where there is one of them on each side."""
    sides: list[dict[tuple[str, str, str], list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, cards in zip(sides, (old, new), strict=True):
        for number, card in enumerate(cards):
            side[card.type, card.prompt, card.answer].append(number)
    return [
        (there[0], here[0])
        for what, there in sides[0].items()
        if len(there) == 1 == len(here := sides[1].get(what, []))
    ]


def _matched(old: Sequence[CardContent], new: Sequence[CardContent]) -> list[tuple[int, int]]:
    """Return the numbers of the likeliest pairs, best first; each card is in one pair at most."""
    candidates = sorted(_likely(old, new), key=lambda pair: (-pair[0], pair[1], pair[2]))
    of_old: dict[int, list[float]] = defaultdict(list)
    of_new: dict[int, list[float]] = defaultdict(list)
    for score, left, right in candidates:
        of_old[left].append(score)
        of_new[right].append(score)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, left, right in candidates:
        if left in found or right in taken or _is_tied(score, of_old[left]) or _is_tied(score, of_new[right]):
            continue
        found[left] = right
        taken.add(right)
    return list(found.items())


def _succession(old: CardContent, new: CardContent) -> Succession:
    return Succession(old.key, new.key, _change(old, new), _likeness(old.prompt, new.prompt))


def _is_tied(score: float, scores: list[float]) -> bool:
    """Return whether another candidate comes as near."""
    return sum(score - CLEARER_BY < other < score + CLEARER_BY for other in scores) > 1


def _likely(old: Sequence[CardContent], new: Sequence[CardContent]) -> Iterator[tuple[float, int, int]]:
    """Yield score, old and new number of every pair that may be one card."""
    by_answer, by_word = _index(old)
    for right, card in enumerate(new):
        numbers = dict.fromkeys(by_answer.get(card.answer, ())[:MOST_CANDIDATES])
        rare = sorted((by_word[word] for word in set(card.prompt.split()) if word in by_word), key=len)
        numbers.update(dict.fromkeys(number for group in rare[:4] for number in group[:MOST_CANDIDATES]))
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
