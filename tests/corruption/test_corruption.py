"""A short drill: damage of every kind is told, kept, and everything brought back. `make corruption` is the long one."""

from __future__ import annotations

import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.corruption.damages import REPLACED, flipped, truncated, truncations
from tests.corruption.drill import require_recovery
from tests.corruption.pages import KINDS, pages_by_kind
from tests.corruption.student import Student, make_student

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limits")


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Student:
    return make_student(tmp_path_factory.mktemp("student"))


def test_the_file_has_pages_of_every_kind(student: Student) -> None:
    assert set(pages_by_kind(student.progress)) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_flipped_bits(student: Student, kind: str) -> None:
    require_recovery(student, flipped(kind, Random(time.time_ns())))


@pytest.mark.parametrize("damage", REPLACED, ids=lambda damage: damage.__name__)
def test_a_file_that_is_none(student: Student, damage: Callable[[Path], None]) -> None:
    assert require_recovery(student, damage) == ["unreadable"]


def test_a_truncated_file(student: Student) -> None:
    length = Random(time.time_ns()).choice([*truncations(student.progress)])
    assert require_recovery(student, truncated(length)) == ["unreadable"]


def test_a_drill_can_fail(student: Student) -> None:
    def lose_all(path: Path) -> None:
        for journal in (path.parent / "journals").iterdir():
            journal.unlink()
        path.unlink()

    from tests.fuzz.targets import BrokenPromiseError

    with pytest.raises(BrokenPromiseError, match="other answers than before"):
        require_recovery(student, lose_all)
