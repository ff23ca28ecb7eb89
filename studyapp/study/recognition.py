"""What a card is recognised by after its deck was edited: the words of its question, and the fact it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.progress.card_names import Wording
from studyapp.text import one_line

if TYPE_CHECKING:
    from studyapp.decks.deck import Card

PROMPT_KEPT = 300
"""Characters of a question by which it is recognised."""


def wording_of(card: Card) -> Wording:
    """Return what `card` will be recognised by."""
    return Wording(card.key, card.type, one_line(card.question.text, PROMPT_KEPT))


def answer_key(card: Card) -> str:
    """Return a short hash of the fact that `card` asks for; another answer gives another hash."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which the first question need not wait for

    return hashlib.blake2b(card.question.answer_key().encode("utf-8", "replace"), digest_size=8).hexdigest()
