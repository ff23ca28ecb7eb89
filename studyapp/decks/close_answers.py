"""Which answers of one deck lie so close together that typing mistakes are not to be forgiven between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, overload

from studyapp.decks.deck import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studyapp.questions.question import Question

Name = TypeVar("Name", bound=Hashable)

SAMPLE = 1000
MAX_ANSWERS = 20_000
"""Comparing takes the square of the number of answers if most are close to each other, as in a list of codes.

Then, and beyond this number, only the first SAMPLE are compared; a deck of words stays far below.
"""
_DENSE = 0.5


class CloseAnswers:
    """The close answers of one deck: looked for once, when the first are asked for, for marking alone needs them."""

    def __init__(self, answers: Mapping[tuple[int, str], tuple[str, ...]], language: str) -> None:
        self._answers = answers
        """What counts as right, by the number of the record and the sub-id of the question."""
        self._language = language

    def of(self, number: int) -> Mapping[str, tuple[str, ...]]:
        """Return, by sub-id, the answers of other cards that are close to those of record `number`."""
        return self._found.get(number, NOTHING)

    @cached_property
    def _found(self) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
        found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for (number, sub_id), rivals in close_answers(self._answers, self._language).items():
            found[number][sub_id] = rivals
        return found


class RivalsToFind(Sequence[str]):
    """The rivals of one question, found when they are looked at; equal to any sequence of the same texts."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[], Sequence[str]]) -> None:
        self._find = find

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._find())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """Return the rival or rivals at `place`."""
        return self._find()[place]

    def __eq__(self, other: object) -> bool:
        """Return whether `other` holds the same texts."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the tuple of the same texts."""
        return hash(tuple(self))


def close_answers(answers: Mapping[Name, tuple[str, ...]], language: str) -> dict[Name, tuple[str, ...]]:
    """Return, for each card of `answers` that has any, the answers of other cards that are close to its own."""
    if not answers:
        return {}
    from studyapp.questions.rivals import find_rivals  # noqa: PLC0415 - decks without typed answers need none

    if len(answers) <= SAMPLE:
        return find_rivals(answers, language)
    sample = find_rivals(dict(islice(answers.items(), SAMPLE)), language)
    if len(sample) > SAMPLE * _DENSE or len(answers) > MAX_ANSWERS:
        return sample
    return find_rivals(answers, language)


def typed_answers(question: Question) -> tuple[str, ...]:
    """Return the words that count as right, for a question that is marked by words; for any other, nothing."""
    if not hasattr(question, "rivals"):
        return ()
    given = getattr(question, "answers", None) or (getattr(question, "answer", ""),)
    accepted = getattr(question, "accept", ())
    if accepted:
        given = (*given, *(text for entry in accepted for text in ((entry,) if isinstance(entry, str) else entry)))
    return tuple(filter(None, given))
