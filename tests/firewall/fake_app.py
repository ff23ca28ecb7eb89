"""The app over a workspace that says one text everywhere: `python -m tests.firewall.fake_app FILE [--unfiltered]`.

With `--unfiltered`, nothing is taken out of it: a defect that the firewall must find. The screens that were made are
noted in `FILE.screens`.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.study.clock_watch import ClockDoubt
from studyapp.study.goal_advice import Drop, Risk, Tag
from studyapp.tui import content
from studyapp.tui.app import StudyApp
from tests.firewall.noted import note_screens
from tests.tui.fake_goals import FakePlanner, GoalWorkspace, goal_for
from tests.tui.fake_study import NOW
from tests.tui.test_hostile_text import hostile_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.deck import Deck
    from studyapp.progress.goals import Goal
    from studyapp.study.goal_solving import GoalPlan


class _Planner(FakePlanner):
    def __init__(self, workspace: GoalWorkspace) -> None:
        super().__init__(workspace)
        self._says = workspace.says

    def plan(self, goal: Goal) -> GoalPlan:
        text = self._says
        return replace(
            super().plan(goal),
            titles=(text,),
            drops=(Drop(text, ("d/a",), 2.5, 0.97),),
            tags=(Tag(text, 51, 2.5, left_out=False),),
            risks=(Risk("d/a", 0.31, text),),
            notes=(text,),
        )


class _Workspace(GoalWorkspace):
    def planner(self, decks: Sequence[Deck] = ()) -> FakePlanner:  # noqa: ARG002 - as the real one
        return _Planner(self)


def workspace_saying(text: str) -> GoalWorkspace:
    """Return a workspace with decks, a goal and a doubtful clock, in which everything says `text`."""
    hostile = hostile_workspace(text)
    workspace = _Workspace(
        hostile.questions, deck_title=text, hint=text, says=text, goals=[goal_for("nuclear")], decks=()
    )
    overview = hostile.overview()
    workspace.overview_value = overview._replace(goals=workspace.standings(()))
    workspace.doubt = ClockDoubt(NOW.replace(year=2031), NOW, is_possible=True)
    return workspace


def main(path: str, option: str = "") -> None:
    text = Path(path).read_bytes().decode("utf-8", "surrogatepass")
    if option == "--unfiltered":
        vars(content).update(clean=str, one_line=lambda text, _limit=0: text)
    note_screens(Path(f"{path}.screens"))
    StudyApp(workspace_saying(text).real).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
