"""`studyapp evaluate`: how well each memory model predicts a review log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from studyapp.cli.options import PATH, json_option
from studyapp.cli.output import say, say_json, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = {"fsrs6": "FSRS-6", "fsrs7": "FSRS-7", "avg": "average", "moving_avg": "moving average"}
VIEWS = {"day": "First reviews of a card on a day", "all": "All reviews, those on the same day too"}


@click.command("evaluate")
@click.argument("log", type=PATH, metavar="LOG")
@json_option
def command(log: Path, as_json: bool) -> None:
    """Score the memory models on a review log: a CSV or tab-separated file.

    Columns: card_id, review_rating, review_time, review_duration – or those of Anki's revlog table: id, cid, ease,
    time, type, factor. Every review is predicted from the ones before it alone: the log is cut into sixths by time,
    and each of the last five is predicted with parameters fitted on all before it. Lower log loss and RMSE are
    better, higher AUC is. Takes some seconds.

    \b
    Examples:
      studyapp evaluate reviews.csv
      studyapp evaluate reviews.csv --json
    """
    report = _report(log)
    if as_json:
        say_json(report)
        return
    for line in _table(report):
        say(line)
    if report["models"]["avg"]["day"]["n"] < 100:
        warn("So few reviews say little: differences here may be chance.")


def _report(log: Path) -> dict[str, Any]:
    """Return the scores; raises LogError for whatever is wrong with the log."""
    import csv

    from studyapp.memory.evaluate import evaluate
    from studyapp.memory.history import history_of
    from studyapp.memory.revlogs import LogError, read_log

    try:
        reviews = read_log(log)
        if not reviews:
            raise LogError(log, 1, "there is no review in this log. Give one with at least a few hundred.")
        return evaluate(history_of(reviews))
    except (csv.Error, OverflowError) as error:
        raise LogError(log, 1, f"this is not a review log ({error}). Look for a damaged line.") from error


def _table(report: dict[str, Any]) -> Iterator[str]:
    yield f"{report['reviews']:,} reviews of {report['cards']:,} cards"
    for view, title in VIEWS.items():
        rows = list(_rows(report["models"], view))
        yield ""
        yield f"{title} ({rows[0][1]['n'] or 0:,} predicted)"
        yield f"  {'':<18}{'log loss':>9}{'RMSE':>9}{'AUC':>9}"
        for name, scores in rows:
            figures = (scores[score] for score in ("log_loss", "rmse_bins", "auc"))
            yield f"  {name:<18}" + "".join(f"{'–' if figure is None else f'{figure:.4f}':>9}" for figure in figures)


def _rows(models: dict[str, Any], view: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for model in ("fsrs7", "fsrs6"):
        for kind in ("fitted", "default"):
            yield f"{NAMES[model]} {kind}", models[model][kind][view]
    for model in ("moving_avg", "avg"):
        yield NAMES[model], models[model][view]
