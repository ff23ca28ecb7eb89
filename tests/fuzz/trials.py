"""Trying one input in a child that is held to its limits. `python -m tests.fuzz.trials` serves inputs from a pipe.

The server loads what the commands need once, and forks for each input: a trial costs what its commands cost.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from tests.fuzz.targets import RUNNING, TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTES = 256
HANGING = 300
"""Seconds after which a trial is ended that waits for something."""
IN_MEMORY = "/dev/shm"
"""Waiting for a disk would take most of the time, and no input is about that."""
ROOT = Path(__file__).parents[2]
LOADED = (
    *(f"studyapp.cli.commands.{name}" for name in ("check", "preview", "export", "study", "id", "doctor", "history")),
    *(f"studyapp.cli.commands.{name}" for name in ("stats", "due", "plan", "backup", "restore", "new", "exam", "why")),
    *("studyapp.line.jsonl", "studyapp.line.plain", "studyapp.study.opening", "studyapp.study.session"),
    *("studyapp.study.checking", "studyapp.study.tending", "studyapp.interchange.html_sheet", "tomllib", "difflib"),
)


class Server:
    """A process that tries inputs; use it as a context."""

    def __enter__(self) -> Self:
        """Start the process."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.trials"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._process.communicate()

    def fault(self, target: str, data: bytes) -> str:
        """Return what went wrong with `data` as input of `target`: empty if nothing did."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(struct.pack(">16sI", target.encode(), len(data)) + data)
        self._process.stdin.flush()
        return str(json.loads(self._process.stdout.readline()))


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Try inputs until there is none left."""
    for name in LOADED:
        import_module(name)
    header = struct.Struct(">16sI")
    while head := source.read(header.size):
        name, length = header.unpack(head)
        fault = trial(TARGETS[name.rstrip(b"\0").decode()], source.read(length))
        answers.write(json.dumps(fault).encode() + b"\n")
        answers.flush()


def trial(target: Callable[[bytes, Path], None], data: bytes) -> str:
    """Return what went wrong with `target(data, home)` in a child of its own; empty if nothing did."""
    home = Path(tempfile.mkdtemp(dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
    report = home / "report"
    child = os.fork()
    if child == 0:
        os._exit(_try(target, data, home, report))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    told = "\n".join(path.read_text(encoding="utf-8") for path in (home / "home" / RUNNING, report) if path.exists())
    shutil.rmtree(home, ignore_errors=True)
    if code < 0:
        return f"{signal.Signals(-code).name}\n{told}"
    return told if code else ""


def _try(target: Callable[[bytes, Path], None], data: bytes, home: Path, report: Path) -> int:
    try:
        _prepare(home)
        target(data, home / "home")
    except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
        report.write_text(traceback.format_exc(), encoding="utf-8", errors="replace")
        return 1
    return 0


def _prepare(home: Path) -> None:
    folder = home / "home"
    folder.mkdir()
    os.environ.update(HOME=str(folder), STUDYAPP_HOME=str(folder))
    os.chdir(folder)
    signal.alarm(HANGING)
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
