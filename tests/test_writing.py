from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.errors import FileInTheWayError, UnwritableFileError
from studyapp.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, permissions and devices as POSIX has them")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    write_whole(folder / "a.txt", b"one")
    write_whole(folder / "a.txt", b"two")
    assert (folder / "a.txt").read_bytes() == b"two"
    assert names(folder) == ["a.txt"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("reason", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, reason: BaseException
) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"old")

    def fail(*_: Any) -> None:
        raise reason

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises((UnwritableFileError, KeyboardInterrupt)):
        write_whole(folder / "a.txt", b"new")
    assert (folder / "a.txt").read_bytes() == b"old"
    assert names(folder) == ["a.txt"]


def test_what_may_not_be_overwritten_is_not(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", b"old", overwrite=False)
    with pytest.raises(FileInTheWayError):
        write_whole(tmp_path / "a.txt", b"new", overwrite=False)
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_a_file_that_appears_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    synchronise = os.fsync

    def fsync(descriptor: int) -> None:
        synchronise(descriptor)
        target.write_bytes(b"faster")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(FileInTheWayError):
        write_whole(target, b"new", overwrite=False)
    assert target.read_bytes() == b"faster"


@POSIX
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_new_file_can_be_read_by_those_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "a.txt", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("name", ["missing/a.txt", ".", "file/a.txt", "n" * 300, "a\0b"])
def test_what_cannot_be_written_is_said_without_a_traceback(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnwritableFileError, match="Nothing was written"):
        write_whole(tmp_path / name, b"x")


@POSIX
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnwritableFileError, match="pipe"):
        write_whole(pipe, b"x")
