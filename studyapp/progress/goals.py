"""Goals, the rankings solved for them, and the forecasts made on the way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.progress.kept_json import lists_of_numbers, require, require_moments, require_offset, texts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from studyapp.progress.database import Database

SECONDS_OF_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Goal:
    """Decks to know by an exam, with so much time a day."""

    id: str
    """UUID."""
    decks: tuple[str, ...]
    exam_ms: int
    offset_minutes: int
    """Minutes east of Greenwich of the zone in which the exam was set."""
    seconds: float
    """A day; 0 to see only what stopping would leave."""
    left_out: tuple[str, ...]
    """Tags of cards that the goal leaves out."""
    made_ms: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """In which order a solved plan asks cards on one study day."""

    goal: str
    study_day: str
    """ISO date."""
    made_ms: int
    cards: tuple[str, ...]
    prices: tuple[tuple[float, ...] | None, ...]
    """Per belief, those of each session: a later solution is quicker from them."""


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast of mean recall at an exam, 0–1, and how it came out."""

    goal: str
    decks: tuple[str, ...]
    kind: str
    """`stop` or `follow`."""
    made_ms: int
    exam_ms: int
    study_day: str
    """ISO date on which it was made; one forecast of a kind a day is kept, the first."""
    expected: float
    low: float
    high: float
    actual: float | None = None
    """None until it is scored."""
    answers: int = 0
    """On how many answers around the exam `actual` rests."""


