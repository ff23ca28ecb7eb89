"""A disk that keeps for sure only what was synchronised: of the rest, a power cut leaves whatever chance has written.

Harsher than most file systems: every sector of 512 bytes, every change of a size and every name stands for itself,
may be lost, may arrive before those that came earlier, and a sector may be torn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from tests.disk.recording import Act

Piece = TypeVar("Piece")

SECTOR = 512
KEPT = 0.6
"""Share of the pieces that arrive though they were not synchronised."""
TORN = 0.25
"""Share of those that arrive in part."""


class Cut(Enum):
    """What becomes of that which was not synchronised."""

    NONE = "nothing of it arrives"
    SOME = "each piece arrives, is torn or is lost by chance"
    FIRST = "of each file the first pieces arrive, the last of them torn"


class _Write(NamedTuple):
    """A piece of a write that lies within one sector."""

    at: int
    data: bytes


class _Resize(NamedTuple):
    size: int


@dataclass(eq=False, slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[_Write | _Resize] = field(default_factory=list)

    def write(self, at: int, data: bytes) -> None:
        end = at + len(data)
        while at < end:
            upto = min(end, (at // SECTOR + 1) * SECTOR)
            self.pending.append(_Write(at, data[at - end :][: upto - at]))
            at = upto

    def sync(self) -> None:
        self.durable = self.after(self.pending)
        self.pending.clear()

    def after(self, pieces: list[_Write | _Resize]) -> bytearray:
        content = bytearray(self.durable)
        for piece in pieces:
            if isinstance(piece, _Resize):
                content = content[: piece.size].ljust(piece.size, b"\0")
            else:
                content = content.ljust(piece.at, b"\0")
                content[piece.at : piece.at + len(piece.data)] = piece.data
        return content


class _Naming(NamedTuple):
    """A change of names that happens as one: None takes a name away."""

    names: tuple[tuple[str, _File | _Folder | None], ...]


@dataclass(eq=False, slots=True)
class _Folder:
    live: dict[str, _File | _Folder] = field(default_factory=dict)
    durable: dict[str, _File | _Folder] = field(default_factory=dict)
    pending: list[_Naming] = field(default_factory=list)

    def change(self, *names: tuple[str, _File | _Folder | None]) -> None:
        naming = _Naming(names)
        self.pending.append(naming)
        _apply(self.live, naming)

    def sync(self) -> None:
        self.durable = self.after(self.pending)
        self.pending.clear()

    def after(self, namings: list[_Naming]) -> dict[str, _File | _Folder]:
        entries = dict(self.durable)
        for naming in namings:
            _apply(entries, naming)
        return entries


def _apply(entries: dict[str, _File | _Folder], naming: _Naming) -> None:
    for name, node in naming.names:
        if node is None:
            entries.pop(name, None)
        else:
            entries[name] = node


class Disk:
    """Follows what a program does to its files."""

    def __init__(self) -> None:
        self._root = _Folder()
        self._open = dict[int, _File | _Folder]()

    def follow(self, act: Act) -> None:
        """Do what the program has done."""
        match act.verb:
            case "open":
                self._opened(act)
            case "close":
                del self._open[act.file]
            case "sync":
                self._open[act.file].sync()
            case "lose":
                self._lose(self._open[act.file])
            case "write":
                self._file(act).write(act.number, act.data)
            case "resize":
                self._file(act).pending.append(_Resize(act.number))
            case _:
                self._name(act)

    def _lose(self, node: _File | _Folder) -> None:
        """Take what was to be written for written, as Linux does after an error: it never will be.

        Names go through the file system's own journal: they wait for the next synchronisation.
        """
        if isinstance(node, _File):
            node.pending.clear()

    def _name(self, act: Act) -> None:
        (folder, old), (other, new) = self._place(act.path), self._place(act.to)
        assert folder is other, "a move between folders is not followed"
        match act.verb:
            case "mkdir":
                folder.change((old, _Folder()))
            case "unlink":
                folder.change((old, None))
            case "link":
                folder.change((new, folder.live[old]))
            case "rename":
                folder.change((old, None), (new, folder.live[old]))
            case unknown:
                raise AssertionError(unknown)

    def after(self, cut: Cut, rng: Random) -> dict[str, bytes | None]:
        """Return what a power cut at this moment leaves: path to content, None for a folder."""
        return dict(_left(self._root, "", cut, rng))

    def _opened(self, act: Act) -> None:
        folder, name = self._place(act.path)
        node = folder.live.get(name) if name else self._root
        if node is None:
            assert act.creates, act.path
            node = _File()
            folder.change((name, node))
        if act.empties and isinstance(node, _File):
            node.pending.append(_Resize(0))
        self._open[act.file] = node

    def _file(self, act: Act) -> _File:
        node = self._open[act.file]
        assert isinstance(node, _File)
        return node

    def _place(self, path: str) -> tuple[_Folder, str]:
        *folders, name = path.strip("/").split("/")
        node = self._root
        for each in folders:
            below = node.live[each]
            assert isinstance(below, _Folder)
            node = below
        return node, name


def _left(folder: _Folder, path: str, cut: Cut, rng: Random) -> Iterator[tuple[str, bytes | None]]:
    for name, node in folder.after(_arrived(folder.pending, cut, rng, lambda naming: naming)).items():
        below = f"{path}/{name}"
        if isinstance(node, _Folder):
            yield below, None
            yield from _left(node, below, cut, rng)
        else:
            yield below, bytes(node.after(_arrived(node.pending, cut, rng, lambda piece: _torn(piece, rng))))


def _arrived(pieces: list[Piece], cut: Cut, rng: Random, torn: Callable[[Piece], Piece]) -> list[Piece]:
    if cut is Cut.NONE:
        return []
    if cut is Cut.FIRST:
        first = pieces[: rng.randint(0, len(pieces))]
        return [*first[:-1], *map(torn, first[-1:])]
    kept = [piece for piece in pieces if rng.random() < KEPT]
    return [torn(piece) if rng.random() < TORN else piece for piece in kept]


def _torn(piece: _Write | _Resize, rng: Random) -> _Write | _Resize:
    """Return what arrives of a piece in which writing stopped; sectors are written from one of their ends."""
    if isinstance(piece, _Resize):
        return piece
    edge = rng.randint(0, len(piece.data))
    if rng.random() < 0.5:
        return _Write(piece.at, piece.data[:edge])
    return _Write(piece.at + edge, piece.data[edge:])
