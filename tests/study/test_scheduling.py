"""When a card comes back: never at once, never on the same study day after a long wait, never beyond a lifetime."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from studyapp.clock import DAY_STARTS, study_day
from studyapp.study.clock_watch import stamp_at
from studyapp.study.scheduling import LONGEST, SHORTEST, WHOLE_DAYS_FROM, due_moment

ZONES = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - Hypothesis adds it
WAITS = st.timedeltas(timedelta(0), timedelta(days=10**6))
TO_A_MORNING = st.timedeltas(WHOLE_DAYS_FROM, timedelta(hours=30)) | st.timedeltas(WHOLE_DAYS_FROM, timedelta(days=400))


@given(MOMENTS, WAITS)
def test_a_card_comes_back_later_and_within_a_lifetime(answered: datetime, wait: timedelta) -> None:
    due = due_moment(answered, wait)
    assert SHORTEST <= due - answered <= LONGEST + timedelta(days=1)


@given(MOMENTS, st.timedeltas(timedelta(0), WHOLE_DAYS_FROM - timedelta(microseconds=1)))
def test_a_short_wait_is_kept_to_the_minute(answered: datetime, wait: timedelta) -> None:
    assert due_moment(answered, wait) == answered + max(wait, SHORTEST)


@given(MOMENTS, TO_A_MORNING)
def test_a_long_wait_ends_with_the_morning_of_a_later_study_day_by_the_student_s_clock(
    answered: datetime, wait: timedelta
) -> None:
    due = due_moment(answered, wait)
    assert due.utcoffset() == answered.utcoffset()
    assert timedelta(hours=due.hour, minutes=due.minute) == DAY_STARTS
    assert study_day(due) == max(study_day(answered + wait), study_day(answered) + timedelta(days=1))


@given(MOMENTS)
def test_an_answer_is_stamped_with_the_student_s_own_time(now: datetime) -> None:
    stamp = stamp_at(now, None, None)
    moment = datetime.fromtimestamp(stamp.at_ms / 1000, UTC) + timedelta(minutes=stamp.offset_minutes)
    assert abs(moment.replace(tzinfo=None) - now.replace(tzinfo=None)) < timedelta(milliseconds=2)
    assert stamp.study_day == str(study_day(now))
