"""A cache that writes later: nothing waits for it, and what was not written is read again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.decks import reader
from studyapp.decks.cache import DeckCache
from studyapp.decks.cachefile import dump
from studyapp.decks.reader import read_deck
from studyapp.study.library import Library
from tests.workspaces import CAPITALS, make_workspace, write_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.decks.cachefile import Stamped
    from studyapp.decks.parsed import ParsedDeck

LONG_AGO = 1_000_000_000


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck file that was last written long ago."""
    path = write_deck(tmp_path / "decks", CAPITALS)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that a file was parsed."""
    times: list[int] = []
    parse = reader._parse

    def noted(*values: Any, **more: Any) -> ParsedDeck:
        times.append(1)
        return parse(*values, **more)

    monkeypatch.setattr(reader, "_parse", noted)
    return times


def test_nothing_is_written_and_nothing_parsed_twice_until_it_is_told_to(
    deck: Path, tmp_path: Path, parsed: list[int]
) -> None:
    folder = tmp_path / "cache"
    cache = DeckCache(folder, later=True)
    first = read_deck(deck, cache)
    assert not folder.exists()
    assert read_deck(deck, cache).problems == first.problems
    assert cache.keeps(deck)
    assert len(parsed) == 1
    cache.write()
    assert len(list(folder.iterdir())) == 1
    assert read_deck(deck, DeckCache(folder)).problems == first.problems
    assert len(parsed) == 1


def test_what_a_process_did_not_come_to_write_is_parsed_again(deck: Path, tmp_path: Path, parsed: list[int]) -> None:
    for _ in range(2):
        read_deck(deck, DeckCache(tmp_path / "cache", later=True))
    assert len(parsed) == 2


def test_a_deck_that_changes_before_it_is_written_is_read_anew(deck: Path, tmp_path: Path) -> None:
    cache = DeckCache(tmp_path / "cache", later=True)
    read_deck(deck, cache)
    deck.write_text(CAPITALS.replace("Capitals", "Chief towns"), encoding="utf-8")
    for reading in (cache, cache, DeckCache(tmp_path / "cache")):
        found = read_deck(deck, reading).deck
        assert found is not None
        assert found.title == "Chief towns"
        cache.write()


def test_it_is_written_once(deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DeckCache(tmp_path / "cache", later=True)
    written: list[Path] = []

    def noted(path: Path, made_by: str, stamped: Stamped) -> bytes:
        written.append(path)
        return dump(path, made_by, stamped)

    monkeypatch.setattr("studyapp.decks.cache.dump", noted)
    read_deck(deck, cache)
    cache.write()
    cache.write()
    assert written == [deck]


def test_a_workspace_has_written_when_it_is_closed(deck: Path, tmp_path: Path, parsed: list[int]) -> None:
    with make_workspace(tmp_path) as workspace:
        workspace.library = Library(deck.parent, DeckCache(tmp_path / "cache", later=True))
        workspace.start()
        assert len(parsed) == 1
    read_deck(deck, DeckCache(tmp_path / "cache"))
    assert len(parsed) == 1
