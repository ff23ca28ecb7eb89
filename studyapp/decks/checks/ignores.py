"""`# studyapp: ignore CODE` comments: which problems they silence, and which of them silence nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.decks.checks.codes.table import CODES
from studyapp.decks.nearest import nearest
from studyapp.decks.problem import Problem
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.decktext import DeckText

_COMMENT = re.compile(
    rb"(?:^|[ \t])(#[ \t]*studyapp[ \t]*:[ \t]*ignore[ \t:]+)([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)", re.MULTILINE
)
_ID_LINE = re.compile(r"\s*(?:-\s+)?[{]?\s*['\"]?id['\"]?\s*:")
MOST_COMMENTS = 1000


@dataclass(frozen=True, slots=True)
class Ignore:
    """One code of one comment."""

    code: str
    line: int
    column: int
    first: int
    """The lines for which it holds, the last one included."""
    last: int


def silence(problems: Sequence[Problem], text: DeckText, path: str) -> list[Problem]:
    """Return the problems that no comment silences, with a note for each comment that silences nothing."""
    ignores = list(_ignores(text))
    if not ignores:
        return list(problems)
    used: set[Ignore] = set()
    refused: set[Ignore] = set()
    kept: list[Problem] = []
    by_code: dict[str, list[Ignore]] = {}
    for ignore in ignores:
        by_code.setdefault(ignore.code, []).append(ignore)
    for problem in problems:
        fitting = [each for each in by_code.get(problem.code, ()) if each.first <= problem.line <= each.last]
        allowed = problem.severity is not Severity.ERROR or _is_ignorable(problem.code)
        (used if allowed else refused).update(fitting)
        if not fitting or not allowed:
            kept.append(problem)
    kept += (_complaint(ignore, path, refused=ignore in refused) for ignore in ignores if ignore not in used)
    return sorted(kept, key=lambda problem: (problem.line, problem.column))


def _is_ignorable(code: str) -> bool:
    return code in CODES and CODES[code].ignorable


def _complaint(ignore: Ignore, path: str, *, refused: bool) -> Problem:
    if ignore.code not in CODES:
        guess = nearest(ignore.code, CODES)
        message, code = f"There is no code `{ignore.code}`.", "unknown-code"
        mend = f"Did you mean `{guess}`?" if guess else "Delete it; docs/checks.md lists all codes."
    elif refused:
        code, message, mend = "ignored-error", f"`{ignore.code}` can't be ignored.", "Mend it, and delete the comment."
    else:
        code, message, mend = "unused-ignore", f"`{ignore.code}` is not found here.", "Delete the comment."
    return Problem(path, ignore.line, ignore.column, CODES[code].severity, code, message, mend)


def _ignores(text: DeckText) -> Iterator[Ignore]:
    found = [match for match, _ in zip(_COMMENT.finditer(text.data), range(MOST_COMMENTS), strict=False)]
    units = _unit_lines(text) if found else []
    for match in found:
        line = text.line_at(match.start(1))
        first, last = _scope(line, text, units)
        for code in re.finditer(rb"[\w-]+", match.group(2)):
            start = match.start(2) + code.start()
            column = len(text.data[text.line_start(line) : start].decode("utf-8", "replace")) + 1
            yield Ignore(code.group().decode("utf-8", "replace"), line, column, first, last)


def _scope(line: int, text: DeckText, units: Sequence[int]) -> tuple[int, int]:
    """Return the lines that a comment in `line` is about; one that stands alone is about the next line."""
    about = line
    while text.line(about).lstrip().startswith("#"):
        about += 1
    place = bisect_right(units, about) - 1
    if place < 0:
        return about, about
    begins = units[place]
    ends = units[place + 1] - 1 if place + 1 < len(units) else max(begins, text.line_at(len(text.data)))
    whole = about == begins or _ID_LINE.match(text.line(about)) is not None
    return (min(begins, line), ends) if whole else (min(about, line), about)


def _unit_lines(text: DeckText) -> list[int]:
    """Return the lines in which cards and top-level keys begin."""
    lines: list[int] = []
    line = 0
    while True:
        line = text.unit_after(line)
        if not line:
            return lines
        lines.append(line)
