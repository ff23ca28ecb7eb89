"""What to leave out of a goal that cannot be reached, and what missed days cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import TYPE_CHECKING

from studyapp.clock import study_day, to_milliseconds
from studyapp.memory.horizon import Answers
from studyapp.memory.model import MemoryState
from studyapp.study.greedy import gain_of_first_sight, gain_of_review
from studyapp.study.scheduling import DAY_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from studyapp.memory.model import Model
    from studyapp.progress.goals import Goal, KeptForecast
    from studyapp.progress.review import CardState
    from studyapp.study.goal_cards import GoalCards

MOST_TAGS = 3
SHARES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Of the cards: how many might be left out."""


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
class Missed:
    """Study days that went by without an answer."""

    days: int
    before: float
    """Readiness at the exam as forecast before."""
    after: float
    mended_by: float | None
    """Minutes a day that would bring back what was forecast; None where four hours do not."""


def gains(model: Model, states: Mapping[str, CardState], now: datetime, exam: datetime) -> Callable[[str], float]:
    """Return from a card's key what a review of it now gains at the exam, in recall per second."""
    answers = Answers()
    days = (exam - now) / timedelta(days=1)
    first = gain_of_first_sight(model, days, answers)
    now_ms = to_milliseconds(now)

    def gain(key: str) -> float:
        state = states.get(key)
        if state is None:
            return first
        elapsed = max(0, now_ms - state.last_ms) / DAY_MS
        return gain_of_review(model, MemoryState(state.stability, state.difficulty), elapsed, days, answers)

    return gain


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
    some.sort(key=lambda entry: (fmean(worth[key] for key in entry[1]), -len(entry[1]), entry[0]))
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


def missed(
    earlier: Sequence[KeptForecast],
    goal: Goal,
    follow: float,
    now: datetime,
    time_on: Callable[[str], float],
    needed: Callable[[float], float | None],
) -> Missed | None:
    """Return what the days without an answer since the last forecast cost; None without such days."""
    last = max(
        (f for f in earlier if f.kind == "follow" and f.exam_ms == goal.exam_ms and f.made_ms >= goal.made_ms),
        key=lambda f: f.made_ms,
        default=None,
    )
    if last is None:
        return None
    since, today = date.fromisoformat(last.study_day), study_day(now)
    days = [since + timedelta(days=ahead) for ahead in range(max(0, (today - since).days))]
    idle = sum(time_on(str(day)) <= 0.0 for day in days)
    return Missed(idle, last.expected, follow, needed(last.expected)) if idle else None
