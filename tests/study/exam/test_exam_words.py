"""How the numbers of many questions are told."""

from __future__ import annotations

import pytest

from studyapp.study.exam.sheet import Standing
from studyapp.study.exam.words import standing_words


@pytest.mark.parametrize(
    ("blank", "told"),
    [
        ((), "Every question is answered."),
        ((3,), "Blank: 3."),
        ((1, 2), "Blank: 1, 2."),
        ((1, 2, 3, 7), "Blank: 1–3, 7."),
        (tuple(range(2, 21)), "Blank: 2–20."),
        (tuple(range(1, 40, 2)), "Blank: 1, 3, 5, 7, 9, 11, 13, 15 and 12 more."),
    ],
)
def test_questions_in_a_row_are_told_as_a_range(blank: tuple[int, ...], told: str) -> None:
    assert list(standing_words(Standing(0, blank, (), 60.0))) == [told]
