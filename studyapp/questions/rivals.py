"""Which answers of a deck lie so close together that a typing mistake could turn one into the other."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeVar

from studyapp.questions.cloze import Cloze
from studyapp.questions.marking.contraries import is_number
from studyapp.questions.marking.distance import forgiven, mistakes
from studyapp.questions.marking.fold import fold
from studyapp.questions.marking.optional_words import in_full
from studyapp.questions.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from studyapp.questions.question import Question

Name = TypeVar("Name", bound="Hashable")
"""What a card is called by whoever asks."""

MOST_RIVALS = 20
"""Rivals kept for one card; a marker that knows the nearest twenty confuses none of them."""
_SHORTEST = 4
"""Shorter words must be typed exactly anyway."""
_LONG = 13
"""From this length on, words are compared by one letter taken out instead of two: few are that near."""
_LARGEST_GROUP = 60
"""What more words than this have in common is no sign that they are near."""
_MOST_PAIRS = 10
"""Pairs looked at for each word on average: twice what a deck of plain vocabulary needs; in a deck of codes the nearest pairs come first."""
_MOST_WORDS = 12


def find_rivals(answers_by_card: Mapping[Name, Sequence[str]], language: str = "en") -> dict[Name, tuple[str, ...]]:
    """Return for each card the answers of other cards within reach of its own typing mistakes; other cards are left out.

    Answers that differ in case, punctuation, spaces or articles only are the same answer, not rivals; answers that
    differ in accents only are rivals.
    """
    known: _Answers[Name] = _Answers(language)
    for card, answers in answers_by_card.items():
        for answer in answers:
            known.add(card, answer)
    rivals: dict[Name, dict[str, int]] = defaultdict(dict)
    for left, right, distance in known.near_pairs():
        for mine, theirs in ((left, right), (right, left)):
            for card in known.cards[mine] - known.cards[theirs]:
                rivals[card][known.texts[theirs]] = distance
    return {
        card: tuple(sorted(found, key=lambda text: (found[text], text))[:MOST_RIVALS]) for card, found in rivals.items()
    }


def with_rivals(question: Question, rivals: Sequence[str]) -> Question:
    """Return `question` knowing its rivals; a type that is not marked by words is returned as it is."""
    if isinstance(question, Typed | Cloze):
        return question._replace(rivals=rivals)
    return question


class _Answers(Generic[Name]):
    """The distinct answers of a deck by their folded text."""

    def __init__(self, language: str) -> None:
        self.cards: dict[str, set[Name]] = defaultdict(set)
        """Folded answer → cards that have it."""
        self.texts: dict[str, str] = {}
        """Folded answer → as it was first written."""
        self._by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._language = language

    def add(self, card: Name, answer: str) -> None:
        """Take in one answer of a card."""
        text = in_full(answer)
        folded = fold(text, self._language)
        if folded.loose not in self.texts:
            self.texts[folded.loose] = text
            self._by_words[folded.words].append(folded.loose)
        self.cards[folded.loose].add(card)

    def near_pairs(self) -> Iterator[tuple[str, str, int]]:
        """Yield pairs of folded answers and their distance, each pair once: same words but for accents, or one word near.

        Answers that differ in two words are no rivals: either word, typed rightly, tells them apart.
        """
        for same in self._by_words.values():
            for left, right in combinations(same[:MOST_RIVALS], 2):
                yield left, right, 0
        # In the order of the deck, so that a bounded search finds the same every time.
        near = near_words(dict.fromkeys(word for words in self._by_words for word in words))
        for words, mine in self._by_words.items():
            for place, word in enumerate(words[:_MOST_WORDS]):
                for other, distance in near.get(word, ()):
                    theirs = (
                        self._by_words.get((*words[:place], other, *words[place + 1 :]), ()) if word < other else ()
                    )
                    yield from ((left, right, distance) for left in mine for right in theirs)


def near_words(words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """Return for each word the others that its typing mistakes could lead to, with their distance in mistakes."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    # Words with figures in them are never taken for misspelt ones, so they rival none.
    reaches = {word: forgiven(word) + 1 for word in words if len(word) >= _SHORTEST and not is_number(word)}
    for one, other in _sharing_a_remainder(reaches):
        reach = max(reaches[one], reaches[other])
        distance = mistakes(one, other, reach)
        if distance <= reach:
            near[one].append((other, distance))
            near[other].append((one, distance))
    return near


def _sharing_a_remainder(words: Collection[str]) -> set[tuple[str, str]]:
    """Return pairs of words that are the same once up to two letters are taken out of each, the nearest first."""
    first: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for word in words:
        for remainder in _remainders(word):
            other = first.setdefault(remainder, word)
            # Nearly all remainders are of one word alone, which needs no list.
            if other is not word:
                groups.setdefault(remainder, [other]).append(word)
    shared = [remainder for remainder, group in groups.items() if len(group) <= _LARGEST_GROUP]
    shared.sort(key=len, reverse=True)
    found: set[tuple[str, str]] = set()
    for remainder in shared:
        if len(found) > _MOST_PAIRS * len(words):
            break
        for one, other in combinations(groups[remainder], 2):
            if one != other:
                found.add((one, other) if one < other else (other, one))
    return found


def _remainders(word: str) -> list[str]:
    """Return `word` as it is and without one or two of its letters; some remainders stand there more than once."""
    without_one = [word[:place] + word[place + 1 :] for place in range(len(word))]
    if len(word) >= _LONG:
        return [word, *without_one]
    without_two = [
        shorter[:place] + shorter[place + 1 :]
        for first, shorter in enumerate(without_one)
        for place in range(first, len(shorter))
    ]
    return [word, *without_one, *without_two]
