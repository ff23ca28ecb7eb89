"""Asking whether the clock is right, line by line or of a program, before anything is graded by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studyapp.errors import NotSavedError
from studyapp.line.protocol import MalformedLineError
from studyapp.line.wording import clock_prompt, doubt_lines
from studyapp.study.clock_words import what_is_odd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studyapp.study.clock_watch import ClockDoubt, Watched

CLOCK_WORDS = {"y": True, "yes": True, "n": False, "no": False}
CLOCK_COMMANDS = 'Send {"clock": "right"} or {"clock": "wrong"} first.'


def is_clock_settled(watched: Watched, write: Callable[[str], None], ask: Callable[[str], str | None]) -> bool:
    """Ask whether the clock is right where it may not be; False where the student would rather leave."""
    while (doubt := watched.clock_doubt()) is not None:
        for line in doubt_lines(doubt):
            write(line)
        said = ask(clock_prompt(doubt))
        word = None if said is None else said.strip().lower()
        if word in (None, ":q"):
            return False
        if word in CLOCK_WORDS and (doubt.is_possible or not CLOCK_WORDS[word]):
            try:
                watched.settle_clock(right=CLOCK_WORDS[word])
            except NotSavedError as error:
                write(str(error))
    return True


def settle_by(watched: Watched, command: Mapping[str, Any]) -> None:
    """Take a program's word for the clock; raises MalformedLineError where there is none, and NotSavedError."""
    if command.get("clock") not in ("right", "wrong"):
        raise MalformedLineError(CLOCK_COMMANDS)
    watched.settle_clock(right=command["clock"] == "right")


def doubt_entry(doubt: ClockDoubt) -> dict[str, object]:
    """Return a doubt as JSON has it."""
    return {
        "now": doubt.now.isoformat(),
        "last": doubt.last.isoformat() if doubt.last else None,
        "possible": doubt.is_possible,
        "message": f"{what_is_odd(doubt)} {CLOCK_COMMANDS}",
    }
