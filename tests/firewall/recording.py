"""Recording every byte that the app or a command sends to a pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ATTEMPTS = 8
PATIENCE = 4
"""Seconds after which a key is typed again."""
QUIET = 0.06
"""Seconds without output after which the next key is typed."""
ROOT = Path(__file__).parents[2]


class Step(NamedTuple):
    """A key, and what is shown once it has done its work: for machines on which quiet is not yet the end of work."""

    key: str
    shown: tuple[str, ...]
    """Any of these."""


class Recording(NamedTuple):
    """What a program sent to its terminal, and what it ended with."""

    output: bytes
    code: int


def record(
    home: Path, arguments: Sequence[str | bytes], keys: Iterable[str | Step] = (), *, wait_first: str = ""
) -> Recording:
    """Run Python with `arguments`, type `keys` one after the other as soon as it is quiet; return all it sent."""
    environment = {**os.environ, "HOME": str(home), "STUDYAPP_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [os.fsdecode(each) for each in (sys.executable, *arguments)]
    with Terminal(command, environment, cwd=str(ROOT)) as terminal:
        if wait_first:
            terminal.wait(wait_first)
        for key in keys:
            terminal.settle(QUIET)
            if terminal.exit_code(0) is not None:
                break
            if isinstance(key, str):
                terminal.type(key)
            else:
                _take(terminal, key)
        code = terminal.exit_code(30)
        if code is None:
            raise AssertionError(f"did not end: {arguments!r}\n{terminal.text[-2000:]}")
        terminal.read_rest()
        return Recording(terminal.output, code)


def _take(terminal: Terminal, step: Step) -> None:
    """Type a key until it has done its work: one that comes while a screen is made may go to the one before."""
    before = len(terminal.output)
    for _ in range(ATTEMPTS):
        terminal.type(step.key)
        with contextlib.suppress(AssertionError):
            terminal.wait(lambda text: any(word in text for word in step.shown), since=before, seconds=PATIENCE)
            return
    raise AssertionError(f"{step} in vain; shown:\n{terminal.text_since(before)[-2000:]}")