class GoalShelf:
    """The goals of one progress file. Writing raises NotSavedError, reading DamagedProgressError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def goals(self) -> list[Goal]:
        """Return all goals, the nearest exam first."""
        with self._database.reading() as database:
            goals = read_goals(database)
        return sorted(goals, key=lambda goal: (goal.exam_ms, goal.id))

    def set(self, goal: Goal) -> None:
        """Keep a goal; a goal still running over one of its decks gives that deck up, and goes when it has none left.

        What was forecast for another exam or other cards was about something that never comes, and is forgotten.
        """

        def replace(database: sqlite3.Connection) -> None:
            before = {each.id: each for each in read_goals(database)}.get(goal.id)
            running = [each for each in read_goals(database) if each.exam_ms > goal.made_ms and each.id != goal.id]
            _give_up(database, running, goal.decks)
            if before is not None and _is_about(before) != _is_about(goal):
                _forget_forecasts(database, goal.id)
            database.execute("DELETE FROM rankings WHERE goal = ?", (goal.id,))
            database.execute(
                "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "decks = excluded.decks, exam_ms = excluded.exam_ms, offset_minutes = excluded.offset_minutes, "
                "seconds = excluded.seconds, left_out = excluded.left_out, made_ms = excluded.made_ms",
                (
                    goal.id,
                    _list(goal.decks),
                    goal.exam_ms,
                    goal.offset_minutes,
                    goal.seconds,
                    _list(goal.left_out),
                    goal.made_ms,
                ),
            )

        self._database.write(replace)

    def remove(self, decks: Sequence[str]) -> int:
        """Let go of the goals over these decks; return how many goals were changed or removed."""
        return self._database.write(lambda database: _give_up(database, read_goals(database), decks))

    def ranking(self, goal: str) -> Ranking | None:
        """Return the last ranking of a goal."""
        with self._database.reading() as database:
            return next(iter(read_rankings(database, goal)), None)

    def keep_solution(self, goal: Goal, ranking: Ranking, forecasts: Sequence[KeptForecast]) -> None:
        """Keep what was solved for a goal; nothing if that was changed or given up meanwhile.

        Of the forecasts of one kind and study day the first stays, unless the goal was changed after it was made.
        """
        row = (ranking.study_day, ranking.made_ms, _list(ranking.cards), json.dumps(ranking.prices), ranking.goal)
        rows = [
            (f.goal, _list(f.decks), f.kind, f.made_ms, f.exam_ms, f.study_day, f.expected, f.low, f.high, goal.made_ms)
            for f in forecasts
        ]

        def keep(database: sqlite3.Connection) -> None:
            if goal not in read_goals(database):
                return
            database.execute(
                "INSERT OR REPLACE INTO rankings (study_day, made_ms, cards, prices, goal) VALUES (?, ?, ?, ?, ?)", row
            )
            database.executemany(
                "INSERT INTO forecasts (goal, decks, kind, made_ms, exam_ms, study_day, expected, low, high) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (goal, kind, study_day) DO UPDATE SET "
                "made_ms = excluded.made_ms, exam_ms = excluded.exam_ms, expected = excluded.expected, "
                "low = excluded.low, high = excluded.high WHERE actual IS NULL AND made_ms < ?",
                rows,
            )

        self._database.write(keep)

    def forecasts(self, *, scored: bool) -> list[KeptForecast]:
        """Return the forecasts that were scored, or those that were not, in the order they were made."""
        with self._database.reading() as database:
            return [each for each in read_forecasts(database) if (each.actual is not None) is scored]

    def unscore(self, now_ms: int) -> None:
        """Take back the scores of exams that are still to come: a clock was ahead when they were given."""
        self._database.write(
            lambda database: database.execute(
                "UPDATE forecasts SET actual = NULL, answers = NULL, scored_ms = NULL "
                "WHERE actual IS NOT NULL AND exam_ms > ?",
                (now_ms,),
            )
        )

    def score(self, goal: str, exam_ms: int, actual: float, answers: int, at_ms: int) -> None:
        """Note how an exam came out, on the forecasts of it that are not scored yet."""
        self._database.write(
            lambda database: database.execute(
                "UPDATE forecasts SET actual = ?, answers = ?, scored_ms = ? "
                "WHERE goal = ? AND exam_ms = ? AND actual IS NULL",
                (actual, answers, at_ms, goal, exam_ms),
            )
        )


def read_goals(database: sqlite3.Connection) -> list[Goal]:
    """Return all goals; raises sqlite3.Error, ImpossibleRowError for one that nobody can have set."""
    rows = database.execute("SELECT id, decks, exam_ms, offset_minutes, seconds, left_out, made_ms FROM goals")
    return [_goal(*row) for row in rows.fetchall()]


def _goal(
    identity: str, decks: str, exam_ms: int, offset_minutes: int, seconds: float, left_out: str, made_ms: int
) -> Goal:
    require_moments(exam_ms, made_ms)
    require_offset(offset_minutes)
    require(0.0 <= seconds <= SECONDS_OF_A_DAY, str(seconds))
    return Goal(identity, texts(decks), exam_ms, offset_minutes, seconds, texts(left_out), made_ms)


def read_rankings(database: sqlite3.Connection, goal: str | None = None) -> list[Ranking]:
    """Return the last rankings of one goal or of all; raises sqlite3.Error, ImpossibleRowError."""
    rows = database.execute(
        "SELECT goal, study_day, made_ms, cards, prices FROM rankings WHERE ?1 IS NULL OR goal = ?1", (goal,)
    )
    return [
        Ranking(goal, study_day, made_ms, texts(cards), lists_of_numbers(prices))
        for goal, study_day, made_ms, cards, prices in rows.fetchall()
    ]


def read_forecasts(database: sqlite3.Connection) -> list[KeptForecast]:
    """Return all forecasts in the order they were made; raises sqlite3.Error, ImpossibleRowError."""
    rows = database.execute(
        "SELECT goal, decks, kind, made_ms, exam_ms, study_day, expected, low, high, actual, coalesce(answers, 0) "
        "FROM forecasts ORDER BY made_ms, number"
    )
    found = [KeptForecast(goal, texts(decks), *rest) for goal, decks, *rest in rows.fetchall()]
    for each in found:
        require_moments(each.made_ms, each.exam_ms)
        for share in (each.expected, each.low, each.high, each.actual):
            require(share is None or 0.0 <= share <= 1.0, str(share))
    return found


def _give_up(database: sqlite3.Connection, goals: Sequence[Goal], decks: Sequence[str]) -> int:
    """Take the decks out of these goals, and remove goals without decks; return how many changed."""
    changed = 0
    for goal in goals:
        kept = tuple(deck for deck in goal.decks if deck not in decks)
        if kept == goal.decks:
            continue
        changed += 1
        _forget_forecasts(database, goal.id)
        database.execute("DELETE FROM rankings WHERE goal = ?", (goal.id,))
        if kept:
            database.execute("UPDATE goals SET decks = ? WHERE id = ?", (_list(kept), goal.id))
        else:
            database.execute("DELETE FROM goals WHERE id = ?", (goal.id,))
    return changed


def _is_about(goal: Goal) -> tuple[object, ...]:
    """Return what a forecast for the goal depends on besides how much is studied."""
    return goal.exam_ms, {*goal.decks}, {*goal.left_out}


def _forget_forecasts(database: sqlite3.Connection, goal: str) -> None:
    database.execute("DELETE FROM forecasts WHERE goal = ? AND actual IS NULL", (goal,))


def _list(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
