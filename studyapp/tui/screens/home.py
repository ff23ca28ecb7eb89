"""Home: what is to do today, and how the decks stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from studyapp.errors import StudyError
from studyapp.mistakes import MistakeError
from studyapp.study.humane import count, minutes, moment
from studyapp.tui.background import in_background
from studyapp.tui.content import line, plain
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_error, show_notice
from studyapp.tui.screens import deck_table
from studyapp.tui.small import is_small
from studyapp.tui.themes import DARK, LIGHT
from studyapp.tui.widgets.bars import bar
from studyapp.tui.widgets.hints import Hints, hint
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.decks.problem import Problem
    from studyapp.study.goal_standing import GoalStanding
    from studyapp.study.overview import DeckOverview, Overview
    from studyapp.study.session import Session
    from studyapp.study.shown import Undone
    from studyapp.study.workspace import Workspace

BAR_WIDTH = 20
WORDS_BESIDE_BAR = 20
PROBLEMS_SHOWN = 3
NEWS_SHOWN = 5
SIDE = 2
"""Cells between the edge of the terminal and the table."""


class HomeScreen(Screen[None]):
    """Painted empty at once; the decks are read in a thread and appear when they are known."""

    CSS_PATH = Path(__file__).with_name("home.tcss")
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "home.study", "home.all", "home.plan", "home.exam", "home.undo", "home.reload", "home.theme", "home.quit"
    )

    def __init__(self, workspace: Workspace, minutes: float | None) -> None:
        super().__init__()
        self._workspace = workspace
        self._minutes = minutes
        self._overview: Overview | None = None
        self._reading = self._is_read = False
        self._wanted: Callable[[], None] | None = None
        self._rows: tuple[DeckOverview, ...] = ()
        self._marked_row = 0
        self._solving = False

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        yield TitleLine(Content("studyapp"))
        yield Static(Content.assemble(("Reading the decks …", "$muted")), id="today")
        yield Static(Content(), id="goals")
        yield Static(Content(), id="head")
        yield OptionList(id="decks")
        with VerticalScroll(id="problems", can_focus=False):
            yield Static(Content(), id="problem-text")
        yield Hints()

    # --- reading -----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Say what keys do; reading begins once the screen is shown."""
        self.query_one("#problems").display = self.query_one("#decks").display = False
        self.query_one(Hints).show(*map(hint, _HINTS))

    def on_screen_resume(self) -> None:
        """Read how the decks stand, at the start and after every session."""
        self.call_after_refresh(self.action_reload)

    def action_reload(self) -> None:
        """Read the decks again."""
        if not self._reading:
            self._reading = True
            in_background(self, self._workspace.overview, self._arrive)

    def _refreshed_goals(self) -> tuple[GoalStanding, ...]:
        """Solve what is stale, and return how the goals stand then."""
        self._workspace.refresh_plans(is_wanted=lambda: self.is_running)
        return self._workspace.standings(self._workspace.shelf().decks)

    def _goals_arrive(self, goals: tuple[GoalStanding, ...] | StudyError) -> None:
        self._solving = False
        if isinstance(goals, MistakeError):
            show_error(self, goals)
        if self._overview is not None:
            # What else is wrong is told with the decks.
            self._overview = self._overview if isinstance(goals, StudyError) else self._overview._replace(goals=goals)
            self._fill_goals(self._overview)

    def _arrive(self, overview: Overview | StudyError) -> None:
        self._reading, self._is_read = False, True
        if isinstance(overview, StudyError):
            self._overview = None
            self.query_one("#today", Static).update(plain(str(overview)))
        else:
            self._overview = overview
            self._show(overview)
            if overview.goals and not self._solving:
                self._solving = True
                in_background(self, self._refreshed_goals, self._goals_arrive)
            self._fill_goals(overview)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    # --- showing -----------------------------------------------------------------------------------------------

    def _show(self, overview: Overview) -> None:
        self.query_one(TitleLine).show(Content("studyapp"), Content(moment(overview.now)))
        self._fill_today(overview)
        decks = overview.decks
        self._rows = (deck_table.total(decks), *decks) if len(decks) > 1 else decks
        self._fill_table()
        self.query_one("#problem-text", Static).update(told(overview.problems))
        self.query_one("#problems").display = bool(overview.problems)
        if overview.news:
            show_notice(self, Content("\n").join(line(sentence) for sentence in overview.news[:NEWS_SHOWN]))

    def _fill_today(self, overview: Overview) -> None:
        room = max(0, self.size.width - 2 * SIDE - WORDS_BESIDE_BAR)
        self.query_one("#today", Static).update(today(overview, bar_width=min(BAR_WIDTH, room)))

    def _fill_goals(self, overview: Overview) -> None:
        goals = self.query_one("#goals", Static)
        goals.display = bool(overview.goals)
        if not overview.goals:
            return
        from studyapp.tui.screens.goal_rows import MOST, goal_rows  # noqa: PLC0415 - only where there are goals

        most = 1 if is_small(self) else MOST
        goals.update(goal_rows(overview.goals, width=self.size.width - 2 * SIDE, most=most, pending=self._solving))

    def _fill_table(self) -> None:
        width = self.size.width - 2 * SIDE
        table = self.query_one("#decks", OptionList)
        cursor = min(table.highlighted or 0, len(self._rows) - 1)
        with self.prevent(OptionList.OptionHighlighted):
            table.clear_options()
            table.add_options(
                Option(deck_table.row(deck, width, at_cursor=index == cursor)) for index, deck in enumerate(self._rows)
            )
            table.highlighted = cursor if self._rows else None
        self._marked_row = cursor
        head = self.query_one("#head", Static)
        head.update(deck_table.head(width))
        head.display = table.display = bool(self._rows)
        if self._rows:
            table.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Move the sign of the cursor, which does not depend on colour."""
        width = self.size.width - 2 * SIDE
        for index in {self._marked_row, event.option_index}:
            if index < len(self._rows):
                prompt = deck_table.row(self._rows[index], width, at_cursor=index == event.option_index)
                event.option_list.replace_option_prompt_at_index(index, prompt)
        self._marked_row = event.option_index

    def on_resize(self) -> None:
        """Lay the table out anew."""
        if self._overview is not None:
            self._fill_today(self._overview)
            self._fill_goals(self._overview)
            self._fill_table()

    # --- what keys do ------------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Study the deck that was chosen with Enter or the mouse."""
        event.stop()
        self._study(event.option_index)

    def action_study(self) -> None:
        """Study the deck under the cursor, or everything while the decks are still being read."""
        self._study(self.query_one("#decks", OptionList).highlighted or 0)

    def action_study_all(self) -> None:
        """Study today's share of all decks."""
        self._when_read(lambda: self._open(()))

    def action_plan(self) -> None:
        """Show the plan for the deck under the cursor, or for the nearest exam."""
        self._when_read(self._open_plan)

    def on_click(self, event: events.Click) -> None:
        """A click on the goals shows their plan."""
        if self.get_widget_at(*event.screen_offset)[0] is self.query_one("#goals"):
            event.stop()
            self.action_plan()

    def action_exam(self) -> None:
        """Offer a mock exam over the deck under the cursor."""
        index = self.query_one("#decks", OptionList).highlighted or 0
        self._when_read(lambda: self._offer_exam(index))

    def action_undo(self) -> None:
        """Take back the last answer and ask it again."""
        self._when_read(self._undo)

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.app.theme = LIGHT.name if self.app.theme == DARK.name else DARK.name

    def action_quit(self) -> None:
        """End the app."""
        self.app.exit()

    def _when_read(self, action: Callable[[], None]) -> None:
        """Do something with the workspace once it was read and no thread reads with it any more."""
        if self._reading or not self._is_read:
            self._wanted = action
        else:
            action()

    def _study(self, index: int) -> None:
        self._when_read(lambda: self._open_row(index))

    def _open_row(self, index: int) -> None:
        if index < len(self._rows):
            deck = self._rows[index].id
            self._open((deck,) if deck else ())

    def _open(self, decks: tuple[str, ...]) -> None:
        try:
            session = self._workspace.start(decks, minutes=self._minutes)
        except StudyError as error:
            show_error(self, error)
            return
        self._push(session)

    def _open_plan(self) -> None:
        from studyapp.tui.screens.plan import PlanScreen  # noqa: PLC0415 - Home is painted without it

        clear_notice(self)
        cursor = self.query_one("#decks", OptionList).highlighted or 0
        self.app.push_screen(PlanScreen(self._workspace, self._rows[cursor].id if self._rows else ""))

    def _offer_exam(self, index: int) -> None:
        deck = self._rows[index].id if index < len(self._rows) else ""
        if not deck:
            missing = "move to the one that you mean" if self._rows else "there is none here that can be studied"
            show_notice(self, Content(f"An exam is over one deck: {missing}."))
            return
        from studyapp.study.exam.desk import MockExams  # noqa: PLC0415 - Home is painted without it
        from studyapp.study.exam.rules import Wishes  # noqa: PLC0415 - likewise
        from studyapp.tui.screens.offer import OfferScreen  # noqa: PLC0415 - likewise

        try:
            exams = MockExams(self._workspace, self._workspace.shelf((deck,)).decks[0])
        except StudyError as error:
            show_error(self, error)
            return
        clear_notice(self)
        self.app.push_screen(OfferScreen(exams, Wishes()))

    def _undo(self) -> None:
        try:
            session = self._workspace.start((), minutes=self._minutes)
            undone = session.undo()
        except StudyError as error:
            show_error(self, error)
            return
        if undone is None:
            show_notice(self, Content("There is nothing to take back."))
        else:
            self._push(session, undone)

    def _push(self, session: Session, undone: Undone | None = None) -> None:
        from studyapp.tui.screens.study import StudyScreen  # noqa: PLC0415 - Home is painted without it

        clear_notice(self)
        self.app.push_screen(StudyScreen(lambda: session, self._workspace, undone=undone))


