"""A short fuzzing of every target, and everything that the long one (`make fuzz`) ever found."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.campaign import Finding, require_no_fault, try_by_chance, try_on_purpose
from tests.fuzz.inputs import good_inputs
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzz.trials import Server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limits")
FINDINGS = sorted((Path(__file__).parent / "findings").iterdir())
CHEAP = {"deck": 2, "jsonl": 3, "plain": 3, "journal": 2, "database": 2, "backup": 1, "table": 6, "settings": 8}
"""How many inputs of each target are tried in either way: a few seconds in all."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    from tests.fuzz.trials import Server

    with Server() as running:
        yield running


@pytest.mark.parametrize("target", TARGETS)
def test_some_inputs(server: Server, target: str) -> None:
    good, rng = good_inputs()[target], Random(time.time_ns())
    try_by_chance(server, target, good, rng, CHEAP[target])
    try_on_purpose(server, target, good, rng, CHEAP[target])


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_what_was_found_once(server: Server, path: Path) -> None:
    require_no_fault(server, path.name.partition("-")[0], path.read_bytes())


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("raise ValueError('x')", "ValueError"),
        ("while True: pass", "SIGXCPU"),
        ("bytearray(300 * 2**20)", "MemoryError"),
        ("import faulthandler, os; faulthandler.disable(); os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("print('studyapp made a mistake')", "BrokenPromiseError"),
    ],
)
def test_whatever_goes_wrong_in_a_child_is_told(monkeypatch: pytest.MonkeyPatch, fault: str, told: str) -> None:
    from tests.fuzz import targets
    from tests.fuzz.trials import trial

    monkeypatch.setattr(targets, "run", lambda: exec(fault))

    def target(_data: bytes, _home: Path) -> None:
        targets.studyapp("due")

    assert told in trial(target, b"")


def test_a_finding_is_raised_with_its_input(server: Server) -> None:
    class Falling:
        def fault(self, _target: str, data: bytes) -> str:
            return "falls" if b"9" in data else ""

    with pytest.raises(Finding) as found:
        try_by_chance(Falling(), "settings", [b"minutes = 9"], Random(1), 9)  # type: ignore[arg-type] # a stand-in
    assert b"9" in found.value.data
    assert found.value.name.startswith("settings-")
