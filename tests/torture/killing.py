"""Studying in the real app, answering as fast as it asks, until it is ended at a random moment."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from tests.torture.ending import (
    APP,
    LONGEST_END,
    Killed,
    Turns,
    end_on_terminal,
    end_program,
    first_deadline,
    next_deadline,
    shown,
)
from tests.workspaces import write_deck

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from tests.terminal import Terminal
    from tests.torture.ending import End, Ending, Program
    from tests.torture.ledger import Ledger

CARDS = 2000
DECK = "torture"


def torture_deck(folder: Path) -> Path:
    """Write a deck that is answered with one key a card."""
    cards = "".join(
        f"  - {{id: c{n}, type: choice, question: Word {n}?, answer: yes, wrong: [no]}}\n" for n in range(CARDS)
    )
    return write_deck(folder, f"studyapp: 1\nid: {DECK}\ntitle: Torture\ncards:\n{cards}", DECK)


def kill_jsonl(home: Path, deck: Path, ledger: Ledger, ending: Ending, rng: Random, app: Sequence[str] = APP) -> Killed:
    """Serve `studyapp study --jsonl`, answer, overrule and take back, and end it."""
    before = ledger.reported
    arguments = [*app, "study", str(deck), "--jsonl", "--minutes", "1440"]
    faults = end_program(arguments, home, ending, lambda program, end: _Conversation(program, ledger, rng).hold(end))
    return Killed(ledger.reported - before, faults)


def kill_screen(
    home: Path, deck: Path, ledger: Ledger, ending: Ending, rng: Random, app: Sequence[str] = APP
) -> Killed:
    """Study in the app on a pseudo-terminal, and end it."""
    before = ledger.reported
    arguments = [*app, "study", str(deck), "--minutes", "1440"]
    faults = end_on_terminal(arguments, home, ending, lambda terminal, end: _Sitting(terminal, ledger, rng).hold(end))
    return Killed(ledger.reported - before, faults)


class _Conversation:
    """One side of the JSON protocol: a random command for every question."""

    def __init__(self, program: Program, ledger: Ledger, rng: Random) -> None:
        self._program, self._ledger, self._rng = program, ledger, rng
        self._answered = False

    def hold(self, end: End) -> None:
        """Talk until a random moment, `end` the other side, and take down what it still had said."""
        deadline, turns = first_deadline(self._rng), Turns(self._rng)
        while time.perf_counter() < deadline:
            for event in self._program.events(deadline):
                self._note(event)
                if event["event"] == "question":
                    self._reply()
                    deadline = turns.deadline(deadline)
        end()
        for event in self._program.last_events():
            self._note(event)

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
        self._program.say(*commands)


class _Sitting:
    """A student at a terminal who picks the first option as soon as a question stands there."""

    def __init__(self, terminal: Terminal, ledger: Ledger, rng: Random) -> None:
        self._terminal, self._ledger, self._rng = terminal, ledger, rng
        self._card: str | None = None
        self._question = ""
        self._since = 0

    def hold(self, end: End) -> None:
        """Study until a random moment, `end` the app, and take down what it still had shown."""
        deadline = first_deadline(self._rng)
        if shown(self._terminal, self._questions, self._since, deadline):
            deadline = next_deadline(self._rng, deadline)
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
        if not shown(self._terminal, _VERDICT.search, self._since, deadline):
            return False
        self._ledger.cards[self._card] += 1
        self._card = None
        self._since = self._terminal.type("\r")
        return shown(self._terminal, self._questions, self._since, deadline)

    def _questions(self, text: str) -> list[str]:
        """Return the numbers of the questions in what was drawn, but for the one that was answered just now."""
        return [number for number in re.findall(r"Word (\d+)\?", text) if number != self._question]


_VERDICT = re.compile("✓ Right|✗ Wrong")
