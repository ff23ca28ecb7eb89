from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks import watching
from studyapp.decks.checks import checking
from studyapp.decks.watching import LOOKS_UNTIL_GONE, DeckWatch, Saved, edited_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "studyapp: 1\nid: d\ntitle: D\ncards:\n"
ONE = "  - id: one\n    question: First?\n    answer: 1st\n"
TWO = "  - id: two\n    question: Second?\n    answer: 2nd\n\n"
THREE = "  - id: three\n    question: Third?\n    answer: 3rd\n"


class Editor:
    """Saves a file, and looks as often as the watch has to before it tells of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.watch = DeckWatch(path)

    def save(self, text: str) -> Saved | None:
        self.path.write_text(text, encoding="utf-8")
        return self.after(3)

    def after(self, looks: int) -> Saved | None:
        found = [saved for saved in (self.watch.look() for _ in range(looks)) if saved]
        assert len(found) <= 1
        return found[0] if found else None

    def edited(self, text: str) -> str:
        saved = self.save(text)
        assert saved is not None
        assert saved.deck is not None
        return "" if saved.edited is None else saved.deck.entry(saved.edited).id


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    editor = Editor(tmp_path / "d.deck.yaml")
    editor.path.write_text(HEAD + ONE + TWO + THREE, encoding="utf-8")
    first = editor.watch.look()
    assert first is not None
    assert (first.edited, first.line) == (None, 0)
    return editor


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (HEAD + ONE.replace("1st", "first") + TWO + THREE, "one"),
        (HEAD + ONE + TWO.replace("Second", "Which second") + THREE, "two"),
        (HEAD + ONE + TWO + THREE + "    hint: later\n", "three"),
        (HEAD + ONE + TWO + THREE + "\n  # next\n  - id: four\n    question: Fourth?\n    answer: 4th\n", "four"),
        (HEAD + ONE + THREE.replace("hree", "hree-b") + TWO + THREE, "three-b"),
        (HEAD + ONE + TWO.replace("    answer: 2nd\n", "    answer: 2nd\n    hint: mid\n") + THREE, "two"),
        (HEAD.replace("title: D", "title: E") + ONE + TWO + THREE, ""),
        (HEAD + ONE + TWO.replace("answer", "anwser") + THREE, ""),
        (HEAD + ONE + "  - id: two\n    question: Second?\n    answer: [2nd\n" + THREE, ""),
        (HEAD + ONE + TWO, "two"),
    ],
)
def test_the_card_whose_lines_changed_is_the_one_being_edited(editor: Editor, text: str, edited: str) -> None:
    assert editor.edited(text) == edited


def test_problems_are_told_at_each_save(editor: Editor) -> None:
    broken = editor.save(HEAD + ONE.replace("answer", "anwser") + TWO)
    assert broken is not None
    assert {problem.code for problem in broken.problems} >= {"unknown-key", "missing-key"}
    mended = editor.save(HEAD + ONE + TWO)
    assert mended is not None
    assert mended.problems == ()


def test_nothing_is_told_while_nothing_changes(editor: Editor) -> None:
    assert editor.after(30) is None
    os.utime(editor.path, (1, 1))
    assert editor.after(5) is None, "the same content was saved"


def test_a_save_costs_one_reading_and_looking_costs_none(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for module, name in ((watching, "read_bytes"), (checking, "parse")):
        monkeypatch.setattr(module, name, partial(noted, done, name, getattr(module, name)))
    assert editor.after(50) is None
    assert done == []
    for number in range(3):
        assert editor.save(HEAD + ONE.replace("1st", f"first {number}") + TWO) is not None
    assert done == ["read_bytes", "parse"] * 3
    os.utime(editor.path, (1, 1))
    assert editor.after(5) is None
    assert done[6:] == ["read_bytes"], "the same content is not checked again"


def noted(done: list[str], name: str, act: Callable[..., object], *arguments: object) -> object:
    done.append(name)
    return act(*arguments)


def test_an_editor_may_put_a_new_file_in_place_of_the_old(editor: Editor) -> None:
    other = editor.path.with_suffix(".tmp")
    other.write_text(HEAD + ONE, encoding="utf-8")
    os.utime(other, ns=(editor.path.stat().st_mtime_ns, editor.path.stat().st_mtime_ns))
    other.replace(editor.path)
    saved = editor.after(3)
    assert saved is not None
    assert saved.deck is not None
    assert len(saved.deck) == 1


def test_a_file_that_is_emptied_or_removed_for_a_moment_is_waited_for(editor: Editor) -> None:
    for disturb in (lambda: editor.path.write_text(""), editor.path.unlink):
        disturb()
        assert editor.after(LOOKS_UNTIL_GONE // 2) is None
        saved = editor.save(HEAD + ONE + ("" if disturb == editor.path.unlink else TWO))
        assert saved is not None
        assert saved.problems == ()


def test_a_file_that_stays_away_is_told_once_and_told_again_when_it_is_back(editor: Editor) -> None:
    editor.path.unlink()
    gone = editor.after(LOOKS_UNTIL_GONE * 3)
    assert gone is not None
    assert gone.deck is None
    assert [problem.code for problem in gone.problems] == ["missing-file"]
    back = editor.save(HEAD + ONE)
    assert back is not None
    assert back.problems == ()


def test_a_half_written_file_is_waited_for(editor: Editor) -> None:
    text = HEAD + ONE + TWO
    for end in range(10, len(text), 25):
        editor.path.write_text(text[:end], encoding="utf-8")
        assert editor.after(1) is None
    assert editor.save(text) is not None


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 100, b"PK\x03\x04", b"- " * 50_000, b"\r\r\r"])
def test_whatever_is_saved_becomes_problems(editor: Editor, content: bytes) -> None:
    editor.path.write_bytes(content)
    saved = editor.after(3)
    assert saved is not None
    assert saved.problems
    assert saved.edited is None


LINES = st.lists(st.sampled_from([b"a", b"b", b"", b"# c"]), max_size=8)


@given(LINES, LINES)
def test_the_edited_line_is_one_that_changed(before: list[bytes], now: list[bytes]) -> None:
    line = edited_line(before, now)
    same = next((n for n, pair in enumerate(zip(before, now, strict=False)) if pair[0] != pair[1]), None)
    if same is not None:
        assert line > same or line == len(now)
    assert 0 <= line <= len(now)


@given(st.lists(st.sampled_from([b"a", b"b", b"c"]), min_size=1, max_size=8), st.data())
def test_a_single_new_line_is_found(before: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(before) - 1))
    now = [*before[:at], b"new", *before[at + 1 :]]
    assert edited_line(before, now) == at + 1
