"""Follows a page of documentation to the letter: writes its files, runs its commands, and notes what they print."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
_WORD = re.compile(r'"[^"]*"|\S+')


@dataclass(frozen=True, slots=True)
class Block:
    """One example: what kind of text it is, the file that it is to be saved as, and what stands in it."""

    kind: str
    file: str
    text: str


def blocks(page: str) -> list[Block]:
    """Return all examples of a page."""
    return [Block(*found) for found in _BLOCK.findall(page)]


def followed(page: str) -> str:
    """Return the page with what its commands print now. Files named behind the kind of an example are written first."""
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(lambda found: _follow(found.group(), Block(*found.groups("")), Path(folder)), page)


def _follow(shown: str, block: Block, folder: Path) -> str:
    if block.file:
        (folder / block.file).write_text(block.text, encoding="utf-8")
    if block.kind != "console":
        return shown
    return "```console\n" + "".join(_run(command, folder) for command in _COMMAND.findall(block.text)) + "```"


def _run(command: str, folder: Path) -> str:
    """Return a command with everything that it prints; one that goes on until it is interrupted is shown alone."""
    words = [word.strip('"') for word in _WORD.findall(command)]
    assert words[0] == "studyapp", command
    arguments = [sys.executable, "-m", "studyapp", *words[1:]]
    with subprocess.Popen(
        arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as running:
        assert running.stdout is not None
        if words[1] == "watch":
            assert running.stdout.readline(), command
            running.kill()
            return f"$ {command}\n"
        printed = running.stdout.read()
        assert running.wait(timeout=60) in {0, 1}, printed
        return f"$ {command}\n{printed}"
