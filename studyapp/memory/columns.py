"""Many cards' reviews as columns, and their fold: all first reviews at once, then all second ones, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.memory.evidence import FIRST_RECALL
from studyapp.memory.model import MemoryState, Model, Rating, Recollection, step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.memory.arrays import ArrayModel, Floats, Integers

CARDS_AT_ONCE = 8192
"""Cards folded together: their arrays stay in the processor's cache."""
FEWEST_AT_ONCE = 24
"""Below this many cards plain Python is quicker than numpy's calls."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Reviews of many cards, one row each, sorted by card and, for each card, in the order of the log."""

    card: Integers
    """Index of the card, from 0; rising."""
    at_days: Floats
    """Days since any fixed moment."""
    rating: Integers
    """1–4."""
    chance: Floats
    """Probability 0–1 that a guess is marked right."""


def columns_of(cards: Sequence[Sequence[Recollection]]) -> Columns:
    """Return the reviews of each card as columns; the card's index is its place in `cards`."""
    import numpy as np

    rows = [(index, r.at_days, int(r.rating), r.chance) for index, card in enumerate(cards) for r in card]
    card, at_days, rating, chance = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Columns(
        np.array(card, dtype=np.int64),
        np.array(at_days, dtype=np.float64),
        np.array(rating, dtype=np.int64),
        np.array(chance, dtype=np.float64),
    )


def elapsed_days(columns: Columns) -> Floats:
    """Return the days since the card's review before, 0 where there is none or the clock went back; shape `(rows,)`."""
    import numpy as np

    elapsed = np.zeros(len(columns.card))
    if len(elapsed) > 1:
        same = columns.card[1:] == columns.card[:-1]
        elapsed[1:] = np.where(same, np.maximum(np.diff(columns.at_days), 0.0), 0.0)
    return elapsed


def fold_many(model: Model, columns: Columns) -> tuple[Floats, Floats]:
    """Return stability and difficulty of each card, in the order of the cards that occur; equal to `fold` card by card.

    Source of the guess rule: `studyapp.memory.evidence`.
    """
    import numpy as np

    elapsed = elapsed_days(columns)
    starts = np.flatnonzero(np.diff(columns.card, prepend=-1))
    counts = np.diff(starts, append=len(elapsed))
    longest_first = np.argsort(-counts, kind="stable")
    arrays = model.arrays()
    stability, difficulty = np.empty(len(counts)), np.empty(len(counts))
    for begin in range(0, len(counts), CARDS_AT_ONCE):
        chosen = longest_first[begin : begin + CARDS_AT_ONCE]
        s, d = np.empty(len(chosen)), np.empty(len(chosen))
        for n, active in _rounds(counts[chosen]):
            rows = starts[chosen[:active]] + n
            if active < FEWEST_AT_ONCE and n > 0:
                _finish(model, columns, elapsed, (starts[chosen[:active]], counts[chosen[:active]], n), s, d)
                break
            before = None if n == 0 else (s[:active], d[:active])
            s[:active], d[:active] = step_many(
                arrays, before, elapsed[rows], columns.rating[rows], columns.chance[rows]
            )
        stability[chosen], difficulty[chosen] = s, d
    return stability, difficulty


def step_many(
    model: ArrayModel, before: tuple[Floats, Floats] | None, elapsed: Floats, rating: Integers, chance: Floats
) -> tuple[Floats, Floats]:
    """Return stability and difficulty after one more review of each card; None before first reviews."""
    import numpy as np

    stability, difficulty = model.first(rating) if before is None else model.after(*before, elapsed, rating)
    guessable = np.flatnonzero((chance > 0.0) & (rating > 1))
    if not guessable.size:
        return stability, difficulty
    if before is None:
        low, low_difficulty = model.first(np.ones_like(guessable))
        recall: Floats | float = FIRST_RECALL
    else:
        low, low_difficulty = before[0][..., guessable], before[1][..., guessable]
        recall = model.recall(low, elapsed[guessable])
    chance = chance[guessable]
    unproven = 1.0 - recall / (recall + (1.0 - recall) * chance)
    high, high_difficulty = stability[..., guessable], difficulty[..., guessable]
    stability[..., guessable] = high * (np.minimum(low, high) / high) ** unproven
    difficulty[..., guessable] = high_difficulty - unproven * (high_difficulty - low_difficulty)
    return stability, difficulty


def _rounds(counts: Integers) -> Iterator[tuple[int, int]]:
    """Yield for n = 0, 1, … how many cards (most reviewed first) have a review number n."""
    import numpy as np

    ascending = counts[::-1]
    for n in range(int(counts[0])):
        yield n, len(counts) - int(np.searchsorted(ascending, n, side="right"))


def _finish(
    model: Model,
    columns: Columns,
    elapsed: Floats,
    reviews: tuple[Integers, Integers, int],
    stability: Floats,
    difficulty: Floats,
) -> None:
    """Fold what is left of few cards one by one, into `stability` and `difficulty`."""
    starts, counts, done = reviews
    for place, (start, count) in enumerate(zip(starts.tolist(), counts.tolist(), strict=True)):
        rows = slice(start + done, start + count)
        state = MemoryState(float(stability[place]), float(difficulty[place]))
        log = zip(elapsed[rows].tolist(), columns.rating[rows].tolist(), columns.chance[rows].tolist(), strict=True)
        for days, rating, chance in log:
            state = step(model, state, days, Recollection(0.0, Rating(rating), chance))
        stability[place], difficulty[place] = state.stability, state.difficulty
