"""Goals over real decks and answers: forecasts in order, days that were missed, odd wishes, what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock, study_day
from studyapp.errors import UsageError
from studyapp.memory.model import Rating
from studyapp.study.goal_solving import SolvingStoppedError
from studyapp.study.goal_words import paragraphs
from studyapp.study.goals import Planner
from studyapp.study.humane import percent
from tests.study.answering import answer_days
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.study.goal_solving import GoalPlan
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


def test_leaving_out_is_advised_only_where_the_figures_that_are_told_differ(tmp_path: Path) -> None:
    with make_workspace(tmp_path, TAGGED) as workspace:
        for minutes in (8.0, 8.5, 9.0, 9.5, 10.0):
            plan = set_goal(workspace, 1.5, minutes)
            assert percent(plan.forecast.follow.expected) not in {percent(drop.rest) for drop in plan.drops}


def test_what_is_out_of_reach_is_listed_as_people_do(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60)) as workspace:
        plan = set_goal(workspace, 3, 10)
    wishes = {0.8: 12.0, 0.9: 30.0, 0.95: 45.0}
    for reached, words in (
        (2, "95 % is out of reach."),
        (1, "90 % and 95 % are out of reach."),
        (0, "80 %, 90 % and 95 % are out of reach."),
    ):
        needed = {wish: found if place < reached else None for place, (wish, found) in enumerate(wishes.items())}
        assert any(line.endswith(words) for line in paragraphs(replace(plan, needed=needed)))


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
    with make_workspace(tmp_path, typed_deck(60), clock=clock) as workspace:
        first = set_goal(workspace, 6, 5)
        assert first.missed is None
        clock.answered(3 * 86_400.0)
        planner = Planner(workspace)
        plan = planner.plan(planner.running()[0])
        assert plan.missed is not None
        assert plan.missed.days == 3
        assert plan.missed.before == pytest.approx(first.forecast.follow.expected, abs=0.04)
        assert plan.missed.before > plan.missed.after
        assert plan.missed.mended_by is None or plan.missed.mended_by > 5.0
        assert plan.today_seconds == 5 * 60.0
        assert all(day.minutes <= 5.0 for day in plan.days)


def test_what_missed_days_cost_is_told_all_day_and_forgotten_once_a_day_was_studied(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(60), clock=clock) as workspace:
        set_goal(workspace, 4, 5)
        clock.answered(2 * 86_400.0)
        told = [Planner(workspace).plan(Planner(workspace).running()[0]).missed for _ in range(2)]
        assert told[0] is not None
        assert told[1] == told[0]
        answer_days(workspace.store, cards=5, days=1, after=2, rating=mostly_good)
        clock.answered(86_400.0)
        assert Planner(workspace).plan(Planner(workspace).running()[0]).missed is None


def test_missed_days_are_counted_to_the_last_day_with_an_answer_however_often_the_app_was_opened(
    tmp_path: Path,
) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(60), clock=clock) as workspace:
        first = set_goal(workspace, 5, 5)
        for _ in range(3):
            clock.answered(86_400.0)
            assert Planner(workspace).refresh() == 1
        plan = Planner(workspace).plan(Planner(workspace).running()[0])
        assert plan.missed is not None
        assert plan.missed.days == 3
        assert plan.missed.before == pytest.approx(first.forecast.follow.expected, abs=0.04)


def test_what_bad_answers_cost_is_not_laid_on_the_day_that_was_missed_after_them(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(40), clock=clock) as workspace:
        hopeful = set_goal(workspace, 4, 10).forecast.follow.expected
        answer_days(workspace.store, cards=40, days=2, rating=lambda *_: Rating.AGAIN)
        clock.answered(3 * 86_400.0 - 60.0)
        plan = Planner(workspace).plan(Planner(workspace).running()[0])
        assert plan.missed is not None
        assert plan.missed.days == 1
        assert plan.missed.before - plan.missed.after < 0.5 * (hopeful - plan.missed.after)


def test_what_missed_days_cost_is_reckoned_from_the_cards_before_todays_session(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(30), clock=clock) as workspace:
        set_goal(workspace, 3, 1)
        clock.answered(2 * 86_400.0)
        answer_days(workspace.store, cards=30, days=1, after=2, rating=lambda *_: Rating.EASY)
        clock.answered(400.0)
        told = Planner(workspace).plan(Planner(workspace).running()[0]).missed
        assert told is not None
        assert told.days == 2
        assert told.before > told.after  # all is known now, but would be known better


def test_a_clock_in_doubt_is_told_and_its_forecasts_are_neither_kept_nor_scored(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(10), clock=StandingClock(NOON - 5 * DAY)) as workspace:
        answer_days(workspace.store, cards=10, days=1, rating=mostly_good)
        plan = set_goal(workspace, 3, 10)
        assert any("clock" in note and "earlier than your last answer" in note for note in plan.notes)
        assert workspace.store.goals.forecasts(scored=False) == []
        assert workspace.store.goals.ranking(plan.goal.id) is not None


def test_a_plan_is_solved_anew_once_ten_answers_have_come_since(tmp_path: Path) -> None:
    clock = StandingClock(NOON - timedelta(minutes=1))
    with make_workspace(tmp_path, typed_deck(30), clock=clock) as workspace:
        set_goal(workspace, 6, 15)
        answer_days(workspace.store, cards=9, days=1, rating=mostly_good)
        assert Planner(workspace).refresh() == 0
        answer_days(workspace.store, cards=10, days=1, rating=mostly_good)
        clock.answered(600.0)
        assert Planner(workspace).refresh() == 1
        assert Planner(workspace).refresh() == 0


def test_goals_that_nobody_waits_for_any_more_are_not_solved(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(10), TAGGED) as workspace:
        for deck in workspace.shelf().decks:
            Planner(workspace).set([deck], workspace.clock.now() + 5 * DAY, 10)
        asked = iter([True, False])
        workspace.refresh_plans(is_wanted=lambda: next(asked))
        rankings = [workspace.store.goals.ranking(goal.id) for goal in Planner(workspace).running()]
        assert sum(ranking is not None for ranking in rankings) == 1


def test_more_minutes_for_one_of_two_goals_are_reckoned_as_they_would_be_shared(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60, "one"), typed_deck(60, "two")) as workspace:
        set_goal(workspace, 3, 20, "two")
        alone = set_goal(workspace, 3, 10, "one")
        wish = alone.needed[0.8]
        assert wish is not None
        reached = set_goal(workspace, 3, wish, "one")
        assert reached.forecast.follow.expected == pytest.approx(0.8, abs=0.03)


def test_a_day_without_end_promises_only_what_the_plan_has_use_for(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(20)) as workspace:
        plan = set_goal(workspace, 3, 1440)
        assert 60.0 < plan.today_seconds < 3600.0


def test_nothing_that_was_never_seen_lies_within_a_range(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60), clock=StandingClock(NOON + DAY)) as workspace:
        plan = set_goal(workspace, 5, 10)
        assert (plan.forecast.now.high, plan.forecast.stop.high) == (0.0, 0.0)
        answer_days(workspace.store, cards=6, days=1, rating=lambda *_: Rating.EASY)
        assert set_goal(workspace, 5, 10).forecast.now.high == pytest.approx(0.1)


def test_the_cards_at_risk_are_those_known_least_at_the_exam(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60), clock=StandingClock(NOON + 2 * DAY)) as workspace:
        answer_days(
            workspace.store, cards=10, days=2, rating=lambda card, _: Rating.AGAIN if card in {3, 8} else Rating.EASY
        )
        plan = set_goal(workspace, 2, 10)
        assert {risk.card for risk in plan.risks[:2]} == {"words/c3", "words/c8"}
        assert plan.risks[0].question.startswith("Word ")
        assert [risk.recall for risk in plan.risks] == sorted(risk.recall for risk in plan.risks)


def test_the_curve_leads_from_stopping_to_following(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(60), clock=StandingClock(NOON + 2 * DAY)) as workspace:
        answer_days(workspace.store, cards=30, days=2, rating=mostly_good)
        plan = set_goal(workspace, 4, 5)
        ready = [day.ready for day in plan.days]
        assert plan.forecast.stop.expected < ready[0]
        assert ready == sorted(ready)
        assert ready[-1] == pytest.approx(plan.forecast.follow.expected)


def test_scores_given_by_a_clock_that_was_ahead_are_taken_back(tmp_path: Path) -> None:
    clock = StandingClock(NOON)
    with make_workspace(tmp_path, typed_deck(40), clock=clock) as workspace:
        set_goal(workspace, 2, 10)
        answer_days(workspace.store, cards=40, days=1, rating=mostly_good)
        answer_days(workspace.store, cards=40, days=1, after=1, rating=mostly_good)
        clock.answered(3 * 86_400.0)
        assert Planner(workspace).score() == 1
        clock.answered(-3 * 86_400.0)
        assert Planner(workspace).score() == 0
        assert workspace.store.goals.forecasts(scored=True) == []


def test_a_plan_that_nobody_waits_for_any_more_ends_with_its_ranking_kept(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(30)) as workspace:
        answers = iter((True, True, False))
        planner = Planner(workspace, is_wanted=lambda: next(answers))
        goal = planner.set(workspace.shelf().decks, planner.now + 4 * DAY, 5)
        with pytest.raises(SolvingStoppedError):
            planner.plan(goal)
        assert list(answers) == []
        assert workspace.store.goals.ranking(goal.id) is not None


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
