"""`studyapp history`: the review log, as far as it counts."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import complete_card, json_option
from studyapp.cli.output import say, say_json

if TYPE_CHECKING:
    from datetime import datetime

    from studyapp.progress.review import Review


@click.command("history")
@click.argument("card", required=False, shell_complete=complete_card)
@click.option("--limit", type=click.IntRange(min=1), help="Only the latest so many.")
@json_option
def command(card: str | None, limit: int | None, as_json: bool) -> None:
    """List the answers that count, oldest first: of all cards, or of CARD (deck/card).

    \b
    Examples:
      studyapp history --limit 20
      studyapp history nuclear-security-coe/coe-capacity --json
    """
    from studyapp.errors import NoCardNameError
    from studyapp.study.surroundings import open_store

    if card is not None and "/" not in card:
        raise NoCardNameError(card)
    with closing(open_store()) as store:
        reviews = list(store.history(card, limit=limit, newest_first=limit is not None))
    if limit is not None:
        reviews.reverse()
    if as_json:
        say_json([_entry(review) for review in reviews])
        return
    for review in reviews:
        say(_line(review))
    if not reviews:
        say("No answer yet." if card is None else f"No answer to {card} yet.")


def _entry(review: Review) -> dict[str, object]:
    answer = review.answer
    return {
        "review": answer.id,
        "card": answer.card,
        "at": _local(review).isoformat(),
        "rating": _rating(review),
        "correct": answer.outcome == "correct",
        "seconds": answer.milliseconds / 1000,
        "outcome": answer.outcome,
        "score": answer.score,
        "given": answer.given,
        "form": answer.form,
        "unsure": answer.unsure,
        "hinted": answer.hinted,
        "overruled": answer.overruled,
        "study_day": answer.study_day,
        "device": review.device,
    }


def _line(review: Review) -> str:
    answer = review.answer
    sign = {"correct": "✓", "partly": "~", "wrong": "✗"}[answer.outcome]
    given = f"  {answer.given}" if answer.given else ""
    return f"{_local(review):%Y-%m-%d %H:%M}  {sign} {_rating(review):<5}  {answer.card}{given}"


def _local(review: Review) -> datetime:
    from studyapp.clock import from_milliseconds

    return from_milliseconds(review.answer.at_ms, review.answer.offset_minutes)


def _rating(review: Review) -> str:
    from studyapp.memory.model import Rating

    return Rating(review.answer.rating).name.lower()
