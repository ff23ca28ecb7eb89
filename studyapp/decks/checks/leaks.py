"""Answers that another card's question says."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from studyapp.decks.checks.function_words import is_telling, telling_words
from studyapp.decks.checks.giveaways import says
from studyapp.decks.checks.remark import Remark
from studyapp.decks.report import excerpt
from studyapp.questions.values import flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Answer, Entry

MOST_TEXTS = 50
"""A word that more questions share says nothing about any of them."""
SHARED = 0.6
"""From this share of the question's telling words on, rare ones counting more, another text is about the same."""
FEWEST_SHARED = 2


class _Texts:
    """The questions of a deck by the words in them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.words = [_stated(entry) for entry in entries]
        self.containing: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for word in set(words):
                self.containing[word].append(number)

    def weight(self, word: str) -> float:
        """Return how much it means that two texts share `word`."""
        return math.log(1 + len(self.words) / (1 + len(self.containing.get(word, ()))))


def leaked_answers(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Report answers that stand in the question of another card which asks about the same thing."""
    texts = _Texts(entries)
    for entry in entries:
        if entry.type in {"order", "match"}:
            continue
        for answer in entry.answers:
            other = _leak(entry, answer, entries, texts)
            if other is not None:
                message = (
                    f"The question in line {other.line} says the answer {excerpt(answer.text)} and is about the same."
                )
                mend = "Reword that question so that it does not name it."
                yield Remark(entry, "leaked-answer", message, mend, answer.field, answer.item)
                break


def _leak(entry: Entry, answer: Answer, entries: Sequence[Entry], texts: _Texts) -> Entry | None:
    words = answer.words
    if not is_telling(answer.text, words, entry.language):
        return None
    rarest = min((texts.containing.get(word, []) for word in words), key=len)
    if not 0 < len(rarest) <= MOST_TEXTS:
        return None
    asked = set(telling_words(entry.prompt_words, entry.language)) - set(words)
    for number in rarest:
        other = entries[number]
        if number != entry.number and says(texts.words[number], words) and _is_about(asked, number, texts):
            return other
    return None


def _is_about(asked: set[str], number: int, texts: _Texts) -> bool:
    shared = asked & set(texts.words[number])
    if len(shared) < FEWEST_SHARED:
        return False
    return sum(map(texts.weight, shared)) >= SHARED * sum(map(texts.weight, asked))


def _stated(entry: Entry) -> tuple[str, ...]:
    """Return the words that a student reads as true before answering: a false statement leads astray instead."""
    if entry.type == "truefalse" and not flag(entry.record.values, "answer"):
        return ()
    return entry.prompt_words
