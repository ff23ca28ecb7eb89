"""Calls that fail while something is written: `make failing-disk` tries every one of them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.disk.sweeping import sweep

if TYPE_CHECKING:
    from pathlib import Path

STRIDE = 29


def test_a_disk_that_fails_loses_nothing(library: Path) -> None:
    swept = sweep(library, first=Random().randint(1, STRIDE), stride=STRIDE)
    assert swept.faults == []
    assert swept.failed > 50


@pytest.mark.parametrize(
    ("defect", "wrong"),
    [("errors passed over", "said to be saved"), ("every try a new review", "the next try did not save exactly once")],
)
def test_a_defect_is_caught(library: Path, defect: str, wrong: str) -> None:
    swept = sweep(library, ["answering"], stride=3, defect=defect)
    assert any(wrong in fault for fault in swept.faults)
