"""Recording every byte that the app or a command sends to a pseudo-terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

QUIET = 0.06
"""Seconds without output after which the next key is typed."""
ROOT = Path(__file__).parents[2]


def record(home: Path, arguments: Sequence[str | bytes], keys: Iterable[str] = (), *, wait_first: str = "") -> bytes:
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
            terminal.type(key)
        if terminal.exit_code(30) is None:
            raise AssertionError(f"did not end: {arguments!r}\n{terminal.text[-2000:]}")
        terminal.read_rest()
        return terminal.output
