"""Commands run within the test's own process: quick, and with everything that the real command line does around them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from studyapp.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command ended with, and what it wrote."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs commands in one folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *arguments: str) -> Ran:
        """Run `studyapp` with `arguments`."""
        self._monkeypatch.chdir(self.folder)
        self._monkeypatch.setattr(sys, "argv", ["studyapp", *arguments])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run()
        out, err = self._capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)
