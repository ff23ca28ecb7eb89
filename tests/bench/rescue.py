"""How long it takes to look a long review log through, and to make it again from its text journal alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress.database import Database
from studyapp.progress.journal import Journal
from tests.bench.large import fill_progress, large_deck
from tests.bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CARDS = 100_000
REVIEWS = 1_000_000
REBUILD = """
import sys
from pathlib import Path
from studyapp.progress.journal import journals_beside
from studyapp.progress.merging import rebuild_from_journals
progress = Path(sys.argv[1])
assert rebuild_from_journals(progress, journals_beside(progress), "", 0).reviews == int(sys.argv[2])
"""


def looking_and_rebuilding(folder: Path, environment: Mapping[str, str]) -> list[Ratio]:
    """CPU seconds and memory of `studyapp doctor --look` and of a rebuild, each in a process of its own."""
    large_deck(folder, cards=CARDS)
    fill_progress(folder, cards=CARDS, reviews=REVIEWS)
    progress = folder / "progress.db"
    with closing(Database(progress, device_name="", at_ms=0)) as database, database.reading() as connection:
        Journal(progress).catch_up(connection)
    alone = folder / "alone" / progress.name
    shutil.copytree(folder / "journals", alone.parent / "journals")
    doctor, doctor_mb = spent([sys.executable, "-m", "studyapp", "doctor", "--look"], environment, expected=1)
    rebuild, rebuild_mb = spent([sys.executable, "-c", REBUILD, str(alone), str(REVIEWS)], environment)
    return [
        Ratio(f"`studyapp doctor`, {REVIEWS:,} reviews ({doctor_mb} MB)", "5 s of CPU", doctor, 5.0, 1.0),
        Ratio(f"rebuild from the journal, {REVIEWS:,} reviews ({rebuild_mb} MB)", "15 s of CPU", rebuild, 15.0, 1.0),
    ]


def spent(command: Sequence[str], environment: Mapping[str, str], *, expected: int = 0) -> tuple[float, int]:
    """Run a command that ends with `expected`; return its CPU seconds and its peak memory in MB."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == expected, command
    kilobytes = usage.ru_maxrss // 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return usage.ru_utime + usage.ru_stime, kilobytes // 1024
