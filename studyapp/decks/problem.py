"""What is wrong with a deck: values, not exceptions, so that one bad card never hides the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.questions.field import Severity


class Problem(NamedTuple):
    """One mistake in a deck file; `line` and `column` count from 1, `column` in characters."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    """A stable name in kebab-case, such as `duplicate-key`."""
    message: str
    mend: str
    """What to do about it."""

    def __str__(self) -> str:
        """Return `path:line:column: message` with the mend on the same line."""
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message} {self.mend} [{self.code}]"


def shown_path(path: Path) -> str:
    """Return `path` as it may be shown: a file name can hold anything but NUL and a slash."""
    return one_line(str(path))
