"""Solving plans in a thread while a session goes on, and asking by them once they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studyapp.errors import StudyError

if TYPE_CHECKING:
    from textual.screen import Screen

    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

SECONDS_BEFORE = 1.0
"""The first question is shown, and perhaps answered, before a thread takes its share of the processor."""


def solve_meanwhile(screen: Screen[Any], workspace: Workspace, session: Session) -> None:
    """Solve the goals of a session's decks that have no plan of today's; what is still to come then follows it."""

    def run() -> None:
        try:
            solved = workspace.refresh_plans(session.decks)
        except StudyError:
            return  # the order by gain in closed form stays
        if solved:
            screen.app.call_from_thread(session.replan)

    screen.set_timer(SECONDS_BEFORE, lambda: screen.run_worker(run, thread=True, exit_on_error=False, group="plans"))
