"""Sessions until an exam, and several goals in one day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.goal_days import BREATH, Claim, moments, part_of_day, sittings

NOW = datetime(2026, 11, 24, 18, 40, tzinfo=UTC)
DAY = timedelta(days=1)


def claim(days: float, seconds: float = 900.0, work: float = 3600.0) -> Claim:
    return Claim(NOW + days * DAY, seconds, work)


def test_one_session_now_and_one_each_evening_before_the_exam() -> None:
    exam = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert [at.isoformat()[:16] for at in moments(NOW, exam)] == [
        "2026-11-24T18:40",
        "2026-11-25T19:00",
        "2026-11-26T19:00",
    ]
    assert moments(NOW, NOW + timedelta(minutes=5)) == [NOW]


def test_a_night_owls_session_belongs_to_the_day_before() -> None:
    late = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    assert moments(late, datetime(2026, 11, 26, 9, tzinfo=UTC))[1] == datetime(2026, 11, 25, 19, tzinfo=UTC)


def test_what_was_studied_today_is_gone_and_the_exam_ends_a_session() -> None:
    assert [each.seconds for each in sittings(NOW, claim(1.5), (), spent=300.0)] == [600.0, 900.0]
    assert sittings(NOW, claim(1.5), (), spent=5000.0)[0].seconds == 0.0
    assert sittings(NOW, claim(1 / 144), (), spent=0.0)[0].seconds == pytest.approx(600.0)


def test_of_two_goals_each_bears_its_part_of_what_was_studied_today() -> None:
    own, other = claim(4.0), claim(4.0)
    whole = sittings(NOW, own, [other], spent=0.0)[0].seconds
    assert whole == 450.0
    assert sittings(NOW, own, [other], spent=450.0)[0].seconds == pytest.approx(225.0)
    assert sittings(NOW, own, [claim(-1.0)], spent=450.0)[0].seconds == pytest.approx(450.0)


@given(st.lists(st.tuples(st.floats(0.1, 400), st.floats(0, 86_400), st.floats(0, 1e6)), min_size=1, max_size=5))
def test_goals_share_a_day_and_none_gets_more_than_it_asked_for(entries: list[tuple[float, float, float]]) -> None:
    claims = [claim(*entry) for entry in entries]
    parts = [part_of_day(own, [other for other in claims if other is not own], NOW) for own in claims]
    assert all(-1e-6 <= part <= own.seconds + 1e-6 for part, own in zip(parts, claims, strict=True))
    assert sum(parts) <= max(own.seconds for own in claims) * (1 + 1e-9) + 1e-6
    if all(own.work > 0 for own in claims):
        assert sum(parts) == pytest.approx(max(own.seconds for own in claims), rel=1e-6, abs=1e-6)


def test_the_nearer_of_two_like_goals_gets_more_and_the_other_all_afterwards() -> None:
    near, far = claim(2.0), claim(6.0)
    assert part_of_day(near, [far], NOW) == pytest.approx(3 * part_of_day(far, [near], NOW))
    assert part_of_day(far, [near], NOW + 3 * DAY) == 900.0


@given(st.floats(0.0, 800.0), st.floats(0.0, 0.99))
def test_sessions_lie_in_order_between_now_and_the_exam(days: float, hour: float) -> None:
    now = NOW + hour * DAY
    exam = now + days * DAY + timedelta(minutes=1)
    found = moments(now, exam)
    assert found[0] == now
    assert found == sorted(set(found))
    assert all(at <= exam - BREATH for at in found[1:])
    assert len(found) <= days + 2
