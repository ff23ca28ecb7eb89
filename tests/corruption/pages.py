"""The pages of a SQLite file by what they hold, and damage to them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

HEADER_BYTES = 100
_KINDS = {2: "index interior", 5: "table interior", 10: "index leaf", 13: "table leaf"}
KINDS = ("header", *_KINDS.values(), "free list", "overflow")


def page_size(database: bytes) -> int:
    """Return the size of all pages."""
    return int.from_bytes(database[16:18], "big")


def pages_by_kind(database: bytes) -> dict[str, list[int]]:
    """Return the numbers of the pages of each kind, counted from 0; the header is the first page's beginning.

    A page of none of the trees, and not free, continues a row that is too long for its own page.
    """
    size = page_size(database)
    free = _free_pages(database, size)
    found = defaultdict(list, {"header": [0]})
    for number in range(len(database) // size):
        kind = database[number * size + (HEADER_BYTES if number == 0 else 0)]
        found["free list" if number in free else _KINDS.get(kind, "overflow")].append(number)
    return found


def _free_pages(database: bytes, size: int) -> set[int]:
    """Follow the chain of trunks, each of which names some leaves."""
    free, trunk = set[int](), int.from_bytes(database[32:36], "big")
    while trunk:
        start = (trunk - 1) * size
        following, count, *_ = (int.from_bytes(database[start + at : start + at + 4], "big") for at in (0, 4))
        leaves = database[start + 8 : start + 8 + 4 * count]
        free |= {trunk - 1, *(int.from_bytes(leaves[at : at + 4], "big") - 1 for at in range(0, len(leaves), 4))}
        trunk = following
    return free


def with_flipped_bits(database: bytes, kind: str, rng: Random) -> bytes:
    """Return the file with one to three flipped bits in a page of `kind`."""
    size = HEADER_BYTES if kind == "header" else page_size(database)
    start = rng.choice(pages_by_kind(database)[kind]) * page_size(database)
    damaged = bytearray(database)
    for _ in range(rng.choice((1, 1, 1, 3))):
        damaged[start + rng.randrange(size)] ^= 1 << rng.randrange(8)
    return bytes(damaged)
