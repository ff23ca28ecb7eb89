"""`studyapp stats`: what the review log says."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import complete_deck, json_option
from studyapp.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.study.forecast_scores import HorizonScore
    from studyapp.study.statistics import Confidence, Statistics
    from studyapp.study.workspace import Workspace

MOST_CARDS = 10


@click.command("stats")
@click.argument("deck", required=False, shell_complete=complete_deck)
@json_option
def command(deck: str | None, as_json: bool) -> None:
    """Say how much was studied, how often sure answers were right, and which cards are known wrongly.

    Once exams with a goal have passed, also how good their forecasts were, in points of readiness. Of all decks, or of DECK, an id or a path.

    \b
    Examples:
      studyapp stats
      studyapp stats nuclear-security-coe --json
    """
    from studyapp.study.forecast_scores import score_table
    from studyapp.study.opening import open_workspace
    from studyapp.study.statistics import statistics_of

    with open_workspace() as workspace:
        workspace.score_forecasts()
        deck = None if deck is None else _deck_id(workspace, deck)
        statistics = statistics_of(workspace.store.history(deck=deck))
        kept = workspace.store.goals.forecasts(scored=True)
    scores = score_table([forecast for forecast in kept if deck is None or deck in forecast.decks])
    if as_json:
        say_json({**_entries(statistics), "forecasts": [asdict(score) for score in scores]})
        return
    for line in (*_lines(statistics), *_forecast_lines(scores)):
        say(line)


def _deck_id(workspace: Workspace, named: str) -> str:
    """Return the id of a deck that is in the log, though its file may be gone, or else in the library."""
    if any(True for _ in workspace.store.history(deck=named, limit=1)):
        return named
    (deck,) = workspace.library.choose([named]).decks
    return deck.id


def _entries(statistics: Statistics) -> dict[str, object]:
    confidence = {"sure": statistics.sure, "unsure": statistics.unsure}
    return {
        **asdict(statistics),
        **{said: {**asdict(figures), "share": figures.share} for said, figures in confidence.items()},
    }


def _lines(statistics: Statistics) -> Iterator[str]:
    from studyapp.study.humane import count, duration, percent

    if not statistics.answers:
        yield "No answer yet."
        return
    yield (
        f"{count(statistics.answers, 'answer')} to {count(statistics.cards, 'card')} on "
        f"{count(statistics.days, 'day')}, {duration(statistics.seconds)}, "
        f"{percent(statistics.right / statistics.answers)} right."
    )
    yield ""
    yield "You said     answers   right"
    yield _confidence("sure", statistics.sure)
    yield _confidence("not sure", statistics.unsure)
    if statistics.overruled:
        yield f"You overruled the marker {count(statistics.overruled, 'time')}."
    if statistics.sure_and_wrong:
        yield ""
        yield "Sure and wrong:"
        for entry in statistics.sure_and_wrong[:MOST_CARDS]:
            given = f', last answer "{entry.last_given}"' if entry.last_given else ""
            yield f"  {entry.card}: {count(entry.times, 'time')}{given}"


def _confidence(said: str, figures: Confidence) -> str:
    from studyapp.study.humane import percent

    share = percent(figures.share) if figures.answers else "–"
    return f"  {said:<9} {figures.answers:>8}   {share:>5}"


def _forecast_lines(scores: Sequence[HorizonScore]) -> Iterator[str]:
    if not scores:
        return
    yield ""
    yield "Forecasts of past exams, by how long before they were made:"
    yield "  made        forecasts   too hopeful by   error   within the range"
    for score in scores:
        yield (
            f"  {score.horizon:<10} {score.forecasts:>10} {100 * score.bias:>14.1f} {100 * score.rmse:>7.1f} "
            f"{score.coverage:>18.0%}"
        )
