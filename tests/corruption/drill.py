"""What the command line makes of a damaged progress file: tells it, keeps it, and brings everything back."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studyapp.cli.exit_codes import ExitCode
from tests.fuzz.targets import BrokenPromiseError, studyapp
from tests.fuzz.trials import trial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.corruption.student import Student

LOOKING = (
    ("due",),
    ("history",),
    ("stats",),
    ("exam", "decks/words.deck.yaml", "--results"),
    ("backup",),
    ("why", "words/c1"),
)
SOLVING = ("plan",)
"""Takes a second of computing, so only some drills do it."""


def require_recovery(student: Student, damage: Callable[[Path], None], *, solving: bool = False) -> list[str]:
    """Do `damage` to the student's file, by its path, and try all commands; return the codes of what the doctor found.

    Raises BrokenPromiseError for anything that is not told, kept or brought back.
    """
    with tempfile.NamedTemporaryFile() as note:

        def attempt(_: bytes, home: Path) -> None:
            shutil.copytree(student.home, home, dirs_exist_ok=True)
            damage(home / "progress.db")
            codes = _drilled(student, home / "progress.db", [*LOOKING, *[SOLVING] * solving])
            Path(note.name).write_text(json.dumps(codes), encoding="utf-8")

        if fault := trial(attempt, b""):
            raise BrokenPromiseError(fault)
        return list(json.loads(Path(note.name).read_text(encoding="utf-8")))


def _drilled(student: Student, progress: Path, commands: Sequence[tuple[str, ...]]) -> list[str]:
    for command in commands:
        studyapp(*command)
    before = progress.read_bytes() if progress.is_file() else None
    told = _doctor()
    if told["recovered"] is not None and before is not None:
        kept = Path(told["recovered"]["kept"])
        _require(kept.read_bytes() == before, "the damaged file was not kept as it was")
    _require(_history() == student.history, f"other answers than before: {told}")
    for command in commands:
        _require(studyapp(*command).code == ExitCode.FINE, f"{command} fails on what was brought back")
    _require(not _doctor()["found"], "a second look finds something")
    return [finding["code"] for finding in told["found"]]


def _history() -> object:
    ran = studyapp("history", "--json")
    _require(ran.code == ExitCode.FINE, f"the history ended with {ran.code}: {ran.err}")
    return json.loads(ran.out)


def _doctor() -> dict[str, Any]:
    ran = studyapp("doctor", "--json")
    _require(ran.code == ExitCode.FINE, f"the doctor ended with {ran.code}: {ran.out}{ran.err}")
    told: dict[str, Any] = json.loads(ran.out)
    return told


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise BrokenPromiseError(message)
