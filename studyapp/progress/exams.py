"""Mock exams: their course and their results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studyapp.progress.database import Database


@dataclass(frozen=True, slots=True)
class KeptExam:
    """One mock exam; what it holds is the business of `studyapp.study.exam`."""

    id: str
    """UUID."""
    deck: str
    started_ms: int
    finished_ms: int | None
    """None while it can be resumed."""
    body: Mapping[str, Any]
    """As JSON has it."""


class ExamShelf:
    """The mock exams of one progress file. Writing raises NotSavedError, reading DamagedProgressError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, exam: KeptExam) -> None:
        """Keep an exam as it is now, in place of what was kept of it before."""
        row = (exam.id, exam.deck, exam.started_ms, exam.finished_ms, json.dumps(exam.body, ensure_ascii=False))
        self._database.write(
            lambda database: database.execute("INSERT OR REPLACE INTO exams VALUES (?, ?, ?, ?, ?)", row)
        )

    def exams(self, deck: str | None = None, *, finished: bool) -> list[KeptExam]:
        """Return the exams over a deck, or over all, that are finished or can be resumed, oldest first."""
        with self._database.reading() as database:
            rows = database.execute(
                "SELECT id, deck, started_ms, finished_ms, body FROM exams "
                "WHERE (finished_ms IS NOT NULL) = ?1 AND (?2 IS NULL OR deck = ?2) ORDER BY started_ms, id",
                (finished, deck),
            ).fetchall()
        return [
            KeptExam(identity, of_deck, started_ms, finished_ms, json.loads(body))
            for identity, of_deck, started_ms, finished_ms, body in rows
        ]
