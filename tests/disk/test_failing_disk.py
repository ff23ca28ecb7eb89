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
    ("defect", "wrong", "first", "stride"),
    [
        ("errors passed over", "said to be saved", 1, 3),
        # One call alone, towards the end, leaves a review there that was not said to be saved.
        ("every try a new review", "the next try did not save exactly once", 50, 1),
    ],
)
def test_a_defect_is_caught(library: Path, defect: str, wrong: str, first: int, stride: int) -> None:
    swept = sweep(library, ["answering"], first=first, stride=stride, defect=defect)
    assert any(wrong in fault for fault in swept.faults)
