from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.decks.replacing import DeckNotWrittenError, replace_deck

ROOT = Path(__file__).parents[2]
CARDS = 400
DECK = b"studyapp: 1\nid: d\ntitle: D\ncards:\n" + b"".join(
    b"  - {question: What is word %d?, answer: answer %d}\n" % (n, n) for n in range(CARDS)
)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    path = folder / "d.deck.yaml"
    path.write_bytes(DECK)
    return path


def test_content_is_replaced_and_permissions_are_kept(deck: Path) -> None:
    deck.chmod(0o640)
    replace_deck(deck, DECK, b"new")
    assert deck.read_bytes() == b"new"
    assert stat.S_IMODE(deck.stat().st_mode) == 0o640
    assert list(deck.parent.iterdir()) == [deck]


def test_a_link_stays_a_link(deck: Path) -> None:
    folder = deck.parent.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link.deck.yaml"
    link.symlink_to(deck)
    replace_deck(link, DECK, b"new")
    assert link.is_symlink()
    assert deck.read_bytes() == b"new"
    assert list(folder.iterdir()) == [link]


def test_a_file_that_changed_meanwhile_is_left_alone(deck: Path) -> None:
    with pytest.raises(DeckNotWrittenError, match="changed by another program"):
        replace_deck(deck, b"what was read", b"new")
    assert deck.read_bytes() == DECK


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeckNotWrittenError, match="as it was"):
        replace_deck(tmp_path / "none.deck.yaml", b"", b"new")


def test_a_failing_flush_leaves_the_old_file_and_nothing_else(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DeckNotWrittenError, match="input/output error"):
        replace_deck(deck, DECK, b"new")
    assert deck.read_bytes() == DECK
    assert list(deck.parent.iterdir()) == [deck]


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from studyapp.cli.main import run
sys.argv = ["studyapp", *sys.argv[1:]]
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are a matter of POSIX")
@pytest.mark.parametrize("arguments", [["id"], ["check", "--fix"]])
def test_a_full_disk_never_damages_a_deck(deck: Path, arguments: list[str]) -> None:
    damaged = DECK.replace(b"What is word 7", "What i\u200bs word 7".encode())
    deck.write_bytes(damaged)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *arguments, str(deck)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert "The file is as it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert deck.read_bytes() == damaged
    assert list(deck.parent.glob(".*")) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from studyapp.decks import replacing
at = sys.argv[2]
real = getattr(os, at)
def kill(*arguments, **named):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, at, kill)
from studyapp.study.checking import ids_for, write_ids
write_ids(ids_for(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_a_killed_process_leaves_the_old_file_whole(deck: Path, at: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(deck), at], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert deck.read_bytes() == DECK
    assert not any(path.name.endswith(".deck.yaml") for path in deck.parent.iterdir() if path != deck)
