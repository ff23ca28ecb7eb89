"""Texts that are too long for what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.checks.entry import Entry

LONGEST_QUESTION = 500
LONGEST_TYPED = 80
MOST_TYPED_WORDS = 10
LONGEST_OPTION = 160


def long_texts(entry: Entry) -> Iterator[Remark]:
    """Report an over-long question, answer to be typed, or option."""
    if len(entry.prompt) > LONGEST_QUESTION:
        message = f"The question has {len(entry.prompt)} characters; more than {LONGEST_QUESTION} are hard to take in."
        yield Remark(entry, "long-question", message, "Ask for one thing.", entry.question_field)
    if entry.type in {"typed", "cloze", "list"}:
        for answer in entry.answers:
            words = len(answer.text.split())
            if len(answer.text) > LONGEST_TYPED or words > MOST_TYPED_WORDS:
                message = f"An answer of {words} words, {len(answer.text)} characters, has to be typed."
                yield Remark(
                    entry,
                    "long-typed-answer",
                    message,
                    "Ask for less, or make it a flashcard.",
                    answer.field,
                    answer.item,
                )
    for index, option in enumerate(entry.wrong):
        if len(option) > LONGEST_OPTION:
            message = f"An option of {len(option)} characters is hard to compare with the others."
            yield Remark(entry, "long-option", message, "Say it in a few words.", "wrong", index)
