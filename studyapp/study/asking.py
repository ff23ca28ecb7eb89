"""How a card is put: in which form, and in which order its options stand."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from studyapp.memory.model import Rating

if TYPE_CHECKING:
    from studyapp.decks.deck import Card, Deck
    from studyapp.progress.review import CardState, Review
    from studyapp.questions.question import Asked

MOST_SHUFFLES = 20


def form_of(card: Card, deck: Deck, state: CardState | None, last: Review | None) -> str:
    """Return the form to ask `card` in: the easiest at first, the hardest once its stability passes the deck's mark.

    A failed answer goes back one step, whatever stability is left.
    """
    forms = card.question.forms
    if state is None or last is None or state.stability < deck.recall_after_days:
        return forms[0]
    return forms[0] if last.answer.rating == Rating.AGAIN else forms[-1]


def ask(card: Card, form: str, last: Review | None, rng: Random) -> tuple[Asked, int]:
    """Return the card as put to the student and the seed of its shuffle; never the order of last time if another exists."""
    before = _order(card.question.ask(form, Random(last.answer.seed))) if last and last.answer.form == form else None
    seed = rng.getrandbits(32)
    asked = card.question.ask(form, Random(seed))
    for _ in range(MOST_SHUFFLES):
        if before is None or len(asked.options) < 2 or _order(asked) != before:
            break
        seed = rng.getrandbits(32)
        asked = card.question.ask(form, Random(seed))
    return asked, seed


def _order(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(option.text for option in asked.options), asked.partners
