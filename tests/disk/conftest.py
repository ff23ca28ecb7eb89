"""The interposer, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.disk.interposing import compile_interposer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = compile_interposer(tmp_path_factory.mktemp("interposer"))
    if made is None:
        pytest.skip("calls on files are watched on Linux with a C compiler only")
    return made
