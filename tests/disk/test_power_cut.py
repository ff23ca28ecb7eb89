"""A few power cuts: `make powercut` has the many."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.disk.cutting import cut_everywhere, record
from tests.disk.disk import Cut, Disk
from tests.disk.recording import Act
from tests.disk.student import DEFECTS, DEFECTS_ON_AN_UNSOUND_DISK

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = 30


@pytest.mark.parametrize("schema", [0, 1])
def test_what_was_said_to_be_saved_survives_a_power_cut(library: Path, tmp_path: Path, schema: int) -> None:
    outcome = cut_everywhere(record(library, tmp_path, ANSWERS, schema=schema), Random(), 60)
    assert outcome.faults == {}
    assert outcome.said > 500


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_caught(library: Path, tmp_path: Path, defect: str) -> None:
    assert cut_everywhere(record(library, tmp_path, ANSWERS, defect=defect), Random(1), 60).faults


@pytest.mark.parametrize("schema", [0, 1])
def test_nor_is_anything_lost_after_a_synchronisation_that_failed(library: Path, tmp_path: Path, schema: int) -> None:
    outcome = cut_everywhere(record(library, tmp_path, ANSWERS, schema=schema, unsound=Random()), Random(), 60)
    assert outcome.faults == {}
    assert outcome.said > 500


@pytest.mark.parametrize("defect", DEFECTS_ON_AN_UNSOUND_DISK)
def test_who_believes_what_was_not_synchronised_is_caught(library: Path, tmp_path: Path, defect: str) -> None:
    for seed in range(5):
        log = record(library, tmp_path / str(seed), 3 * ANSWERS, defect=defect, unsound=Random(seed))
        if cut_everywhere(log, Random(seed), 100).faults:
            return
    pytest.fail("five students, five hundred cuts, and it was not caught")


FOLDER = Act("open", 3, path="")
DRAFT = [Act("open", 4, path="/draft", creates=True), Act("write", 4, data=b"new")]


@pytest.mark.parametrize(
    ("acts", "left"),
    [
        ([*DRAFT], {}),
        ([*DRAFT, Act("sync", 4)], {}),
        ([*DRAFT, FOLDER, Act("sync", 3)], {"/draft": b""}),
        ([*DRAFT, Act("sync", 4), FOLDER, Act("sync", 3)], {"/draft": b"new"}),
        (
            [*DRAFT, Act("sync", 4), FOLDER, Act("sync", 3), Act("rename", path="/draft", to="/final")],
            {"/draft": b"new"},
        ),
        (
            [*DRAFT, Act("sync", 4), Act("rename", path="/draft", to="/final"), FOLDER, Act("sync", 3)],
            {"/final": b"new"},
        ),
        ([*DRAFT, FOLDER, Act("sync", 3), Act("lose", 4), Act("sync", 4)], {"/draft": b""}),
        ([*DRAFT, FOLDER, Act("sync", 3), Act("sync", 4), Act("resize", 4, number=1)], {"/draft": b"new"}),
        ([*DRAFT, FOLDER, Act("sync", 3), Act("resize", 4, number=1), Act("sync", 4)], {"/draft": b"n"}),
        ([Act("mkdir", path="/a", to="/a"), Act("open", 5, path="/a"), Act("sync", 5)], {}),
        ([Act("mkdir", path="/a", to="/a"), FOLDER, Act("sync", 3)], {"/a": None}),
    ],
)
def test_for_sure_a_disk_keeps_what_was_synchronised(acts: list[Act], left: dict[str, bytes | None]) -> None:
    disk = Disk()
    for act in acts:
        disk.follow(act)
    assert disk.after(Cut.NONE, Random(1)) == left


def test_the_rest_is_left_to_chance() -> None:
    disk = Disk()
    for act in (Act("open", 4, path="/a", creates=True), FOLDER, Act("sync", 3), Act("write", 4, data=b"x" * 600)):
        disk.follow(act)
    left = {cut: {disk.after(cut, Random(seed))["/a"] or b"" for seed in range(300)} for cut in Cut}
    assert left[Cut.NONE] == {b""}
    assert any(b"x" * 512 < content < b"x" * 600 for content in left[Cut.FIRST])
    assert {b"", b"x" * 512, b"x" * 600, b"\0" * 512 + b"x" * 88} < left[Cut.SOME]
