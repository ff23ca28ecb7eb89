"""`studyapp simulate`: what a goal is worth, with simulated learners in front of the real app."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import json_option
from studyapp.cli.output import say, say_json
from studyapp.memory.learners import TRUTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.memory.simulate import Course, Result
    from studyapp.study.simulation import Comparison

MEMORIES = {"fsrs6": "FSRS-6", "fsrs7": "FSRS-7", "exponential": "exponential forgetting"}


@click.command("simulate")
@click.option("--days", type=click.IntRange(1, 90), default=10, show_default=True, help="Evenings of study.")
@click.option("--minutes", type=click.FloatRange(1, 240), default=15, show_default=True, help="Minutes an evening.")
@click.option("--cards", type=click.IntRange(1, 10_000), default=300, show_default=True, help="Cards, all unseen.")
@click.option("--learners", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Simulated learners.")
@click.option("--truth", type=click.Choice(TRUTHS), default="fsrs7", show_default=True, help="How they remember.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of the first learner.")
@json_option
def command(days: int, minutes: float, cards: int, learners: int, truth: str, seed: int, as_json: bool) -> None:
    """Study with simulated learners, with and without a goal.

    Every learner studies a deck of unseen cards every evening at 19:00; the exam is 14 hours after the last session.
    Sessions, queue, progress file and plan are the real ones, under a clock of their own; your own progress is not
    touched. What counts is the recall that each learner truly has at the exam, over all cards, unseen ones 0. With
    --truth exponential, they forget as no model of studyapp believes. Takes about a second for each learner.

    \b
    Examples:
      studyapp simulate
      studyapp simulate --days 5 --minutes 20 --cards 100 --learners 50 --truth exponential --json
    """
    from studyapp.memory.simulate import Course
    from studyapp.study.simulation import compare

    course = Course(cards, days, minutes)
    found = compare(course, truth, range(seed, seed + learners))
    if as_json:
        say_json(_entry(course, truth, found))
        return
    for line in _table(course, truth, found):
        say(line)


def _entry(course: Course, truth: str, found: Comparison) -> dict[str, object]:
    return {
        "days": course.days,
        "minutes": course.minutes,
        "cards": course.cards,
        "learners": found.goal.learners,
        "truth": truth,
        "goal": _result(found.goal),
        "no_goal": _result(found.no_goal),
        "gain": asdict(found.gain),
    }


def _result(result: Result) -> dict[str, object]:
    entry = asdict(result)
    del entry["learners"]
    return entry


def _table(course: Course, truth: str, found: Comparison) -> Iterator[str]:
    yield (
        f"{course.cards} unseen cards, {course.days} evenings of {course.minutes:g} minutes, exam 14 hours after the "
        f"last; learners: {found.goal.learners}, memory: {MEMORIES[truth]}"
    )
    yield ""
    yield f"{'':<14}{'recall at the exam':>20}{'cards seen':>18}{'answers':>14}"
    for name, result in (("with a goal", found.goal), ("without", found.no_goal)):
        recall, seen, answers = result.recall, result.coverage, result.answers
        yield (
            f"{name:<14}{_percent(recall.mean, recall.error):>20}{_percent(seen.mean, seen.error):>18}"
            f"{f'{answers.mean:.0f} ±{answers.error:.1f}':>14}"
        )
    yield ""
    yield f"The goal brings {_percent(found.gain.mean, found.gain.error)} points. ± is one standard error."
    halfway = found.goal.forecasts[len(found.goal.forecasts) // 2]
    yield (
        f"Forecasts made halfway were {100 * abs(halfway.bias):.1f} points too {'high' if halfway.bias > 0 else 'low'} "
        f"on average (root mean square error {100 * halfway.rmse:.1f})."
    )


def _percent(mean: float, error: float) -> str:
    return f"{100 * mean:.1f} ±{100 * error:.1f}"
