"""`make bench-plan`: what the plan is worth, by simulated learners in front of the real app.

Takes two arguments: how many learners (200), and the seed of the first (0). Needs about a quarter of an hour of two cores.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from studyapp.memory.belief import beliefs
from studyapp.memory.history import history_of
from studyapp.memory.horizon import Calendar
from studyapp.memory.learners import TRUTHS
from studyapp.memory.plan import make_plan
from studyapp.memory.programme import Cards
from studyapp.memory.simulate import Course, FinalPass, Programmed, RoundRobin, figure_of, result_of, study
from studyapp.study.simulation import study_app

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studyapp.memory.simulate import Figure, Outcome, Policy

COURSE = Course()
AFTER_DAY_FOUR = 4
"""The session before which forecasts are held against the truth."""
APP, ORDINARY, ARRAYS = "app, with a goal", "app, without one", "the programme on arrays"
POLICIES: dict[str, Callable[[Course], Policy]] = {
    ARRAYS: Programmed,
    "even pacing, oldest first": RoundRobin,
    "even pacing, last session for the oldest": FinalPass,
}


def main() -> None:
    """Print Markdown tables."""
    learners, first = (int(text) for text in (*sys.argv[1:], "200", "0")[:2])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process a core is quicker
    say(f"{learners} learners, seeds from {first}.")
    seeds = range(first, first + learners)
    found: dict[str, dict[str, list[Outcome]]] = {truth: {} for truth in TRUTHS}
    with ProcessPoolExecutor() as pool:
        for truth in TRUTHS:
            for name, way in ways(truth).items():
                found[truth][name] = list(pool.map(way, seeds))
                say(f"- {truth}, {name}: {points(result_of(COURSE, found[truth][name]).recall)}")
    recalls(found)
    forecasts(found)
    solving()


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ways(truth: str) -> dict[str, Callable[[int], Outcome]]:
    """Return the ways to study, each from a seed to how one learner does."""
    return {
        APP: partial(study_app, COURSE, truth, goal=True),
        ORDINARY: partial(study_app, COURSE, truth, goal=False),
        **{name: partial(on_arrays, policy, truth) for name, policy in POLICIES.items()},
    }


def on_arrays(policy: Callable[[Course], Policy], truth: str, seed: int) -> Outcome:
    """Return how one learner does with a policy that works on arrays."""
    return study(COURSE, truth, policy(COURSE), seed)


def recalls(found: dict[str, dict[str, list[Outcome]]]) -> None:
    """Print recall, coverage, and how far app and arrays differ."""
    say(f"\n| | {' | '.join(f'{truth} | seen' for truth in TRUTHS)} |\n|---|{'---|' * 2 * len(TRUTHS)}")
    for name in (APP, ORDINARY, *POLICIES):
        results = [result_of(COURSE, found[truth][name]) for truth in TRUTHS]
        say(f"| {name} | {' | '.join(f'{points(r.recall)} | {100 * r.coverage.mean:.1f}' for r in results)} |")
    differences = [points(figure_of(paired(found[truth][APP], found[truth][ARRAYS]))) for truth in TRUTHS]
    say(f"| app less arrays, learner by learner | {' | | '.join(differences)} | |")


def forecasts(found: dict[str, dict[str, list[Outcome]]]) -> None:
    """Print how far the app's forecasts were from the truth."""
    say("\n| forecast before session | " + " | ".join(f"{truth}: bias | RMSE" for truth in TRUTHS) + " |")
    say(f"|---|{'---|' * 2 * len(TRUTHS)}")
    misses = [result_of(COURSE, found[truth][APP]).forecasts for truth in TRUTHS]
    for session in (0, 2, AFTER_DAY_FOUR, 7, COURSE.days - 1):
        cells = (f"{100 * miss[session].bias:+.1f} | {100 * miss[session].rmse:.1f}" for miss in misses)
        say(f"| {session + 1} | {' | '.join(cells)} |")


def solving() -> None:
    """Print what solving takes: processor seconds, and the largest memory of the process so far."""
    say("\n| cards | days | seen | processor seconds | MB |\n|---|---|---|---|---|")
    for cards, days, minutes in ((300, 10, 15.0), (5000, 30, 60.0)):
        for seen in (0, cards * 2 // 3):
            begin = time.process_time()
            solve(cards, days, minutes, seen)
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            say(f"| {cards} | {days} | {seen} | {time.process_time() - begin:.2f} | {megabytes:.0f} |")


def solve(cards: int, days: int, minutes: float, seen: int) -> None:
    """Solve a plan for cards of which some were seen, and rank and forecast with it."""
    rng = np.random.default_rng(1)
    known = Cards(
        np.exp(rng.normal(1.0, 1.0, seen)), rng.uniform(1.0, 10.0, seen), rng.uniform(0.5, 9.0, seen), cards - seen
    )
    calendar = Calendar(tuple(map(float, range(days))), (60.0 * minutes,) * days, days - 1 + 14 / 24)
    believed = beliefs(history_of([]))
    plan = make_plan(believed, [known] * len(believed), calendar)
    plan.queue([known] * len(believed))
    plan.forecast([known] * len(believed))


def paired(one: Sequence[Outcome], other: Sequence[Outcome]) -> list[float]:
    """Return by how much each learner knows more with the first way."""
    return [first.recall - second.recall for first, second in zip(one, other, strict=True)]


def points(figure: Figure) -> str:
    """Return a share of 1 in points, with its standard error."""
    return f"{100 * figure.mean:.1f} ± {100 * figure.error:.1f}"


if __name__ == "__main__":
    main()
