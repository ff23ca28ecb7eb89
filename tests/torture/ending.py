"""Running a program until a random moment, and ending it then as a student's machine might."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.firewall.sequences import modes_left
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

APP = ("-m", "studyapp")
CLOSING = "closed"
Ending = signal.Signals | str
ENDINGS: tuple[Ending, ...] = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, CLOSING)
LONGEST_START = 60.0
LONGEST_END = 30.0
LONGEST_RUN = 0.6
"""Seconds from the first question to the end, at most, where a screen has to be drawn for each."""
MOST_TURNS = 250
"""Questions from the first one to the last, where a program answers them,"""
LONGEST_TURNS = 2.0
"""and the seconds for them, at most."""
LONGEST_TURN = 0.005


@dataclass(frozen=True, slots=True)
class Killed:
    """How one run ended."""

    reported: int
    """What it reported as saved or taken back."""
    faults: tuple[str, ...] = ()
    """What was wrong with the end itself: it hung, or left the terminal in disorder."""


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a program whose files all lie in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STUDYAPP", "XDG", "NO_COLOR"))}
    return {**kept, "HOME": str(home), "STUDYAPP_HOME": str(home)}


def first_deadline(rng: Random) -> float:
    """Return a moment: one run in eight ends while it starts, the others are given time to ask."""
    return time.perf_counter() + (rng.uniform(0, 0.7) if rng.random() < 0.125 else LONGEST_START)


class Turns:
    """How many questions a program answers before the end, which comes at a random moment of the next one."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left = rng.randint(0, MOST_TURNS)
        self._begun = False

    def deadline(self, before: float) -> float:
        """Return the moment of the end after one more question; about `before` while there are others to come."""
        if not self._begun:
            self._begun, before = True, min(before, time.perf_counter() + LONGEST_TURNS)
        self._left -= 1
        return before if self._left > 0 else next_deadline(self._rng, before, LONGEST_TURN)


def next_deadline(rng: Random, deadline: float, longest: float = LONGEST_RUN) -> float:
    """Return the moment of the end, once there is something to end: at most `longest` seconds away."""
    return min(deadline, time.perf_counter() + rng.uniform(0, longest))


class Program:
    """A running program that talks in JSON lines."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self._rest = b""
        self.has_ended = False
        """Whether all that it ever said was read."""

    def say(self, *commands: dict[str, object]) -> None:
        """Send lines, unless nobody listens any more."""
        with contextlib.suppress(BrokenPipeError):
            self._in.write(b"".join(json.dumps(command).encode() + b"\n" for command in commands))

    def events(self, deadline: float) -> list[dict[str, Any]]:
        """Return the next events, none when there are none until `deadline` or ever again."""
        if self._out.closed or not select.select([self._out], [], [], max(0.0, deadline - time.perf_counter()))[0]:
            return []
        data = os.read(self._out.fileno(), 65536)
        if not data:
            self.has_ended = True
            time.sleep(max(0.0, min(0.01, deadline - time.perf_counter())))
            return []
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [json.loads(line) for line in lines]

    def last_events(self) -> list[dict[str, Any]]:
        """Return what an ended program had still said."""
        last = list[dict[str, Any]]()
        while events := self.events(time.perf_counter() + LONGEST_END):
            last += events
        return last


class End:
    """Ends a process in one of `ENDINGS`; a fault is noted where it has ended by itself before."""

    def __init__(
        self, process: int, exit_code: Callable[[], int | None], ending: Ending, hang_up: Callable[[], None]
    ) -> None:
        self._process, self._exit_code, self._ending, self._hang_up = process, exit_code, ending, hang_up
        self.faults: tuple[str, ...] = ()

    def __call__(self) -> None:
        """End it."""
        code = self._exit_code()
        if code is not None:
            self.faults = (f"it ended by itself with {code}",)
        elif isinstance(self._ending, signal.Signals):
            os.kill(self._process, self._ending)
        else:
            self._hang_up()


def end_program(
    arguments: Sequence[str], home: Path, ending: Ending, hold: Callable[[Program, End], None]
) -> tuple[str, ...]:
    """Run Python with `arguments` while `hold` talks with it, which ends it; return what was wrong with the end."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=surroundings(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    ) as process:
        try:
            end = End(process.pid, process.poll, ending, lambda: _hang_up(process))
            hold(Program(process), end)
            return end.faults + _ended(lambda: _waited(process))
        finally:
            process.kill()


def end_on_terminal(
    arguments: Sequence[str], home: Path, ending: Ending, hold: Callable[[Terminal, End], None]
) -> tuple[str, ...]:
    """Run Python with `arguments` on a pseudo-terminal while `hold` types, which ends it; return what was wrong."""
    with Terminal([sys.executable, *arguments], surroundings(home)) as terminal:
        end = End(terminal.process, lambda: terminal.exit_code(0), ending, terminal.hang_up)
        hold(terminal, end)
        faults = end.faults + _ended(lambda: terminal.exit_code(LONGEST_END))
        if isinstance(ending, signal.Signals) and ending is not signal.SIGKILL:
            terminal.read_rest()
            faults += tuple(f"{ending.name} left on: {mode}" for mode in sorted(modes_left(terminal.output)))
        return faults


def shown(terminal: Terminal, found: Callable[[str], object], since: int, deadline: float) -> bool:
    """Return whether what was drawn since output position `since` is `found` before `deadline`."""
    with contextlib.suppress(AssertionError):
        terminal.wait(lambda text: bool(found(text)), since=since, seconds=max(0.0, deadline - time.perf_counter()))
        return True
    return False


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    process.stdin.close()


def _waited(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(LONGEST_END)
    except subprocess.TimeoutExpired:
        return None


def _ended(exit_code: Callable[[], int | None]) -> tuple[str, ...]:
    return ("it did not end",) if exit_code() is None else ()
