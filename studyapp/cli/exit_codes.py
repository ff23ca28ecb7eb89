"""What a command ends with."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of all commands."""

    FINE = 0
    PROBLEMS = 1
    """Problems were found in a deck."""
    USAGE = 2
    """The command line or the settings make no sense."""
    UNREADABLE = 3
    """Data that cannot be read or written."""
    INTERRUPTED = 130
