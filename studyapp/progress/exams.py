"""Mock exams: the paper, the answer sheet as it fills, and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.errors import ExamOverError
from studyapp.progress.kept_json import is_json, members, require, require_moments, require_offset, texts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from studyapp.progress.database import Database


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """One question of a paper, and the place for its answer."""

    place: int
    """Counts from 1."""
    card: str
    review: str
    """UUID of the review that submitting makes of the answer: it exists before, so that a retry is the same review."""
    form: str
    seed: int
    fingerprint: str
    """Hash of what was put: another one shows that the deck has changed."""
    tags: tuple[str, ...] = ()
    prompt: str = ""
    expected: str = ""
    """The right answer, so that a result can be read without the deck."""
    given: str = ""
    """The answer as JSON; empty while the place is blank."""
    answered_ms: int = 0
    milliseconds: int = 0
    """How long the question was open."""
    flagged: bool = False
    rating: int = 0
    """The student's own, for a card that nothing else can mark; 0 while there is none."""
    dropped: bool = False
    """The deck has it no longer, so it does not count."""


@dataclass(frozen=True, slots=True)
class KeptExam:
    """One mock exam. An exam that is finished but was never closed was given up."""

    id: str
    """UUID."""
    deck: str
    started_ms: int
    closed_ms: int | None
    """When the sheet was handed in; None while it can be filled."""
    finished_ms: int | None
    """When the result stood; None while there is something to do."""
    body: Mapping[str, Any]
    """As JSON has it: rules and forecast, which are the business of `studyapp.study.exam`."""
    questions: tuple[KeptQuestion, ...] = field(default=())


class KeptOutcome(NamedTuple):
    """What the review log says of one question of a finished exam."""

    outcome: str
    score: float
    given: str
    """As it was understood."""


