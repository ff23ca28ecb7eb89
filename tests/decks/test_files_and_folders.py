"""What lies where a deck should lie: folders, pipes, devices, links, odd names."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from studyapp.decks import deckfile
from studyapp.decks.files import find_decks
from studyapp.decks.reader import read_deck
from tests.decks.reading import HEADER, codes
from tests.workspaces import write_deck

CARD = HEADER + "cards:\n  - {id: a, question: One?, answer: x}\n"


def test_decks_are_found_in_folders_but_not_in_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.deck.yaml", "a.deck.yaml", "sub/c.deck.yaml", ".git/d.deck.yaml", "x.yaml", ".e.deck.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in find_decks(tmp_path)]
    assert found == ["a.deck.yaml", "b.deck.yaml", "sub/c.deck.yaml"]


def test_a_missing_folder_has_no_decks(tmp_path: Path) -> None:
    assert find_decks(tmp_path / "none") == ()


def test_folders_too_deep_are_not_searched(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"abcdefghijkl")
    deep.mkdir(parents=True)
    (deep / "a.deck.yaml").write_text("", encoding="utf-8")
    assert find_decks(tmp_path) == ()


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.deck.yaml")
    assert codes(read_deck(tmp_path / "p.deck.yaml")) == ["not-a-file"]


@pytest.mark.parametrize(
    ("path", "code"),
    [("/dev/zero", "not-a-file"), ("/", "is-folder"), ("none.deck.yaml", "missing-file"), ("a\0b", "unreadable-file")],
)
def test_what_is_no_file_is_named(path: str, code: str) -> None:
    assert codes(read_deck(Path(path))) == [code]


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    link = tmp_path / "l.deck.yaml"
    link.symlink_to(link)
    assert codes(read_deck(link)) == ["unreadable-file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "d.deck.yaml"
    path.write_text(CARD, encoding="utf-8")
    path.chmod(0)
    assert codes(read_deck(path)) == ["unreadable-file"]


def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    write_deck(tmp_path, CARD)
    scan = os.scandir

    def forbidden(folder: Path) -> object:
        if folder == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr("os.scandir", forbidden)
    monkeypatch.setattr("os.access", lambda path, _: path != locked)
    found = find_decks(tmp_path)
    assert found == (locked, tmp_path / "sample.deck.yaml")
    assert [code for path in found for code in codes(read_deck(path))] == ["unreadable-file"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.deck.yaml"
    with path.open("wb") as file:
        file.truncate(deckfile.MAX_BYTES + 1)
    monkeypatch.setattr("os.open", lambda *_: pytest.fail("opened"))
    assert codes(read_deck(path)) == ["too-large"]


def test_a_hostile_name_is_shown_cleaned(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x1b[2J\xff.deck.yaml"))
    path.write_text("cards:\n  - {question: One?, answer: x}\n", encoding="utf-8")
    (found,) = find_decks(tmp_path)
    result = read_deck(found)
    assert result.deck is not None
    for shown in (result.deck.title, result.deck.id, *(problem.path for problem in result.problems)):
        shown.encode()
        assert "\x1b" not in shown
    assert result.deck.path == path
