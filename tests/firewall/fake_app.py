"""The app over a workspace that says one text everywhere: `python -m tests.firewall.fake_app FILE [--unfiltered]`.

With `--unfiltered`, nothing is taken out of it: a defect that the firewall must find. The screens that were made are
noted in `FILE.screens`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from studyapp.study.clock_watch import ClockDoubt
from studyapp.tui import content
from studyapp.tui.app import StudyApp
from tests.firewall.noted import note_screens
from tests.tui.fake_goals import GoalWorkspace, goal_for
from tests.tui.fake_study import NOW
from tests.tui.test_hostile_text import hostile_workspace


def workspace_saying(text: str) -> GoalWorkspace:
    """Return a workspace with decks, a goal and a doubtful clock, in which everything says `text`."""
    hostile = hostile_workspace(text)
    workspace = GoalWorkspace(
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
    StudyApp(workspace_saying(text).real).run_to_end()


if __name__ == "__main__":
    main(*sys.argv[1:])
