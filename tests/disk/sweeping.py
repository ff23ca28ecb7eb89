"""Running `failing.py` on a disk that fails, and reading what it found; all of it with `make failing-disk`."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.disk.failing import ACTS, DEFECTS
from tests.disk.interposing import Faults, compile_interposer, surroundings
from tests.quick_folder import quick_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
PROCESSES = 2
SHORT = ("answering",)


class Swept(NamedTuple):
    """What many failing calls brought."""

    faults: list[str]
    failed: int
    """How many times a disk failed."""


def sweep(library: Path, acts: Sequence[str] = (), *, first: int = 1, stride: int = 1, defect: str = "") -> Swept:
    """Do each act, all if none is named, with each fault at the `first` call and every `stride`-th after it."""
    with quick_folder() as folder:
        root = folder / "watched"
        root.mkdir()
        command = [sys.executable, "-m", "tests.disk.failing", str(first), str(stride), defect, *acts]
        with Faults(folder / "control") as faults:
            environment = surroundings(library, root, faults=faults)
            done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    *found, failed = done.stdout.splitlines()
    return Swept(found, int(failed))


def main() -> int:
    """Sweep everything, and say what was found; 1 when something was, or when a defect was not caught."""
    with quick_folder() as folder:
        library = compile_interposer(folder)
        if library is None:
            sys.stdout.write("Calls on files are made to fail on Linux with a C compiler only.\n")
            return 0
        with ThreadPoolExecutor(PROCESSES) as pool:
            swept = dict(zip(ACTS, pool.map(lambda act: sweep(library, [act]), ACTS), strict=True))
            defects = dict(
                zip(DEFECTS, pool.map(lambda each: sweep(library, SHORT, defect=each), DEFECTS), strict=True)
            )
    for act, found in swept.items():
        sys.stdout.write(f"{act}: the disk failed {found.failed} times\n")
        sys.stdout.writelines(f"    FAULT: {fault}\n" for fault in found.faults)
    for defect, found in defects.items():
        sys.stdout.write(f"{defect}: {'caught' if found.faults else 'NOT CAUGHT'}\n")
    return 1 if any(found.faults for found in swept.values()) or not all(d.faults for d in defects.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
