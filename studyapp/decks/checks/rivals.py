"""Answers that a typing mistake could turn into another card's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.remark import Remark
from studyapp.decks.report import excerpt
from studyapp.questions.marking.fold import fold
from studyapp.questions.rivals import find_rivals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry

TYPED = frozenset({"typed", "cloze", "list"})


def close_answers(entries: Sequence[Entry], language: str) -> Iterator[Remark]:
    """Report each pair of near answers once, on the later card; a card that rejects the other answer knows already."""
    typed = {str(entry.number): entry for entry in entries if entry.type in TYPED}
    answers = {number: [answer.text for answer in entry.answers] for number, entry in typed.items()}
    told: set[frozenset[str]] = set()
    for number, rivals in sorted(find_rivals(answers, language).items(), key=lambda found: -int(found[0])):
        entry = typed[number]
        known = {fold(text, language).bare for text in (*entry.samples("reject"), *entry.wrong)}
        for rival in rivals:
            mine = _nearest(entry, rival, language)
            pair = frozenset((mine, fold(rival, language).loose))
            if pair in told or fold(rival, language).bare in known:
                continue
            told.add(pair)
            message = f"{excerpt(rival)}, the answer of another card, is only a slip or two away."
            mend = "The marker forgives no slip here; list it under `reject` to say so."
            yield Remark(entry, "close-answers", message, mend, entry.answers[0].field)


def _nearest(entry: Entry, rival: str, language: str) -> str:
    """Return the card's own answer that is meant: the one with as many words, or the first."""
    folded = [fold(answer.text, language) for answer in entry.answers]
    words = len(fold(rival, language).words)
    return next((each.loose for each in folded if len(each.words) == words), folded[0].loose)