class ExamShelf:
    """The mock exams of one progress file. Writing raises NotSavedError, reading DamagedProgressError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, exam: KeptExam) -> None:
        """Keep a new exam with its whole paper; one with that id that is there already stays as it is."""
        row = (exam.id, exam.deck, exam.started_ms, exam.finished_ms, _json(exam.body), exam.closed_ms)
        questions = [_question_row(exam.id, question) for question in exam.questions]

        def insert(database: sqlite3.Connection) -> None:
            database.execute(
                "INSERT INTO exams (id, deck, started_ms, finished_ms, body, closed_ms) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO NOTHING",
                row,
            )
            database.executemany(_INSERT, questions)

        self._database.write(insert)

    def keep(self, exam: str, questions: Sequence[KeptQuestion]) -> None:
        """Keep these questions as they are now; raises ExamOverError if the exam is finished, maybe elsewhere."""
        rows = [_question_row(exam, question) for question in questions]

        def replace(database: sqlite3.Connection) -> None:
            _require_unfinished(database, exam)
            database.executemany(_REPLACE, rows)

        self._database.write(replace)

    def close(self, exam: str, at_ms: int) -> None:
        """Take no more answers; an exam that was closed before stays as it is. Raises ExamOverError."""

        def shut(database: sqlite3.Connection) -> None:
            _require_unfinished(database, exam)
            database.execute("UPDATE exams SET closed_ms = ? WHERE id = ? AND closed_ms IS NULL", (at_ms, exam))

        self._database.write(shut)

    def give_up(self, exam: str, at_ms: int) -> None:
        """Let an exam end without a result; raises ExamOverError if it is finished."""

        def end(database: sqlite3.Connection) -> None:
            _require_unfinished(database, exam)
            database.execute("UPDATE exams SET finished_ms = ?, closed_ms = NULL WHERE id = ?", (at_ms, exam))

        self._database.write(end)

    def settle(self) -> int:
        """Finish the exams that are open though the log has their answers; return how many.

        An older copy of the file knows such an exam as open still; the text journal brought the reviews back.
        """
        with self._database.reading() as database:
            if not submitted_but_open(database):
                return 0
        return self._database.write(lambda database: database.execute(_SETTLE).rowcount)

    def unfinished(self, deck: str | None = None) -> list[KeptExam]:
        """Return the exams over a deck, or over all, with something to do, oldest first."""
        return self._exams("finished_ms IS NULL", deck)

    def finished(self, deck: str | None = None) -> list[KeptExam]:
        """Return the exams over a deck, or over all, that were submitted or given up, oldest first."""
        return self._exams("finished_ms IS NOT NULL", deck)

    def outcomes(self, exam: str) -> dict[int, KeptOutcome]:
        """Return by place what the log says of the answers; an answer that was overruled counts as overruled.

        What was left blank is missing.
        """
        with self._database.reading() as database:
            rows = database.execute(_OUTCOMES, (exam,)).fetchall()
        return {place: KeptOutcome(outcome, score, given) for place, outcome, score, given in rows}

    def has_answer(self, review: str) -> bool:
        """Return whether a review is an answer of an exam, as it was marked or as it was overruled."""
        with self._database.reading() as database:
            (found,) = database.execute(_IS_ANSWER, (_storable(review),)).fetchone()
        return bool(found)

    def _exams(self, condition: str, deck: str | None) -> list[KeptExam]:
        with self._database.reading() as database:
            return read_exams(database, condition, deck)


def read_exams(database: sqlite3.Connection, condition: str = "1", deck: str | None = None) -> list[KeptExam]:
    """Return the exams for which a `condition` in SQL holds, over one deck or all, oldest first.

    Raises sqlite3.Error, ImpossibleRowError for one that nobody can have taken.
    """
    rows = database.execute(
        "SELECT id, deck, started_ms, closed_ms, finished_ms, body FROM exams "  # noqa: S608 - constants of this package
        f"WHERE {condition} AND (?1 IS NULL OR deck = ?1) ORDER BY started_ms, id",
        (_storable(deck),),
    ).fetchall()
    return [_exam(database, *row) for row in rows]


def is_finished(database: sqlite3.Connection, exam: str) -> bool:
    """Return whether an exam was submitted or given up; raises ExamOverError for one that is not there."""
    row = database.execute("SELECT finished_ms FROM exams WHERE id = ?", (exam,)).fetchone()
    if row is None:
        raise ExamOverError
    return row[0] is not None


def _require_unfinished(database: sqlite3.Connection, exam: str) -> None:
    if is_finished(database, exam):
        raise ExamOverError


def finish(database: sqlite3.Connection, exam: str, at_ms: int) -> None:
    """Note that an exam has its result, within the transaction that adds its reviews to the log."""
    database.execute(
        "UPDATE exams SET finished_ms = ?1, closed_ms = coalesce(closed_ms, ?1) WHERE id = ?2", (at_ms, exam)
    )


def submitted_but_open(database: sqlite3.Connection) -> int:
    """Return how many exams are open though the log has their answers."""
    (count,) = database.execute(f"SELECT count(*) FROM exams WHERE {_IS_SUBMITTED_BUT_OPEN}").fetchone()  # noqa: S608 - a constant
    return int(count)


_NAMES = (
    "place", "card", "review", "form", "seed", "fingerprint", "tags", "prompt", "expected",
    "given", "answered_ms", "milliseconds", "flagged", "rating", "dropped",
)  # fmt: skip
_BY_STUDENT = _NAMES[9:]
_SELECT = f"SELECT {', '.join(_NAMES)} FROM exam_questions WHERE exam = ? ORDER BY place"  # noqa: S608 - names of columns
_INSERT = (
    f"INSERT INTO exam_questions (exam, {', '.join(_NAMES)}) "  # noqa: S608 - names of columns
    f"VALUES ({', '.join('?' * (len(_NAMES) + 1))}) ON CONFLICT (exam, place) DO NOTHING"
)
_REPLACE = (
    _INSERT.replace("DO NOTHING", "DO UPDATE SET ") + "fingerprint = excluded.fingerprint, seed = excluded.seed, "
    "form = excluded.form, " + ", ".join(f"{name} = excluded.{name}" for name in ("prompt", "expected", *_BY_STUDENT))
)
_OF_EXAM = "exam_questions q JOIN reviews r ON r.id = q.review WHERE q.exam = exams.id"
_IS_SUBMITTED_BUT_OPEN = f"finished_ms IS NULL AND EXISTS (SELECT 1 FROM {_OF_EXAM})"  # noqa: S608 - constants
_LAST_ANSWER = f"(SELECT max(r.at_ms) FROM {_OF_EXAM})"  # noqa: S608 - constants
_SETTLE = (
    f"UPDATE exams SET finished_ms = {_LAST_ANSWER}, closed_ms = coalesce(closed_ms, {_LAST_ANSWER}) "  # noqa: S608 - constants
    f"WHERE {_IS_SUBMITTED_BUT_OPEN}"
)
_OUTCOMES = """WITH RECURSIVE counting (place, review) AS (
        SELECT place, review FROM exam_questions WHERE exam = ?
        UNION SELECT c.place, u.replaced_by FROM counting c JOIN undos u ON u.review = c.review
            WHERE u.replaced_by <> '')
    SELECT c.place, r.outcome, r.score, r.given FROM counting c JOIN reviews r ON r.id = c.review
        ORDER BY c.place, r.number"""

_IS_ANSWER = """WITH RECURSIVE earlier (review) AS (
        SELECT ? UNION SELECT u.review FROM earlier e JOIN undos u ON u.replaced_by = e.review)
    SELECT EXISTS (SELECT 1 FROM exam_questions q JOIN earlier e ON q.review = e.review)"""


def _exam(
    database: sqlite3.Connection,
    exam: str,
    deck: str,
    started_ms: int,
    closed_ms: int | None,
    finished_ms: int | None,
    body: str,
) -> KeptExam:
    questions = tuple(map(_question, database.execute(_SELECT, (exam,))))
    require_moments(started_ms, closed_ms, finished_ms)
    return KeptExam(exam, deck, started_ms, closed_ms, finished_ms, _body(body), questions)


def _body(text: str) -> dict[str, Any]:
    body = members(text)
    for name, value in body.items():
        require(isinstance(value, dict) == (name == "forecast"), text)
    require_offset(body.get("offset_minutes", 0))
    return body


def _question_row(exam: str, question: KeptQuestion) -> tuple[object, ...]:
    values = [_json(question.tags) if name == "tags" else _storable(getattr(question, name)) for name in _NAMES]
    return (exam, *values)


def _storable(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _question(row: Sequence[Any]) -> KeptQuestion:
    values = dict(zip(_NAMES, row, strict=True))
    require_moments(values["answered_ms"])
    require(not values["given"] or is_json(values["given"]), values["given"])
    tags, flagged, dropped = texts(values["tags"]), bool(values["flagged"]), bool(values["dropped"])
    return KeptQuestion(**{**values, "tags": tags, "flagged": flagged, "dropped": dropped})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
