"""Answers that stand in their own question or hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.function_words import is_telling
from studyapp.decks.checks.remark import Remark
from studyapp.decks.report import excerpt
from studyapp.questions.marking.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry

ASKED_BY_ARRANGING = frozenset({"order", "match"})
"""Types that show their items anyway."""


def giveaways(entry: Entry) -> Iterator[Remark]:
    """Report answers that the question or the hint of the card itself says."""
    if entry.type in ASKED_BY_ARRANGING:
        return
    hint = fold(entry.record.hint, entry.language).words if entry.record.hint else ()
    for answer in entry.answers:
        words = answer.words
        if not is_telling(answer.text, words, entry.language):
            continue
        if says(entry.prompt_words, words) and not _is_one_of_several(entry):
            message = f"The question says the answer, {excerpt(answer.text)}."
            yield Remark(
                entry, "answer-in-question", message, "Reword it, or ask for something else.", entry.question_field
            )
        if says(hint, words):
            message = f"The hint says the answer, {excerpt(answer.text)}."
            yield Remark(entry, "answer-in-hint", message, "Give a first letter or a category.", "hint")


def says(text: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether `words` stand in `text` one after another; without spaces between words, as a part of one."""
    if not words or len(words) > len(text) + 1:
        return False
    first, length = words[0], len(words)
    wanted = tuple(words)
    if any(word == first and tuple(text[at : at + length]) == wanted for at, word in enumerate(text)):
        return True
    return not first.isascii() and length == 1 and _is_unspaced(first) and any(first in word for word in text)


def _is_unspaced(word: str) -> bool:
    """Return whether a word is written in a script without spaces, and long enough to be no accident."""
    return len(word) >= 2 and all("\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" for letter in word)


def _is_one_of_several(entry: Entry) -> bool:
    """Return whether the question also names wrong options: “Is it A or B?” gives nothing away."""
    return any(says(entry.prompt_words, fold(option, entry.language).words) for option in entry.wrong)
