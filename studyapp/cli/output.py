"""The only writer of standard output and standard error."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from typing import TYPE_CHECKING, TextIO

from studyapp.text import clean, escaped_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.decks.problem import Problem
    from studyapp.study.library import Shelf

_COLOURED = re.compile(r"(\x1b\[3[1-3]m)([^\x1b]*)(\x1b\[0m)")


def say(text: str = "") -> None:
    """Write a line of results to standard output and flush it."""
    _write(sys.stdout, clean(text))


def say_styled(text: str) -> None:
    """Write a line that may begin with a word in one of our own colours; everything else in it is cleaned."""
    if word := _COLOURED.match(text):
        colour, inside, plain = word.groups()
        _write(sys.stdout, f"{colour}{clean(inside)}{plain}{clean(text[word.end() :])}")
    else:
        say(text)


def say_json(value: object) -> None:
    """Write a value as JSON to standard output."""
    say_json_text(json.dumps(value, ensure_ascii=False, indent=2))


def say_json_text(text: str) -> None:
    """Write what is JSON already to standard output, of any length; what could steer a terminal is escaped."""
    _write(sys.stdout, escaped_json(text))


def warn(text: str) -> None:
    """Write a line to standard error."""
    _write(sys.stderr, clean(text))


def warn_of(problems: tuple[Problem, ...]) -> None:
    """Write deck problems to standard error, one a line."""
    for problem in problems:
        warn(str(problem))


def warn_of_shelf(shelf: Shelf) -> None:
    """Write to standard error what a student must know of decks: their mistakes, and what became of edited cards."""
    warn_of(shelf.errors)
    for sentence in shelf.news:
        warn(sentence)


def ask(prompt: str, read: Callable[[], str | None]) -> str | None:
    """Write a prompt to standard output and return the line that `read` returns; None at the end of input."""
    interactive = is_interactive()
    _write(sys.stdout, clean(prompt), end="" if interactive else "\n")
    line = read()
    if interactive and line is None:
        _write(sys.stdout, "")
    return line


def is_interactive() -> bool:
    """Return whether a person sits at a terminal that both shows and types."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def shows_colour() -> bool:
    """Return whether verdicts may be coloured: a terminal, and NO_COLOR unset."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(stream: TextIO | None, text: str, end: str = "\n") -> None:
    if stream is None:
        return
    with contextlib.suppress(AttributeError, ValueError):
        stream.reconfigure(errors="replace")  # type: ignore[attr-defined] # a replaced stream need not offer it
    stream.write(text + end)
    stream.flush()
