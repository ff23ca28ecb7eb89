"""Where files belong on this machine; STUDYAPP_HOME puts them all in one folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple

DECK_SUFFIX = ".deck.yaml"

_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF}
"""What Windows and some network file systems say to it."""


class Places(NamedTuple):
    """The folders of one student: `data` holds progress, `cache` what can be made again, `config` settings."""

    data: Path
    cache: Path
    config: Path

    @property
    def progress(self) -> Path:
        """The progress database."""
        return self.data / "progress.db"

    @property
    def decks(self) -> Path:
        """The student's own decks."""
        return self.data / "decks"


def find_places(environment: dict[str, str] | None = None) -> Places:
    """Return the student's folders; none of them need exist yet."""
    home = (os.environ if environment is None else environment).get("STUDYAPP_HOME")
    if home:
        folder = Path(home).expanduser()
        return Places(data=folder, cache=folder / "cache", config=folder)
    from platformdirs import PlatformDirs  # noqa: PLC0415 - costs a few milliseconds that STUDYAPP_HOME need not pay

    folders = PlatformDirs("studyapp", appauthor=False)
    return Places(Path(folders.user_data_path), Path(folders.user_cache_path), Path(folders.user_config_path))


def make_private(folder: Path) -> None:
    """Make `folder`, and what is missing above it, for the student's eyes only. Raises OSError."""
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Make sure that names made or changed in `folder` survive a power cut, where the system can promise that.

    Raises OSError for a disk that fails, not for a system that synchronises no folders.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def bundled_decks() -> Path:
    """Return the folder of the decks that come with studyapp."""
    package = Path(__file__).parent
    installed = package / "bundled_decks"
    return installed if installed.is_dir() else package.parent / "decks"
