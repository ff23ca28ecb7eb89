"""The gain of one more review at an exam, per second, in closed form: for when no solved plan is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.memory.horizon import Answers
from studyapp.memory.model import MemoryState, Rating
from studyapp.study.scheduling import DAY_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studyapp.memory.model import Model
    from studyapp.progress.review import CardState


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


def gains(model: Model, states: Mapping[str, CardState], now_ms: int, exam_ms: int) -> Callable[[str], float]:
    """Return from a card's key what a review of it now gains at the exam, in recall per second."""
    answers = Answers()
    days = (exam_ms - now_ms) / DAY_MS
    first = gain_of_first_sight(model, days, answers)

    def gain(key: str) -> float:
        state = states.get(key)
        if state is None:
            return first
        elapsed = max(0, now_ms - state.last_ms) / DAY_MS
        return gain_of_review(model, MemoryState(state.stability, state.difficulty), elapsed, days, answers)

    return gain
