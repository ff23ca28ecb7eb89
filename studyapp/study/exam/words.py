"""What there is to say about a mock exam: every front end says the same.

Texts of decks are left as they are; who shows them cleans them.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds
from studyapp.study.exam.scoring import BLANK
from studyapp.study.humane import count, duration, moment, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.progress.exams import KeptExam
    from studyapp.study.exam.desk import GoalEffect, Offer
    from studyapp.study.exam.forecast import ScoreForecast
    from studyapp.study.exam.review import Submission
    from studyapp.study.exam.scoring import ExamResult
    from studyapp.study.exam.sheet import Changes, Standing

LAST_MINUTES = 120.0
"""Seconds from which on the time left is told to the second."""
WORTH_SAYING = 0.005
RUNS_NAMED = 8
SHORT_RUN = 2
"""As many numbers in a row are named one by one."""


def offer_words(offer: Offer) -> Iterator[str]:
    """Say what an exam will be like."""
    rules = offer.rules
    yield (
        f"{count(rules.questions, 'question')}, {duration(rules.seconds)}, "
        f"passed with {percent(rules.pass_share)} of the points."
    )
    if rules.questions < rules.asked_for:
        yield f"There is no more to ask in this deck: {rules.asked_for:,} were wanted, all {rules.questions:,} are taken."
    if offer.self_marked:
        yield (
            f"{count(offer.self_marked, 'question')} can be marked by nobody but you: write what you would say, and "
            "mark it once the exam is handed in."
        )
    yield "Nothing is marked before you hand in. Every answer is kept at once; leave, and time stands still."
    yield f"Score to expect now: {score_range(offer.forecast)}, with what guessing adds."


def waiting_words(exam: KeptExam) -> str:
    """Say how an exam stands that was interrupted."""
    begun = moment(from_milliseconds(exam.started_ms, int(exam.body.get("offset_minutes", 0))))
    if exam.closed_ms is not None:
        return f"The exam of {begun} is handed in, and waits for the answers that you mark yourself."
    answered = sum(bool(question.given) for question in exam.questions)
    spent = sum(question.milliseconds for question in exam.questions) / 1000
    return (
        f"The exam of {begun} goes on: {answered} of {count(len(exam.questions), 'question')} answered, "
        f"{time_left(float(exam.body.get('seconds', 0.0)) - spent)}."
    )


def change_words(changes: Changes) -> Iterator[str]:
    """Say what the deck did to a paper."""
    if changes.gone:
        yield f"The deck has lost {_questions(changes.gone)} since: what is gone does not count."
    if changes.other:
        yield f"The deck has changed {_questions(changes.other)} since: answer again, your answers were taken off."


def time_left(seconds: float) -> str:
    """Return the time left in a few words: minutes, to the second only at the end."""
    if seconds <= 0:
        return "time is up"
    if seconds < LAST_MINUTES:
        whole = ceil(seconds)
        return f"{whole // 60}:{whole % 60:02} left"
    return f"{ceil(seconds / 60)} min left"


def standing_words(standing: Standing) -> Iterator[str]:
    """Say what is blank and what is flagged."""
    if standing.blank:
        yield f"Blank: {_listed(standing.blank)}."
    else:
        yield "Every question is answered."
    if standing.flagged:
        yield f"Flagged: {_listed(standing.flagged)}."


def verdict_words(result: ExamResult) -> str:
    """Return whether the exam is passed, and the score."""
    if result.given_up:
        return "Given up"
    return f"{'Passed' if result.passed else 'Not passed'}: {percent(result.share)}"


def points_words(result: ExamResult) -> str:
    """Return points, pass mark and time."""
    return (
        f"{result.points:g} of {count(len(result.questions), 'point')}; {percent(result.pass_share)} passes. "
        f"{duration(result.seconds)} of {duration(result.seconds_allowed)} used."
    )


def forecast_words(result: ExamResult) -> str:
    """Hold the score against its forecast."""
    share, forecast = result.share, result.forecast
    if share > forecast.high + WORTH_SAYING:
        held = "you did better than expected"
    elif share < forecast.low - WORTH_SAYING:
        held = "you did worse than expected"
    else:
        held = "the score lies within what was to be expected"
    return f"Forecast {score_range(forecast)}: {held}."


def outcome_words(result: ExamResult) -> str:
    """Return how many answers were right, partly right, wrong and blank."""
    names = (("correct", "right"), ("partly", "partly right"), ("wrong", "wrong"), (BLANK, "blank"))
    told = [f"{result.count(outcome)} {word}" for outcome, word in names if result.count(outcome)]
    gone = [f"{count(result.dropped, 'question')} of the deck gone and not counted"] if result.dropped else []
    return ", ".join([*told, *gone]) + "."


def readiness_words(submission: Submission) -> str:
    """Say what the exam showed of the whole deck."""
    before, after = percent(submission.readiness_before), percent(submission.readiness_after)
    change = f"Readiness {before} → {after}" if before != after else f"Readiness {after}, as before"
    back = submission.due_today()
    return f"{change}. {count(back, 'card')} of the deck {'comes' if back == 1 else 'come'} back today."


def goal_words(effect: GoalEffect) -> str:
    """Say what the exam changes for a goal."""
    after = percent(effect.after)
    before = None if effect.before is None else percent(effect.before)
    change = f"{before} → {after}" if before not in {None, after} else f"{after}, as before" if before else after
    today = f"{ceil(effect.today_seconds / 60)} min" if effect.today_seconds >= 1 else "nothing more"
    return f"Goal {moment(effect.exam)}: following the plan {change}. Today: {today}."


def past_words(result: ExamResult) -> str:
    """Return when an exam was taken, how it went, and what was to be expected, such that several stand in columns."""
    forecast = "" if result.given_up else f"  forecast {score_range(result.forecast)}"
    return f"{result.started:%Y-%m-%d %H:%M}  {verdict_words(result):<18}{forecast}".rstrip()


def score_range(forecast: ScoreForecast) -> str:
    """Return an expected score with its range: `64 % (45–83)`."""
    return f"{percent(forecast.expected)} ({100 * forecast.low:.0f}–{100 * forecast.high:.0f})"


def _questions(numbers: Sequence[int]) -> str:
    return f"question{'' if len(numbers) == 1 else 's'} {_listed(numbers)}"


def _listed(numbers: Sequence[int]) -> str:
    """Return ascending numbers, those that follow one another as a range: `2, 5–8, 11`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(map(_run, runs[:RUNS_NAMED]))
    rest = sum(map(len, runs[RUNS_NAMED:]))
    return f"{told} and {rest} more" if rest else told


def _run(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) if len(numbers) <= SHORT_RUN else f"{numbers[0]}–{numbers[-1]}"
