"""Taking mock exams in the real app until it is ended at a random moment, and going on with them."""

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
from tests.torture.exam_ledger import BLANK, DECK
from tests.workspaces import write_deck

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from tests.terminal import Terminal
    from tests.torture.ending import End, Ending, Program
    from tests.torture.ledger import Ledger

PICKED, SAID = 60, 12
"""How many cards the deck has that are picked, and that the student marks."""
QUESTIONS = 40
HANDS_IN = 2
"""How many of a hundred commands hand in."""
ENDS_SOON = 0.3
"""Chance of a run to end, with each command from handing in to the result,"""
SOON = (0.01, 0.03, 0.3)
"""within one of these spans of seconds: what takes 10 ms in memory can take 300 ms on a disk."""
RATINGS = ("again", "hard", "good", "easy")

NEXT, HAND_IN = "\x0e", "\x07"
"""Ctrl-N and Ctrl-G, which work while text is typed, too."""
PICKED_SIGN = "●"
QUIET = 0.03
LONGEST_SITTING = 1.5
_GOING_ON = re.compile(rf"(\d+)\s+of\s+{QUESTIONS}\s+questions\s+answered")
_HANDED_IN = re.compile(r"is\s+handed\s+in,")
_OFFER = re.compile(rf"Nothing\s+is\s+marked|{_GOING_ON.pattern}|{_HANDED_IN.pattern}")
_RESULT = re.compile(rf"of\s+{QUESTIONS}\s+points")
_SCREEN = re.compile(rf"Hand the exam in\?|Answer sheet|{_RESULT.pattern}")


def exam_deck(folder: Path) -> Path:
    """Write a deck whose exams have questions to pick an answer of, and some that the student has to mark."""
    cards = "".join(
        f"  - {{id: c{n}, type: choice, question: Word {n}?, answer: yes, wrong: [no]}}\n" for n in range(PICKED)
    )
    cards += "".join(f"  - {{id: s{n}, question: Say {n}?, answer: so}}\n" for n in range(SAID))
    head = f"studyapp: 1\nid: {DECK}\ntitle: Exam\nexam: {{questions: {QUESTIONS}, minutes: 600}}\n"
    return write_deck(folder, f"{head}cards:\n{cards}", DECK)


def kill_exam_jsonl(
    home: Path, deck: Path, ledger: Ledger, ending: Ending, rng: Random, app: Sequence[str] = APP
) -> Killed:
    """Serve `studyapp exam --jsonl` and end it; exams that come to their end are followed by others."""
    before = ledger.reported
    while True:
        talk = _Exam(ledger, rng)
        faults = end_program([*app, "exam", str(deck), "--jsonl"], home, ending, talk.hold)
        if not talk.is_over:
            return Killed(ledger.reported - before, faults)


def kill_exam_screen(
    home: Path, deck: Path, ledger: Ledger, ending: Ending, rng: Random, app: Sequence[str] = APP
) -> Killed:
    """Take an exam in the app on a pseudo-terminal, and end it."""
    before = ledger.reported
    sitting = _Sitting(ledger, rng)
    faults = end_on_terminal([*app, "exam", str(deck)], home, ending, sitting.hold)
    return Killed(ledger.reported - before, faults)


class _Exam:
    """One side of the JSON protocol: a random command whenever one is waited for."""

    def __init__(self, ledger: Ledger, rng: Random) -> None:
        self._ledger, self._rng = ledger.exams, rng
        self._number = 0
        self._card = ""
        self._takes_text = False
        self._awaited = "question"
        """The event that the next command follows."""
        self.is_over = False
        """Whether the exam has its result, after which the program ends."""

    def hold(self, program: Program, end: End) -> None:
        """Talk until a random moment or the end of the exam, `end` the other side, and take down what it had said."""
        deadline, turns = first_deadline(self._rng), Turns(self._rng)
        while time.perf_counter() < deadline and not program.has_ended:
            for event in program.events(deadline):
                self._note(event)
                if event["event"] not in {self._awaited, "to_mark"}:
                    continue
                program.say(self._command(is_marking=event["event"] == "to_mark"))
                deadline = turns.deadline(deadline)
                if self._awaited == "result" and self._rng.random() < ENDS_SOON:
                    deadline = next_deadline(self._rng, deadline, self._rng.choice(SOON))
        if not self.is_over:
            end()
        for event in program.last_events():
            self._note(event)
        if self.is_over:
            end.faults = ()

    def _note(self, event: dict[str, Any]) -> None:
        match event["event"]:
            case "exam":
                self._ledger.begin(event["exam"], event["answered"])
            case "question":
                self._number, self._card, self._takes_text = event["number"], event["card"], event["self_marked"]
                self._ledger.expect_place(event["card"], event["given"], flagged=event["flagged"])
            case "saved" | "flagged":
                self._ledger.keep()
            case "to_mark":
                self._ledger.keep()
                self._ledger.is_closed = True
                self._card = event["card"]
            case "result":
                self._ledger.finish({question["card"]: question["outcome"] for question in event["questions"]})
                self.is_over = True

    def _command(self, *, is_marking: bool) -> dict[str, object]:
        if is_marking:
            rating = self._rng.randint(1, 4)
            self._ledger.try_to(self._card, rating=rating)
            return {"rating": RATINGS[rating - 1]}
        (do,) = self._rng.choices(
            (self._answer, self._flag, self._clear, self._go, self._hand_in), weights=(80, 7, 6, 6, HANDS_IN)
        )
        return do()

    def _answer(self) -> dict[str, object]:
        given = "so" if self._takes_text else self._rng.randint(1, 2)
        self._ledger.try_to(self._card, given=given)
        self._awaited = "question" if self._number < QUESTIONS else "saved"
        return {"answer": given}

    def _flag(self) -> dict[str, object]:
        self._ledger.try_to(self._card, flagged=not self._ledger.sheet.get(self._card, BLANK).flagged)
        self._awaited = "flagged"
        return {"flag": True}

    def _clear(self) -> dict[str, object]:
        self._ledger.try_to(self._card, given=None)
        self._awaited = "saved"
        return {"clear": True}

    def _go(self) -> dict[str, object]:
        self._awaited = "question"
        return {"go": self._rng.randint(1, QUESTIONS)}

    def _hand_in(self) -> dict[str, object]:
        self._ledger.handing_in = True
        self._awaited = "result"
        return {"submit": True}


