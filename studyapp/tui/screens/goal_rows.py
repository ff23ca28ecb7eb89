"""Goals at a glance, as lines for Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.study.goal_words import standing_figures, standing_words, state_words
from studyapp.study.humane import count, moment
from studyapp.tui.content import fitted, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.study.goal_standing import GoalStanding

WORDS_FROM = 74
"""Cells from which on figures have words around them."""
MOST = 3


def goal_rows(goals: Sequence[GoalStanding], *, width: int, most: int = MOST, pending: bool) -> Content:
    """Return the nearest goals, two lines each; `pending` while figures are being worked out anew."""
    return Content("\n").join(_lines(goals, width, most, pending=pending))


def _lines(goals: Sequence[GoalStanding], width: int, most: int, *, pending: bool) -> Iterator[Content]:
    for goal in goals[:most]:
        state = "working it out …" if pending else state_words(goal)
        mark = "$muted" if pending else "$success bold" if goal.is_on_plan else "$warning bold"
        title = Content.assemble((f"{moment(goal.exam)}   ", "bold")) + line(" + ".join(goal.titles), "bold")
        yield fitted(title, max(1, width - len(state) - 2)) + Content.assemble("  ", (state, mark))
        words = standing_words(goal) if width >= WORDS_FROM else standing_figures(goal)
        yield Content.assemble(("  " + words, "$muted" if pending else "$foreground"))
    if len(goals) > most:
        yield Content(f"and {count(len(goals) - most, 'goal')} more")
