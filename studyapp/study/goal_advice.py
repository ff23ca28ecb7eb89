"""What to leave out of a goal that cannot be reached, which cards are at risk, and what missed days cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds, offset_minutes, study_day, to_milliseconds
from studyapp.memory.model import MemoryState
from studyapp.study.scheduling import DAY_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from studyapp.memory.model import Model
    from studyapp.progress.goals import Goal
    from studyapp.progress.review import CardState
    from studyapp.study.goal_cards import GoalCards

MOST_TAGS = 3
SHARES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Of the cards: how many might be left out."""
SAFE = 0.9
"""Recall at the exam from which on a card is not at risk."""
MOST_RISKS = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Drop:
    """Cards that could be left out, and what that would do for the others."""

    tag: str
    """Empty for single cards."""
    cards: tuple[str, ...]
    gain: float
    """Cards known more at the exam for a minute spent on one of these, on average."""
    rest: float
    """Readiness over the other cards, with the same minutes."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a goal's decks."""

    name: str
    cards: int
    gain: float
    """Cards known more at the exam for a minute spent on one of these, on average."""
    left_out: bool


@dataclass(frozen=True, slots=True)
class Risk:
    """A card that was learnt and will hardly be known at the exam if it is not asked again."""

    card: str
    recall: float
    """At the exam, 0–1."""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """The study days up to yesterday that went by without an answer."""

    days: int
    before: float
    """Readiness at the exam if they had been used, as far as is known of the student today."""
    after: float
    mended_by: float | None
    """Minutes a day that would bring that back; None where four hours do not."""


def drops(
    cards: GoalCards,
    tags: Mapping[str, Sequence[str]],
    gain: Callable[[str], float],
    expected_without: Callable[[Sequence[str]], float],
    *,
    wish: float,
) -> tuple[Drop, ...]:
    """Return the tags whose cards gain least per minute, and the fewest single cards without which `wish` is reached."""
    worth = {key: 60.0 * gain(key) for key in (*cards.seen, *cards.unseen)}
    by_tag = {tag: tuple(key for key in keys if key in worth) for tag, keys in tags.items()}
    some = [(tag, keys) for tag, keys in by_tag.items() if 0 < len(keys) < len(worth)]
    some.sort(key=lambda entry: (_level(worth[key] for key in entry[1]), -len(entry[1]), entry[0]))
    found = [
        Drop(tag, keys, fmean(worth[key] for key in keys), expected_without(keys)) for tag, keys in some[:MOST_TAGS]
    ]
    places = {key: place for place, key in enumerate(worth)}
    ranked = sorted(worth, key=lambda key: (round(worth[key], 9), -places[key]))
    single = _fewest(ranked, expected_without, wish)
    if single is not None:
        keys, rest = single
        found.append(Drop("", keys, fmean(worth[key] for key in keys), rest))
    return tuple(found)


def _fewest(
    ranked: Sequence[str], expected_without: Callable[[Sequence[str]], float], wish: float
) -> tuple[tuple[str, ...], float] | None:
    """Return the smallest tried head of `ranked` without which the rest reaches the wish; None where none does."""
    sizes = sorted({size for share in SHARES if 0 < (size := round(share * len(ranked))) < len(ranked)})
    low, high = 0, len(sizes)
    reached: dict[int, float] = {}
    while low < high:
        middle = (low + high) // 2
        rest = expected_without(ranked[: sizes[middle]])
        if rest >= wish:
            high, reached[middle] = middle, rest
        else:
            low = middle + 1
    return (tuple(ranked[: sizes[low]]), reached[low]) if low in reached else None


def tags_by_gain(
    tags: Mapping[str, Sequence[str]], left_out: Sequence[str], gain: Callable[[str], float]
) -> tuple[Tag, ...]:
    """Return all tags, the one whose cards gain least for their time first."""
    found = [Tag(tag, len(keys), 60.0 * _level(map(gain, keys)), tag in left_out) for tag, keys in tags.items()]
    return tuple(sorted(found, key=lambda tag: (tag.gain, -tag.cards, tag.name)))


def _level(gains: Iterable[float]) -> float:
    """Return the mean of gains, the same for the same gains in any number and order."""
    return round(fmean(gains), 9)


def risks(model: Model, states: Sequence[CardState], exam: datetime) -> tuple[Risk, ...]:
    """Return the cards that will be known least at the exam if they are not asked again, the worst first."""
    exam_ms = to_milliseconds(exam)
    found = [
        Risk(
            state.card,
            model.recall(MemoryState(state.stability, state.difficulty), max(0, exam_ms - state.last_ms) / DAY_MS),
        )
        for state in states
    ]
    worst = sorted((risk for risk in found if risk.recall < SAFE), key=lambda risk: (risk.recall, risk.card))
    return tuple(worst[:MOST_RISKS])


def idle_days(goal: Goal, now: datetime, time_on: Callable[[str], float]) -> int:
    """Return how many study days up to yesterday went by without an answer, counted from the goal's first at most."""
    today = study_day(now)
    made = study_day(from_milliseconds(goal.made_ms, offset_minutes(now)))
    first = today
    while first > made and time_on(str(first - DAY)) <= 0.0:
        first -= DAY
    return (today - first).days
