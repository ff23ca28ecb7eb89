"""Answers that a typing mistake could turn into another card's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark
from studyapp.decks.report import excerpt
from studyapp.questions.marking.distance import forgiven, mistakes
from studyapp.questions.marking.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry


def close_answers(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Report each pair of near answers once, on the later card; a card that rejects the other answer knows already."""
    told: set[frozenset[str]] = set()
    for entry in reversed(entries):
        if not entry.rivals:
            continue
        own = [fold(text, entry.language).bare for text in (*entry.wordings, *entry.samples("accept"))]
        known = {fold(text, entry.language).bare for text in (*entry.samples("reject"), *entry.wrong)} | set(own)
        for rival in entry.rivals:
            theirs = fold(rival, entry.language).bare
            mine = next((text for text in own if _within_a_slip(text, theirs)), None)
            if mine is None or theirs in known or frozenset((mine, theirs)) in told:
                continue
            told.add(frozenset((mine, theirs)))
            message = f"{excerpt(rival)}, the answer of another card, is only a slip or two away."
            mend = "The marker forgives no slip here; list it under `reject` to say so."
            yield Remark(entry, "close-answers", message, mend, entry.answers[0].field)


def _within_a_slip(mine: str, theirs: str) -> bool:
    """Return whether as many slips as one of the answers is forgiven lead to the other."""
    reach = max(forgiven(mine), forgiven(theirs))
    return 0 < mistakes(mine, theirs, reach) <= reach
