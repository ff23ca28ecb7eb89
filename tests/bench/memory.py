"""How much memory a session takes, against an app that shows one line."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.bench.ratio import Ratio

if TYPE_CHECKING:
    from tests.terminal import Terminal

ANSWERS = 10
KILOBYTES_IN_MB = 1024


def memory_of(session: Terminal, minimal: Terminal) -> Ratio:
    """Megabytes that a session holds after some answers, and a minimal app."""
    session.wait("Enter answer")
    for _ in range(ANSWERS):
        session.wait("Enter next", since=session.type("answer\r"))
        session.wait("Enter answer", since=session.type("\r"))
    minimal.wait("Word")
    what = f"memory of a session after {ANSWERS} answers"
    return Ratio(what, "the minimal Textual app", resident_mb(session), resident_mb(minimal), 1.5, unit="MB")


def resident_mb(terminal: Terminal) -> float:
    """Return the megabytes of memory that the program in a terminal holds now."""
    command = ["ps", "-o", "rss=", "-p", str(terminal.process)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout) / KILOBYTES_IN_MB
