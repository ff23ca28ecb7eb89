"""`make bench-memory`: how well the memory models predict real review logs, beside the refit of fsrs-rs.

The logs lie in a sibling folder of the checkout, `shared/data/revlogs`; others can be named on the command line.
"""

from __future__ import annotations

import platform
import sys
import time
from pathlib import Path
from typing import Any

import fsrs_rs_python
import numpy as np

from studyapp.memory.evaluate import evaluate, folds, view
from studyapp.memory.fit import predictions
from studyapp.memory.history import History, elapsed, history_of
from studyapp.memory.prior import FSRS6
from studyapp.memory.revlogs import read_log

LOGS = Path(__file__).parents[1] / "../shared/data/revlogs"
LONGEST_ITEM = 256
"""Reviews of one card that fsrs-rs learns from."""


def main() -> None:
    """Print a Markdown table for each log."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(LOGS.glob("*.csv"))
    if not paths:
        sys.exit("There is no log to measure: name CSV files, or put them into ../shared/data/revlogs.")
    _say(f"Measured with CPython {platform.python_version()}, numpy {np.__version__}.")
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
        "fsrs-rs, refit": _oracle(history, short_term=True, by_card=False),
        "fsrs-rs, refit, cards named": _oracle(history, short_term=True, by_card=True),
        "fsrs-rs, refit without same-day steps": _oracle(history, short_term=False, by_card=False),
        "fsrs-rs, the same, cards named": _oracle(history, short_term=False, by_card=True),
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
        f"fsrs-rs: {oracle:.1f} s for its four."
    )
    return "\n".join([head, *columns, *rows, foot])


def _figures(scores: dict[str, Any]) -> str:
    return " | ".join(f"{scores[name]:.4f}" for name in ("log_loss", "rmse_bins", "auc"))


def _oracle(history: History, *, short_term: bool, by_card: bool) -> dict[str, Any]:
    """Return the scores of parameters refitted by fsrs-rs under the same splits."""
    predicted = {"day": np.full(len(history), np.nan), "all": np.full(len(history), np.nan)}
    for begin, end in folds(len(history)):
        items, cards = _items(history.before(begin))
        parameters = fsrs_rs_python.FSRS(list(FSRS6.defaults)).compute_parameters(
            items, card_ids=cards if by_card else None, enable_short_term=short_term
        )
        past = history.order < end
        for name, wanted in predicted.items():
            known = predictions(FSRS6.model(tuple(parameters)), history.before(end), whole=name == "day")
            wanted[past & (history.order >= begin)] = known[history.order[past] >= begin]
    return {name: view(history, whole=name == "day").score(history, wanted) for name, wanted in predicted.items()}


def _items(history: History) -> tuple[list[Any], list[int]]:
    """Return what fsrs-rs learns from: for each review on a later day, the card's reviews up to it."""
    days = elapsed(history, whole=True).astype(int).tolist()
    rows = history.columns
    ratings, cards, first = rows.rating.tolist(), rows.card.tolist(), history.first.tolist()
    start = 0
    found: list[tuple[int, Any, int]] = []
    for row, order in enumerate(history.order.tolist()):
        start = row if first[row] else start
        if days[row] > 0 and row - start < LONGEST_ITEM:
            reviews = [fsrs_rs_python.FSRSReview(ratings[past], days[past]) for past in range(start, row + 1)]
            found.append((order, fsrs_rs_python.FSRSItem(reviews), cards[row]))
    found.sort(key=lambda item: item[0])
    return [item for _, item, _ in found], [card for _, _, card in found]


if __name__ == "__main__":
    main()
