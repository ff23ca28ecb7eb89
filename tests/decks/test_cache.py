"""The cache gives what a fresh reading gives, one card at a time, and is never trusted blindly."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.decks import cache as cache_module
from studyapp.decks import reader
from studyapp.decks.cache import DeckCache
from studyapp.decks.reader import read_deck
from studyapp.decks.stored import StoredDeck
from studyapp.errors import DeckFileError
from tests.decks.reading import HEADER, PATH, codes

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.decks.parsed import ParsedDeck

DECK = HEADER + (
    "language: en\nrecall_after: 3\ndescription: All of it\nexam: {questions: 10, weights: {a: 2}}\n"
    "sources:\n  s: {title: T, publisher: P, date: 2016, url: u, author: A}\n"
    "cards:\n"
    "  - {id: one, type: typed, question: Where?, answer: Fangshan, source: {ref: s, paragraph: 2, evidence: [x]}}\n"
    "  - {id: two, type: typed, question: And there?, answer: Fengshan, hint: h, explanation: e, tags: [a, b]}\n"
    "  - {id: three, type: cloze, question: 'The {{capital}} of {{China}}'}\n"
    "  - {question: Front, answer: Back, zz: 1}\n"
)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck file that was last written long ago."""
    path = tmp_path / PATH
    path.write_text(DECK, encoding="utf-8")
    _age(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the cache belongs; it does not exist yet."""
    return tmp_path / "home" / "cache"


def _age(path: Path, seconds: int = 1_000_000_000) -> None:
    os.utime(path, (seconds, seconds))


def _cards(path: Path, cache: DeckCache | None) -> object:
    result = read_deck(path, cache)
    assert result.deck is not None
    cards = [result.deck.card(key) for key in result.deck.keys]
    told = {**result.deck._asdict(), "keys": tuple(result.deck.keys), "build": None}
    return result.problems, told, cards


def test_the_cache_gives_what_a_fresh_reading_gives(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = _cards(deck, None)
    assert _cards(deck, DeckCache(folder)) == fresh
    monkeypatch.setattr("studyapp.decks.reader._parse", _no_parsing)
    assert _cards(deck, DeckCache(folder)) == fresh


def _no_parsing(*_: object, **__: object) -> None:
    pytest.fail("an unchanged deck was parsed again")


def test_only_what_is_asked_for_is_read(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_deck(deck, DeckCache(folder))
    found = read_deck(deck, DeckCache(folder)).deck
    pieces: list[bytes] = []
    read = StoredDeck._read

    def noted(stored: StoredDeck, *place: int) -> bytes:
        pieces.append(read(stored, *place))
        return pieces[-1]

    monkeypatch.setattr(StoredDeck, "_read", noted)
    assert found is not None
    assert len(found.keys) == 3
    assert pieces == []
    assert found.card("d/two").hint == "h"
    (index, record) = pieces
    assert index.startswith(b"d/one\nd/two\n")
    assert record.startswith(b'["two"')
    with pytest.raises(KeyError):
        found.card("d/none")


def test_close_answers_know_each_other_from_the_cache_too(deck: Path, folder: Path) -> None:
    for _ in range(2):
        result = read_deck(deck, DeckCache(folder))
        assert result.deck is not None
        assert getattr(result.deck.card("d/one").question, "rivals", ()) == ("Fengshan",)


def test_a_changed_deck_is_read_again_even_with_the_same_size_and_time(deck: Path, folder: Path) -> None:
    """A file written within the resolution of its time stamp can only be told by its content."""
    now = time.time()
    os.utime(deck, (now, now))
    read_deck(deck, DeckCache(folder))
    deck.write_text(DECK.replace("A deck", "B deck"), encoding="utf-8")
    os.utime(deck, (now, now))
    result = read_deck(deck, DeckCache(folder))
    assert result.deck is not None
    assert result.deck.title == "B deck"


def test_a_touched_deck_is_not_parsed_again(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_deck(deck, DeckCache(folder))
    _age(deck, 1_100_000_000)
    monkeypatch.setattr("studyapp.decks.reader._parse", _no_parsing)
    assert read_deck(deck, DeckCache(folder)).deck is not None


def test_the_cache_says_what_it_keeps(deck: Path, folder: Path) -> None:
    cache = DeckCache(folder)
    assert not cache.keeps(deck)
    read_deck(deck, cache)
    assert cache.keeps(deck)
    assert DeckCache(folder).keeps(deck)
    _age(deck, 1_100_000_000)
    assert not cache.keeps(deck)
    deck.unlink()
    assert not cache.keeps(deck)


def test_another_version_reads_the_deck_anew(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_deck(deck, DeckCache(folder))
    monkeypatch.setattr("studyapp.__version__", "another")
    assert not _is_known(deck, folder, monkeypatch)
    assert _is_known(deck, folder, monkeypatch)


def _is_known(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    parsed: list[int] = []
    parse = reader._parse

    def counted(*values: Any, **more: Any) -> ParsedDeck:
        parsed.append(1)
        return parse(*values, **more)

    monkeypatch.setattr(reader, "_parse", counted)
    read_deck(deck, DeckCache(folder))
    return not parsed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_is_never_seen(deck: Path, folder: Path, data: st.DataObject) -> None:
    fresh = _cards(deck, None)
    read_deck(deck, DeckCache(folder))
    (file,) = folder.iterdir()
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= data.draw(st.integers(1, 255))
    else:
        del content[place:]
    file.write_bytes(content)
    assert _cards(deck, DeckCache(folder)) == fresh
    file.unlink()


def test_damage_is_mended_when_it_is_seen(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = _cards(deck, DeckCache(folder))
    (file,) = folder.iterdir()
    content = file.read_bytes()
    file.write_bytes(content.replace(b"Fangshan", b"Fengshun"))
    assert _cards(deck, DeckCache(folder)) == fresh
    monkeypatch.setattr("studyapp.decks.reader._parse", _no_parsing)
    assert _cards(deck, DeckCache(folder)) == fresh


def test_a_cache_that_vanishes_is_missed_by_nobody(deck: Path, folder: Path) -> None:
    read_deck(deck, DeckCache(folder))
    result = read_deck(deck, DeckCache(folder))
    (file,) = folder.iterdir()
    file.unlink()
    assert result.deck is not None
    assert result.deck.card("d/one").question.expected() == "Fangshan"


def test_a_deck_that_changed_meanwhile_is_said_to_have_changed(deck: Path, folder: Path) -> None:
    read_deck(deck, DeckCache(folder))
    result = read_deck(deck, DeckCache(folder))
    deck.write_text(DECK + "  - {question: New, answer: New}\n", encoding="utf-8")
    read_deck(deck, DeckCache(folder))
    assert result.deck is not None
    with pytest.raises(DeckFileError, match="has changed"):
        result.deck.card("d/one")


def test_files_are_for_their_owner_only(deck: Path, folder: Path) -> None:
    read_deck(deck, DeckCache(folder))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_impossible_folder_does_not_matter(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = read_deck(deck, DeckCache(tmp_path / "file" / "cache"))
    assert result.deck is not None
    assert codes(result)


def test_old_files_are_deleted(deck: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MAX_FILES", 4)
    for n in range(9):
        copy = deck.with_name(f"{n}.deck.yaml")
        copy.write_text(DECK, encoding="utf-8")
        read_deck(copy, DeckCache(folder))
    assert len(list(folder.iterdir())) <= 5
