"""The commands under any locale and encoding, with a home that cannot be written: the same results, or a plain word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workspaces import write_deck

ROOT = Path(__file__).parents[2]
DECK = """\
studyapp: 1
id: names
title: Ñames – 名前
cards:
  - {id: a, type: typed, question: Größe auf Französisch?, answer: taille – 大きさ, hint: Ω}
"""
STRICT = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")
SURROUNDINGS: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "unknown": {"LC_ALL": "xx_YY.nothing"},
    "no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "latin-1": {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
}
COMMANDS = (
    (("study", "{deck}", "--plain", "--minutes", "5"), ":h\ntaille – 大きさ\n"),
    (("study", "{deck}", "--jsonl", "--minutes", "5"), '{"answer": "大きさ"}\n'),
    (("due", "--decks", "{folder}"), ""),
    (("history",), ""),
    (("history", "--json"), ""),
    (("stats",), ""),
    (("check", "{deck}"), ""),
    (("check", "{deck}", "--json"), ""),
    (("preview", "{deck}"), ""),
    (("schema",), ""),
    (("export", "{deck}", "--to", "{folder}/sheet.html"), ""),
    (("new", "{folder}/neu", "--title", "New"), ""),
    (("plan", "names", "--on", "in 9 days", "--decks", "{folder}"), ""),
    (("backup",), ""),
    (("doctor",), ""),
)


def run(home: Path, arguments: tuple[str, ...], typed: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *STRICT, "-m", "studyapp", *arguments],
        input=typed.encode(), capture_output=True, cwd=ROOT, check=False, timeout=120,
        env={**os.environ, "STUDYAPP_HOME": str(home), **environment},
    )  # fmt: skip


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_commands_work_under_any_locale_and_name_every_encoding(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "decks"
    deck = write_deck(folder, DECK, "names")
    for arguments, typed in COMMANDS:
        filled = tuple(each.format(deck=deck, folder=folder) for each in arguments)
        done = run(tmp_path / "own", filled, typed, **SURROUNDINGS[name])
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        assert done.returncode == 0, (arguments, said)
        assert "Traceback" not in said, arguments
        assert "EncodingWarning" not in said, arguments
    assert "大きさ" in (folder / "sheet.html").read_text(encoding="utf-8")
    assert "title: New" in (folder / "neu.deck.yaml").read_text(encoding="utf-8")


def test_an_encoding_that_is_left_out_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *STRICT, "-c", f"open({str(tmp_path / 'x')!r})"], capture_output=True, check=False
    )
    assert b"EncodingWarning" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is where nobody can write")
@pytest.mark.parametrize("arguments", [("study", "{deck}", "--plain"), ("study", "{deck}", "--jsonl"), ("backup",)])
def test_a_home_that_cannot_be_written_is_said_with_a_way_out(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    deck = write_deck(tmp_path / "decks", DECK, "names")
    done = run(Path("/proc/studyapp"), tuple(each.format(deck=deck) for each in arguments), "x\n")
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert "/proc/studyapp" in said
    assert "Traceback" not in said
    assert "made a mistake" not in said