class _Sitting:
    """A student at a terminal who picks an answer where there is none, and hands in after the last question."""

    def __init__(self, ledger: Ledger, rng: Random) -> None:
        self._ledger, self._rng = ledger.exams, rng
        self._card = ""
        """The one that was answered, passed over or marked last."""
        self._since = 0

    def hold(self, terminal: Terminal, end: End) -> None:
        """Sit there until a random moment, `end` the app, and take down what it still had shown."""
        deadline = first_deadline(self._rng)
        if shown(terminal, _OFFER.search, 0, deadline):
            self._look_at_offer(terminal)
            deadline = next_deadline(self._rng, deadline, LONGEST_SITTING)
            self._since = terminal.type("\r")
            while shown(terminal, self._goes_on, self._since, deadline) and self._turn(terminal, deadline):
                pass
        end()
        terminal.exit_code(LONGEST_END)
        terminal.read_rest()
        if PICKED_SIGN in terminal.text_since(self._since):
            self._ledger.keep()

    def _look_at_offer(self, terminal: Terminal) -> None:
        terminal.settle(QUIET)
        text = terminal.text
        if going_on := _GOING_ON.search(text):
            self._ledger.expect_answers(int(going_on[1]))
        elif _HANDED_IN.search(text) is None:
            self._ledger.expect_none()

    def _goes_on(self, text: str) -> bool:
        """Return whether another screen was drawn, not the last one once more."""
        return bool(_SCREEN.search(text)) or _card_in(text) not in {"", self._card}

    def _turn(self, terminal: Terminal, deadline: float) -> bool:
        """Do what the screen asks for; False when there is nothing more to do."""
        terminal.settle(QUIET, max(0.0, deadline - time.perf_counter()))
        text = terminal.text_since(self._since)
        if _RESULT.search(text):
            self._ledger.keep()
            self._ledger.has_result = True
            self._ledger.reported += 1
            return False
        self._ledger.begun = True
        self._card = _card_in(text)
        if "Hand the exam in?" in text:
            self._ledger.handing_in, self._card = True, ""
            self._since = terminal.type("\r")
        elif "Answer sheet" in text:
            self._since = terminal.type("g")
        elif "Mark your own" in text or self._ledger.is_closed:
            self._mark(terminal)
        elif self._card.startswith(f"{DECK}/c") and self._ledger.sheet.get(self._card, BLANK).given is None:
            return self._pick(terminal, deadline)
        else:
            self._since = terminal.type(NEXT)
        return True

    def _pick(self, terminal: Terminal, deadline: float) -> bool:
        given = self._rng.randint(1, 2)
        self._ledger.try_to(self._card, given=given)
        self._since = terminal.type(str(given))
        if not shown(terminal, lambda text: PICKED_SIGN in text, self._since, deadline):
            return False
        self._ledger.keep()
        self._since = terminal.type(HAND_IN if self._rng.random() < 0.1 else NEXT)
        return True

    def _mark(self, terminal: Terminal) -> None:
        self._ledger.keep()
        self._ledger.is_closed = True
        rating = self._rng.randint(1, 4)
        self._ledger.try_to(self._card, rating=rating)
        self._since = terminal.type(str(rating))


def _card_in(text: str) -> str:
    """Return the card whose question was drawn, empty if there is none."""
    found = re.findall(r"(Word|Say) (\d+)\?", text)
    return f"{DECK}/{'c' if found[-1][0] == 'Word' else 's'}{found[-1][1]}" if found else ""
