"""What to study today while goals run: the cards that their plans rank highest, then the ordinary share of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds
from studyapp.study.clock_watch import study_day_at
from studyapp.study.goal_cards import keys_of_goal
from studyapp.study.goal_days import FAR, claim_of, moments, part_of_day
from studyapp.study.greedy import gains
from studyapp.study.queue import Share, evenly, note_of, todays_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from studyapp.decks.deck import Deck
    from studyapp.memory.model import Model
    from studyapp.progress.goals import Goal
    from studyapp.progress.store import ProgressStore
    from studyapp.study.pace import AnswerTimes


class GoalShare:
    """Chooses today's cards for the goals that run; takes the place of `todays_share`.

    A goal's cards are those of the ranking that was solved for today, in its order. Without one, and for whoever wants
    to study more than it holds, the order is that of the gain per second in closed form, with as many new cards a day
    as are needed to see all in time.
    """

    def __init__(self, goals: Sequence[Goal], model: Model, now: datetime) -> None:
        self._goals = goals
        self._model = model
        self._now = now

    @property
    def seconds(self) -> float:
        """The day's time for all goals together."""
        return max((goal.seconds for goal in self._goals), default=0.0)

    @property
    def seconds_tomorrow(self) -> float:
        """The time that goals ask of tomorrow: of those whose exam is not before its session."""
        going_on = [goal for goal in self._goals if len(moments(self._now, from_milliseconds(goal.exam_ms))) > 1]
        return max((goal.seconds for goal in going_on), default=0.0)

    def __call__(
        self,
        store: ProgressStore,
        decks: Sequence[Deck],
        now_ms: int,
        seconds: float,
        times: AnswerTimes,
        *,
        met: frozenset[str] = frozenset(),
    ) -> Share:
        """Return what to study in `seconds`, cards of goals first; of those none that was `met` today."""
        own = {goal.id: [deck for deck in decks if deck.id in goal.decks] for goal in self._goals}
        goals = [goal for goal in self._goals if own[goal.id]]
        keys = {goal.id: keys_of_goal(own[goal.id], goal.left_out) for goal in goals}
        parts = self._parts(store, goals, own, keys)
        aimed = {deck.id for goal in goals for deck in own[goal.id]}
        others = [deck for deck in decks if deck.id not in aimed]
        pot = sum(parts.values())
        room = seconds
        if others:
            room = min(seconds, max(0.0, pot - store.time_on(study_day_at(store, self._now))))
        filling = _Filling(met, times)
        chosen = []
        for goal in goals:
            share = room * parts[goal.id] / pot if pot > 0.0 else 0.0
            order = self._order(store, goal, own[goal.id], keys[goal.id], now_ms, met)
            chosen.append(filling.fill(order, share, store))
        rest = todays_share(store, others, now_ms, max(0.0, seconds - filling.used), times, met=met)
        return Share(
            (*filling.due, *rest.due), (*filling.new, *rest.new), planned=tuple(evenly(chosen)), more=filling.more
        )

    def _parts(
        self, store: ProgressStore, goals: Sequence[Goal], own: dict[str, list[Deck]], keys: dict[str, set[str]]
    ) -> dict[str, float]:
        """Return each goal's seconds of this day."""
        claims = {}
        for goal in goals:
            seen = sum(len(keys[goal.id] & store.seen(deck.id)) for deck in own[goal.id])
            unseen = len(keys[goal.id]) - seen
            claims[goal.id] = claim_of(from_milliseconds(goal.exam_ms), goal.seconds, unseen=unseen, seen=seen)
        return {
            name: part_of_day(claim, [other for key, other in claims.items() if key != name], self._now)
            for name, claim in claims.items()
        }

    def _order(
        self,
        store: ProgressStore,
        goal: Goal,
        decks: Sequence[Deck],
        keys: set[str],
        now_ms: int,
        met: frozenset[str],
    ) -> Iterator[str]:
        """Yield the goal's cards, best first."""
        ranking = store.goals.ranking(goal.id)
        solved = ranking.cards if ranking is not None and ranking.study_day == study_day_at(store, self._now) else ()
        left = [key for key in solved if key in keys and key not in met]
        return iter(left) if left else self._by_gain(store, goal, decks, keys, now_ms)

    def _by_gain(
        self, store: ProgressStore, goal: Goal, decks: Sequence[Deck], keys: set[str], now_ms: int
    ) -> Iterator[str]:
        exam = from_milliseconds(goal.exam_ms)
        states = {state.card: state for deck in decks for state in store.states(deck.id) if state.card in keys}
        unseen = [key for deck in decks for key in deck.keys if key in keys and key not in states]
        quota = -(-len(unseen) // max(1, len(moments(self._now, exam)) - 1))
        gain = gains(self._model, states, now_ms, goal.exam_ms)
        gained = {key: gain(key) for key in (*unseen[quota:], *states)}
        yield from unseen[:quota]
        yield from (key for key in sorted(gained, key=lambda key: -gained[key]) if gained[key] > 0.0)


class _Filling:
    """Cards taken so far, and the time they need."""

    def __init__(self, met: frozenset[str], times: AnswerTimes) -> None:
        self.due: list[str] = []
        self.new: list[str] = []
        self.used = 0.0
        self.more = False
        """Whether any order had more cards than fitted."""
        self._times = times
        self._met = {note_of(card) for card in met}

    def fill(self, order: Iterator[str], seconds: float, store: ProgressStore) -> list[str]:
        """Take cards in their order until `seconds` are full, and return them; of siblings one a day."""
        end = self.used + seconds
        seen: dict[str, set[str]] = {}
        taken: list[str] = []
        for key in order:
            note, deck = note_of(key), key.split("/", 1)[0]
            if note in self._met:
                continue
            if self.used >= end:
                self.more = True
                break
            self._met.add(note)
            taken.append(key)
            if deck not in seen:
                seen[deck] = store.seen(deck)
            known = key in seen[deck]
            (self.due if known else self.new).append(key)
            self.used += self._times.review if known else self._times.first_sight
        return taken


def goals_that_plan(goals: Sequence[Goal], now: datetime) -> list[Goal]:
    """Return the goals whose plan decides what is asked now: not passed, not far away, with time a day."""
    return [goal for goal in goals if now < from_milliseconds(goal.exam_ms) <= now + FAR and goal.seconds > 0.0]
