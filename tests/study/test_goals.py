"""Goals over real decks and answers: forecasts in order, days that were missed, odd wishes, what is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock, study_day
from studyapp.errors import UsageError
from studyapp.memory.model import Rating
from studyapp.study.goals import Planner
from tests.study.answering import answer_days
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.study.goals import GoalPlan
    from studyapp.study.workspace import Workspace

DAY = timedelta(days=1)
TAGGED = "studyapp: 1\nid: tagged\ntitle: Tagged\ncards:\n" + "".join(
    f"  - {{id: c{n}, type: typed, question: Word {n}?, answer: answer {n}, tags: [{'odd' if n % 2 else 'even'}]}}\n"
    for n in range(40)
)


def set_goal(workspace: Workspace, days: float, minutes: float, *decks: str, left_out: Sequence[str] = ()) -> GoalPlan:
    planner = Planner(workspace)
    chosen = workspace.shelf(decks).decks
    return planner.plan(planner.set(chosen, planner.now + days * DAY, minutes, left_out))


def mostly_good(card: int, day: int) -> Rating:
    return Rating.AGAIN if (card + day) % 5 == 0 else Rating.GOOD


def test_forecasts_stand_in_order_and_unseen_cards_count_nothing(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60), clock=StandingClock(NOON + 2 * DAY)) as workspace:
        assert set_goal(workspace, 5, 10).forecast.now.expected == 0.0
        answer_days(workspace.store, cards=30, days=2, rating=mostly_good)
        plan = set_goal(workspace, 5, 10)
        now, stop, follow = plan.forecast.now.expected, plan.forecast.stop.expected, plan.forecast.follow.expected
        assert 0.0 < stop < now <= 0.5
        assert now < follow <= plan.forecast.bound <= 1.0
        assert (plan.cards, plan.seen) == (60, 30)
        assert plan.forecast.follow.low == pytest.approx(follow - 0.08)
        assert plan.less <= follow <= plan.more


def test_more_minutes_are_needed_for_more(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60)) as workspace:
        plan = set_goal(workspace, 4, 10)
        few, more, most = plan.needed[0.8], plan.needed[0.9], plan.needed[0.95]
        assert few is not None
        assert more is not None
        assert 0.0 < few < more < (most or 1440.0)
        reached = set_goal(workspace, 4, more)
        assert reached.forecast.follow.expected == pytest.approx(0.9, abs=0.02)


def test_today_is_ranked_and_days_stay_within_their_minutes(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(200), clock=StandingClock(NOON + DAY)) as workspace:
        answer_days(workspace.store, cards=20, days=1, rating=mostly_good)
        plan = set_goal(workspace, 6, 10)
        keys = set(workspace.shelf().decks[0].keys)
        assert len(plan.today) == len(set(plan.today)) > 20
        assert set(plan.today) <= keys
        assert all(day.minutes <= 10.5 for day in plan.days)
        ranking = workspace.store.goals.ranking(plan.goal.id)
        assert ranking is not None
        assert ranking.cards == plan.today
        assert ranking.study_day == str(study_day(plan.now))


def test_a_goal_out_of_reach_says_what_to_leave_out(tmp_path: Path) -> None:
    with make_workspace(tmp_path, TAGGED) as workspace:
        plan = set_goal(workspace, 1.5, 3)
        assert plan.forecast.follow.expected < 0.9
        tags = {drop.tag: drop for drop in plan.drops if drop.tag}
        assert set(tags) <= {"odd", "even"}
        assert tags
        drop = next(iter(tags.values()))
        assert drop.rest > plan.forecast.follow.expected
        assert len(drop.cards) == 20
        without = set_goal(workspace, 1.5, 3, left_out=[drop.tag])
        assert without.cards == 20
        assert without.forecast.follow.expected == pytest.approx(drop.rest, abs=0.03)
        single = [drop for drop in plan.drops if not drop.tag]
        assert all(drop.rest >= 0.9 for drop in single)
        assert not set_goal(workspace, 10, 60).drops


def test_leaving_everything_out_is_refused(tmp_path: Path) -> None:
    with make_workspace(tmp_path, TAGGED) as workspace, pytest.raises(UsageError, match="No card is left"):
        set_goal(workspace, 3, 10, left_out=["odd", "even"])


def test_two_goals_share_the_minutes(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(100, "one"), typed_deck(100, "two")) as workspace:
        alone = set_goal(workspace, 5, 20, "one")
        other = set_goal(workspace, 5, 20, "two")
        planner = Planner(workspace)
        assert {goal.decks for goal in planner.running()} == {alone.goal.decks, other.goal.decks}
        shared = planner.plan(alone.goal)
        assert shared.days[0].minutes + other.days[0].minutes <= 21.0
        assert shared.forecast.follow.expected < alone.forecast.follow.expected


def test_missed_days_are_told_with_their_cost_and_nothing_piles_up(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(200), clock=clock) as workspace:
        first = set_goal(workspace, 6, 15)
        assert first.missed is None
        clock.answered(3 * 86_400.0)
        planner = Planner(workspace)
        plan = planner.plan(planner.running()[0])
        assert plan.missed is not None
        assert plan.missed.days == 3
        assert plan.missed.before == first.forecast.follow.expected > plan.missed.after
        assert plan.missed.mended_by is None or plan.missed.mended_by > 15.0
        assert plan.today_seconds == 15 * 60.0
        assert all(day.minutes <= 15.5 for day in plan.days)


def test_goals_are_solved_once_a_day(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(30), clock=clock) as workspace:
        set_goal(workspace, 6, 15)
        assert Planner(workspace).refresh() == 0
        clock.answered(86_400.0)
        assert Planner(workspace).refresh() == 1
        assert Planner(workspace).refresh() == 0
        assert len(workspace.store.goals.forecasts(scored=False)) == 4
        clock.answered(10 * 86_400.0)
        assert Planner(workspace).refresh() == 0
        assert Planner(workspace).running() == []


@pytest.mark.parametrize(
    ("days", "minutes", "words"),
    [
        (1 / 48, 10, "in 30 minutes"),
        (0.2, 10, "only today's session"),
        (3 * 365, 10, "far away"),
        (5, 0, "no minutes a day"),
        (5, 1440, "Few people keep up"),
    ],
)
def test_odd_wishes_get_a_plain_answer(tmp_path: Path, days: float, minutes: float, words: str) -> None:
    with make_workspace(tmp_path, typed_deck(20)) as workspace:
        plan = set_goal(workspace, days, minutes)
        assert any(words in note for note in plan.notes)
        assert 0.0 <= plan.forecast.follow.expected <= plan.forecast.bound <= 1.0
        if not minutes:
            assert plan.forecast.follow == plan.forecast.stop
            assert plan.today == ()


def test_an_exam_beyond_all_planning_is_refused(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(3)) as workspace, pytest.raises(UsageError, match="five years"):
        set_goal(workspace, 3000, 10)


def test_a_clock_that_went_back_makes_no_nonsense(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(20), clock=StandingClock(NOON - 5 * DAY)) as workspace:
        answer_days(workspace.store, cards=10, days=2, rating=mostly_good)
        plan = set_goal(workspace, 4, 5)
        assert plan.seen == 10
        assert 0.0 <= plan.forecast.stop.expected <= plan.forecast.now.expected <= 0.5


def test_setting_the_same_decks_again_changes_the_goal(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(5)) as workspace:
        first, second = set_goal(workspace, 4, 5), set_goal(workspace, 8, 10)
        assert first.goal.id == second.goal.id
        assert len(workspace.store.goals.goals()) == 1
        assert second.exam - second.now == 8 * DAY
        assert isinstance(second.exam, datetime)
