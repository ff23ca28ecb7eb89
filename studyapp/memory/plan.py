"""A plan for an exam: what to ask now, and what to expect – now, if you stop, if you follow it, and at best.

All recall here is the mean over all cards of the goal, unseen ones counting 0.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from studyapp.memory.columns import fold_many
from studyapp.memory.horizon import Answers, Calendar, Grid
from studyapp.memory.programme import Cards, Indices, Programme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.arrays import Floats
    from studyapp.memory.belief import Belief
    from studyapp.memory.history import History
    from studyapp.memory.model import Model
    from studyapp.memory.programme import Solution

PRIOR_BAND = 0.08
"""Half the width of the range around a forecast, until the learner's own past errors are known."""
SECONDS_A_PROBE = 90.0
"""Seconds of a session for each card at its start that was not seen for longest, whatever its index.

They show early when someone forgets in another way than believed: with simulated learners they cost a fifth of a
point where the models are right, bring two where none is, and take ten off the error of early forecasts there.
"""
NEGLIGIBLE = 0.001
"""Weight of a belief below which nothing is solved for it: a long log leaves one of three."""
LAST_WITHOUT_PROBES = 4
"""Last sessions without probes: what they show comes too late to act on."""
LAST_UNSEEN_FIRST = 2
"""Last sessions in which cards never seen come first: seeing one is worth more than any belief about a seen one."""
MOST_SESSIONS = 30
SESSIONS_APART = 7
"""The next sessions are planned one by one; of a longer calendar the later ones are taken together."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast with its range; all 0–1."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What to expect of all cards of a goal."""

    now: Expected
    stop: Expected
    """At the exam, without another review."""
    follow: Expected
    """At the exam, following the plan."""
    bound: float
    """What no plan can beat, as far as the beliefs are right."""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """What the plan expects of one session."""

    at: float
    """Days from now."""
    seconds: float
    """Expected to be used."""
    introduced: float
    """Cards seen for the first time."""
    kept: float
    """Recall at the exam if the plan is followed up to this session, and no further."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What to ask in a session, in this order. Cards are places in the arrays of seen cards."""

    before_unseen: list[int]
    unseen: bool
    """Whether unseen cards are then worth their time, as many as there are."""
    after_unseen: list[int]


class Plan:
    """Solved programmes, one per belief, of which the indices and forecasts are weighed together."""

    def __init__(self, parts: Sequence[tuple[Belief, Programme | None, Solution | None]], calendar: Calendar) -> None:
        self._parts = parts
        self._calendar = calendar

    @property
    def prices(self) -> list[Floats | None]:
        """Prices per belief: handed to `make_plan` for fewer sessions to come, they save time."""
        return [None if solution is None else solution.prices for _, _, solution in self._parts]

    def indices(self, seen: Sequence[Cards]) -> Indices:
        """Return the gain in recall per second of asking each card now; `seen` as each belief sees the same cards.

        The card with the largest index comes next, if that is above 0; a card just answered leaves the session.
        """
        total, unseen = 0.0 * seen[0].stability, 0.0
        for (belief, programme, solution), cards in zip(self._parts, seen, strict=True):
            if programme is not None and solution is not None:
                found = programme.indices(solution, cards)
                total, unseen = total + belief.weight * found.seen, unseen + belief.weight * found.unseen
        return Indices(total, unseen)

    def queue(self, seen: Sequence[Cards]) -> Queue:
        """Return what to ask now: after a few cards not seen for longest, what gains most per second.

        Every session may leave out what is not worth its time, and ends when its time is up. In the last sessions
        nothing is tried out any more, and unseen cards come first.
        """
        left = len(self._calendar.sessions)
        found = self.indices(seen)
        worth = found.seen.tolist()
        probing = int(self._calendar.seconds[0] / SECONDS_A_PROBE) if left > LAST_WITHOUT_PROBES else 0
        probes = seen[0].elapsed.argsort(kind="stable")[::-1][:probing].tolist()
        chosen = set(probes)
        ranked = [card for card in found.seen.argsort(kind="stable")[::-1].tolist() if card not in chosen]
        at_last = 0 < left <= LAST_UNSEEN_FIRST
        unseen = seen[0].unseen > 0 and (at_last or found.unseen > 0.0)
        least = (inf if at_last else found.unseen) if unseen else 0.0
        before = [card for card in ranked if worth[card] > least]
        return Queue(probes + before, unseen, [card for card in ranked if 0.0 < worth[card] <= least])

    def forecast(self, seen: Sequence[Cards], band: float = PRIOR_BAND) -> Forecast:
        """Return what to expect, with a range of `band` to both sides, as far as cards are seen by then."""
        count = max(1, len(seen[0]))
        now = stop = follow = bound = 0.0
        covered = coming = len(seen[0].stability) / count
        for (belief, _, solution), cards in zip(self._parts, seen, strict=True):
            arrays = belief.model.arrays()
            kept = float(arrays.recall(cards.stability, cards.elapsed + self._calendar.exam).sum())
            now += belief.weight * float(arrays.recall(cards.stability, cards.elapsed).sum())
            stop += belief.weight * kept
            follow += belief.weight * (kept if solution is None else max(kept, solution.expected))
            bound += belief.weight * (kept if solution is None else max(kept, solution.bound))
            coming += 0.0 if solution is None else belief.weight * float(solution.introduced.sum()) / count
        return Forecast(
            ranged(now / count, band, covered),
            ranged(stop / count, band, covered),
            ranged(follow / count, band, coming),
            bound=min(1.0, bound / count),
        )

    def sessions(self, seen: Sequence[Cards]) -> list[PlannedSession]:
        """Return what the plan expects of each session, for the cards as each belief sees them."""
        count = max(1, len(seen[0]))
        planned = []
        for place, at in enumerate(self._calendar.sessions):
            seconds = introduced = kept = 0.0
            for belief, _, solution in self._parts:
                if solution is not None:
                    seconds += belief.weight * float(solution.used[place])
                    introduced += belief.weight * float(solution.introduced[place])
                    kept += belief.weight * float(solution.kept[place])
            fitting = min(seconds, self._calendar.seconds[place])
            planned.append(PlannedSession(at, fitting, introduced, min(1.0, kept / count)))
        return planned


