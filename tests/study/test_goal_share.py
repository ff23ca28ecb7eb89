"""Sessions while a goal runs: the plan's cards, each once, within the minutes; ordinary sessions everywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock, to_milliseconds
from studyapp.memory.model import Rating
from studyapp.progress.goals import Goal
from studyapp.study.goals import Planner
from studyapp.study.shown import Marked
from tests.study.answering import answer_days
from tests.workspaces import NOON, make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

DAY = timedelta(days=1)


def keep_goal(workspace: Workspace, deck: str, *, days: float, minutes: float) -> Goal:
    now = workspace.clock.now()
    exam_ms = to_milliseconds(now + days * DAY)
    goal = Goal(f"goal-{deck}", (deck,), exam_ms, 0, 60.0 * minutes, (), to_milliseconds(now))
    workspace.store.goals.set(goal)
    return goal


def asked(session: Session, seconds: float = 12.0) -> list[str]:
    """Answer everything wrong and return the keys in the order they were asked."""
    keys = []
    while (posed := session.pose()) is not None:
        keys.append(posed.card.key)
        assert isinstance(session.answer("no idea", seconds=seconds), Marked)
    return keys


def test_the_ranking_of_today_is_asked_each_card_once(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(80), clock=StandingClock(NOON + DAY)) as workspace:
        answer_days(workspace.store, cards=10, days=1, rating=lambda *_: Rating.GOOD)
        planner = Planner(workspace)
        goal = planner.set(workspace.shelf().decks, planner.now + 4 * DAY, 10)
        plan = planner.plan(goal)
        keys = asked(workspace.start(minutes=10))
        assert keys == list(plan.today[: len(keys)])


@pytest.mark.parametrize("seconds", [3.0, 40.0], ids=["quick", "slow"])
def test_the_time_decides_how_far_the_ranking_is_followed(tmp_path: Path, seconds: float) -> None:
    with make_workspace(tmp_path, typed_deck(300)) as workspace:
        planner = Planner(workspace)
        plan = planner.plan(planner.set(workspace.shelf().decks, planner.now + 4 * DAY, 10))
        keys = asked(workspace.start(minutes=10), seconds)
        assert len(keys) == 600 / seconds
        assert keys == list(plan.today[: len(keys)])


def test_what_the_plan_leaves_out_is_not_asked_though_time_is_left_but_for_who_wants_more(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(12), clock=StandingClock(NOON + DAY)) as workspace:
        answer_days(workspace.store, cards=12, days=1, rating=lambda *_: Rating.EASY)
        planner = Planner(workspace)
        goal = planner.set(workspace.shelf().decks, planner.now + 3 * DAY, 60)
        planner.plan(goal)
        ranking = workspace.store.goals.ranking(goal.id)
        assert ranking is not None
        workspace.store.goals.keep_solution(goal, replace(ranking, cards=("words/c7", "words/c2")), [])
        session = workspace.start()
        assert asked(session) == ["words/c7", "words/c2"]
        session.extend(5)
        assert session.pose() is not None


def test_without_a_ranking_new_cards_are_paced_and_the_best_gain_comes_first(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(80), clock=StandingClock(NOON + DAY)) as workspace:
        answer_days(workspace.store, cards=10, days=1, rating=lambda *_: Rating.GOOD)
        keep_goal(workspace, "words", days=4, minutes=10)
        assert workspace.store.goals.ranking("goal-words") is None
        keys = asked(workspace.start())
        new = [key for key in keys if int(key.rsplit("c", 1)[1]) >= 10]
        assert len(new) >= 70 // 4
        assert len(keys) == len(set(keys))


def test_a_plan_that_is_solved_during_a_session_decides_what_is_still_to_come(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(80), clock=StandingClock(NOON + DAY)) as workspace:
        answer_days(workspace.store, cards=10, days=1, rating=lambda *_: Rating.GOOD)
        goal = keep_goal(workspace, "words", days=4, minutes=10)
        session = workspace.start()
        first = session.pose()
        assert workspace.refresh_plans() == 1
        ranking = workspace.store.goals.ranking(goal.id)
        assert ranking is not None
        # a ranking unlike any that would have been chosen: the cards of the deck from its end
        keys = tuple(f"words/c{number}" for number in range(79, 9, -1))
        workspace.store.goals.keep_solution(goal, replace(ranking, cards=keys), [])
        session.replan()
        assert session.posed is first
        later = set(asked(session)[1:])
        assert later <= {*keys[: len(later) + 1]}
        assert first is not None
        assert session.pace().answered == len(later | {first.card.key})


def test_the_goals_minutes_are_the_day_where_they_are_more(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(300), minutes_a_day=5) as workspace:
        keep_goal(workspace, "words", days=4, minutes=15)
        session = workspace.start()
        assert session.pace().seconds_left == 15 * 60
        assert workspace.overview().seconds_share == pytest.approx(15 * 60, rel=0.1)


def test_decks_of_goals_alone_get_the_goals_minutes_and_no_more(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(300), typed_deck(30, "other"), minutes_a_day=20) as workspace:
        keep_goal(workspace, "words", days=4, minutes=5)
        assert workspace.start(["words"]).pace().seconds_left == 5 * 60
        assert workspace.start(["other"]).pace().seconds_left == 20 * 60
        assert workspace.start().pace().seconds_left == 20 * 60


@pytest.mark.parametrize(("days", "minutes"), [(4, 15), (0.5, 0)], ids=["the-plan-goes-on", "exam-tomorrow-morning"])
def test_tomorrow_has_the_minutes_of_the_goal_whatever_is_due(tmp_path: Path, days: float, minutes: float) -> None:
    with make_workspace(tmp_path, typed_deck(3)) as workspace:
        answer_days(workspace.store, cards=3, days=1, rating=lambda *_: Rating.EASY)
        keep_goal(workspace, "words", days=days, minutes=15)
        assert workspace.start().summary().tomorrow_seconds == minutes * 60


def test_other_decks_get_the_time_that_the_goal_leaves(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(300, "one"), typed_deck(300, "two"), minutes_a_day=20) as workspace:
        keep_goal(workspace, "one", days=4, minutes=15)
        keys = asked(workspace.start(), seconds=18.0)
        aimed = sum(key.startswith("one/") for key in keys)
        assert 0.6 < aimed / len(keys) < 0.9


@pytest.mark.parametrize(("days", "minutes"), [(200, 15), (-1, 15), (4, 0)], ids=["far", "passed", "no-minutes"])
def test_goals_that_do_not_plan_leave_the_ordinary_session(tmp_path: Path, days: float, minutes: float) -> None:
    with make_workspace(tmp_path / "a", typed_deck(40)) as workspace:
        ordinary = asked(workspace.start(minutes=5))
    with make_workspace(tmp_path / "b", typed_deck(40)) as workspace:
        keep_goal(workspace, "words", days=days, minutes=minutes)
        assert asked(workspace.start(minutes=5)) == ordinary


@pytest.mark.parametrize("solved", [False, True], ids=["by-gain", "by-ranking"])
def test_cards_left_out_are_not_asked(tmp_path: Path, solved: bool) -> None:
    tagged = typed_deck(20).replace("answer 7}", "answer 7, tags: [long]}")
    with make_workspace(tmp_path, tagged) as workspace:
        planner = Planner(workspace)
        planner.set(workspace.shelf().decks, planner.now + 3 * DAY, 30, ["long"])
        if solved:
            assert planner.refresh() == 1
        keys = asked(workspace.start(minutes=60))
        assert len(keys) == 19
        assert "words/c7" not in keys


def test_siblings_of_one_text_are_kept_apart(tmp_path: Path) -> None:
    text = "studyapp: 1\nid: gaps\ntitle: Gaps\ncards:\n  - {id: a, type: cloze, cloze: 'The {{Seine}} and the {{Tiber}}.'}\n"
    with make_workspace(tmp_path, text) as workspace:
        keep_goal(workspace, "gaps", days=3, minutes=15)
        assert len(asked(workspace.start())) == 1


def test_plans_are_refreshed_only_where_a_goal_runs(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(10)) as workspace:
        workspace.refresh_plans()
        keep_goal(workspace, "words", days=3, minutes=15)
        workspace.refresh_plans()
        assert workspace.store.goals.ranking("goal-words") is not None
