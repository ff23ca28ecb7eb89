"""The plan of a goal: what is reachable, what it costs, and how to change it. Solving is done in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Unpack

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from studyapp.clock import from_milliseconds
from studyapp.errors import StudyError
from studyapp.study.goal_words import ahead, goal_title
from studyapp.study.goals import MOST_MINUTES
from studyapp.study.humane import minutes, moment
from studyapp.tui.background import in_background
from studyapp.tui.content import line, plain
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_error, show_notice
from studyapp.tui.screens.plan_words import picture, told
from studyapp.tui.screens.plan_work import Change, WorkDone, planned
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hints, clickable, hint
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.progress.goals import Goal
    from studyapp.study.goal_solving import GoalPlan
    from studyapp.study.goals import Planner
    from studyapp.study.workspace import Workspace
    from studyapp.tui.screens.goal_form import Choice, Wish
    from studyapp.tui.screens.plan_work import Work

STEP_MINUTES = 5.0
SIDES = 5
"""Cells that the text leaves free: two on each side, one for the bar that scrolls."""
LONG_TITLE_FROM = 60
"""Cells from which on the title says how far away the exam is."""


class PlanScreen(Screen[None]):
    """Shows one goal at a time; every change is worked out in a thread while the old figures stay and are marked."""

    CSS_PATH = Path(__file__).with_name("plan.tcss")
    AUTO_FOCUS = "#body"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *("plan.study", "plan.more", "plan.less", "plan.date", "plan.tags", "plan.next", "plan.previous"),
        *("plan.new", "plan.remove", "plan.leave"),
    )

    def __init__(self, workspace: Workspace, deck: str = "") -> None:
        """`deck`: the id of the deck whose goal is shown first, or that a first goal is likely about."""
        super().__init__()
        self._workspace = workspace
        self._deck = deck
        self._goals: tuple[Goal, ...] = ()
        self._place = 0
        self._plans: dict[str, GoalPlan] = {}
        self._change = Change()
        self._sent = Change()
        self._waiting: list[Callable[[], Work]] = []
        self._is_busy = False
        self._is_read = False
        self._is_giving_up = False

    def compose(self) -> ComposeResult:
        """Yield the frame."""
        yield TitleLine(Content("Plan"))
        with VerticalScroll(id="body"):
            yield Static(Content(), id="curve")
            yield Static(Content.assemble(("Reading the goals …", "$muted")), id="told")
            yield Static(Content(), id="actions")
        yield Static(Content(), id="state")
        yield Hints()

    def on_mount(self) -> None:
        """Say what keys do."""
        self._show()

    def on_screen_resume(self) -> None:
        """Work the plan out: at first, and after a session."""
        self.call_after_refresh(self._solve)

    def on_resize(self) -> None:
        """Draw the curve anew."""
        note_size(self)
        self._show()

    # --- in the background -------------------------------------------------------------------------------------

    @property
    def _goal(self) -> Goal | None:
        return self._goals[self._place] if self._goals else None

    def _solve(self) -> None:
        """Work out the goal that is shown, with the changes wished for until then."""
        if self._plan_goal not in self._waiting:
            self._waiting.append(self._plan_goal)
        self._go_on()

    def _plan_goal(self) -> Work:
        goal, change = self._goal, self._change
        self._change, self._sent = Change(), change
        return lambda planner: planned(planner, goal, self._deck, **change)

    def _in_background(self, work: Work) -> None:
        self._waiting.append(lambda: work)
        self._go_on()

    def _go_on(self) -> None:
        """Begin with what waits, if nothing is being worked out: one thread at a time."""
        if self._waiting and not self._is_busy:
            self._is_busy = True
            work = self._waiting.pop(0)()
            in_background(self, lambda: work(self._workspace.planner(is_wanted=lambda: self.is_running)), self._arrive)
        self._show()

    def _arrive(self, found: WorkDone | StudyError) -> None:
        self._is_busy, self._sent = False, Change()
        if isinstance(found, StudyError):
            found = WorkDone(self._goals, error=str(found))
            if not self._is_read:
                self.query_one("#told", Static).update(Content("The goals could not be read."))
        else:
            self._is_read = True
        shown = self._goal.id if self._goal else ""
        if found.plan is not None:
            solved = found.plan.goal.id
            self._plans[solved] = found.plan
            shown = solved if found.is_new or not shown else shown
        self._goals = found.goals
        self._place = next((place for place, goal in enumerate(self._goals) if goal.id == shown), 0)
        if found.error:
            show_notice(self, plain(found.error), grave=True)
        self._go_on()
        if found.choices is not None:
            self._ask(found.choices)

    # --- showing -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        goal, plan = self._goal, self._plan()
        if self._is_read and goal is None and not self._is_busy:
            self._show_nothing()
        elif goal is not None:
            self._show_title(goal, plan)
        curve, words = self.query_one("#curve", Static), self.query_one("#told", Static)
        curve.display = plan is not None
        if plan is not None:
            curve.update(picture(plan, width=self._width, lines=self.size.height))
            words.update(told(plan, width=self._width))
        elif goal is not None:
            words.update(Content("Working it out …" if self._is_busy else "This goal cannot be planned."))
        self.set_class(self._is_busy, "-old")
        self._show_state(plan)
        self._show_hints()

    def _show_nothing(self) -> None:
        self.query_one(TitleLine).show(Content("Plan"), Content())
        self.query_one("#told", Static).update(
            Content.assemble(
                ("No goal is set.\n", "bold"),
                "Say what you want to know, by when, and how many minutes a day you have: the plan then decides what is "
                "asked, and says honestly how ready you will be.",
            )
        )

    def _show_title(self, goal: Goal, plan: GoalPlan | None) -> None:
        exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
        title = goal_title(goal, plan.titles if plan else goal.decks)
        number = f"{self._place + 1} of {len(self._goals)} · " if len(self._goals) > 1 else ""
        days = f", {ahead(exam, self._workspace.clock.now())}" if self._width >= LONG_TITLE_FROM else ""
        self.query_one(TitleLine).show(line(title), Content(number + moment(exam) + days))

    def _show_state(self, plan: GoalPlan | None) -> None:
        """Say that the figures are old, and for how many minutes they are."""
        state = self.query_one("#state", Static)
        state.display = self._is_busy and plan is not None
        if plan is not None:
            old, new = plan.goal.seconds / 60.0, self._minutes()
            wished = f" for {new:g} minutes a day; the figures are for {old:g}" if new != old else ""
            state.update(Content(f"Working it out{wished} …"))

    def _show_hints(self) -> None:
        plan, several = self._plan(), ("plan.next",) if len(self._goals) > 1 else ()
        if self._goal is None:
            ids: tuple[str, ...] = ("plan.new", "plan.leave", "app.help") if self._is_read else ("plan.leave",)
        elif plan is None:
            ids = ("plan.leave", *several, "plan.remove", "plan.new", "app.help")
        else:
            ids = ("plan.more", "plan.less", "plan.date", "plan.tags", "plan.leave", *several, "plan.new")
        study = (hint("plan.study", label=f"study {minutes(plan.today_seconds)}"),) if plan else ()
        self.query_one(Hints).show(*study, *map(hint, ids))
        actions = self.query_one("#actions", Static)
        actions.update(clickable((*ids, "plan.remove", "app.help"), self._width))
        actions.display = self._goal is not None  # else the line of hints has room for all

    @property
    def _width(self) -> int:
        return self.size.width - SIDES

    def _plan(self) -> GoalPlan | None:
        return self._plans.get(self._goal.id) if self._goal else None

    def _minutes(self) -> float:
        """Return the minutes a day that are wished for."""
        now = self._goal.seconds / 60.0 if self._goal else 0.0
        return self._change.get("minutes", self._sent.get("minutes", now))

    # --- what keys do ------------------------------------------------------------------------------------------

    def action_study(self) -> None:
        """Study today's share of the goal; set a goal where there is none."""
        goal, plan = self._goal, self._plan()
        if goal is None:
            self.action_new_goal()
        elif plan is not None and plan.today_seconds <= 0.0:
            show_notice(self, Content("Nothing more is planned for today."))
        else:
            self._study(goal, plan.today_seconds / 60.0 if plan else goal.seconds / 60.0)

    def _study(self, goal: Goal, minutes: float) -> None:
        from studyapp.tui.screens.study import StudyScreen  # noqa: PLC0415 - the plan is shown without it

        try:
            session = self._workspace.start(goal.decks, minutes=minutes)
        except StudyError as error:
            show_error(self, error)
            return
        clear_notice(self)
        self.app.push_screen(StudyScreen(lambda: session, self._workspace))

    def action_more(self) -> None:
        """Five minutes a day more."""
        self._wish(minutes=min(MOST_MINUTES, self._minutes() + STEP_MINUTES))

    def action_less(self) -> None:
        """Five minutes a day less."""
        self._wish(minutes=max(0.0, self._minutes() - STEP_MINUTES))

    def _wish(self, **change: Unpack[Change]) -> None:
        """Take note of a change, and work it out."""
        self._is_giving_up = False
        if self._goal is not None:
            clear_notice(self)
            self._change.update(change)
            self._solve()

    def action_date(self) -> None:
        """Change when the exam is, and the minutes a day."""
        goal = self._goal
        if goal is not None:
            from studyapp.tui.screens.goal_form import GoalForm  # noqa: PLC0415 - loaded when it is asked for

            exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
            form = GoalForm((), self._workspace.clock.now(), exam=exam, minutes=self._minutes())
            self.app.push_screen(form, self._dated)

    def _dated(self, wish: Wish | None) -> None:
        if wish is not None:
            self._wish(exam=wish.exam, minutes=wish.minutes)

    def action_tags(self) -> None:
        """Leave out tags, or take them in again."""
        goal, plan = self._goal, self._plan()
        if goal is None or plan is None:
            return
        if not plan.tags:
            show_notice(self, Content("The cards of this goal have no tags."))
            return
        from studyapp.tui.screens.goal_tags import GoalTags  # noqa: PLC0415 - loaded when it is asked for

        self.app.push_screen(GoalTags(plan.tags), self._tagged)

    def _tagged(self, left_out: Sequence[str] | None) -> None:
        if left_out is not None:
            self._wish(left_out=tuple(left_out))

    def action_next_goal(self) -> None:
        """Show the next goal."""
        self._turn(1)

    def action_previous_goal(self) -> None:
        """Show the goal before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if len(self._goals) > 1 and not self._change and not self._sent:
            self._is_giving_up = False
            clear_notice(self)
            self._place = (self._place + step) % len(self._goals)
            self._solve()

    def action_new_goal(self) -> None:
        """Set a goal."""
        if not self._is_read:
            return
        self._in_background(self._choices)

    def _choices(self, planner: Planner) -> WorkDone:
        from studyapp.tui.screens.goal_form import choices  # noqa: PLC0415 - loaded when it is asked for

        running = tuple(planner.running())
        taken = {name for goal in running for name in goal.decks}
        return WorkDone(running, choices=choices(self._workspace.shelf().decks, taken, self._deck))

    def _ask(self, choices: Sequence[Choice]) -> None:
        from studyapp.tui.screens.goal_form import GoalForm  # noqa: PLC0415 - loaded when it is asked for

        minutes = self._workspace.day_seconds / 60.0
        self.app.push_screen(GoalForm(choices, self._workspace.clock.now(), minutes=minutes), self._set)

    def _set(self, wish: Wish | None) -> None:
        if wish is None:
            return
        decks = wish.decks

        def work(planner: Planner) -> WorkDone:
            goal = planner.set(self._workspace.shelf(decks).decks, wish.exam, wish.minutes)
            return WorkDone(tuple(planner.running()), planner.plan(goal), is_new=True)

        self._in_background(work)

    def action_give_up(self) -> None:
        """Give up the goal, when asked for twice."""
        goal = self._goal
        if goal is None or self._is_busy:
            return
        if not self._is_giving_up:
            self._is_giving_up = True
            words = "Give up this goal? What you have learnt stays. g again gives it up, Esc keeps it."
            show_notice(self, Content(words), grave=True)
            return
        self._is_giving_up = False
        clear_notice(self)

        def work(planner: Planner) -> WorkDone:
            planner.remove(goal.decks)
            return planned(planner, None, "")

        self._in_background(work)

    def action_leave(self) -> None:
        """Go back; or keep a goal that was about to be given up."""
        if self._is_giving_up:
            self._is_giving_up = False
            clear_notice(self)
        else:
            self.dismiss()
