"""Solving plans in a thread while a session goes on, and asking by them once they are there."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from studyapp.errors import StudyError
from studyapp.mistakes import MistakeError
from studyapp.tui.background import in_background
from studyapp.tui.content import plain
from studyapp.tui.notices import show_notice

if TYPE_CHECKING:
    from textual.screen import Screen

    from studyapp.study.session import Session
    from studyapp.study.workspace import Workspace

SECONDS_BEFORE = 1.0
"""The first question is shown, and perhaps answered, before a thread takes its share of the processor."""


def solve_meanwhile(screen: Screen[Any], workspace: Workspace, session: Session) -> None:
    """Solve the goals of a session's decks that have no plan of today's; what is still to come then follows it."""

    def solve() -> int:
        return workspace.refresh_plans(session.decks, lambda: screen.is_running)

    def ask_by_them(solved: int | StudyError) -> None:
        if isinstance(solved, MistakeError):
            show_notice(screen, plain(str(solved)))
        elif not isinstance(solved, StudyError) and solved:  # else the order by gain in closed form stays
            with contextlib.suppress(StudyError):
                session.replan()

    screen.set_timer(SECONDS_BEFORE, lambda: in_background(screen, solve, ask_by_them))
