"""A short torture: the long one is `make torture`."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.firewall.sequences import modes_left
from tests.quick_folder import quick_folder
from tests.torture.campaign import torture
from tests.torture.controls import doubles, leaves_disorder, loses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as made:
        yield made


KILLS = {"jsonl": 8, "screen": 4, "exam jsonl": 4, "exam screen": 4}


@pytest.mark.parametrize("way", KILLS)
def test_what_was_reported_as_saved_survives_every_end(folder: Path, way: str) -> None:
    outcome = torture(folder, Random(), KILLS[way], ways=[way])
    assert outcome.faults == []
    assert outcome.kills.total() == KILLS[way]
    assert outcome.reported[way]


@pytest.mark.parametrize("way", KILLS)
def test_a_program_that_reports_too_early_is_caught(folder: Path, way: str) -> None:
    assert loses(folder / "liar", Random(1), way)


def test_an_exam_that_is_submitted_in_pieces_is_caught(folder: Path) -> None:
    assert doubles(folder / "pieces", Random(3))


def test_a_program_that_leaves_the_terminal_in_disorder_is_caught(folder: Path) -> None:
    assert leaves_disorder(folder / "deaf", Random(1))


@pytest.mark.parametrize(
    ("output", "left"),
    [
        (b"\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l", set()),
        (b"\x1b[?1049h", {"the alternate screen"}),
        (b"\x1b[?25l", {"the cursor is hidden"}),
        (b"\x1b[>1u\x1b[?1000h\x1b[<u", {"mouse clicks"}),
    ],
)
def test_modes_that_were_left_on_are_told(output: bytes, left: set[str]) -> None:
    assert modes_left(output) == left
