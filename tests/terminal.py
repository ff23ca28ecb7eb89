"""A pseudo-terminal with a program in it: what it shows is read, keys are typed, time is taken."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_SEQUENCES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[@-Z\\-_=>()][0-9A-B]?"
)

SIZE_OF_ANOTHER = {"COLUMNS", "LINES"}
"""What tells programs how large the terminal is that the tests run in; they would believe it."""


class Terminal:
    """Runs `command` in a pseudo-terminal of `columns` × `rows`; ends it when left."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: str = ".",
    ) -> None:
        self.output = b""
        """Everything that the program has sent."""
        self.started = time.perf_counter()
        self._hung_up = False
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.chdir(cwd)
            kept = {name: value for name, value in environment.items() if name not in SIZE_OF_ANOTHER}
            os.execvpe(command[0], list(command), {**kept, "TERM": "xterm-256color", "COLORTERM": ""})
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Self:
        """Return the terminal."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill what still runs and close the terminal."""
        if self.exit_code(0) is None:
            os.kill(self.process, signal.SIGKILL)
            self.exit_code(5)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does; what runs in it is sent SIGHUP."""
        if not self._hung_up:
            self._hung_up = True
            os.close(self._terminal)

    def settle(self, quiet: float = 0.15, seconds: float = 30) -> None:
        """Read until the program has sent nothing for `quiet` seconds, or has ended."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline and self._read(quiet) and self.exit_code(0) is None:
            pass

    def read_rest(self) -> None:
        """Read what an ended program has left."""
        while self._read(0):
            pass

    @property
    def text(self) -> str:
        """What was sent without its control sequences."""
        return self.text_since(0)

    def text_since(self, position: int) -> str:
        """What was sent since an output position, without its control sequences."""
        return _SEQUENCES.sub(b"", self.output[position:]).decode("utf-8", "replace")

    def type(self, keys: str) -> int:
        """Type `keys`; return how much output there was before, for `wait`."""
        before = len(self.output)
        os.write(self._terminal, keys.encode())
        return before

    def type_from(self, pipe: int) -> None:
        """Type whatever a program writes into `pipe`, the end of one that is read, until nobody can write any more."""
        while True:
            ready, _, _ = select.select([self._terminal, pipe], [], [], None)
            if self._terminal in ready and not self._read(0):
                return
            if pipe in ready:
                keys = os.read(pipe, 65536)
                if not keys:
                    return
                os.write(self._terminal, keys)

    def wait(self, shown: str | Callable[[str], bool], *, since: int = 0, seconds: float = 30) -> float:
        """Read until the text sent since output position `since` holds or satisfies `shown`; return the moment.

        Raises AssertionError with what was shown instead after `seconds`.
        """
        satisfied = shown if callable(shown) else lambda text: shown in text
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            if satisfied(self.text_since(since)):
                return time.perf_counter()
            if not self._read(0.05) and self.exit_code(0) is not None:
                break
        raise AssertionError(f"never shown: {shown!r}; shown instead:\n{self.text[-3000:]}")

    def exit_code(self, seconds: float = 10) -> int | None:
        """Return what the program ended with, negative for a signal; None if it still runs after `seconds`."""
        if hasattr(self, "_exit_code"):
            return self._exit_code
        deadline = time.perf_counter() + seconds
        while True:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                self._exit_code: int = os.waitstatus_to_exitcode(status)
                return self._exit_code
            if time.perf_counter() >= deadline:
                return None
            self._read(0.02)

    def _read(self, seconds: float) -> bool:
        """Read what there is within `seconds`; False when nothing came."""
        if self._hung_up:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return False
        try:
            piece = os.read(self._terminal, 65536)
        except OSError:
            return False
        self.output += piece
        return bool(piece)
