"""Clocks that are wrong, are set, leap or travel: nothing is lost, reordered or put off for decades."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.clock import from_milliseconds, is_possible, to_milliseconds
from studyapp.memory.fsrs7 import Fsrs7
from studyapp.study.clock_watch import ClockInDoubtError
from studyapp.study.own_log import logged
from studyapp.study.scheduling import Scheduler
from studyapp.study.shown import Marked
from tests.progress.samples import answer as sample
from tests.workspaces import NOON, make_workspace, typed_deck
from tests.zones import CHOSEN, ZONES, Leap, TravellingClock, leaps

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.review import Review
    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

LOST_TIME = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
OVERFLOWN = datetime(2106, 2, 7, 6, 28, tzinfo=UTC)
FAR = timedelta(days=400)
HOUR = timedelta(hours=1)


def answer(session: Session, *, seconds: float = 5) -> str:
    """Answer the next question right, taken for granted that the clock is not in doubt; return the review's id."""
    posed = session.pose()
    assert posed is not None
    marked = session.answer(posed.card.question.expected(), seconds=seconds)
    assert isinstance(marked, Marked)
    return marked.review


def answer_some(workspace: Workspace, count: int = 3, *, right: bool | None = None) -> list[str]:
    """Hold a session of `count` answers, after saying whether the clock is right if that is asked."""
    session = workspace.start(minutes=60)
    assert (session.clock_doubt() is not None) == (right is not None)
    if right is not None:
        session.settle_clock(right=right)
    return [answer(session) for _ in range(count)]


def dues(workspace: Workspace) -> list[datetime]:
    return [from_milliseconds(state.due_ms) for state in workspace.store.states("words")]


def log(workspace: Workspace) -> list[Review]:
    return list(workspace.store.history())


@pytest.mark.parametrize(
    ("jump", "is_doubted"),
    [
        (-2 * HOUR, False),
        (2 * HOUR, False),
        (timedelta(days=-1) + HOUR, False),
        (timedelta(days=1), False),
        (timedelta(days=399), False),
        (timedelta(days=-2), True),
        (timedelta(days=401), True),
        (LOST_TIME - NOON, True),
        (OVERFLOWN - NOON, True),
    ],
    ids=str,
)
def test_a_clock_is_doubted_where_it_would_do_harm(tmp_path: Path, jump: timedelta, is_doubted: bool) -> None:
    clock = TravellingClock(NOON)
    with make_workspace(tmp_path, typed_deck(9), clock=clock) as workspace:
        answer_some(workspace)
        clock.moment += jump
        session = workspace.start(minutes=60)
        doubt = session.clock_doubt()
        assert (doubt is not None) == is_doubted
        if doubt is not None:
            assert doubt.now == clock.moment
            assert doubt.last == log(workspace)[-1].answer.answered_at()
            assert doubt.is_possible == is_possible(to_milliseconds(clock.moment))


def test_nothing_is_graded_in_any_way_before_the_student_has_said_whether_the_clock_is_right(tmp_path: Path) -> None:
    clock = TravellingClock(NOON)
    with make_workspace(tmp_path, typed_deck(9), clock=clock) as workspace:
        answer_some(workspace)
        session = workspace.start(minutes=60)
        session.pose()
        clock.moment = LOST_TIME
        with pytest.raises(ClockInDoubtError):
            session.answer("x")
        with pytest.raises(ClockInDoubtError):
            session.give_up()
        assert len(log(workspace)) == 3
        session.settle_clock(right=False)
        answer(session)
        assert [review.answer.clock_suspect for review in log(workspace)] == [False] * 3 + [True]
        clock.moment = NOON + HOUR
        answer(session)
        assert not log(workspace)[-1].answer.clock_suspect, "a clock that was set right is believed at once"


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("wrong", [LOST_TIME, OVERFLOWN], ids=str)
def test_a_clock_that_has_lost_its_time_and_finds_it_again_does_no_harm(
    tmp_path: Path, wrong: datetime, said: bool
) -> None:
    clock = TravellingClock(NOON)
    saved: list[str] = []
    with make_workspace(tmp_path, typed_deck(12), clock=clock) as workspace:
        saved += answer_some(workspace)
        clock.moment = wrong
        for _ in range(2):
            saved += answer_some(workspace, 3, right=said)
        clock.moment = NOON + timedelta(days=3)
        saved += answer_some(workspace)
        reviews = log(workspace)
        assert [review.answer.id for review in reviews] == saved
        assert [review.answer.clock_suspect for review in reviews] == [False] * 3 + [True] * 6 + [False] * 3
        days = [date.fromisoformat(review.answer.study_day) for review in reviews]
        assert days == sorted(days)
        assert max(dues(workspace)) < NOON + FAR
        assert max(state.stability for state in workspace.store.states("words")) < 30
        before = dues(workspace)
        workspace.store.rebuild_states(workspace.scheduler.fold)
        assert dues(workspace) == before
        assert len(logged(workspace.store.history())) == 6, "nothing is learnt about the student from wrong times"


