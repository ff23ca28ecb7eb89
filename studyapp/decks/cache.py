"""Parsed decks on disk, so that a deck that has not changed is not parsed again."""

from __future__ import annotations

import os
import time
import zlib
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import studyapp
from studyapp.decks.cachefile import Stamped, dump, load
from studyapp.decks.deckfile import UnreadableFileError, read_bytes, revision_of, stamp_of
from studyapp.decks.stored import LOADING_ERRORS, StaleCacheError
from studyapp.errors import DeckFileError
from studyapp.paths import make_private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.decks.deckfile import Stamp
    from studyapp.decks.parsed import ParsedDeck

RACY_NS = 2_000_000_000
"""A file written this shortly before it was cached could be written again within the same time stamp."""
MAX_FILES = 500
_SUFFIX = ".deck"


class DeckCache:
    """One file in `folder` for each deck. A cache that can't be read or written is as good as an empty one.

    With `later`, what was parsed is written when `write` is called: what takes time is not done before it is needed.
    """

    def __init__(self, folder: Path, *, later: bool = False) -> None:
        self._folder = folder
        self._later = later
        self._unwritten: dict[Path, Stamped] = {}

    def find(self, path: Path, parse: Callable[[bytes], ParsedDeck]) -> ParsedDeck:
        """Return what the deck file at `path` gives: as it was stored, or else parsed by `parse` and stored.

        Raises UnreadableFileError if the deck file can't be read.
        """
        stamp = stamp_of(path)
        stored = self._load(path, parse)
        if stored and _is_current(stored, stamp):
            return stored.parsed
        data, stamp = read_bytes(path)
        now = time.time_ns()
        if stored and stored.parsed.revision == revision_of(data):
            if stored.stamp != stamp or stamp.mtime_ns < now - RACY_NS:
                self._keep(path, Stamped(stored.parsed, stamp, now))
            return stored.parsed
        parsed = parse(data)
        self._keep(path, Stamped(parsed, stamp, now))
        return parsed

    def write(self) -> None:
        """Write what was found anew since the last call; another thread may call this while decks are found."""
        for path, stamped in tuple(self._unwritten.items()):
            self._store(path, stamped)
            if self._unwritten.get(path) is stamped:
                del self._unwritten[path]

    def keeps(self, path: Path) -> bool:
        """Return whether `find` can tell what the deck file at `path` gives without looking into it."""
        try:
            stamp = stamp_of(path)
        except UnreadableFileError:
            return False
        stored = self._load(path, _no_parsing)
        return stored is not None and _is_current(stored, stamp)

    def _keep(self, path: Path, stamped: Stamped) -> None:
        self._unwritten[path] = stamped
        if not self._later:
            self.write()

    def _load(self, path: Path, parse: Callable[[bytes], ParsedDeck]) -> Stamped | None:
        unwritten = self._unwritten.get(path)
        if unwritten is not None:
            return unwritten
        try:
            return load(self._file(path), path, self._made_by, partial(self._parse_again, path, parse))
        except LOADING_ERRORS:
            return None

    def _parse_again(self, path: Path, parse: Callable[[bytes], ParsedDeck], revision: str) -> ParsedDeck:
        """Return and store what a deck that was opened from the cache gives; raise DeckFileError if it has changed."""
        try:
            data, stamp = read_bytes(path)
        except UnreadableFileError as error:
            raise DeckFileError(path, f"{error.message} {error.mend}") from None
        parsed = parse(data)
        if parsed.revision != revision:
            raise DeckFileError(path, "The deck has changed since it was opened. Open it again.")
        self._store(path, Stamped(parsed, stamp, time.time_ns()))
        return parsed

    def _store(self, path: Path, stamped: Stamped) -> None:
        with suppress(OSError, ValueError, DeckFileError):
            make_private(self._folder)
            _replace(self._file(path), dump(path, self._made_by, stamped))
            self._prune()

    def _prune(self) -> None:
        """Delete the files that were written longest ago once there are too many of them."""
        files = list(self._folder.glob(f"*{_SUFFIX}"))
        if len(files) > MAX_FILES:
            files.sort(key=lambda file: file.stat().st_mtime_ns)
            for file in files[: len(files) - MAX_FILES // 2]:
                file.unlink()

    def _file(self, path: Path) -> Path:
        name = os.fsencode(path.absolute())
        return self._folder / f"{zlib.crc32(name):08x}{zlib.crc32(name[::-1]):08x}{_SUFFIX}"

    @cached_property
    def _made_by(self) -> str:
        """The version and the state of the code that reads decks: what it once read, it may read otherwise now."""
        package = Path(studyapp.__file__).parent
        folders = (package / folder for folder in ("decks", "questions", "questions/marking"))
        modules = "".join(f"{module}\n" for folder in folders for module in sorted(_modules(folder)))
        return f"{studyapp.__version__} {zlib.crc32(modules.encode()):08x}"


def _is_current(stored: Stamped, stamp: Stamp) -> bool:
    return stored.stamp == stamp and stamp.mtime_ns < stored.checked_ns - RACY_NS


def _no_parsing(_: bytes) -> ParsedDeck:
    raise StaleCacheError


def _modules(folder: Path) -> Iterator[tuple[str, int, int]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.name, status.st_size, status.st_mtime_ns


def _replace(file: Path, content: bytes) -> None:
    """Write `content` so that `file` is whole at any time; mkstemp makes it readable by its owner only."""
    import tempfile  # noqa: PLC0415 - a deck that has not changed is not written

    descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        os.replace(temporary, file)  # noqa: PTH105 - the name is text here
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - the name is text here
        raise
