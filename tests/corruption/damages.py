"""Ways in which a progress file comes to harm, by chance or as a whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.corruption.pages import page_size, with_flipped_bits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

    Damage = Callable[[Path], None]


def flipped(kind: str, rng: Random) -> Damage:
    """Flip one to three bits in a page of `kind`."""
    seed = rng.getrandbits(64)

    def damage(path: Path) -> None:
        from random import Random

        path.write_bytes(with_flipped_bits(path.read_bytes(), kind, Random(seed)))

    return damage


def truncated(length: int) -> Damage:
    """Leave only the first `length` bytes."""

    def damage(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:length])

    return damage


def truncations(database: bytes) -> Iterator[int]:
    """Yield the lengths at which a page ends, and odd ones around each and in the header."""
    yield from (1, 15, 16, 99, 100, 101, 511, 512)
    size = page_size(database)
    for end in range(size, len(database), size):
        yield from (end - 1, end, end + size // 3)


def emptied(path: Path) -> None:
    """Leave nothing."""
    path.write_bytes(b"")


def lost(path: Path) -> None:
    """Remove it."""
    path.unlink()


def text(path: Path) -> None:
    """Put a text there."""
    path.write_text("Dear diary, " * 5000, encoding="utf-8")


def folder(path: Path) -> None:
    """Put a folder there."""
    path.unlink()
    path.mkdir()
    (path / "something").touch()


def dangling_link(path: Path) -> None:
    """Put a link to nothing there."""
    path.unlink()
    path.symlink_to(path.with_name("gone.db"))


def link_to_itself(path: Path) -> None:
    """Put a link there that leads nowhere."""
    path.unlink()
    path.symlink_to(path)


def linked_damage(path: Path) -> None:
    """Let the file be a link to a damaged one elsewhere."""
    elsewhere = path.with_name("elsewhere.db")
    path.rename(elsewhere)
    elsewhere.write_bytes(elsewhere.read_bytes()[:9000])
    path.symlink_to(elsewhere)


def another_database(path: Path) -> None:
    """Put a database of another program there."""
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE reviews (id)")


def zeros(path: Path) -> None:
    """Keep the length alone, as some file systems do after a crash."""
    path.write_bytes(bytes(path.stat().st_size))


def another_schema(path: Path) -> None:
    """Let the header claim another schema than the migrations say."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 4")


def another_format(path: Path) -> None:
    """Let the header claim a format that SQLite does not know."""
    damaged = bytearray(path.read_bytes())
    damaged[47] ^= 8
    path.write_bytes(damaged)


REPLACED = (
    emptied,
    lost,
    text,
    folder,
    dangling_link,
    link_to_itself,
    linked_damage,
    another_database,
    zeros,
    another_schema,
    another_format,
)
