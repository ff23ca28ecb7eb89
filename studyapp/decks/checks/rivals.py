"""Answers that a typing mistake could turn into another card's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark
from studyapp.decks.report import excerpt
from studyapp.questions.marking.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry
    from studyapp.questions.marking.fold import Folded


def close_answers(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Report each pair of near answers once, on the later card; a card that rejects the other answer knows already."""
    told: set[frozenset[str]] = set()
    for entry in reversed(entries):
        if not entry.rivals:
            continue
        known = {fold(text, entry.language).bare for text in (*entry.samples("reject"), *entry.wrong)}
        known |= {"".join(answer.words) for answer in entry.answers}
        for rival in entry.rivals:
            theirs = fold(rival, entry.language)
            pair = frozenset((_nearest(entry, theirs), "".join(theirs.words)))
            if len(pair) < 2 or pair in told or theirs.bare in known:
                continue
            told.add(pair)
            message = f"{excerpt(rival)}, the answer of another card, is only a slip or two away."
            mend = "The marker forgives no slip here; list it under `reject` to say so."
            yield Remark(entry, "close-answers", message, mend, entry.answers[0].field)


def _nearest(entry: Entry, rival: Folded) -> str:
    """Return the card's own answer that is meant: the one with as many words, or the first."""
    as_long = (answer.words for answer in entry.answers if len(answer.words) == len(rival.words))
    return "".join(next(as_long, entry.answers[0].words))
