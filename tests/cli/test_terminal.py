"""The app on a real pseudo-terminal: what a student at a keyboard gets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.workspaces import typed_deck, write_deck

ROOT = Path(__file__).parents[2]
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOWS_CURSOR = b"\x1b[?25h"


def app(*arguments: str) -> Terminal:
    return Terminal([sys.executable, "-m", "studyapp", *arguments], os.environ, cwd=str(ROOT))


def history() -> list[dict[str, object]]:
    shown = subprocess.run(
        [sys.executable, "-m", "studyapp", "history", "--json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    entries: list[dict[str, object]] = json.loads(shown.stdout)
    return entries


def saved(reviews: int) -> bool:
    """Return whether the log comes to hold so many reviews; the screen may be read while it is being drawn."""
    return any(len(history()) == reviews for _ in range(10))


def test_twenty_answers_typed_at_a_terminal_leave_twenty_reviews(tmp_path: Path) -> None:
    deck = write_deck(tmp_path, typed_deck(20))
    with app("study", str(deck)) as terminal:
        terminal.wait("Word")
        for number in range(20):
            before = terminal.type("answer 1\r")
            terminal.wait("back", since=before)
            if number in (0, 19):
                assert saved(number + 1), "saved before the next question is asked for"
            before = terminal.type("\r")
            terminal.wait(f"{number + 2} of" if number < 19 else "Word", since=before)
        terminal.type("\x03")
        assert terminal.exit_code() == 0
    assert len(history()) == 20
    assert terminal.output.rstrip().endswith(SHOWS_CURSOR) or SHOWS_CURSOR in terminal.output[-400:]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_session_that_is_ended_from_outside_loses_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    deck = write_deck(tmp_path, typed_deck(20))
    with app("study", str(deck)) as terminal:
        terminal.wait("Word")
        before = terminal.type("answer 1\r")
        terminal.wait("back", since=before)
        os.kill(terminal.process, sent)
        assert terminal.exit_code() is not None
    assert len(history()) == 1
    if sent is not signal.SIGKILL:
        assert LEAVES_ALTERNATE_SCREEN in terminal.output
        assert SHOWS_CURSOR in terminal.output[-400:]


def test_without_a_command_the_app_opens_at_home_and_q_leaves(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", typed_deck(3))
    with app("--decks", str(tmp_path / "decks")) as terminal:
        terminal.wait("Words")
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_an_app_that_nobody_told_of_its_closed_terminal_ends_by_itself(tmp_path: Path) -> None:
    deck = write_deck(tmp_path, typed_deck(3))
    deaf = f"trap '' HUP; exec {sys.executable} -m studyapp study {deck}"
    with Terminal(["sh", "-c", deaf], os.environ, cwd=str(ROOT)) as terminal:
        terminal.wait("Word")
        terminal.hang_up()
        assert terminal.exit_code(20) is not None
