"""What the review log says about the student: how much, how well, and how well judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.questions.question import REVEAL, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.progress.review import Answer, Review


@dataclass(frozen=True, slots=True)
class Confidence:
    """How often answers given with one degree of confidence were right."""

    answers: int
    right: int

    @property
    def share(self) -> float:
        """The share that was right, 0–1; 0 without answers."""
        return self.right / self.answers if self.answers else 0.0


@dataclass(frozen=True, slots=True)
class SureAndWrong:
    """A card that was answered wrong without a doubt."""

    card: str
    times: int
    last_given: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """The log in figures; only reviews that count."""

    answers: int
    right: int
    cards: int
    days: int
    """Study days with an answer."""
    seconds: float
    overruled: int
    sure: Confidence
    unsure: Confidence
    sure_and_wrong: tuple[SureAndWrong, ...]
    """Most often first; a card that has since been answered right twice in a row is no longer listed."""


def statistics_of(reviews: Iterable[Review]) -> Statistics:
    """Return the figures of a log in order of time.

    Confidence counts marked answers only: a self-rated card is not said to be right, it is felt to be.
    """
    answers = [review.answer for review in reviews]
    marked = [answer for answer in answers if answer.form != REVEAL and not answer.overruled]
    return Statistics(
        answers=len(answers),
        right=sum(_is_right(answer) for answer in answers),
        cards=len({answer.card for answer in answers}),
        days=len({answer.study_day for answer in answers}),
        seconds=sum(answer.milliseconds for answer in answers) / 1000,
        overruled=sum(answer.overruled for answer in answers),
        sure=_confidence(answer for answer in marked if not answer.unsure),
        unsure=_confidence(answer for answer in marked if answer.unsure),
        sure_and_wrong=_sure_and_wrong(marked),
    )


def _confidence(answers: Iterable[Answer]) -> Confidence:
    outcomes = Counter(_is_right(answer) for answer in answers)
    return Confidence(outcomes.total(), outcomes[True])


def _sure_and_wrong(answers: Iterable[Answer]) -> tuple[SureAndWrong, ...]:
    by_card: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_card[answer.card].append(answer)
    found = (_of_card(card, log) for card, log in by_card.items())
    return tuple(sorted((entry for entry in found if entry), key=lambda entry: (-entry.times, entry.card)))


def _of_card(card: str, log: list[Answer]) -> SureAndWrong | None:
    wrong = [answer for answer in log if answer.outcome == Outcome.WRONG and not answer.unsure]
    mended = len(log) > 1 and all(_is_right(answer) for answer in log[-2:])
    return SureAndWrong(card, len(wrong), wrong[-1].given) if wrong and not mended else None


def _is_right(answer: Answer) -> bool:
    return answer.outcome == Outcome.CORRECT
