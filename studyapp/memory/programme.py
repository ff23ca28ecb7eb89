"""The priced finite-horizon dynamic programme: which card is worth the next seconds, with an exam in sight.

Every session's seconds get a price in recall. At given prices each card is planned alone: after a review, when is the
next one worth its seconds, or is none? The value of a card is its recall at the exam less the price of its reviews.
Prices rise where cards want more seconds than the session has, and fall where they want fewer, until both agree. The
values at any prices, with the price of all seconds added, are an upper bound on what any plan can reach (weak
duality), so a plan can be shown beside what no plan can beat – both as far as the model is right.

A card comes at most once a session: with simulated learners, repeats within a session gained nothing where they work
and cost three points where they do not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.memory.arrays import Floats, Integers
    from studyapp.memory.horizon import Calendar, Grid, Outcomes

SOFTNESS = 0.005
"""Recall by which choices count as nearly equal while prices are sought: like cards then spread over several days."""
FIRST_PRICE = 2e-3
LEAST_PRICE = 1e-7
"""Recall per second below which a session's seconds are free."""
TOGETHER = 0.7
"""How far all prices follow the logarithm of seconds wanted over seconds there are, at first."""
APART = 0.1
"""How far each price follows its own session's excess over that, at first."""
SHORTER, LONGER, LONGEST_STEP = 0.5, 1.05, 1.0
"""What a step becomes when the excess changed its sign, when it kept it, and at most."""
MOST_CHANGE = 1.5
"""Greatest logarithm of an excess that counts in one round."""
CLOSE_ENOUGH = 0.003
"""Mean share by which seconds wanted and there may differ when the search ends."""
MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Cards:
    """Seen cards as arrays of shape `(n,)`, and how many have never been seen."""

    stability: Floats
    difficulty: Floats
    elapsed: Floats
    """Days from the last review to now."""
    unseen: int

    def __len__(self) -> int:
        """Return how many cards there are, seen or not."""
        return len(self.stability) + self.unseen


@dataclass(frozen=True, slots=True)
class Solution:
    """Prices, values and what they promise; recall is summed over all cards."""

    prices: Floats
    """Recall per second of each session."""
    values: Floats
    """Value of a card in each grid state just reviewed in each session; shape `(sessions, grid)`."""
    expected: float
    """Recall at the exam if the plan is followed."""
    bound: float
    """Recall at the exam that no plan can beat."""
    used: Floats
    """Expected seconds of each session."""
    introduced: Floats
    """Expected first reviews in each session."""
    kept: Floats
    """Recall at the exam if the plan is followed up to each session, and no further."""


@dataclass(frozen=True, slots=True)
class Indices:
    """Gain in recall at the exam per second of asking a card now, against leaving it to its best later session."""

    seen: Floats
    unseen: float


