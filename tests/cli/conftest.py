from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import CommandLine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    folder = tmp_path / "here"
    folder.mkdir()
    return CommandLine(folder, monkeypatch, capsys)
