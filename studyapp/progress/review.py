"""Rows of the review log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import from_milliseconds, is_possible

if TYPE_CHECKING:
    from datetime import datetime

RATINGS = frozenset({1, 2, 3, 4})
OUTCOMES = frozenset({"correct", "partly", "wrong"})
GIVEN_CHARACTERS = 1000
"""Of an answer that the log keeps."""
BOUNDED = ("at_ms", "offset_minutes", "rating", "outcome", "score", "chance")
"""What `can_be_read` is given of an answer."""
MOMENTS_MS = 60_000_000_000_000
"""Nineteen hundred years: much further before 1970, no calendar of Python's can name a moment."""
OFFSET_MINUTES = 24 * 60
"""No zone is so far from Greenwich."""
CAN_BE_READ = (
    f"rating BETWEEN 1 AND 4 AND outcome IN {tuple(sorted(OUTCOMES))} AND abs(offset_minutes) < {OFFSET_MINUTES} "
    f"AND abs(at_ms) < {MOMENTS_MS} AND score BETWEEN 0 AND 1 AND chance BETWEEN 0 AND 1"
)
"""The same as `can_be_read`, in SQL."""


class Answer(NamedTuple):
    """One answered card, before it is saved. Its `id` exists before the write, so that a retry is the same review."""

    id: str
    """UUID in its usual spelling."""
    card: str
    """`deck/card` or `deck/card/gap`."""
    at_ms: int
    """UTC milliseconds since 1970."""
    offset_minutes: int
    """Minutes east of Greenwich of the student's clock."""
    study_day: str
    """ISO date of the student's day, which begins at four in the morning."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""
    outcome: str
    """correct, partly or wrong."""
    score: float
    given: str
    """The answer as given, cleaned, at most `GIVEN_CHARACTERS` of it."""
    unsure: bool
    hinted: bool
    overruled: bool
    """The student overruled the marker; `outcome` and `rating` are the student's."""
    milliseconds: int
    """How long the answer took."""
    form: str
    """reveal, typed, choice …: what the student had to do."""
    chance: float
    """Probability that a blind guess is marked right, 0–1."""
    seed: int
    """What the options were shuffled with."""
    answer_key: str
    """Short hash of the fact asked for; a later change of the answer shows as another hash."""
    model: str
    """Name of the memory model in use."""
    clock_suspect: bool = False
    """The machine's clock was implausible when this was answered, and the student did not say that it was right."""

    @property
    def is_dated(self) -> bool:
        """Whether the time can be relied on; intervals that begin or end with one that cannot count as none."""
        return not self.clock_suspect and is_possible(self.at_ms)

    def answered_at(self) -> datetime:
        """Return when this was answered, in the student's local time of then."""
        return from_milliseconds(self.at_ms, self.offset_minutes)

    def graded(self) -> Graded:
        """Return what the state of its card follows from."""
        return Graded(
            self.card, self.at_ms, self.offset_minutes, self.rating, self.chance, self.answer_key, self.is_dated
        )


def can_be_read(at_ms: int, offset_minutes: int, rating: int, outcome: str, score: float, chance: float) -> bool:
    """Return whether an answer with these values can have been given; only damage, or another program, writes others."""
    try:
        return (
            rating in RATINGS
            and outcome in OUTCOMES
            and -MOMENTS_MS < at_ms < MOMENTS_MS
            and -OFFSET_MINUTES < offset_minutes < OFFSET_MINUTES
            and 0.0 <= score <= 1.0
            and 0.0 <= chance <= 1.0
        )
    except TypeError:
        return False


class Graded(NamedTuple):
    """What of a review the state of its card follows from: what folding a long log reads."""

    card: str
    at_ms: int
    offset_minutes: int
    rating: int
    chance: float
    answer_key: str
    is_dated: bool


class Review(NamedTuple):
    """One answered card as saved: immutable."""

    answer: Answer
    device: str
    """UUID of the device."""
    sequence: int
    """Counts the events of a device from 1, without gaps."""


class CardState(NamedTuple):
    """What is cached of one card: the fold of its reviews."""

    card: str
    stability: float
    difficulty: float
    last_ms: int
    due_ms: int
    reviews: int
    lapses: int
    answer_key: str
    """That of the card's last review."""
