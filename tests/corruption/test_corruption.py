"""A short drill in a process of its own, which has nothing loaded but the app; `make corruption` is the long one."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.corruption.damages import REPLACED
from tests.corruption.pages import KINDS
from tests.generated_docs import ROOT


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limits")
def test_damage_of_every_kind_is_told_kept_and_brought_back() -> None:
    command = [sys.executable, "-m", "tests.corruption", "--flips", str(len(KINDS)), "--truncations", "3"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    outcomes = set(re.findall(r"\d x (.+): the doctor found (.+)", ran.stdout))
    assert {what for what, _ in outcomes} == {"truncated", *KINDS, *(damage.__name__ for damage in REPLACED)}
    loud = {what for what, found in outcomes if found == "unreadable"}
    assert loud >= {"truncated", *(damage.__name__ for damage in REPLACED)}