_HINTS = ("home.study", "home.plan", "home.exam", "home.quit", "app.help", "home.all", "home.undo", "home.theme")


def today(overview: Overview, *, bar_width: int) -> Content:
    """Return what is planned for today and how much of it is done."""
    if not overview.decks:
        return Content.assemble(
            ("No decks yet.", "bold"), " A deck is a text file; `studyapp new my.deck.yaml` starts one."
        )
    share, done = overview.seconds_share, overview.seconds_done
    left = overview.share_due + overview.share_new
    if left == 0:
        head = Content.assemble(("Done for today.", "$success bold") if done else ("Nothing is due today.", "bold"))
    else:
        parts = (minutes(share), f"{overview.share_due:,} due", f"{overview.share_new:,} new")
        head = Content.assemble(("Today   ", "bold"), (" · ".join(parts), "bold"))
    progress = Content("  ").join([bar(done / share if share > 0 else 0, bar_width), _done(done, share)])
    lines = [head, progress] if share > 0 else [head]
    if overview.clear_in_days:
        days = count(overview.clear_in_days, "day")
        lines.append(Content(f"There is more than fits into a day. At this pace you are clear in {days}."))
    return Content("\n").join(lines)


def told(problems: Sequence[Problem]) -> Content:
    """Return the first problems of the deck files, and how to see the others."""
    if not problems:
        return Content()
    lines = [Content.assemble((f"{count(len(problems), 'problem')} in the deck files", "$warning bold"))]
    for problem in problems[:PROBLEMS_SHOWN]:
        place = line(f"{problem.path}:{problem.line}:{problem.column}", "$muted")
        lines.append(Content("  ").join([place, line(f"{problem.message} {problem.mend}")]))
    lines.append(Content("Everything else can be studied. `studyapp check` lists all problems."))
    return Content("\n").join(lines)


def _done(done: float, share: float) -> Content:
    return Content(f"{round(done / 60)} of {minutes(share)} done")
