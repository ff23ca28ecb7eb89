"""What is fuzzed: each target feeds bytes to the real command line, as the file or the input that they stand for."""

from __future__ import annotations

import io
import json
import os
import resource
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.main import run
from tests.firewall.hostile import HARMLESS, deck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXPECTED = {ExitCode.FINE, ExitCode.PROBLEMS, ExitCode.USAGE, ExitCode.UNREADABLE}
SECONDS = 2
"""Of processor time for each command."""
RUNNING = "running"
"""File that names the command, for those that are ended by a signal."""
MOST_LINES = 200
OUR_MISTAKE = ("made a mistake", "Traceback")


class BrokenPromiseError(AssertionError):
    """A command did what no file may make it do."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command ended with and wrote."""

    code: int
    out: str
    err: str


def studyapp(*arguments: str, typed: bytes = b"") -> Ran:
    """Run a command in this process; raises BrokenPromiseError for a traceback or an unknown exit code."""
    (Path.home() / RUNNING).write_text(f"{arguments}", encoding="utf-8")
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = ceil(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
    with _streams(typed) as (out, err):
        sys.argv = ["studyapp", *arguments]
        try:
            run()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        ran = Ran(code, _text(out), _text(err))
    if code not in EXPECTED or any(word in ran.out + ran.err for word in OUR_MISTAKE):
        trace = Path(os.environ["STUDYAPP_HOME"]) / "cache" / "mistake.txt"
        raise BrokenPromiseError(f"{arguments} ended with {code}:\n{ran.err}\n{_read(trace)}")
    if code in {ExitCode.USAGE, ExitCode.UNREADABLE} and not ran.err.strip():
        raise BrokenPromiseError(f"{arguments} ended with {code} and said nothing")
    return ran


@contextmanager
def _streams(typed: bytes) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"), out, err
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _require(condition: object, message: str) -> None:
    if not condition:
        raise BrokenPromiseError(message)


def fuzz_deck(data: bytes, home: Path) -> None:
    """A deck gives located problems or cards that can be shown, exported, mended and studied."""
    path = home / "f.deck.yaml"
    path.write_bytes(data)
    checked = studyapp("check", str(path), "--json")
    if checked.out:
        report = json.loads(checked.out)
        for problem in report["problems"]:
            located = problem["line"] > 0 and problem["column"] > 0 and problem["message"] and problem["fix"]
            _require(located, f"a problem without its place or mend: {problem}")
        _require(checked.code or report["cards"], "neither cards nor problems")
    studyapp("check", str(path))
    studyapp("preview", str(path))
    studyapp("export", str(path), "--to", str(home / "sheet.html"))
    studyapp("study", str(path), "--jsonl", "--minutes", "9", typed=ANSWERS)
    studyapp("id", str(path))
    studyapp("check", str(path), "--fix")


def _first_lines(data: bytes) -> bytes:
    """Return as many lines as are answered within the limits."""
    return b"\n".join(data.split(b"\n", MOST_LINES)[:MOST_LINES])


def fuzz_jsonl(data: bytes, home: Path) -> None:
    """A session served to any input ends well, and says nothing but JSON objects."""
    path = home / "a.deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    ran = studyapp("study", str(path), "--jsonl", "--minutes", "60", typed=_first_lines(data))
    events = [json.loads(line) for line in ran.out.splitlines()]
    _require(ran.code == 0, f"ended with {ran.code}: {ran.err}")
    _require(events[0]["event"] == "session" and events[-1]["event"] == "end", "no session from beginning to end")


def fuzz_plain(data: bytes, home: Path) -> None:
    """A person may type anything."""
    path = home / "a.deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    ran = studyapp("study", str(path), "--plain", "--minutes", "60", typed=_first_lines(data))
    _require(ran.code == 0, f"ended with {ran.code}: {ran.err}")


def fuzz_journal(data: bytes, home: Path) -> None:
    """A journal is merged or passed over, and what came of it can be used."""
    (home / "journals").mkdir()
    (home / "journals" / "0a.jsonl").write_bytes(data)
    studyapp("doctor")
    _use(home)


def fuzz_database(data: bytes, home: Path) -> None:
    """A progress file can be used, or is refused with a word."""
    (home / "progress.db").write_bytes(data)
    _use(home)
    studyapp("doctor")
    _use(home)


def fuzz_backup(data: bytes, home: Path) -> None:
    """A backup is restored or refused."""
    backup = home / "some.db"
    backup.write_bytes(data)
    studyapp("restore", str(backup), "--yes")
    _use(home)


def fuzz_table(data: bytes, home: Path) -> None:
    """A table becomes a deck or is refused."""
    table = home / "t.csv"
    table.write_bytes(data)
    made = studyapp("new", str(home / "made"), "--from-csv", str(table))
    if made.code == 0:
        checked = studyapp("check", str(home / "made.deck.yaml"), "--json")
        _require(json.loads(checked.out)["cards"] or checked.code, "a deck without cards or problems")


def fuzz_settings(data: bytes, home: Path) -> None:
    """Settings are read or refused."""
    (home / "config.toml").write_bytes(data)
    studyapp("due")


def _use(home: Path) -> None:
    path = home / "a.deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    for arguments in (("history",), ("stats",), ("due", "--decks", str(home)), ("plan",), ("backup", "--json")):
        studyapp(*arguments)
    studyapp("exam", str(path), "--results")
    studyapp("exam", str(path), "--jsonl", typed=ANSWERS)
    studyapp("study", str(path), "--jsonl", "--minutes", "9", typed=ANSWERS)


DECK = deck(HARMLESS)
ANSWERS = b"""{"clock": "wrong"}
{"hint": true}
{"answer": 1}
{"reveal": true}
{"rating": "good", "seconds": 3}
{"answer": "A harmless question"}
{"overrule": true}
{"undo": true}
{"answer": [1, 2]}
{"answer": ["x"]}
{"skip": true}
{"answer": {"1": "2"}}
{"more": 5}
{"answer": null}
{"quit": true}
"""

TARGETS: dict[str, Callable[[bytes, Path], None]] = {
    "deck": fuzz_deck,
    "jsonl": fuzz_jsonl,
    "plain": fuzz_plain,
    "journal": fuzz_journal,
    "database": fuzz_database,
    "backup": fuzz_backup,
    "table": fuzz_table,
    "settings": fuzz_settings,
}
