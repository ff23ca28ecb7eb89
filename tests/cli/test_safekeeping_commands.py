"""backup, restore and doctor as processes of their own, on a progress file that was really studied."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studyapp.progress.migrations import NEWEST
from tests.workspaces import typed_deck, write_deck

PAGE = 4096


class Home:
    """A folder with a deck and all of a student's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.deck = write_deck(folder / "decks", typed_deck(9))
        self.progress = folder / "progress.db"

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "STUDYAPP_HOME": str(self.folder)}
        command = [sys.executable, "-m", "studyapp", *arguments]
        return subprocess.run(
            command, env=environment, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def answer(self, count: int = 1) -> None:
        lines = "".join(json.dumps({"answer": "x", "seconds": 1}) + "\n" for _ in range(count))
        assert '"saved"' in self.run("study", str(self.deck), "--jsonl", "--minutes", "60", stdin=lines).stdout

    def reviews(self) -> int:
        return len(self.json("history"))


@pytest.fixture
def place(tmp_path: Path) -> Home:
    home = Home(tmp_path / "student")
    home.answer()
    return home


def test_a_journal_that_cannot_be_written_is_told_at_the_end(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "journals").write_text("in the way", encoding="utf-8")
    ran = home.run("study", str(home.deck), "--jsonl", stdin='{"answer": "x", "seconds": 1}\n')
    assert '"saved"' in ran.stdout
    assert "The text journal lacks your last answers" in ran.stderr
    assert ran.returncode == 0
    (tmp_path / "journals").unlink()
    assert "journal" not in home.run("study", str(home.deck), "--jsonl", stdin='{"answer": "x"}\n').stderr


def test_a_session_leaves_a_backup_that_holds_it(place: Home) -> None:
    (backup,) = place.json("backup", "--list")
    assert backup["reviews"] == 1
    place.answer()
    assert len(place.json("backup", "--list")) == 1, "not more often than every half hour"


def test_a_look_around_leaves_no_backup(tmp_path: Path) -> None:
    home = Home(tmp_path / "student")
    home.run("study", str(home.deck), "--jsonl", stdin='{"quit": true}\n')
    home.run("due", "--decks", str(home.deck.parent))
    assert home.json("backup", "--list") == []
    assert "no backup yet" in home.run("restore").stdout


def test_restore_lists_and_brings_back(place: Home) -> None:
    place.answer()
    made = place.json("backup")
    assert made["reviews"] == 2
    place.answer()
    listed = place.run("restore").stdout.splitlines()
    assert "2 answers" in listed[0]
    assert "1 answers" in listed[1]
    done = place.json("restore", "latest", "--exactly")
    assert done["reviews"] == place.reviews() == 2
    assert place.run("restore", done["kept"]).returncode == 0
    assert place.reviews() == 3


def test_what_was_answered_since_the_backup_comes_back_from_the_journal(place: Home) -> None:
    place.answer(2)
    done = place.json("restore", "latest")
    assert (done["reviews"], done["from_journals"]) == (3, 2)
    assert place.reviews() == 3
    assert place.json("doctor", "--look")["well"]


@pytest.mark.parametrize("wanted", ["7", "nothing.db"])
def test_a_backup_that_is_not_there_is_told(place: Home, wanted: str) -> None:
    ran = place.run("restore", wanted)
    assert ran.returncode == 2
    assert "There is no backup" in ran.stderr
    assert place.reviews() == 1


def test_a_healthy_file_is_left_alone(place: Home) -> None:
    before = place.progress.read_bytes()
    ran = place.run("doctor")
    assert ran.returncode == 0
    assert "All is well" in ran.stdout
    assert place.progress.read_bytes() == before


def test_what_was_set_aside_is_named_with_its_size_and_how_to_delete_it(place: Home) -> None:
    place.run("backup")
    kept = place.json("restore", "latest")["kept"]
    ran = place.run("doctor")
    assert ran.returncode == 0
    assert "All is well" in ran.stdout
    assert f"Set aside earlier: {kept} (0.2 MB)" in ran.stdout
    assert f"rm {place.folder}/progress.replaced.*" in ran.stdout
    assert place.json("doctor")["set_aside"] == [{"path": kept, "bytes": Path(kept).stat().st_size}]


def test_drafts_of_killed_programs_are_told_and_removed(place: Home) -> None:
    draft = place.folder / ".progress.db.0123abcd-0123-4abc-8abc-0123456789ab"
    draft.write_bytes(b"half")
    assert "Removed" not in place.run("doctor").stdout
    os.utime(draft, (0, 0))
    assert "`studyapp doctor` removes 1 file" in place.run("doctor", "--look").stdout
    assert draft.exists()
    assert "Removed: 1 file" in place.run("doctor").stdout
    assert not draft.exists()


def test_no_progress_is_well_and_stays_none(tmp_path: Path) -> None:
    home = Home(tmp_path / "student")
    assert home.run("doctor").returncode == 0
    assert not home.progress.exists()


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def emptied(_: bytes) -> bytes:
    return b""


def flipped(content: bytes) -> bytes:
    return content[:PAGE] + bytes(byte ^ 0xFF for byte in content[PAGE : 4 * PAGE]) + content[4 * PAGE :]


def overwritten(content: bytes) -> bytes:
    return b"not a database at all " * (len(content) // 22)


@pytest.mark.parametrize("damage", [truncated, emptied, flipped, overwritten])
def test_a_damaged_file_is_noticed_kept_and_brought_back(place: Home, damage: Any) -> None:
    place.answer(2)
    damaged = damage(place.progress.read_bytes())
    place.progress.write_bytes(damaged)
    looked = place.run("doctor", "--look", "--json")
    assert looked.returncode == 1
    assert [finding["code"] for finding in json.loads(looked.stdout)["found"]] == ["unreadable"]
    assert place.progress.read_bytes() == damaged, "looking changes nothing"
    ran = place.run("doctor", "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["well"]
    assert told["reviews"] == place.reviews() == 3
    assert Path(told["recovered"]["kept"]).read_bytes() == damaged


def test_a_lost_file_is_brought_back_from_the_journals_alone(place: Home) -> None:
    place.answer(2)
    for backup in (place.folder / "backups").iterdir():
        backup.unlink()
    place.progress.unlink()
    assert place.run("history").returncode == 3
    ran = place.run("doctor")
    assert ran.returncode == 0, ran.stderr
    assert "the text journals alone" in ran.stdout
    assert place.reviews() == 3


def test_a_file_open_to_others_is_closed(place: Home) -> None:
    place.progress.chmod(0o644)
    ran = place.run("doctor")
    assert "✓ mended" in ran.stdout
    assert stat.S_IMODE(place.progress.stat().st_mode) == 0o600


def test_a_file_is_backed_up_before_it_is_mended(place: Home) -> None:
    older = place.progress.read_bytes()
    place.answer()
    place.progress.write_bytes(older)
    assert place.json("doctor")["well"]
    assert place.reviews() == 2
    assert [backup["reviews"] for backup in place.json("backup", "--list")] == [1, 1]


def everything_below(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


NEWER_REFUSED = ("doctor", "restore latest --yes", "history", "backup", "stats", "fit", "study {deck} --jsonl", "due")


NEWER = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute(f"PRAGMA user_version = {sys.argv[2]}")
database.execute("INSERT INTO migrations VALUES (?, 'm', 1, '9', '9')", sys.argv[2:3])
database.execute(f"PRAGMA journal_mode = {sys.argv[3]}")
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
for number in range(200):
    database.execute("INSERT INTO about VALUES (?, ?)", (f"later {number}", "x" * 500))
if sys.argv[3] == "wal":
    database.execute("COMMIT")
os._exit(0)
"""
"""A later version that writes its file in its own way, and is killed: what is half written waits for it."""


@pytest.mark.parametrize(("mode", "waits"), [("truncate", "-journal"), ("wal", "-wal")])
def test_a_newer_file_is_refused_and_nothing_is_touched(place: Home, mode: str, waits: str) -> None:
    place.json("backup")
    subprocess.run([sys.executable, "-c", NEWER, place.progress, str(NEWEST + 1), mode], check=True)
    assert place.progress.with_name(f"progress.db{waits}").stat().st_size
    kept = [place.progress, place.folder / "backups", place.folder / "journals"]
    before = everything_below(place.folder)
    files = {path.name for path in place.folder.iterdir()}
    assert all(any(path.is_relative_to(each) for path in before) for each in kept)
    for command in NEWER_REFUSED:
        ran = place.run(*command.format(deck=place.deck).split(), stdin='{"answer": "x"}\n')
        assert ran.returncode == 3, (command, ran.stdout)
        assert "newer" in ran.stderr
        after = everything_below(place.folder)
        assert {path: before[path] for path in before} == {path: after.get(path) for path in before}, command
        assert not [path for path in after.keys() - before.keys() if any(path.is_relative_to(each) for each in kept)]
        assert {path.name for path in place.folder.iterdir()} - files <= {"cache"}, command
