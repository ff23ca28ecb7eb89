"""Watching line by line, in a real process that is really interrupted."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import IO, TYPE_CHECKING

import pytest

from tests.workspaces import CAPITALS, write_deck

if TYPE_CHECKING:
    from tests.cli.running import CommandLine


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
@pytest.mark.parametrize("arguments", [["--plain"], []])
def test_problems_are_printed_at_each_save_until_it_is_interrupted(shell: CommandLine, arguments: list[str]) -> None:
    deck = write_deck(shell.folder, CAPITALS, "capitals")
    command = [sys.executable, "-m", "studyapp", "watch", str(deck), *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            assert until_counted(running.stdout) == ["4 cards, no problems."]
            deck.write_text(CAPITALS.replace("answer: Paris", "anwser: Paris"), encoding="utf-8")
            lines = until_counted(running.stdout)
            assert lines[-1] == "3 cards, 2 problems."
            assert any("Did you mean `answer`?" in line for line in lines)
            deck.write_text(CAPITALS, encoding="utf-8")
            assert until_counted(running.stdout) == ["4 cards, no problems."]
        finally:
            running.send_signal(signal.SIGINT)
        assert running.stderr.read() == ""
        assert running.wait(timeout=60) == 130


def until_counted(stream: IO[str]) -> list[str]:
    """Return the lines of one save."""
    lines = []
    for line in stream:
        lines.append(line.rstrip("\n"))
        if "cards," in line:
            break
    return lines


@pytest.mark.parametrize("name", ["none.deck.yaml", "."])
def test_a_file_that_is_not_there_is_said_at_once(shell: CommandLine, name: str) -> None:
    ran = shell.run("watch", name, "--plain")
    assert ran.code == 3
    assert "Traceback" not in ran.err
