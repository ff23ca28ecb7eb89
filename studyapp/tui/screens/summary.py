"""The end of a session: what it brought, what to look at, what comes tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.errors import StudyError
from studyapp.mistakes import MistakeError
from studyapp.study.humane import count, duration, minutes, percent
from studyapp.tui.background import in_background
from studyapp.tui.content import line
from studyapp.tui.keys import bindings
from studyapp.tui.notices import show_error, show_notice
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.study.goal_standing import GoalStanding
    from studyapp.study.session import Session
    from studyapp.study.shown import Summary, Undone
    from studyapp.study.workspace import Workspace

MORE_MINUTES = 5.0
QUESTIONS_SHOWN = 3
QUESTION_CELLS = 200
GOALS_AFTER = 2
"""Paragraphs before the goals: the session, and readiness."""


@dataclass(frozen=True, slots=True)
class More:
    """The session goes on: with a question to be answered again, or with the next one."""

    undone: Undone | None = None


class SummaryScreen(Screen[More | None]):
    """A good end and a small next step; its result is None when the student is done."""

    CSS_PATH = Path(__file__).with_name("summary.tcss")
    BINDINGS: ClassVar[list[BindingType]] = bindings("summary.done", "summary.more", "summary.undo")

    def __init__(self, session: Session, workspace: Workspace) -> None:
        super().__init__()
        self._session = session
        self._workspace = workspace

    def compose(self) -> ComposeResult:
        """Yield what there is to say."""
        yield TitleLine(Content("studyapp"))
        with VerticalScroll(id="summary"):
            parts = told(self._session.summary())
            yield from map(Static, parts[:GOALS_AFTER])
            yield Static(Content(), id="goals")
            yield from map(Static, parts[GOALS_AFTER:])
        yield Hints()

    def on_mount(self) -> None:
        """Let arrows scroll, and say what can be done."""
        self.query_one("#summary").focus()
        self.query_one(Hints).show(*map(hint, ("summary.done", "summary.more", "summary.undo", "app.help")))
        in_background(self, lambda: self._workspace.standings(self._session.decks), self._goals_before)

    def _goals_before(self, standings: tuple[GoalStanding, ...] | StudyError) -> None:
        """Show how the goals stood before this session while they are solved anew."""
        if not standings or isinstance(standings, StudyError):
            return  # what is wrong is told where the goals are looked at
        self._show_goals(standings, pending=True)
        in_background(self, self._solved_goals, lambda after: self._goals_after(standings, after))

    def _solved_goals(self) -> tuple[GoalStanding, ...]:
        self._workspace.refresh_plans(self._session.decks, lambda: self.is_running)
        return self._workspace.standings(self._session.decks)

    def _goals_after(self, before: tuple[GoalStanding, ...], after: tuple[GoalStanding, ...] | StudyError) -> None:
        if isinstance(after, MistakeError):
            show_error(self, after)
        self._show_goals(before if isinstance(after, StudyError) else after, pending=False)

    def _show_goals(self, standings: Sequence[GoalStanding], *, pending: bool) -> None:
        from studyapp.study.goal_words import ending_words  # noqa: PLC0415 - only where there are goals

        words = [Content.assemble((ending_words(standing), "$muted" if pending else "bold")) for standing in standings]
        if pending:
            words.append(Content.assemble(("These are the figures from before; working it out …", "$muted")))
        goals = self.query_one("#goals", Static)
        goals.update(Content("\n").join(words))
        goals.display = True

    def action_done(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_more(self) -> None:
        """Go on for five minutes."""
        try:
            self._session.extend(MORE_MINUTES)
            posed = self._session.pose()
        except StudyError as error:
            show_error(self, error)
            return
        if posed is None:
            show_notice(self, Content("Nothing is left to study for now."))
        else:
            self.dismiss(More())

    def action_undo(self) -> None:
        """Take back the last answer and ask it again."""
        try:
            undone = self._session.undo()
        except StudyError as error:
            show_error(self, error)
            return
        if undone is None:
            show_notice(self, Content("There is nothing to take back."))
        else:
            self.dismiss(More(undone))


def told(summary: Summary) -> tuple[Content, ...]:
    """Return the paragraphs of a summary."""
    if summary.answered == 0:
        return (Content.assemble(("Nothing is left to study for now.", "bold")), *_outlook(summary))
    parts = [_head(summary), _readiness(summary)]
    if summary.sure_and_wrong:
        parts.append(_questions("Sure and wrong", summary.sure_and_wrong))
    if summary.hardest:
        parts.append(_questions("Hardest today", summary.hardest))
    return (*parts, *_outlook(summary))


def _head(summary: Summary) -> Content:
    right = f"{summary.right:,} right ({percent(summary.right / summary.answered)})"
    return Content.assemble((" · ".join((duration(summary.seconds), count(summary.answered, "answer"), right)), "bold"))


def _readiness(summary: Summary) -> Content:
    before, after = percent(summary.readiness_before), percent(summary.readiness_after)
    text = f"{before} → {after}" if before != after else f"{after}, as before"
    return Content.assemble("Readiness  ", (text, "bold"))


def _questions(head: str, questions: Sequence[str]) -> Content:
    lines = [Content.assemble((head, "$accent"))]
    lines += [Content("  ") + line(question, limit=QUESTION_CELLS) for question in questions[:QUESTIONS_SHOWN]]
    if len(questions) > QUESTIONS_SHOWN:
        lines.append(Content(f"  and {len(questions) - QUESTIONS_SHOWN} more"))
    return Content("\n").join(lines)


def _outlook(summary: Summary) -> tuple[Content, ...]:
    tomorrow = (
        f"Tomorrow {minutes(summary.tomorrow_seconds)}." if summary.tomorrow_seconds else "Nothing is due tomorrow."
    )
    if not summary.waiting:
        return (Content(tomorrow),)
    waiting = f"{count(summary.waiting, 'more card')} could be studied now."
    if summary.clear_in_days:
        waiting += f" At this pace you are clear in {count(summary.clear_in_days, 'day')}."
    return (Content(tomorrow), Content(waiting))
