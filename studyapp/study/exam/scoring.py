"""From a finished sheet to reviews, and from what the log says of them to a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.clock import from_milliseconds, offset_minutes
from studyapp.memory.model import Rating
from studyapp.progress.review import GIVEN_CHARACTERS, Answer
from studyapp.questions.question import REVEAL, Outcome, Verdict
from studyapp.study.exam.forecast import ScoreForecast
from studyapp.study.exam.paper import mark
from studyapp.study.pace import counted_seconds
from studyapp.study.rating import outcome_of, rate
from studyapp.study.recognition import answer_key
from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from studyapp.progress.exams import KeptExam, KeptOutcome, KeptQuestion
    from studyapp.study.clock_watch import Stamp
    from studyapp.study.exam.paper import ExamQuestion

BLANK = "blank"
"""The outcome of a question without an answer: no points, and no review, for it proves nothing."""
ROUNDING = 1e-9
MOST_TAGS = 8


class QuestionResult(NamedTuple):
    """One question of a result."""

    number: int
    card: str
    prompt: str
    tags: tuple[str, ...]
    expected: str
    given: str
    outcome: str
    """correct, partly, wrong or blank."""
    score: float
    """Points, 0–1."""
    flagged: bool


class TagScore(NamedTuple):
    """What the questions with one tag brought."""

    tag: str
    questions: int
    points: float

    @property
    def share(self) -> float:
        """Of the points, 0–1."""
        return self.points / self.questions


class ExamResult(NamedTuple):
    """A mock exam that is over."""

    id: str
    deck: str
    started: datetime
    finished: datetime
    given_up: bool
    seconds: float
    """Used."""
    seconds_allowed: float
    pass_share: float
    forecast: ScoreForecast
    """As it was made before the exam began."""
    questions: tuple[QuestionResult, ...]
    dropped: int
    """Questions that do not count, because the deck lost them meanwhile."""

    @property
    def points(self) -> float:
        """Points reached; a question is worth one."""
        return sum(question.score for question in self.questions)

    @property
    def share(self) -> float:
        """Points of those that could be reached, 0–1."""
        return self.points / len(self.questions) if self.questions else 0.0

    @property
    def passed(self) -> bool:
        """Whether the points reach the pass mark."""
        return not self.given_up and self.share >= self.pass_share - ROUNDING

    def count(self, outcome: str) -> int:
        """Return how many questions came out so."""
        return sum(question.outcome == outcome for question in self.questions)


def tag_scores(questions: Sequence[QuestionResult]) -> list[TagScore]:
    """Return the scores by tag, the tags with most questions first."""
    found: dict[str, list[float]] = {}
    for question in questions:
        for tag in question.tags:
            found.setdefault(tag, []).append(question.score)
    scores = (TagScore(tag, len(points), sum(points)) for tag, points in found.items())
    return sorted(scores, key=lambda score: (-score.questions, score.tag))


def told_tags(questions: Sequence[QuestionResult]) -> list[TagScore]:
    """Return the scores that say something: of tags with several questions, or of all where there is none."""
    scores = tag_scores(questions)
    return ([score for score in scores if score.questions > 1] or scores)[:MOST_TAGS]


def result_of(exam: KeptExam, outcomes: Mapping[int, KeptOutcome]) -> ExamResult:
    """Return the result of a finished exam from what the review log says of its answers."""
    body = exam.body
    forecast = body.get("forecast", {})
    offset = int(body.get("offset_minutes", 0))
    counted = [question for question in exam.questions if not question.dropped]
    finished_ms = exam.finished_ms if exam.finished_ms is not None else exam.started_ms
    return ExamResult(
        id=exam.id,
        deck=exam.deck,
        started=from_milliseconds(exam.started_ms, offset),
        finished=from_milliseconds(finished_ms, offset),
        given_up=exam.closed_ms is None,
        seconds=sum(question.milliseconds for question in exam.questions) / 1000,
        seconds_allowed=float(body.get("seconds", 0.0)),
        pass_share=float(body.get("pass", 0.0)),
        forecast=ScoreForecast(*(float(forecast.get(name, 0.0)) for name in ScoreForecast._fields)),
        questions=tuple(
            _question_result(number, question, outcomes.get(question.place))
            for number, question in enumerate(counted, start=1)
        ),
        dropped=len(exam.questions) - len(counted),
    )


def reviews_of(
    questions: Iterable[ExamQuestion], model: str, stamp_of: Callable[[datetime], Stamp], now: datetime
) -> list[tuple[Answer, Verdict]]:
    """Return the answers of a sheet as reviews with their verdicts, in the order in which they were given.

    A flag that is still up says that the student is not sure. What is blank, and what the student was to mark and did
    not, is no review. `stamp_of` says how the time of an answer goes into the log.
    """
    answered = sorted((q for q in questions if not q.is_blank), key=lambda question: question.kept.answered_ms)
    return [
        _review(question, model, stamp_of, now)
        for question in answered
        if question.kept.rating or not question.is_self_marked
    ]


def verdict_on(question: ExamQuestion) -> Verdict:
    """Return the verdict on the answer on the sheet, the student's own where nothing else can mark it."""
    verdict = mark(question, question.given)
    if not question.is_self_marked:
        return verdict
    outcome = outcome_of(Rating(question.kept.rating or Rating.AGAIN))
    return Verdict(outcome, float(outcome is Outcome.CORRECT), verdict.expected, verdict.given)


def _review(
    question: ExamQuestion, model: str, stamp_of: Callable[[datetime], Stamp], now: datetime
) -> tuple[Answer, Verdict]:
    kept, verdict = question.kept, verdict_on(question)
    at = from_milliseconds(kept.answered_ms, offset_minutes(now))
    rating = Rating(kept.rating) if question.is_self_marked else rate(verdict, unsure=kept.flagged, hinted=False)
    answer = Answer(
        id=kept.review,
        card=kept.card,
        rating=int(rating),
        outcome=str(verdict.outcome),
        score=verdict.score,
        given=one_line(verdict.given, GIVEN_CHARACTERS),
        unsure=kept.flagged,
        hinted=False,
        overruled=False,
        milliseconds=round(counted_seconds(kept.milliseconds / 1000) * 1000),
        form=REVEAL if question.is_self_marked else question.asked.form,
        chance=question.asked.chance,
        seed=kept.seed,
        answer_key=answer_key(question.card),
        model=model,
        **stamp_of(at)._asdict(),
    )
    return answer, verdict


def _question_result(number: int, question: KeptQuestion, outcome: KeptOutcome | None) -> QuestionResult:
    return QuestionResult(
        number=number,
        card=question.card,
        prompt=question.prompt,
        tags=question.tags,
        expected=question.expected,
        given=outcome.given if outcome else "",
        outcome=outcome.outcome if outcome else BLANK,
        score=outcome.score if outcome else 0.0,
        flagged=question.flagged,
    )
