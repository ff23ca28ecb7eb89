"""Holds the machine's clock against the review log: times that cannot be right must put no card off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from studyapp.clock import is_possible, offset_minutes, study_day, to_milliseconds
from studyapp.errors import StudyError

if TYPE_CHECKING:
    from datetime import datetime

    from studyapp.clock import Clock
    from studyapp.progress.review import Answer
    from studyapp.progress.store import ProgressStore

BACK_MS = 86_400_000
"""A clock this far before the last answer is doubted. Less puts no card off: no time counts as passed meanwhile."""
AHEAD_MS = 400 * 86_400_000
"""A clock this far after the last answer is doubted: rather a wrong date than a year without an answer."""
LONGEST_DAY = timedelta(days=2)
"""Travelling west can make the date of the last answer come again; no journey takes it further back than this."""


class ClockDoubt(NamedTuple):
    """Why the student is asked whether the clock is right."""

    now: datetime
    """What the clock says, in local time."""
    last: datetime | None
    """When the last answer was given whose time is not in doubt, in the local time of then; None if there is none."""
    is_possible: bool
    """Whether the clock may be right at all."""


class ClockInDoubtError(StudyError):
    """An answer cannot be graded before the student has said whether the clock is right. Nothing was saved."""

    def __init__(self, doubt: ClockDoubt) -> None:
        super().__init__(f"The clock of this machine says {doubt.now:%Y-%m-%d %H:%M}, which may be wrong.")
        self.doubt = doubt


class Watched(Protocol):
    """A sitting whose clock is watched: nothing is graded while there is a doubt."""

    def clock_doubt(self) -> ClockDoubt | None:
        """Return why the student must be asked whether the clock is right; None where it is plausible or settled."""

    def settle_clock(self, *, right: bool) -> None:
        """Take the student's word for the clock; raises NotSavedError, then the student is to be asked again."""


class Stamp(NamedTuple):
    """The time of an answer as it goes into the log."""

    at_ms: int
    offset_minutes: int
    study_day: str
    """ISO date; never before that of the last answer whose time is not in doubt, as far as clocks and journeys go."""
    clock_suspect: bool


class ClockWatch:
    """Watches one session's clock. Its word counts, the student's counts more, and impossible times never do."""

    def __init__(self, store: ProgressStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._last = _last_trusted(store)
        self._believed_ms: int | None = self._last.at_ms if self._last else None
        self._disbelieved = False

    def doubt(self) -> ClockDoubt | None:
        """Return why the student must be asked now; None while the clock is plausible, or was asked about already."""
        now = self._clock.now()
        return None if self._disbelieved or self._is_plausible(now) else _doubt(now, self._last)

    def require_settled(self) -> None:
        """Raise ClockInDoubtError while the student must be asked."""
        if (doubt := self.doubt()) is not None:
            raise ClockInDoubtError(doubt)

    def settle(self, *, right: bool) -> None:
        """Take the student's word: the clock is right, or it is not but the session goes on.

        Cards that were answered later than a clock that is right says were answered under a wrong one: they are due.
        An impossible time is never believed. Raises NotSavedError; then nothing is settled.
        """
        now_ms = to_milliseconds(self._clock.now())
        if right and is_possible(now_ms):
            self._store.expect_what_was_answered_after(now_ms)
            self._believed_ms = now_ms
        else:
            self._disbelieved = True

    def stamp(self) -> Stamp:
        """Return the time of an answer that is given now; one in doubt belongs to the study day of the last that is not."""
        return self.stamp_of(self._clock.now())

    def stamp_of(self, at: datetime) -> Stamp:
        """Return the time of an answer that was given at `at`."""
        return stamp_at(at, self._last, self._believed_ms)

    def saved(self, answer: Answer) -> None:
        """Note an answer that is in the log."""
        if not answer.clock_suspect:
            self._last, self._believed_ms = answer, answer.at_ms

    def today(self) -> str:
        """Return the study day whose answers and time count as today's."""
        return current_study_day(self._clock.now(), self._last)

    def _is_plausible(self, now: datetime) -> bool:
        return is_plausible(to_milliseconds(now), self._believed_ms)


def doubt_at(store: ProgressStore, now: datetime) -> ClockDoubt | None:
    """Return why the clock may be wrong, as far as the log tells; what a student said of it is not known here."""
    last = _last_trusted(store)
    return None if is_plausible(to_milliseconds(now), last.at_ms if last else None) else _doubt(now, last)


def study_day_at(store: ProgressStore, now: datetime) -> str:
    """Return the study day (ISO date) whose answers and time count as those of `now`."""
    return current_study_day(now, _last_trusted(store))


def stamp_at(now: datetime, last: Answer | None, believed_ms: int | None) -> Stamp:
    """Return the time of an answer given at `now`; one in doubt belongs to the study day of the last that is not.

    `believed_ms` is the last time that was believed, by the log or by the student.
    """
    now_ms = to_milliseconds(now)
    is_suspect = not is_plausible(now_ms, believed_ms)
    day = last.study_day if is_suspect and last is not None else current_study_day(now, last)
    return Stamp(now_ms, offset_minutes(now), day, is_suspect)


def is_plausible(now_ms: int, believed_ms: int | None) -> bool:
    """Return whether a clock can be believed that says `now_ms`, when the last time that was believed is `believed_ms`."""
    return is_possible(now_ms) and (believed_ms is None or -BACK_MS <= now_ms - believed_ms <= AHEAD_MS)


def current_study_day(now: datetime, last: Answer | None) -> str:
    """Return the study day at `now` (ISO date): that of the `last` answer while the local date comes a second time."""
    today = study_day(now)
    latest = str(today + LONGEST_DAY)
    return last.study_day if last is not None and str(today) < last.study_day <= latest else str(today)


def _last_trusted(store: ProgressStore) -> Answer | None:
    last = store.last_review(trusted=True)
    return last.answer if last else None


def _doubt(now: datetime, last: Answer | None) -> ClockDoubt:
    return ClockDoubt(now, last.answered_at() if last else None, is_possible(to_milliseconds(now)))
