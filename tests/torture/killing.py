"""Running the real app, answering as fast as it asks, and ending it at a random moment."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.firewall.sequences import modes_left
from tests.terminal import Terminal
from tests.workspaces import write_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

    from tests.torture.ledger import Ledger

CARDS = 1000
DECK = "torture"
APP = ("-m", "studyapp")
CLOSING = "closed"
ENDINGS: tuple[signal.Signals | str, ...] = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, CLOSING)
LONGEST_START = 60.0
LONGEST_END = 30.0


@dataclass(frozen=True, slots=True)
class Killed:
    """How one run ended."""

    reported: int
    """What it reported as saved or taken back."""
    faults: tuple[str, ...] = ()
    """What was wrong with the end itself: it hung, or left the terminal in disorder."""


def torture_deck(folder: Path) -> Path:
    """Write a deck that is answered with one key a card."""
    cards = "".join(
        f"  - {{id: c{n}, type: choice, question: Word {n}?, answer: yes, wrong: [no]}}\n" for n in range(CARDS)
    )
    return write_deck(folder, f"studyapp: 1\nid: {DECK}\ntitle: Torture\ncards:\n{cards}", DECK)


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a program whose files all lie in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STUDYAPP", "XDG", "NO_COLOR"))}
    return {**kept, "HOME": str(home), "STUDYAPP_HOME": str(home)}


def kill_jsonl(
    home: Path, deck: Path, ledger: Ledger, ending: signal.Signals | str, rng: Random, app: Sequence[str] = APP
) -> Killed:
    """Serve `studyapp study --jsonl`, answer, overrule and take back, and end it."""
    before = ledger.reported
    command = [sys.executable, *app, "study", str(deck), "--jsonl", "--minutes", "1440"]
    with subprocess.Popen(
        command,
        env=surroundings(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    ) as process:
        try:
            end = _End(process.pid, process.poll, ending, lambda: _hang_up(process))
            _Conversation(process, ledger, rng).hold(end)
            faults = end.faults + _ended(lambda: _waited(process))
        finally:
            process.kill()
    return Killed(ledger.reported - before, faults)


def kill_screen(
    home: Path, deck: Path, ledger: Ledger, ending: signal.Signals | str, rng: Random, app: Sequence[str] = APP
) -> Killed:
    """Study in the app on a pseudo-terminal, and end it."""
    before = ledger.reported
    command = [sys.executable, *app, "study", str(deck), "--minutes", "1440"]
    with Terminal(command, surroundings(home)) as terminal:
        end = _End(terminal.process, lambda: terminal.exit_code(0), ending, terminal.hang_up)
        _Sitting(terminal, ledger, rng).hold(end)
        faults = end.faults + _ended(lambda: terminal.exit_code(LONGEST_END))
        if ending in {signal.SIGTERM, signal.SIGHUP}:
            terminal.read_rest()
            faults += tuple(f"{ending.name} left on: {mode}" for mode in sorted(modes_left(terminal.output)))
    return Killed(ledger.reported - before, faults)


class _Conversation:
    """One side of the JSON protocol: a random command for every question."""

    def __init__(self, process: subprocess.Popen[bytes], ledger: Ledger, rng: Random) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self._ledger, self._rng = ledger, rng
        self._rest = b""
        self._answered = False

    def hold(self, end: Callable[[], None]) -> None:
        """Talk until a random moment, `end` the other side, and take down what it still had said."""
        deadline = _first_deadline(self._rng)
        begun = False
        while time.perf_counter() < deadline:
            for event in self._events(deadline):
                if event["event"] == "question":
                    if not begun:
                        begun, deadline = True, _deadline(self._rng, deadline)
                    self._reply()
        end()
        if not self._out.closed:
            while self._events(time.perf_counter() + LONGEST_END):
                pass

    def _events(self, deadline: float) -> list[dict[str, Any]]:
        """Return the next events, none when there are none until `deadline` or ever again."""
        if not select.select([self._out], [], [], max(0.0, deadline - time.perf_counter()))[0]:
            return []
        data = os.read(self._out.fileno(), 65536)
        if not data:
            time.sleep(max(0.0, min(0.01, deadline - time.perf_counter())))
            return []
        *lines, self._rest = (self._rest + data).split(b"\n")
        events: list[dict[str, Any]] = [json.loads(line) for line in lines]
        for event in events:
            self._note(event)
        return events

    def _note(self, event: dict[str, Any]) -> None:
        if event["event"] == "saved":
            self._answered = True
            self._ledger.saved.add(event["review"])
            self._ledger.cards[event["card"]] += 1
        elif event["event"] == "undone":
            self._answered = False
            self._ledger.undone.add(event["review"])

    def _reply(self) -> None:
        commands: list[dict[str, object]] = [{"answer": self._rng.choice([1, 2]), "seconds": 0.01}]
        if self._answered and self._rng.random() < 0.2:
            # An overruled answer brings no new question, so an answer follows at once.
            commands.insert(0, {"overrule": "easy"} if self._rng.random() < 0.5 else {"undo": True})
        if "undo" in commands[0]:
            commands.pop()
        with contextlib.suppress(BrokenPipeError):
            self._in.write(b"".join(json.dumps(command).encode() + b"\n" for command in commands))


class _Sitting:
    """A student at a terminal who picks the first option as soon as a question stands there."""

    def __init__(self, terminal: Terminal, ledger: Ledger, rng: Random) -> None:
        self._terminal, self._ledger, self._rng = terminal, ledger, rng
        self._card: str | None = None
        self._question = ""
        self._since = 0

    def hold(self, end: Callable[[], None]) -> None:
        """Study until a random moment, `end` the app, and take down what it still had shown."""
        deadline = _first_deadline(self._rng)
        if self._shown(self._questions, deadline):
            deadline = _deadline(self._rng, deadline, scale=1.5)
            while self._turn(deadline):
                pass
        end()
        self._terminal.exit_code(LONGEST_END)
        self._terminal.read_rest()
        if self._card is not None and _VERDICT.search(self._terminal.text_since(self._since)):
            self._ledger.cards[self._card] += 1

    def _turn(self, deadline: float) -> bool:
        """Answer one question and go on to the next; False when the time is over."""
        self._question = self._questions(self._terminal.text_since(self._since))[-1]
        self._card = f"{DECK}/c{self._question}"
        self._since = self._terminal.type("1")
        if not self._shown(_VERDICT.search, deadline):
            return False
        self._ledger.cards[self._card] += 1
        self._card = None
        self._since = self._terminal.type("\r")
        return self._shown(self._questions, deadline)

    def _questions(self, text: str) -> list[str]:
        """Return the numbers of the questions in what was drawn, but for the one that was answered just now."""
        return [number for number in re.findall(r"Word (\d+)\?", text) if number != self._question]

    def _shown(self, found: Callable[[str], object], deadline: float) -> bool:
        with contextlib.suppress(AssertionError):
            seconds = max(0.0, deadline - time.perf_counter())
            self._terminal.wait(lambda text: bool(found(text)), since=self._since, seconds=seconds)
            return True
        return False


_VERDICT = re.compile("✓ Right|✗ Wrong")


def _first_deadline(rng: Random) -> float:
    """Return a moment: one run in eight ends while it starts, the others are given time to ask."""
    return time.perf_counter() + (rng.uniform(0, 0.7) if rng.random() < 0.125 else LONGEST_START)


def _deadline(rng: Random, deadline: float, scale: float = 1.0) -> float:
    """Return the moment of the end, once the first question stands."""
    return min(deadline, time.perf_counter() + rng.uniform(0, 0.3) * scale)


class _End:
    """Ends a process in one of `ENDINGS`; a fault is noted where it has ended by itself before."""

    def __init__(
        self,
        process: int,
        exit_code: Callable[[], int | None],
        ending: signal.Signals | str,
        hang_up: Callable[[], None],
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
