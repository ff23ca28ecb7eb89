"""Ending when the process is told to, or when its terminal is closed."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from types import FrameType

STANDARD_INPUT, STANDARD_ERROR = 0, 2
"""Textual reads from the one and draws on the other."""
TERMINAL_SECONDS = 1.0
"""How often to look whether the terminal is still there."""
_BASE = 128


def leave_on_signals(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Have `leave` called on `loop` at SIGTERM and SIGHUP; end at once where there is no terminal to restore.

    Whoever writes to a closed terminal waits for ever, and everything that was answered is on the disk. Does nothing
    outside the main thread, and leaves a signal alone that the caller has switched off (nohup).
    """

    def told(number: int, _frame: FrameType | None) -> None:
        if loop.is_closed() or not _terminal_is_there():
            os._exit(_BASE + number)
        loop.call_soon_threadsafe(leave)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows knows no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(ValueError):
                signal.signal(number, told)


def end_with_terminal(every: Callable[[float, Callable[[], None]], object]) -> None:
    """End the process soon after the terminal it was started on is gone; `every` calls again and again after seconds.

    Not every program that closes a terminal tells its children so; one that is not told would read from nothing for
    ever, as fast as the machine can. Everything that was answered is on the disk.
    """
    if _terminal_is_there():
        every(TERMINAL_SECONDS, _end_without_terminal)


def _end_without_terminal() -> None:
    if not _terminal_is_there():
        os._exit(_BASE + signal.SIGTERM)


def _terminal_is_there() -> bool:
    return any(os.isatty(handle) for handle in (STANDARD_INPUT, STANDARD_ERROR))
