"""Problems for people: grouped by file, each with its line and a caret."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from studyapp.cli.problems.excerpt import excerpt
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.problem import Problem
    from studyapp.study.checking import Checked

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
SHOWN_OF_A_NOTE = 10
"""So many notes with one code are listed for a file; the others are counted."""


def listing(checked: Checked, *, colour: bool) -> Iterator[str]:
    """Yield the lines to print; files are set apart by an empty line."""
    first = True
    for path, of_file in groupby(checked.problems, key=lambda problem: problem.path):
        if not first:
            yield ""
        first = False
        shown: dict[str, int] = {}
        for problem in of_file:
            shown[problem.code] = shown.get(problem.code, 0) + 1
            if problem.severity is Severity.NOTE and shown[problem.code] > SHOWN_OF_A_NOTE:
                continue
            yield _headline(problem, colour=colour)
            yield from _source(problem, checked, colour=colour)
        yield from _untold(path, shown, checked)


def summary(checked: Checked) -> str:
    """Return the closing line: how much was checked and what was found."""
    found = [_counted(checked.count(severity), severity.value) for severity in Severity]
    told = ", ".join(text for text in found if text) or "no problems"
    return f"{_counted(checked.decks, 'deck') or '0 decks'}, {_counted(checked.cards, 'card') or '0 cards'}: {told}."


def _headline(problem: Problem, *, colour: bool) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    severity = f"\x1b[{_COLOURS[problem.severity]}m{problem.severity}\x1b[0m" if colour else str(problem.severity)
    place = f"\x1b[1m{place}\x1b[0m" if colour else place
    return f"{place}: {severity}: {problem.message} {problem.mend} [{problem.code}]"


def _source(problem: Problem, checked: Checked, *, colour: bool) -> Iterator[str]:
    line = checked.lines.get((problem.path, problem.line), "")
    if not line.strip():
        return
    source, caret = excerpt(line, problem.column, problem.line)
    yield source
    yield f"\x1b[{_COLOURS[problem.severity]}m{caret}\x1b[0m" if colour else caret


def _untold(path: str, shown: dict[str, int], checked: Checked) -> Iterator[str]:
    notes = {problem.code for problem in checked.problems if problem.path == path and problem.severity is Severity.NOTE}
    for code, count in shown.items():
        if code in notes and count > SHOWN_OF_A_NOTE:
            yield f"{path}: {count - SHOWN_OF_A_NOTE} more [{code}]; --json lists them all."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}" if count else ""
