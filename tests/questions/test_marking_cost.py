"""What marking costs, in counts: known texts are folded once, and far texts are told apart without being compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.questions.marking import distance, words
from studyapp.questions.marking import fold as fold_module
from studyapp.questions.marking.words import Key, mark_words

if TYPE_CHECKING:
    import pytest

    from studyapp.questions.marking.fold import Folded

LONG = " ".join(["nuclear security training"] * 8)
OTHER = " ".join(["district laboratory exchange"] * 8)


def test_every_known_text_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def counting(text: str, language: str) -> Folded:
        folded.append(text)
        return fold(text, language)

    fold = fold_module.fold
    monkeypatch.setattr(words, "fold", counting)
    for answer in (LONG, OTHER, f"{LONG[:-1]}x", "something else"):
        folded.clear()
        mark_words(answer, Key((LONG, "[the] second", "a third"), ("a fourth",), question="Which?"), LONG)
        assert folded.count(LONG) <= 1 + (answer == LONG)
        assert folded.count("a fourth") == folded.count("the second") == folded.count("second") == 1


def test_texts_with_other_letters_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def banded(left: str, right: str, limit: int) -> int:
        compared.append(right)
        return original(left, right, limit)

    original = distance._banded
    monkeypatch.setattr(distance, "_banded", banded)
    assert distance.mistakes(LONG, OTHER, 3) == 4
    assert not compared
    assert distance.mistakes(LONG, LONG[::-1], 3) == 4
    assert compared


def slowly(left: str, right: str) -> int:
    """Return the optimal string alignment distance by the plain table."""
    rows = [
        [max(row, column) if 0 in (row, column) else 0 for column in range(len(right) + 1)]
        for row in range(len(left) + 1)
    ]
    for row in range(1, len(left) + 1):
        for column in range(1, len(right) + 1):
            same = left[row - 1] == right[column - 1]
            best = min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + (not same))
            if row > 1 and column > 1 and left[row - 2 : row] == right[column - 2 : column][::-1]:
                best = min(best, rows[row - 2][column - 2] + 1)
            rows[row][column] = best
    return rows[-1][-1]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    left=st.text(alphabet="abc", max_size=40),
    edits=st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "a", "b", "cc"])), max_size=5),
    limit=st.integers(0, 4),
)
def test_the_distance_is_that_of_the_plain_table(left: str, edits: list[tuple[int, str]], limit: int) -> None:
    right = left
    for place, letters in edits:
        right = right[:place] + letters + right[place + 1 :]
    assert distance.mistakes(left, right, limit) == min(slowly(left, right), limit + 1)


def test_words_of_long_answers_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counting(left: str, right: str, limit: int) -> int:
        compared.append(left)
        return distance.mistakes(left, right, limit)

    monkeypatch.setattr(words, "mistakes", counting)
    beginnings = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
    answer, typed = (" ".join(beginning + end for beginning in beginnings) for end in ("words", "thing"))
    mark_words(typed.rsplit(" ", 10)[0], Key((answer,), question="Which?"), answer)
    assert len(compared) <= 60
