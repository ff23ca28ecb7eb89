"""Review logs in the two usual column layouts.

Plain: `card_id, review_rating, review_time, review_duration` (ISO time or epoch milliseconds; milliseconds taken).
Anki: `id, cid, ease, time, type, factor` of its `revlog` table (`id` is the moment in epoch milliseconds). As Anki
does, reviews that did not ask for recall are left out: rating 0 (rescheduled, edited), and type 3 with factor 0
(studied ahead without rescheduling).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from studyapp.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

MILLISECONDS_A_DAY = 86_400_000
DAY_STARTS_MS = 4 * 3_600_000
FILTERED = "3"
"""Anki's type of a review in a filtered deck."""


@dataclass(frozen=True, slots=True)
class LoggedReview:
    """One review of a log."""

    card: str
    at_ms: int
    """UTC milliseconds since 1970."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""
    milliseconds: int
    """How long the answer took; 0 when not known."""
    chance: float = 0.0
    """Probability 0–1 that a guess was marked right; 0 in foreign logs."""
    offset_minutes: int | None = None
    """Minutes east of Greenwich of the student's clock; None in foreign logs."""

    @property
    def at_days(self) -> float:
        """Days since 1970 in UTC."""
        return self.at_ms / MILLISECONDS_A_DAY

    def study_day(self, offset_minutes: int = 0) -> int:
        """Return the number of the study day, which begins at four where the student was.

        That is the zone `offset_minutes` east of Greenwich for reviews that do not say it.
        """
        offset = offset_minutes if self.offset_minutes is None else self.offset_minutes
        return (self.at_ms + offset * 60_000 - DAY_STARTS_MS) // MILLISECONDS_A_DAY


class LogError(StudyError):
    """A review log cannot be read."""

    exit_code: ClassVar[int] = 3

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}:1: {reason}")


def read_log(path: Path) -> list[LoggedReview]:
    """Return the reviews of a CSV or TSV log, in the order of time. Raises LogError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return sorted(_reviews(path, file), key=lambda review: review.at_ms)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise LogError(path, 1, f"cannot be read ({reason}). Give the path of a CSV review log.") from error


def _reviews(path: Path, lines: Iterable[str]) -> Iterator[LoggedReview]:
    lines = iter(lines)
    header = next(lines, "")
    rows = csv.DictReader(
        lines, fieldnames=next(csv.reader([header], delimiter=_delimiter(header))), delimiter=_delimiter(header)
    )
    names = {name.strip() for name in rows.fieldnames or ()}
    if {"card_id", "review_rating", "review_time"} <= names:
        read = _plain
    elif {"id", "cid", "ease"} <= names:
        read = _anki
    else:
        raise LogError(
            path,
            1,
            "these are not the columns of a review log. "
            "Give card_id, review_rating, review_time, review_duration – or Anki's id, cid, ease, time, type, factor.",
        )
    for row in rows:
        try:
            review = read(row)
        except (TypeError, ValueError, csv.Error) as error:
            raise LogError(path, rows.line_num + 1, f"{error}. Mend or delete this line.") from error
        if review is not None:
            yield review


def _delimiter(header: str) -> str:
    return "\t" if "\t" in header else ","


def _plain(row: Mapping[str, str | None]) -> LoggedReview | None:
    rating = _rating(row["review_rating"])
    if rating == 0:
        return None
    return LoggedReview(
        _text(row["card_id"], "card_id"), _moment(row["review_time"]), rating, _taken(row.get("review_duration"))
    )


def _anki(row: Mapping[str, str | None]) -> LoggedReview | None:
    rating = _rating(row["ease"])
    if rating == 0 or (row.get("type") == FILTERED and row.get("factor") == "0"):
        return None
    return LoggedReview(_text(row["cid"], "cid"), int(_text(row["id"], "id")), rating, _taken(row.get("time")))


def _text(value: str | None, column: str) -> str:
    if not value:
        raise ValueError(f"nothing in column {column}")
    return value


def _rating(value: str | None) -> int:
    if value not in {"0", "1", "2", "3", "4"}:
        raise ValueError(f"the rating {value!r} is none of 1, 2, 3, 4")
    return int(value)


def _moment(value: str | None) -> int:
    text = _text(value, "review_time")
    if text.isdigit():
        return int(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def _taken(value: str | None) -> int:
    return max(0, round(float(value))) if value else 0
