"""Why a card comes back when it does: what each answer did to its memory state, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, offset_minutes, to_milliseconds
from studyapp.errors import CardNotFoundError, NoCardNameError
from studyapp.study.asking import form_of
from studyapp.study.goal_share import goals_that_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from studyapp.decks.deck import Card, Deck
    from studyapp.progress.review import CardState, Review
    from studyapp.study.scheduling import Scheduler
    from studyapp.study.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Step:
    """One answer and what it did."""

    review: Review
    recall: float | None
    """The probability 0–1 of knowing it just before the answer; None for the first one."""
    state: CardState
    """After the answer."""


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that decides about one card."""

    card: Card
    now: datetime
    steps: tuple[Step, ...]
    recall: float
    """The probability 0–1 of knowing it now; 0 for a card never answered."""
    desired_recall: float
    due: datetime | None
    """None for a card never answered."""
    form: str
    """In which it is asked next."""
    recall_after_days: float | None
    """The stability from which it is asked in its hardest form; None for a card with one form."""
    is_planned: bool
    """Whether a goal runs for its deck, whose plan may ask it at another time."""


def explain(workspace: Workspace, wanted: str) -> Why:
    """Return why the card called `deck/card` comes back when it does.

    Raises NoCardNameError for another spelling, DeckNotFoundError, CardNotFoundError.
    """
    of_deck, slash, _ = wanted.partition("/")
    if not slash:
        raise NoCardNameError(wanted)
    (deck,) = workspace.shelf([of_deck]).decks
    card = _card(deck, wanted)
    now = workspace.clock.now()
    steps = _steps(list(workspace.store.history(wanted)), workspace.scheduler)
    state, last = workspace.store.state(wanted), steps[-1].review if steps else None
    return Why(
        card=card,
        now=now,
        steps=steps,
        recall=workspace.scheduler.recall(state, to_milliseconds(now)) if state else 0.0,
        desired_recall=workspace.scheduler.desired_recall,
        due=from_milliseconds(state.due_ms, offset_minutes(now)) if state else None,
        form=form_of(card, deck, state, last),
        recall_after_days=deck.recall_after_days if len(card.question.forms) > 1 else None,
        is_planned=any(deck.id in goal.decks for goal in goals_that_plan(workspace.store.goals.goals(), now)),
    )


def _card(deck: Deck, wanted: str) -> Card:
    try:
        return deck.card(wanted)
    except KeyError:
        from studyapp.decks.nearest import nearest  # noqa: PLC0415 - only a slip pays for it

        beginning = f"{deck.id}/"
        found = nearest(wanted.removeprefix(beginning), [key.removeprefix(beginning) for key in deck.keys])
        raise CardNotFoundError(wanted, str(deck.path), found and beginning + found) from None


def _steps(reviews: Sequence[Review], scheduler: Scheduler) -> tuple[Step, ...]:
    steps: list[Step] = []
    graded = [review.answer.graded() for review in reviews]
    for count, review in enumerate(reviews, start=1):
        state = scheduler.fold(graded[:count])
        if state is not None:
            recall = scheduler.recall(steps[-1].state, review.answer.at_ms) if steps else None
            steps.append(Step(review, recall, state))
    return tuple(steps)
