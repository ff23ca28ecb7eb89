"""The committed version of a deck file, if it lies in a git repository; silent where git can't help."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

from studyapp.decks.deckfile import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_WAIT = 5.0
"""Seconds after which git is given up: it may wait for a lock or a slow disk."""
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def committed(path: Path, revision: str = "HEAD") -> bytes | None:
    """Return the content of a deck file as of `revision`; None without git, repository, revision or file.

    Reads one object and nothing else: no hooks, filters, pagers or network of the repository come into play.
    """
    file = path.resolve()
    git = shutil.which("git")
    if git is None or revision.startswith("-") or not _in_repository(file):
        return None
    command = [
        git,
        "-C",
        str(file.parent),
        "-c",
        "core.fsmonitor=false",
        "cat-file",
        "blob",
        f"{revision}:./{file.name}",
    ]
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program; the file name is one argument, no shell reads it
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ENVIRONMENT},
        )
    except OSError:
        return None
    return _output(process)


def _output(process: subprocess.Popen[bytes]) -> bytes | None:
    """Return what the process writes, unless it fails, takes too long or writes too much."""
    alarm = threading.Timer(LONGEST_WAIT, process.kill)
    alarm.daemon = True
    alarm.start()
    try:
        with process:
            data = process.stdout.read(MAX_BYTES + 1) if process.stdout else b""
            if len(data) > MAX_BYTES:
                process.kill()
    finally:
        alarm.cancel()
    return data if process.returncode == 0 else None


def _in_repository(file: Path) -> bool:
    return any((folder / ".git").exists() for folder in file.parents)
