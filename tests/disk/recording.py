"""What a program has done to its files, as `interposer.c` has taken it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Act(NamedTuple):
    """One call that succeeded; `lose` is a synchronisation that was made to fail, which drops what was to be written."""

    verb: str
    """open, close, write, resize, sync, lose, unlink, rename, link, mkdir"""
    file: int = -1
    """Descriptor."""
    path: str = ""
    """Below the folder that was watched; begins with a slash."""
    to: str = ""
    """The new name; of acts that know one name only, that."""
    number: int = 0
    """Offset of a write, size after a resize."""
    data: bytes = b""
    creates: bool = False
    empties: bool = False


def read_record(log: Path) -> Iterator[Act]:
    """Yield the acts in their order."""
    with log.open("rb") as file:
        for line in file:
            verb, *rest = line.rstrip(b"\n").decode().split("\t")
            if verb == "write":
                yield Act(verb, int(rest[0]), number=int(rest[1]), data=file.read(int(rest[2])))
            elif verb == "open":
                yield Act(verb, int(rest[0]), rest[2], creates="c" in rest[1], empties="t" in rest[1])
            elif verb in {"close", "sync", "lose", "resize"}:
                yield Act(verb, int(rest[0]), number=int(rest[1]) if verb == "resize" else 0)
            else:
                yield Act(verb, path=rest[0], to=rest[-1])
