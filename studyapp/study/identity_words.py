"""What a student is told when cards were edited: what was carried over, what is asked again, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.problem import Problem
from studyapp.decks.report import excerpt
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.study.identity import Kept, Reworded

MOST_NAMED = 3


def told(kept: Kept) -> Iterator[str]:
    """Yield a sentence for everything that became of the progress with a deck."""
    if kept.renamed:
        cards = "1 card goes" if kept.renamed == 1 else f"{kept.renamed:,} cards go"
        yield f"{kept.deck}: {cards} by another id now; your progress is kept."
    for each in kept.reworded[:MOST_NAMED]:
        yield f"{kept.deck}: {excerpt(each.was)} reads {excerpt(each.now)} now; your progress is kept."
    if len(kept.reworded) > MOST_NAMED:
        yield f"{kept.deck}: {len(kept.reworded) - MOST_NAMED:,} more cards were reworded; your progress is kept."
    reused = {each.card for each in kept.reused}
    for card in kept.changed:
        if card not in reused:
            yield f"{card}: its answer has changed since you learnt it; it is asked again, its history is kept."


def reused_ids(kept: Kept) -> Iterator[Problem]:
    """Yield a problem for every id that was given to another fact."""
    for each in kept.reused:
        yield _reused(kept.path, each)


def _reused(path: str, card: Reworded) -> Problem:
    message = (
        f"The id of {card.card} stood for {excerpt(card.was)} when you learnt it and stands for {excerpt(card.now)} "
        "now. Your history is kept with it, and it is asked again."
    )
    return Problem(path, card.line, 1, Severity.ERROR, "id-reused", message, "Give the new card a new id.")
