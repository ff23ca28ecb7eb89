"""What the watch screen says about a deck: how it stands, what is wrong, which card is shown, how an answer was marked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.decks.deck import DERIVED_MARK
from studyapp.questions.field import Severity
from studyapp.study.form_names import form_name
from studyapp.study.shown import source_label
from studyapp.tui.content import joined, line, plain
from studyapp.tui.widgets.feedback import HEADS

if TYPE_CHECKING:
    from studyapp.decks.problem import Problem
    from studyapp.decks.watching import Saved
    from studyapp.questions.question import Verdict
    from studyapp.tui.screens.tried_card import TriedCard

MOST_PROBLEMS = 8
_SIGNS = {
    Severity.ERROR: ("✗", "$error bold"),
    Severity.WARNING: ("!", "$warning bold"),
    Severity.NOTE: ("·", "$muted"),
}


def standing(saved: Saved) -> Content:
    """Return how many cards there are and how many problems of each kind."""
    cards = len(saved.deck.deck.keys) if saved.deck is not None and saved.deck.deck is not None else 0
    counts = Counter(problem.severity for problem in saved.problems)
    found = [_counted(counts[severity], str(severity)) for severity in Severity if counts[severity]]
    return Content(" · ".join([_counted(cards, "card"), *(found or ["no problems"])]))


def problem_lines(saved: Saved, tried: TriedCard | None) -> Content:
    """Return the problems, those of the card that is shown or edited first, with what to do about each."""
    if not saved.problems:
        return Content.assemble(("✓", "$success bold"), " No problems.")
    middle = tried.card.line if tried is not None and not saved.line else saved.line
    problems = sorted(saved.problems, key=lambda problem: _distance(problem, middle, saved))
    lines = [_problem_line(problem) for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append(Content(f"… and {len(problems) - MOST_PROBLEMS} more: `studyapp check` lists them all."))
    return joined(lines, "\n")


def place_of(tried: TriedCard) -> Content:
    """Return which card is shown, and how it is asked."""
    forms = tried.card.question.forms
    form = f"{form_name(tried.form)} (form {forms.index(tried.form) + 1} of {len(forms)})"
    name = tried.card.key.removeprefix(f"{tried.deck.id}/")
    parts = [
        f"card {tried.number + 1} of {len(tried.deck.keys)}",
        "no id yet" if name.startswith(DERIVED_MARK) else name,
        tried.card.type,
        *([form] if len(forms) > 1 else []),
        f"line {tried.card.line}",
    ]
    return line(" · ".join(parts))


def verdict_words(verdict: Verdict | None, tried: TriedCard) -> Content:
    """Return the verdict with its reason, the feedback on the option, the explanation and the source."""
    parts = []
    if verdict is not None:
        head = Content.assemble(HEADS[verdict.outcome])
        reasons = [plain(text) for text in (verdict.reason, verdict.feedback) if text]
        parts.append(joined([head, joined(reasons, " ")], " – ") if reasons else head)
    if tried.card.explanation:
        parts.append(plain(tried.card.explanation))
    source = source_label(tried.card, tried.deck.sources)
    if source:
        parts.append(line(source, "$muted"))
    return joined(parts, "\n\n")


def _problem_line(problem: Problem) -> Content:
    sign, style = _SIGNS[problem.severity]
    place = f" {problem.line}:{problem.column}  "
    return Content.assemble((sign, style), place, line(f"{problem.message} {problem.mend}"))


def _distance(problem: Problem, middle: int, saved: Saved) -> tuple[int, int]:
    """Return errors near the card first: how far away, worst first where equally far."""
    unit = saved.deck.number_at(problem.line) if saved.deck is not None else None
    here = saved.deck.number_at(middle) if saved.deck is not None and middle else None
    near = unit == here if here is not None else abs(problem.line - middle) < 3
    return (0 if near else 1), list(Severity).index(problem.severity)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
