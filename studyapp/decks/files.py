"""Finds the deck files in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from studyapp.paths import DECK_SUFFIX

MAX_DEPTH = 8
MAX_FOLDERS = 10_000
"""A library folder that was set to a whole disk must not be walked to its end."""


def find_decks(folder: Path) -> tuple[Path, ...]:
    """Return the paths of all `*.deck.yaml` files in `folder` and its subfolders, sorted; none if it is not there.

    Hidden folders are passed over; a linked folder is entered once, however many links lead to it. A folder that may
    not be looked into is returned itself, so that reading it says so: nobody knows which decks it holds.
    """
    found: list[Path] = []
    entered: set[tuple[int, int]] = set()
    waiting = [(folder, 0)]
    while waiting and len(entered) < MAX_FOLDERS:
        current, depth = waiting.pop()
        if _enter(current, entered):
            decks, folders = _look_into(current)
            found += decks
            waiting += [(each, depth + 1) for each in folders if depth < MAX_DEPTH]
    return tuple(sorted(found))


def _enter(folder: Path, entered: set[tuple[int, int]]) -> bool:
    try:
        status = folder.stat()
    except (OSError, ValueError):
        return False
    identity = (status.st_dev, status.st_ino)
    if identity in entered:
        return False
    entered.add(identity)
    return True


def _look_into(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the deck files and the folders in `folder`."""
    decks: list[Path] = []
    folders: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    folders.append(Path(entry.path))
                elif entry.name.endswith(DECK_SUFFIX):
                    decks.append(Path(entry.path))
    except PermissionError:
        return [folder], []
    except OSError:
        return decks, folders
    return decks, sorted(folders, reverse=True)
