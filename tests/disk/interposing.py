"""Putting `interposer.c` between a program and its files: what it does is taken down, and may be made to fail."""

from __future__ import annotations

import enum
import errno
import mmap
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = Path(__file__).with_name("interposer.c")
_FIELDS = struct.Struct("=7i")


class Kind(enum.IntFlag):
    """Calls on files that can be made to fail."""

    OPEN = 1
    WRITE = 2
    SYNC = 4
    TRUNCATE = 8
    UNLINK = 16
    NAME = 32
    """rename, link, mkdir"""


ANY = Kind.OPEN | Kind.WRITE | Kind.SYNC | Kind.TRUNCATE | Kind.UNLINK | Kind.NAME


class Fault(NamedTuple):
    """What goes wrong with a disk."""

    error: int
    """An errno."""
    sticky: bool
    """Whether all later calls fail, too."""
    partly: bool = False
    """Whether the first half of what is written arrives."""

    def __str__(self) -> str:
        """Return it in words."""
        how = "from then on" if self.sticky else "once"
        return f"{errno.errorcode[self.error]} {how}{', partly written' if self.partly else ''}"


FAULTS = (
    Fault(errno.ENOSPC, sticky=False),
    Fault(errno.ENOSPC, sticky=True),
    Fault(errno.ENOSPC, sticky=True, partly=True),
    Fault(errno.EIO, sticky=False),
    Fault(errno.EIO, sticky=True),
)


class Faults:
    """Tells a program that runs with the interposer, in this process or another, which calls shall fail."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(bytes(_FIELDS.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _FIELDS.size)

    def __enter__(self) -> Self:
        """Return it; no call fails yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what is shared."""
        self._shared.close()

    def arm(self, fault: Fault, at: int = 1, kinds: Kind = ANY) -> None:
        """Let the `at`-th call of these kinds from now on fail."""
        self._shared[:] = _FIELDS.pack(kinds, at, fault.error, fault.sticky, fault.partly, 0, 0)

    def disarm(self) -> int:
        """Let no call fail any more; return how many have."""
        failed = int(_FIELDS.unpack(self._shared[:])[-1])
        self._shared[:] = bytes(_FIELDS.size)
        return failed


def compile_interposer(folder: Path) -> Path | None:
    """Return the interposer as a library in `folder`; None where there is no way to load or to make one."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not sys.platform.startswith("linux") or compiler is None:
        return None
    library = folder / "interposer.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    done = subprocess.run(command, capture_output=True, check=False)
    return library if done.returncode == 0 else None


def surroundings(
    library: Path, root: Path, *, log: Path | None = None, faults: Faults | None = None
) -> Mapping[str, str]:
    """Return the environment of a program of which everything below `root` is taken down in `log`, or may fail."""
    told = {"LD_PRELOAD": str(library), "DISK_ROOT": str(root)}
    if log is not None:
        told["DISK_LOG"] = str(log)
    if faults is not None:
        told["DISK_CONTROL"] = str(faults.path)
    return {**os.environ, **told}
