"""Answers over many days, straight into a progress file."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from studyapp.clock import offset_minutes, study_day, to_milliseconds
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.memory.model import Rating
from studyapp.progress.review import Answer
from studyapp.study.scheduling import Scheduler
from tests.workspaces import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.progress.store import ProgressStore


def answer_days(
    store: ProgressStore,
    *,
    cards: int,
    days: int,
    rating: Callable[[int, int], Rating],
    after: int = 0,
    deck: str = "words",
) -> None:
    """Answer cards c0, c1, … of a deck once a day from `after` days past NOON on, rated by `rating(card, day)`."""
    fold = Scheduler(Fsrs7()).fold
    for day in range(after, after + days):
        for card in range(cards):
            at = NOON + timedelta(days=day, seconds=12 * card)
            given = rating(card, day)
            store.save(
                Answer(
                    id=f"{deck}-{day}-{card}",
                    card=f"{deck}/c{card}",
                    at_ms=to_milliseconds(at),
                    offset_minutes=offset_minutes(at),
                    study_day=str(study_day(at)),
                    rating=int(given),
                    outcome="wrong" if given is Rating.AGAIN else "correct",
                    score=float(given is not Rating.AGAIN),
                    given="x",
                    unsure=False,
                    hinted=False,
                    overruled=False,
                    milliseconds=9_000,
                    form="typed",
                    chance=0.0,
                    seed=1,
                    answer_key="k",
                    model="fsrs7",
                ),
                fold,
            )


def forgetful(card: int, day: int) -> Rating:
    """Return the rating of someone who forgets half of everything overnight, whatever they did before."""
    return Rating.GOOD if Random(card * 1009 + day).random() < 0.5 else Rating.AGAIN