def make_plan(
    beliefs: Sequence[Belief],
    seen: Sequence[Cards],
    calendar: Calendar,
    answers: Answers | None = None,
    prices: Sequence[Floats | None] | None = None,
) -> Plan:
    """Return the plan for the cards, as each belief sees them; without sessions left nothing is planned.

    `prices`: those of an earlier plan with at least as many sessions. Takes .1–3 s: never on a key press.
    """
    calendar = coarse(calendar)
    left = len(calendar.sessions)
    parts: list[tuple[Belief, Programme | None, Solution | None]] = []
    for belief, cards, before in zip(beliefs, seen, prices or [None] * len(beliefs), strict=True):
        if not left or not len(cards) or belief.weight < NEGLIGIBLE:
            parts.append((belief, None, None))
            continue
        programme = Programme(Grid(belief.model.arrays(), answers or Answers()), calendar)
        start = before[-left:] if before is not None and len(before) >= left else None
        parts.append((belief, programme, programme.solve(cards, start)))
    return Plan(parts, calendar)


def seen_cards(model: Model, history: History, now: float, unseen: int) -> Cards:
    """Return the cards of a log as `model` sees them `now` (days since 1970), in the order of their numbers."""
    import numpy as np

    stability, difficulty = fold_many(model, history.columns)
    ends = np.flatnonzero(np.diff(history.columns.card, append=-1))
    elapsed = np.maximum(now - history.columns.at_days[ends], 0.0)
    return Cards(stability, difficulty, elapsed, unseen)


def coarse(calendar: Calendar) -> Calendar:
    """Return a calendar of at most `MOST_SESSIONS`: empty ones dropped, later ones taken together at their middle."""
    kept = [(at, seconds) for at, seconds in zip(calendar.sessions, calendar.seconds, strict=True) if seconds > 0.0]
    calendar = Calendar(tuple(at for at, _ in kept), tuple(seconds for _, seconds in kept), calendar.exam)
    count = len(kept)
    if count <= MOST_SESSIONS:
        return calendar
    later, room = count - SESSIONS_APART, MOST_SESSIONS - SESSIONS_APART
    cuts = [SESSIONS_APART + later * part // room for part in range(room + 1)]
    groups = [slice(place, place + 1) for place in range(SESSIONS_APART)]
    groups += [slice(begin, end) for begin, end in itertools.pairwise(cuts)]
    times = tuple(sum(calendar.sessions[group]) / len(calendar.sessions[group]) for group in groups)
    return Calendar(times, tuple(sum(calendar.seconds[group]) for group in groups), calendar.exam)


def ranged(expected: float, band: float, most: float = 1.0) -> Expected:
    """Return a forecast with its range within 0 and `most`, the share of cards that can be known at all."""
    return Expected(expected, max(0.0, expected - band), max(expected, min(1.0, most, expected + band)))