def test_without_the_marks_cards_would_be_gone_for_decades() -> None:
    """The control of the test above: the same log, believed."""
    reviews = [
        sample(id=str(n), at_ms=to_milliseconds(moment), rating=3).graded()
        for n, moment in enumerate([NOON, datetime(2099, 1, 1, tzinfo=UTC), NOON + timedelta(days=3)])
    ]
    fold = Scheduler(Fsrs7()).fold
    believed = fold(reviews[:2])
    assert believed is not None
    assert believed.due_ms > to_milliseconds(datetime(2098, 1, 1, tzinfo=UTC))
    doubted = fold([reviews[0], reviews[1]._replace(is_dated=False)])
    once = fold(reviews[:1])
    assert doubted is not None
    assert once is not None
    assert doubted.due_ms < to_milliseconds(NOON + FAR)
    assert doubted.last_ms == once.last_ms


def test_a_student_who_was_away_for_two_years_says_so_once_and_the_time_counts(tmp_path: Path) -> None:
    clock = TravellingClock(NOON)
    with make_workspace(tmp_path, typed_deck(3), clock=clock) as workspace:
        answer_some(workspace)
        clock.moment += timedelta(days=730)
        answer_some(workspace, right=True)
        assert not any(review.answer.clock_suspect for review in log(workspace))
        assert max(state.stability for state in workspace.store.states("words")) > 30
        assert workspace.start(minutes=60).clock_doubt() is None


def test_cards_answered_under_a_clock_that_was_ahead_are_asked_once_it_is_right(tmp_path: Path) -> None:
    clock = TravellingClock(NOON.replace(year=2070))
    with make_workspace(tmp_path, typed_deck(3), clock=clock) as workspace:
        answer_some(workspace)
        clock.moment = NOON
        assert workspace.due().due == 0
        assert answer_some(workspace, right=True)
        assert max(dues(workspace)) < NOON + FAR
        assert workspace.start(minutes=60).clock_doubt() is None


def test_a_machine_without_a_clock_can_be_studied_on_all_the_same(tmp_path: Path) -> None:
    clock = TravellingClock(LOST_TIME)
    with make_workspace(tmp_path, typed_deck(3), clock=clock) as workspace:
        answer_some(workspace, right=False)
        clock.moment += timedelta(days=40)
        answer_some(workspace, right=False)
        assert len(log(workspace)) == 6
        clock.moment = NOON
        assert len(answer_some(workspace)) == 3


def around(leap: Leap) -> list[datetime]:
    return [leap.at + quarter * timedelta(minutes=15) for quarter in range(-110, 111)]


def test_the_study_day_never_goes_backwards_when_any_clock_leaps() -> None:
    from studyapp.clock import study_day

    assert len(ZONES) > 500
    seen = set()
    for zone in ZONES:
        for leap in leaps(zone):
            clock = TravellingClock(leap.at, zone)
            local = clock.now().replace(tzinfo=None)
            if (local, leap.by) in seen:
                continue
            seen.add((local, leap.by))
            days = []
            for moment in around(leap):
                clock.moment = moment
                days.append(study_day(clock.now()))
            assert days == sorted(days), leap
            assert days[-1] - days[0] >= timedelta(days=2), leap
    assert len(seen) > 500
    assert {leap > timedelta() for _, leap in seen} == {True, False}


