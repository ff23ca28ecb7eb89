"""The gain of one more review at an exam, per second, in closed form: for when no solved plan is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.memory.model import MemoryState, Rating

if TYPE_CHECKING:
    from studyapp.memory.horizon import Answers
    from studyapp.memory.model import Model


def gain_of_review(model: Model, state: MemoryState, elapsed: float, exam: float, answers: Answers) -> float:
    """Return the recall per second that a review now adds at the exam.

    `elapsed`: days since the last review; `exam`: days from now.
    """
    recall = model.recall(state, elapsed)
    hard, good, easy = answers.right
    chances = (1.0 - recall, recall * hard, recall * good, recall * easy)
    after = sum(
        chance * model.recall(model.after(state, elapsed, rating), exam)
        for chance, rating in zip(chances, Rating, strict=True)
    )
    seconds = sum(chance * taken for chance, taken in zip(chances, answers.later_seconds, strict=True))
    return (after - model.recall(state, elapsed + exam)) / seconds


def gain_of_first_sight(model: Model, exam: float, answers: Answers) -> float:
    """Return the recall per second that a first review now adds at the exam, `exam` days from now."""
    after = sum(
        chance * model.recall(model.first(rating), exam) for chance, rating in zip(answers.first, Rating, strict=True)
    )
    return after / sum(chance * taken for chance, taken in zip(answers.first, answers.first_seconds, strict=True))
