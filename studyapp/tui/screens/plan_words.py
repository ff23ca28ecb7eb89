"""What the Plan screen says: the curve, and the same sentences as line mode in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.study.goal_words import at_risk, effort_words, figures, paragraphs, range_words, ranged
from studyapp.tui.content import line
from studyapp.tui.widgets.curve import Curve, drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.study.goal_plan import PlannedDay
    from studyapp.study.goal_solving import GoalPlan

LABELLED_FROM = 70
"""Cells from which on the curve has its figures beside it; below they stand under it alone."""
TALL_FROM = 24
"""Lines from which on the curve is high."""
LOW, HIGH = 6, 11
WEEKDAYS_UP_TO = 8
QUESTION_CHARACTERS = 70


def picture(plan: GoalPlan, *, width: int, lines: int) -> Content:
    """Return the readiness curve from now to the exam, its range, and what stopping now would leave."""
    follow, stop = plan.forecast.follow, plan.forecast.stop
    labels = (f"  {ranged(follow)} follow the plan", f"  {ranged(stop)} stop now")
    curve = Curve(
        start=stop.expected,
        steps=tuple((_place(plan, day), max(stop.expected, day.ready)) for day in plan.days),
        band=(follow.expected - follow.low, follow.high - follow.expected),
        marks=tuple(_marks(plan)),
    )
    rows = HIGH if lines >= TALL_FROM else LOW
    return drawn(curve, width=width, rows=rows, labels=labels if width >= LABELLED_FROM else ("", ""))


def told(plan: GoalPlan, *, width: int) -> Content:
    """Return everything there is to say, one thought a line."""
    return Content("\n").join(_lines(plan, is_labelled=width >= LABELLED_FROM))


def _lines(plan: GoalPlan, *, is_labelled: bool) -> Iterator[Content]:
    yield Content.assemble((effort_words(plan), "bold"))
    now, *beside, bound = figures(plan)
    for name, figure in (now, *([] if is_labelled else beside), bound):
        yield Content.assemble((f"{name}  ", "$muted"), figure)
    *rest, today = paragraphs(plan)
    yield from map(line, rest)
    risk, cards = at_risk(plan)
    yield Content(risk)
    yield from (Content("  ") + line(card, limit=QUESTION_CHARACTERS) for card in cards)
    yield Content.assemble((range_words(plan), "$muted"))
    yield Content.assemble((today, "bold"))


def _place(plan: GoalPlan, day: PlannedDay) -> float:
    return (day.at - plan.now) / (plan.exam - plan.now)


def _marks(plan: GoalPlan) -> Iterator[tuple[float, str]]:
    short = len(plan.days) <= WEEKDAYS_UP_TO
    for day in plan.days:
        yield _place(plan, day), f"{day.at:%a}" if short else f"{day.at.day} {day.at:%b}"
    yield 1.0, "exam"
