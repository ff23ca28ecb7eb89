"""`make bench-memory`: how well the memory models predict real review logs, beside the refits of fsrs-rs and Anki.

The logs lie in a sibling folder of the checkout, `shared/data/revlogs`; others can be named on the command line.
"""

from __future__ import annotations

import platform
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studyapp.memory.evaluate import evaluate, folds, view
from studyapp.memory.fit import predictions
from studyapp.memory.history import History, history_of
from studyapp.memory.prior import FSRS6
from studyapp.memory.revlogs import read_log
from tests import refits

if TYPE_CHECKING:
    from collections.abc import Callable

LOGS = Path(__file__).parents[1] / "../shared/data/revlogs"


def main() -> None:
    """Print a Markdown table for each log."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(LOGS.glob("*.csv"))
    if not paths:
        sys.exit("There is no log to measure: name CSV files, or put them into ../shared/data/revlogs.")
    _say(f"Measured with CPython {platform.python_version()}, numpy {np.__version__}.")
    if refits.anki_version() is None:
        _say("Anki is not installed, so its refit is left out.")
    for path in paths:
        _say(_section(path))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _section(path: Path) -> str:
    history = history_of(read_log(path))
    begin = time.perf_counter()
    report: dict[str, Any] = evaluate(history)
    own = time.perf_counter() - begin
    begin = time.perf_counter()
    models = report["models"]
    named = {
        "FSRS-7, fitted": models["fsrs7"]["fitted"],
        "FSRS-7, defaults": models["fsrs7"]["default"],
        "FSRS-6, fitted": models["fsrs6"]["fitted"],
        "FSRS-6, defaults": models["fsrs6"]["default"],
        **{name: _scores(history, refit) for name, refit in _oracles().items()},
        "MOVING-AVG": models["moving_avg"],
        "AVG": models["avg"],
    }
    oracle = time.perf_counter() - begin
    head = f"\n## {path.stem}: {report['reviews']:,} reviews of {report['cards']:,} cards\n"
    counts = [models["avg"][name]["n"] for name in ("day", "all")]
    columns = [
        "| model | log loss | RMSE(bins) | AUC | log loss, all | RMSE(bins), all | AUC, all |",
        "|---|---|---|---|---|---|---|",
    ]
    rows = [f"| {name} | {_figures(views['day'])} | {_figures(views['all'])} |" for name, views in named.items()]
    foot = (
        f"\n{counts[0]:,} first reviews of a day predicted, {counts[1]:,} reviews in all. "
        f"studyapp: {own:.1f} s for its four rolling evaluations of 5 folds and the averages; "
        f"The refits of others: {oracle:.1f} s."
    )
    return "\n".join([head, *columns, *rows, foot])


def _figures(scores: dict[str, Any]) -> str:
    return " | ".join(f"{scores[name]:.4f}" for name in ("log_loss", "rmse_bins", "auc"))


def _oracles() -> dict[str, Callable[[History], tuple[float, ...]]]:
    fsrs_rs = refits.fsrs_rs
    found: dict[str, Callable[[History], tuple[float, ...]]] = {
        "fsrs-rs, refit": partial(fsrs_rs, short_term=True, by_card=False),
        "fsrs-rs, refit, cards named": partial(fsrs_rs, short_term=True, by_card=True),
        "fsrs-rs, refit without same-day steps": partial(fsrs_rs, short_term=False, by_card=False),
        "fsrs-rs, the same, cards named": partial(fsrs_rs, short_term=False, by_card=True),
    }
    if installed := refits.anki_version():
        found[f"Anki {installed}, refit"] = refits.anki
    return found


def _scores(history: History, refit: Callable[[History], tuple[float, ...]]) -> dict[str, Any]:
    """Return the scores of FSRS-6 with parameters refitted by others under the same splits."""
    predicted = {"day": np.full(len(history), np.nan), "all": np.full(len(history), np.nan)}
    for begin, end in folds(len(history)):
        model = FSRS6.model(refit(history.before(begin)))
        past = history.order < end
        for name, wanted in predicted.items():
            known = predictions(model, history.before(end), whole=name == "day")
            wanted[past & (history.order >= begin)] = known[history.order[past] >= begin]
    return {name: view(history, whole=name == "day").score(history, wanted) for name, wanted in predicted.items()}


if __name__ == "__main__":
    main()
