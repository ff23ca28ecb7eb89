"""Setting a goal: what to know, by when, with how many minutes a day; or only the last two."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from studyapp.errors import UsageError
from studyapp.study.goal_words import ahead, in_full
from studyapp.study.goals import MOST_MINUTES
from studyapp.study.humane import count
from studyapp.study.when import MORNING, parse_when
from studyapp.tui.content import line
from studyapp.tui.keys import bindings
from studyapp.tui.notices import clear_notice, show_error
from studyapp.tui.small import note_size
from studyapp.tui.widgets.hints import Hints, clickable, hint
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.decks.deck import Deck

DAY = timedelta(days=1)
FIRST_GUESS = timedelta(days=7)
MARK = "✓"
SIDES = 5
"""Cells that the text leaves free."""


class Choice(NamedTuple):
    """A deck that a goal can be about."""

    id: str
    title: str
    cards: int
    has_goal: bool
    is_marked: bool


class Wish(NamedTuple):
    """What was asked for."""

    decks: tuple[str, ...]
    """Ids; empty where only time and minutes were asked for."""
    exam: datetime
    minutes: float


class GoalForm(Screen[Wish | None]):
    """Its result is None when nothing is to be changed."""

    CSS_PATH = Path(__file__).with_name("goal_form.tcss")
    AUTO_FOCUS = "#when"
    BINDINGS: ClassVar[list[BindingType]] = bindings("goal.confirm", "goal.later", "goal.earlier", "goal.leave")

    def __init__(
        self, choices: Sequence[Choice], now: datetime, *, exam: datetime | None = None, minutes: float
    ) -> None:
        """Ask for decks where there are `choices`; `exam` and `minutes` are what stands there at first."""
        super().__init__()
        self._choices = choices
        self._now = now
        self._exam = exam or datetime.combine(now.date() + FIRST_GUESS, MORNING, now.tzinfo)
        self._minutes = minutes
        self._marked = {place for place, choice in enumerate(choices) if choice.is_marked}
        self._rows = Rows([_row(choice) for choice in choices], enter_picks=False)

    def compose(self) -> ComposeResult:
        """Yield the questions one below the other."""
        yield TitleLine(Content("A goal" if self._choices else "Exam and minutes"))
        with VerticalScroll(id="form", can_focus=False):
            if self._choices:
                yield Static(Content("What do you want to know?"), classes="ask")
                yield self._rows
            with Horizontal(classes="field"):
                yield Static(Content("When is the exam?"), classes="ask")
                yield Input(_written(self._exam, self._now), id="when")
            yield Static(Content(), id="meant")
            with Horizontal(classes="field"):
                yield Static(Content("Minutes a day"), classes="ask")
                yield Input(f"{self._minutes:g}", id="minutes")
            yield Static(Content(), id="actions")
        yield Hints()

    def on_mount(self) -> None:
        """Show what is marked, and what the time means."""
        for place in self._marked:
            self._rows.show(place, sign=MARK)
        self._show_meant()
        self.query_one(Hints).show(*map(hint, ("goal.confirm", "goal.leave", "app.help")))

    def on_resize(self) -> None:
        """Use tight spacing on a small terminal."""
        note_size(self)
        self.query_one("#actions", Static).update(clickable(("goal.later", "goal.earlier"), self.size.width - SIDES))

    def on_rows_picked(self, event: Rows.Picked) -> None:
        """Mark a deck, or take the mark away."""
        event.stop()
        self._marked ^= {event.index}
        self._rows.show(event.index, sign=MARK if event.index in self._marked else "")

    def on_rows_confirmed(self, event: Rows.Confirmed) -> None:
        """Enter sets the goal, wherever it is pressed."""
        event.stop()
        self.action_confirm()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter sets the goal, wherever it is pressed."""
        event.stop()
        self.action_confirm()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how a time is understood while it is written."""
        event.stop()
        clear_notice(self)
        self._show_meant()

    def action_confirm(self) -> None:
        """Set the goal, or say what is missing."""
        try:
            wish = Wish(self._decks(), self._when(), self._daily())
        except UsageError as error:
            show_error(self, error)
            return
        self.dismiss(wish)

    def action_later(self) -> None:
        """Move the exam by a day, into the future."""
        self._move(DAY)

    def action_earlier(self) -> None:
        """Move the exam by a day, towards today."""
        self._move(-DAY)

    def action_leave(self) -> None:
        """Go back without a change."""
        self.dismiss(None)

    def _move(self, step: timedelta) -> None:
        try:
            moved = self._when() + step
        except UsageError:
            moved = self._exam
        if moved > self._now:
            self.query_one("#when", Input).value = _written(moved, self._now)

    def _decks(self) -> tuple[str, ...]:
        if self._choices and not self._marked:
            raise UsageError("Mark at least one deck: with its number, Space, or the mouse.")
        return tuple(choice.id for place, choice in enumerate(self._choices) if place in self._marked)

    def _when(self) -> datetime:
        return parse_when(self.query_one("#when", Input).value, self._now)

    def _daily(self) -> float:
        text = self.query_one("#minutes", Input).value.strip().replace(",", ".")
        try:
            minutes = float(text)
        except ValueError:
            minutes = -1.0
        if not 0.0 <= minutes <= MOST_MINUTES:
            raise UsageError(f"Minutes a day are a number from 0 to {MOST_MINUTES:g}.")
        return minutes

    def _show_meant(self) -> None:
        meant = self.query_one("#meant", Static)
        try:
            exam = self._when()
        except UsageError as error:
            meant.update(line(str(error), "$muted"))
        else:
            meant.update(Content.assemble((f"{in_full(exam, self._now)}, {ahead(exam, self._now)}", "$accent")))


def choices(decks: Sequence[Deck], taken: Collection[str], likely: str) -> tuple[Choice, ...]:
    """Return decks as choices: those `taken` by a goal last, `likely` marked if it has none, else the only one."""
    free = [deck for deck in decks if deck.id not in taken]
    marked = {likely} if any(deck.id == likely for deck in free) else {deck.id for deck in free[:1] if len(free) == 1}
    ordered = [*free, *(deck for deck in decks if deck.id in taken)]
    return tuple(Choice(deck.id, deck.title, len(deck.keys), deck.id in taken, deck.id in marked) for deck in ordered)


def _row(choice: Choice) -> Content:
    note = f"   {count(choice.cards, 'card')}" + (", has a goal that would be replaced" if choice.has_goal else "")
    return line(choice.title) + Content.assemble((note, "$muted"))


def _written(exam: datetime, now: datetime) -> str:
    """Return a time as `parse_when` reads it, without the year where it goes without saying."""
    short = f"{exam.day} {exam:%b} {exam:%H:%M}"
    try:
        if parse_when(short, now) == exam.replace(second=0, microsecond=0):
            return short
    except UsageError:
        pass  # the 29th of February of another year
    return f"{exam.day} {exam:%b} {exam.year} {exam:%H:%M}"
