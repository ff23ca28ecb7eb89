"""The card that a teacher tries out: which one, in which form, in which order, with which answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from studyapp.questions.question import Refusal

if TYPE_CHECKING:
    from studyapp.decks.deck import Card, Deck
    from studyapp.decks.watching import Saved
    from studyapp.questions.question import Asked, Given, Verdict


@dataclass(frozen=True, slots=True)
class TriedCard:
    """One way of asking one card."""

    deck: Deck
    number: int
    """Counts the keys of the deck from 0."""
    card: Card
    form: str
    seed: int
    asked: Asked
    given: Given = None
    """The typed answer that was marked last; picks are not kept, since options move."""

    @classmethod
    def of(cls, deck: Deck, number: int, form: str = "", seed: int = 0) -> TriedCard:
        """Return card `number` of the deck in `form`, or in its first one if it has no such form."""
        card = deck.card(deck.keys[number])
        forms = card.question.forms
        form = form if form in forms else forms[0]
        return cls(deck, number, card, form, seed, card.question.ask(form, Random(seed)))

    @classmethod
    def after(cls, saved: Saved, before: TriedCard | None) -> TriedCard | None:
        """Return what is tried after a save: the card that was edited, else the one before, else the first."""
        deck = saved.deck.deck if saved.deck is not None else None
        if saved.deck is None or deck is None or saved.broken:
            return None
        edited = [card.key for card in saved.deck.entry(saved.edited).cards] if saved.edited is not None else []
        if before is not None and (before.card.key in edited or (not edited and before.card.key in deck.keys)):
            return cls.of(deck, deck.keys.index(before.card.key), before.form, before.seed)
        if edited:
            return cls.of(deck, deck.keys.index(edited[0]))
        return cls.of(deck, min(before.number, len(deck.keys) - 1) if before is not None else 0)

    def mark(self, given: Given) -> Verdict | Refusal:
        """Mark an answer."""
        return self.card.question.mark(self.asked, given)

    def score(self, given: Given) -> float:
        """Return what an answer is worth, 0–1."""
        verdict = self.mark(given)
        return 0.0 if isinstance(verdict, Refusal) else verdict.score

    def having_given(self, given: Given) -> TriedCard:
        """Return the same with the answer that was given, if it was typed."""
        typed = isinstance(given, str) or (isinstance(given, list) and all(isinstance(each, str) for each in given))
        return replace(self, given=given if typed else None)

    def again(self) -> TriedCard:
        """Return the same card in another order."""
        return self.of(self.deck, self.number, self.form, self.seed + 1)

    def in_next_form(self) -> TriedCard:
        """Return the same card in its next form."""
        forms = self.card.question.forms
        return self.of(self.deck, self.number, forms[(forms.index(self.form) + 1) % len(forms)], self.seed)

    def step(self, step: int, deck: Deck) -> TriedCard:
        """Return the card `step` places further on in `deck`, the latest one; after the last comes the first."""
        known = self.card.key in deck.keys
        number = deck.keys.index(self.card.key) + step if known else min(self.number, len(deck.keys) - 1)
        return self.of(deck, number % len(deck.keys))