class Programme:
    """The programme for a grid and a calendar; make it once, solve it whenever reality departs from the plan."""

    def __init__(self, grid: Grid, calendar: Calendar) -> None:
        import numpy as np

        self._grid = grid
        self._times = np.array(calendar.sessions)
        self._budget = np.maximum(np.array(calendar.seconds), 1.0)
        self._exam = calendar.exam
        gaps = np.maximum(np.round(self._times[None, :] - self._times[:, None], 3), 0.0)
        unique, place = np.unique(gaps, return_inverse=True)
        self._gap = place.reshape(gaps.shape)
        self._later = grid.later(
            np.broadcast_to(grid.stability, (len(unique), grid.size)),
            np.broadcast_to(grid.difficulty, (len(unique), grid.size)),
            np.repeat(unique[:, None], grid.size, axis=1),
        )
        self._first = grid.first()
        self._left = grid.recall(grid.stability, self._exam - self._times[:, None])

    def solve(self, cards: Cards, prices: Floats | None = None) -> Solution:
        """Return prices and values for these cards; quicker from the `prices` of a solution before, one per session."""
        seen = self._outlook(cards)
        search = _Search(self._budget, prices)
        tried = best = self._tried(search.prices, seen, cards.unseen)
        least, bound = search.amiss(best.used), best.bound
        for _ in range(MOST_ROUNDS):
            if least < CLOSE_ENOUGH:
                break
            search.follow(tried.used)
            tried = self._tried(search.prices, seen, cards.unseen)
            amiss, bound = search.amiss(tried.used), min(bound, tried.bound)
            if amiss < least:
                best, least = tried, amiss
        return replace(best, bound=bound)

    def indices(self, solution: Solution, cards: Cards) -> Indices:
        """Return what asking each card now, in the first session, gains per second."""
        import numpy as np

        seen = self._outlook(cards)
        worth = _worth(seen.reviews, solution.values)
        later = (worth - solution.prices * seen.reviews.seconds)[:, 1:]
        leave = np.maximum(later.max(axis=1, initial=-np.inf), seen.left)
        first = self._first_worth(solution.values)
        first_leave = float((first - solution.prices * self._first.seconds)[1:].max(initial=0.0))
        return Indices(
            (worth[:, 0] - leave) / seen.reviews.seconds[:, 0],
            (float(first[0]) - first_leave) / float(self._first.seconds),
        )

    def _tried(self, prices: Floats, seen: _Outlook, unseen: int) -> Solution:
        """Return what follows from given prices.

        Where they have not settled, more seconds may be wanted than there are: only that share of the gain is promised.
        """
        import numpy as np

        values, choices = self._backward(prices)
        net = _worth(seen.reviews, values) - prices * seen.reviews.seconds
        first = self._first_worth(values) - prices * self._first.seconds
        used, introduced, gained = self._forward(choices, seen, net, unseen, first)
        stop = float(seen.left.sum())
        fits = float(np.minimum(used, self._budget).sum() / max(float(used.sum()), 1e-3))
        kept = stop + gained.cumsum() * fits
        cards = np.maximum(net.max(axis=1, initial=-np.inf), seen.left).sum()
        bound = float(cards + unseen * max(0.0, float(first.max())) + prices @ self._budget)
        return Solution(prices, values, float(kept[-1]), bound, used, introduced, kept)

    def _backward(self, prices: Floats) -> tuple[Floats, list[Floats]]:
        """Return the values after a review in each session, and how likely each next session (last: none) is chosen."""
        import numpy as np

        sessions = len(self._times)
        values = np.empty((sessions, self._grid.size))
        choices: list[Floats] = []
        for now in range(sessions - 1, -1, -1):
            options = np.empty((sessions - now, self._grid.size))
            options[-1] = self._left[now]
            for later in range(now + 1, sessions):
                gap = self._gap[now, later]
                reviewed = (self._later.weight[gap] * values[later][self._later.point[gap]]).sum(axis=-1)
                options[later - now - 1] = reviewed - prices[later] * self._later.seconds[gap]
            values[now] = options.max(axis=0)
            choices.append(_soft(options))
        return values, choices[::-1]

    def _forward(
        self, choices: list[Floats], seen: _Outlook, net: Floats, unseen: int, first: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Return expected seconds and first reviews of each session, and the recall at the exam that each adds.

        `net`, `first`: value less price of reviewing each seen card, or an unseen one, in each session.
        """
        import numpy as np

        sessions = len(self._times)
        mass = np.zeros((sessions, self._grid.size))
        chosen = _soft(np.vstack([net.T, seen.left]))
        used = (chosen[:-1] * seen.reviews.seconds.T).sum(axis=1)
        gained = -(chosen[:-1] @ seen.left)
        introduced = unseen * _soft(np.append(first, 0.0)[:, None])[:-1, 0]
        used += introduced * self._first.seconds
        for now in range(sessions):
            here = mass[now]
            _scatter(here, seen.reviews.point[:, now], seen.reviews.weight[:, now] * chosen[now][:, None])
            _scatter(here, self._first.point, self._first.weight * introduced[now])
            gained[now] += float(here @ self._left[now])
            for later in range(now + 1, sessions):
                gap = self._gap[now, later]
                moving = here * choices[now][later - now - 1]
                used[later] += moving @ self._later.seconds[gap]
                gained[later] -= float(moving @ self._left[now])
                _scatter(mass[later], self._later.point[gap], self._later.weight[gap] * moving[:, None])
        return used, introduced, gained

    def _first_worth(self, values: Floats) -> Floats:
        """Return the value after a first review in each session; shape `(sessions,)`."""
        worth: Floats = (self._first.weight * values[:, self._first.point]).sum(axis=-1)
        return worth

    def _outlook(self, cards: Cards) -> _Outlook:
        import numpy as np

        shape = (len(cards.stability), len(self._times))
        reviews = self._grid.later(
            np.broadcast_to(cards.stability[:, None], shape),
            np.broadcast_to(cards.difficulty[:, None], shape),
            cards.elapsed[:, None] + self._times,
        )
        return _Outlook(reviews, self._grid.recall(cards.stability, cards.elapsed + self._exam))


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What the next review of each seen card would lead to in each session, and its recall at the exam without one."""

    reviews: Outcomes
    left: Floats


class _Search:
    """Prices on their way: raised where more seconds are wanted than there are, in steps that shrink on overshooting."""

    def __init__(self, budget: Floats, prices: Floats | None) -> None:
        import numpy as np

        self._budget = budget
        sessions = len(budget)
        start = np.full(sessions, FIRST_PRICE) if prices is None else np.maximum(prices, LEAST_PRICE)
        self._logs = np.log(start)
        self._together, self._apart = TOGETHER, np.full(sessions, APART)
        self._last_together, self._last_apart = 0.0, np.zeros(sessions)

    @property
    def prices(self) -> Floats:
        """Recall per second of each session."""
        import numpy as np

        return np.exp(self._logs)

    def amiss(self, used: Floats) -> float:
        """Return the mean share by which seconds differ from those there are; seconds to spare at no price are fine."""
        import numpy as np

        free = (self._logs <= np.log(LEAST_PRICE)) & (used < self._budget)
        return float(np.mean(np.where(free, 0.0, np.abs(used / self._budget - 1.0))))

    def follow(self, used: Floats) -> None:
        """Move the prices towards where the seconds used fit."""
        import numpy as np

        total = np.log(max(float(used.sum()), 1e-3) / float(self._budget.sum()))
        together = float(np.clip(total, -MOST_CHANGE, MOST_CHANGE))
        apart = np.clip(np.log(np.maximum(used, 1e-3) / self._budget) - together, -MOST_CHANGE, MOST_CHANGE)
        self._together = min(
            self._together * (SHORTER if together * self._last_together < 0.0 else LONGER), LONGEST_STEP
        )
        turned = apart * self._last_apart < 0.0
        self._apart = np.minimum(self._apart * np.where(turned, SHORTER, LONGER), LONGEST_STEP)
        self._last_together, self._last_apart = together, apart
        self._logs = np.maximum(self._logs + self._together * together + self._apart * apart, np.log(LEAST_PRICE))


def _worth(reviews: Outcomes, values: Floats) -> Floats:
    """Return the value after a review of each card in each session; shape `(cards, sessions)`."""
    import numpy as np

    flat = reviews.point + (np.arange(len(values)) * values.shape[1])[:, None]
    worth: Floats = (reviews.weight * values.ravel()[flat]).sum(axis=-1)
    return worth


def _soft(options: Floats) -> Floats:
    """Return the probability of choosing each option (rows), nearly equal ones shared out."""
    import numpy as np

    shares = np.exp((options - options.max(axis=0)) / SOFTNESS)
    softened: Floats = shares / shares.sum(axis=0)
    return softened


def _scatter(mass: Floats, point: Integers, weight: Floats) -> None:
    """Add weights to the grid points they belong to."""
    import numpy as np

    mass += np.bincount(point.ravel(), weights=weight.ravel(), minlength=len(mass))
