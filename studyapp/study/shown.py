"""What a session hands to a front end: the open question, the marked answer, the end of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from studyapp.decks.deck import Card, Source
    from studyapp.memory.model import Rating
    from studyapp.questions.question import Asked, Verdict


class Posed(NamedTuple):
    """The open question."""

    card: Card
    deck_title: str
    asked: Asked
    number: int
    """Counts the questions of the session from 1."""
    is_new: bool
    """The card has never been answered."""
    has_hint: bool
    seed: int


class Marked(NamedTuple):
    """An answer that was marked and is saved: its review is on the disk."""

    posed: Posed
    verdict: Verdict
    rating: Rating
    review: str
    """UUID of the saved review."""
    due: datetime
    """When the card comes back, in local time."""
    recall: float
    """Probability 0–1 that the card would have been recalled before this answer; 0 for a new card."""
    explanation: str
    source: str
    """Where the fact stands, in a few words; empty when the deck does not say."""

    @property
    def comes_back(self) -> bool:
        """Whether the card has a time to come back at: not one that was left blank and never answered before."""
        return bool(self.review) or not self.posed.is_new


class Undone(NamedTuple):
    """A review that was taken back; its card is the open question again where its deck is still at hand."""

    review: str
    card: str
    question: str


class Pace(NamedTuple):
    """How far a session is."""

    answered: int
    right: int
    cards_left: int
    """Cards that are still to come in today's share, as far as can be told now."""
    seconds_spent: float
    seconds_left: float
    """Of the day's time; never below 0."""


class Summary(NamedTuple):
    """A session that came to its end."""

    answered: int
    right: int
    seconds: float
    readiness_before: float
    """Expected recall over all cards studied from, 0–1, unseen cards counting 0."""
    readiness_after: float
    sure_and_wrong: tuple[str, ...]
    """Questions answered wrong without saying so."""
    hardest: tuple[str, ...]
    """Questions of the session that are known least, hardest first."""
    tomorrow_seconds: float
    """What will be due tomorrow, as time."""
    waiting: int
    """Cards that are due or new but did not fit into today's time."""
    clear_in_days: int
    """Study days until the reviews that are waiting are worked off at this pace; 0 when nothing waits."""


def source_label(card: Card, sources: Mapping[str, Source]) -> str:
    """Return where the fact of a card stands, in a few words; empty if the deck does not say."""
    citation = card.citation
    if citation is None:
        return ""
    source = sources.get(citation.ref)
    label = source.label if source else citation.ref
    return label if citation.paragraph is None else f"{label}, paragraph {citation.paragraph}"
