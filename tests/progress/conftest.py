"""Answers, a memory model that is easy to follow, and stores in a folder of their own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from studyapp.progress.store import ProgressStore, open_progress

if TYPE_CHECKING:
    from pathlib import Path

Opener = Callable[[], ProgressStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def opener(path: Path) -> Iterator[Opener]:
    """Open the same file as often as asked, as separate processes would; all are closed in the end."""
    opened: list[ProgressStore] = []
    clock = itertools.count(1_700_000_000_000)

    def open_one() -> ProgressStore:
        opened.append(open_progress(path, device_name="desk", now_ms=lambda: next(clock)))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def store(opener: Opener) -> ProgressStore:
    return opener()
