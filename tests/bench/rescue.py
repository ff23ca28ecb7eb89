"""How long it takes to look a long review log through, and to bring it back from its text journal alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress.database import Database
from studyapp.progress.journal import Journal
from tests.bench.large import DECK, fill_progress, large_deck
from tests.bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CARDS = 100_000
REVIEWS = 1_000_000
BRING_BACK = """
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from studyapp.progress.doctor import recover
from studyapp.progress.store import open_progress
from studyapp.study.scheduling import own_scheduler
progress = Path(sys.argv[1])
assert recover(progress, datetime.now(UTC)).reviews == int(sys.argv[2])
with closing(open_progress(progress)) as store:
    own_scheduler(store)
    assert len(store.seen(sys.argv[4])) == int(sys.argv[3])
"""
"""What `studyapp doctor` does about a lost file until it can be used again: then it makes a backup, and looks once more."""


def looking_and_rebuilding(folder: Path, environment: Mapping[str, str]) -> list[Ratio]:
    """CPU seconds and memory of looking through a log and of bringing it back, each in a process of its own."""
    large_deck(folder, cards=CARDS)
    fill_progress(folder, cards=CARDS, reviews=REVIEWS)
    progress = folder / "progress.db"
    with closing(Database(progress, device_name="", at_ms=0)) as database, database.reading() as connection:
        Journal(progress).catch_up(connection)
    doctor = [sys.executable, "-m", "studyapp", "doctor"]
    look, look_mb = spent([*doctor, "--look"], environment, expected=1)
    alone = _journals_alone(folder, "alone") / progress.name
    wanted = [str(REVIEWS), str(CARDS), DECK]
    rebuild, rebuild_mb = spent([sys.executable, "-c", BRING_BACK, str(alone), *wanted], environment)
    lost = {**environment, "STUDYAPP_HOME": str(_journals_alone(folder, "lost"))}
    whole, whole_mb = spent(doctor, lost)
    return [
        Ratio(f"`studyapp doctor --look`, {REVIEWS:,} reviews ({look_mb} MB)", "5 s of CPU", look, 5.0, 1.0),
        Ratio(
            f"log rebuilt from the journal and {CARDS:,} states folded, {REVIEWS:,} reviews ({rebuild_mb} MB)",
            *("15 s of CPU", rebuild, 15.0, 1.0),
        ),
        Ratio(
            f"all of `studyapp doctor` then, with a backup and a last look ({whole_mb} MB)",
            *("the row above", whole, rebuild, 2.0),
        ),
    ]


def _journals_alone(folder: Path, name: str) -> Path:
    """Return a new folder below that has nothing but the journals."""
    shutil.copytree(folder / "journals", folder / name / "journals")
    return folder / name


def spent(command: Sequence[str], environment: Mapping[str, str], *, expected: int = 0) -> tuple[float, int]:
    """Run a command that ends with `expected`; return its CPU seconds and its peak memory in MB."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == expected, command
    kilobytes = usage.ru_maxrss // 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return usage.ru_utime + usage.ru_stime, kilobytes // 1024