@pytest.mark.parametrize("zone", CHOSEN)
def test_answers_around_every_kind_of_leap_stay_in_order(tmp_path: Path, zone: str) -> None:
    by_length = {leap.by: leap for leap in leaps(zone)}
    chosen = sorted(by_length.values(), key=lambda leap: leap.at) or [Leap(zone, NOON, timedelta())]
    clock = TravellingClock(chosen[0].at - timedelta(days=1), zone)
    saved: list[str] = []
    with make_workspace(tmp_path, typed_deck(40), clock=clock, minutes_a_day=600) as workspace:
        for leap in chosen:
            clock.moment = leap.at - HOUR
            session = workspace.start(minutes=60)
            if session.clock_doubt() is not None:
                session.settle_clock(right=True)
            for _ in range(4):
                saved.append(answer(session))
                clock.moment += timedelta(minutes=35)
        reviews = log(workspace)
        assert [review.answer.id for review in reviews] == saved
        assert not any(review.answer.clock_suspect for review in reviews)
        for before, after in pairwise(reviews):
            assert before.answer.study_day <= after.answer.study_day
            assert before.answer.at_ms < after.answer.at_ms
        latest = reviews[-1].answer.at_ms
        assert all(state.due_ms > state.last_ms for state in workspace.store.states("words"))
        assert max(dues(workspace)) < from_milliseconds(latest) + FAR


@settings(max_examples=12)
@given(st.lists(st.tuples(st.sampled_from(ZONES), st.integers(0, 20)), min_size=2, max_size=8))
def test_a_journey_through_any_zones_keeps_order_and_study_days(
    tmp_path_factory: pytest.TempPathFactory, journey: list[tuple[str, int]]
) -> None:
    clock = TravellingClock(NOON)
    folder = tmp_path_factory.mktemp("journey")
    with make_workspace(folder, typed_deck(40), clock=clock, minutes_a_day=600) as workspace:
        session = workspace.start(minutes=60)
        saved = [answer(session)]
        for zone, hours in journey:
            clock.zone = zone
            clock.moment += hours * HOUR
            assert session.clock_doubt() is None
            saved.append(answer(session))
        reviews = log(workspace)
        assert [review.answer.id for review in reviews] == saved
        days = [review.answer.study_day for review in reviews]
        assert days == sorted(days)


def test_a_day_that_comes_twice_on_a_flight_west_has_its_minutes_once(tmp_path: Path) -> None:
    clock = TravellingClock(datetime(2026, 6, 10, 20, 0, tzinfo=UTC), "Asia/Tokyo")
    with make_workspace(tmp_path, typed_deck(40), clock=clock, minutes_a_day=1) as workspace:
        session = workspace.start()
        while session.pose() is not None:
            answer(session, seconds=30)
        clock.zone = "Pacific/Honolulu"
        clock.moment += 9 * HOUR
        assert str(clock.now().date()) < log(workspace)[-1].answer.study_day
        assert workspace.start().pose() is None, "it is the same study day still"
        clock.moment += 34 * HOUR
        assert workspace.start().pose() is not None


def test_a_flight_west_gives_a_goal_no_second_day(tmp_path: Path) -> None:
    clock = TravellingClock(datetime(2026, 6, 10, 20, 0, tzinfo=UTC), "Asia/Tokyo")
    with make_workspace(tmp_path, typed_deck(40), clock=clock) as workspace:
        goal = workspace.planner().set(workspace.shelf().decks, clock.now() + timedelta(days=5), minutes=1)
        workspace.refresh_plans()
        session = workspace.start()
        while session.pose() is not None:
            answer(session, seconds=30)
        clock.zone = "Pacific/Honolulu"
        clock.moment += 9 * HOUR
        assert str(clock.now().date()) < log(workspace)[-1].answer.study_day
        assert workspace.planner().plan(goal).today_seconds == 0
        assert workspace.start().pose() is None
        assert workspace.refresh_plans() == 0, "today's ranking holds still"
