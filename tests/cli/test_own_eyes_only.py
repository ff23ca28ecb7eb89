"""Whatever studyapp writes of a student is for that student's eyes alone, however open the machine's habits are."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workspaces import typed_deck, write_deck

ROOT = Path(__file__).parents[2]
OTHERS = 0o077
TYPED = '{"clock": "right"}\n{"answer": "x", "seconds": 1}\n'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")


def run(home: Path, *arguments: str, program: tuple[str, ...] = ("-m", "studyapp"), typed: str = "") -> int:
    """Run a command under a umask that keeps nothing from others."""
    return subprocess.run(
        [sys.executable, *program, *arguments],
        input=typed, text=True, cwd=ROOT, umask=0, capture_output=True, check=False,
        env={**os.environ, "STUDYAPP_HOME": str(home)},
    ).returncode  # fmt: skip


def open_to_others(home: Path) -> dict[str, str]:
    """Return what others may read or list, with its permissions."""
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in (home, *home.rglob("*"))}
    return {str(path.relative_to(home)): oct(mode) for path, mode in modes.items() if mode & OTHERS}


@pytest.fixture
def deck(tmp_path: Path) -> str:
    return str(write_deck(tmp_path / "decks", typed_deck(9), "words"))


def test_everything_in_a_home_is_its_owner_s_alone(tmp_path: Path, deck: str) -> None:
    home = tmp_path / "new" / "home"
    assert run(home, "study", deck, "--jsonl", typed=TYPED) == 0
    assert run(home, "backup") == 0
    progress = home / "progress.db"
    whole = progress.read_bytes()
    progress.write_bytes(whole[: len(whole) // 2])
    assert run(home, "doctor") == 0
    assert run(home, "restore", "latest", "--yes") == 0
    names = {path.name.split(".")[0] for path in home.rglob("*")}
    assert {"progress", "journals", "backups", "cache"} <= names
    assert len(list(home.glob("progress.replaced.*"))) == 2
    assert open_to_others(home) == {}


def test_a_cache_that_comes_first_does_not_open_the_home(tmp_path: Path, deck: str) -> None:
    home = tmp_path / "own"
    assert run(home, "due", "--decks", str(Path(deck).parent)) == 0
    assert home.exists()
    assert open_to_others(home) == {}


def test_the_rollback_journal_of_a_write_in_progress_is_as_closed_as_the_file(tmp_path: Path) -> None:
    home = tmp_path / "own"
    program = (
        "import os, sys; from pathlib import Path; from studyapp.progress.store import open_progress\n"
        "store = open_progress(Path(sys.argv[1]))\n"
        "def stop(database):\n    database.execute(\"UPDATE about SET value = 'x'\"); database.execute('PRAGMA cache_spill = 1')\n    os._exit(7)\n"
        "store._database.write(stop)"
    )
    assert run(home, str(home / "progress.db"), program=("-c", program)) == 7
    assert (home / "progress.db-journal").exists()
    assert open_to_others(home) == {}


def test_the_traces_of_a_mistake_are_closed_too(tmp_path: Path) -> None:
    home = tmp_path / "own"
    program = "from studyapp.mistakes import reported; reported(ValueError('an answer'))"
    assert run(home, program=("-c", program)) == 0
    assert (home / "cache" / "mistake.txt").exists()
    assert open_to_others(home) == {}


def test_an_open_file_is_told() -> None:
    """The control: permissions of others are seen."""
    folder = Path(os.environ["HOME"])
    (folder / "open").write_text("", encoding="utf-8")
    (folder / "open").chmod(0o604)
    assert open_to_others(folder)["open"] == "0o604"
