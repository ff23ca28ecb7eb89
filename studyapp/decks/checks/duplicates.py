"""Questions that two cards ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.entry import LONGEST_FOLDED
from studyapp.decks.checks.remark import Remark
from studyapp.decks.deck import DERIVED_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry


def duplicate_questions(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Report every card whose question an earlier card asks too."""
    first: dict[str, Entry] = {}
    for entry in entries:
        earlier = first.setdefault(_key(entry), entry)
        if earlier is entry or (_lacks_id(entry) and _lacks_id(earlier) and earlier.type == entry.type):
            continue
        same = _answer(earlier) == _answer(entry)
        message = f"The card in line {earlier.line} asks the same" + ("." if same else ", with another answer.")
        mend = "Delete one of them." if same else "Say in the questions what makes the difference."
        yield Remark(entry, "duplicate-question", message, mend, entry.question_field)


def _key(entry: Entry) -> str:
    """What makes a question the same: its words, and for gap texts and tasks of arranging also what fills them."""
    if entry.type in {"cloze", "order", "match"}:
        return "\0".join((entry.folded_prompt.plain, *_answer(entry)))
    return entry.folded_prompt.plain if len(entry.prompt) <= LONGEST_FOLDED else entry.prompt


def _answer(entry: Entry) -> tuple[str, ...]:
    return tuple(answer.text for answer in entry.answers)


def _lacks_id(entry: Entry) -> bool:
    """Return whether the reader compares the card with its equals already."""
    return entry.record.id.startswith(DERIVED_MARK)
