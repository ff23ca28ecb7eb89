"""`studyapp why`: what decides about one card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import chosen_folder, complete_card, json_option, library_options
from studyapp.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from studyapp.study.explaining import Step, Why


@click.command("why")
@click.argument("card", shell_complete=complete_card)
@json_option
@library_options
@click.pass_context
def command(context: click.Context, card: str, as_json: bool, decks_folder: Path | None) -> None:
    """Say why CARD (deck/card) comes back when it does, and in which form.

    The stability of a memory is the time in which recall falls to 90 %. Each answer is listed with how well the card
    was known just before, and with the stability that it left.

    \b
    Examples:
      studyapp why nuclear-security-coe/coe-capacity
      studyapp why nuclear-security-coe/coe-capacity --json
    """
    from studyapp.study.explaining import explain
    from studyapp.study.opening import open_workspace

    with open_workspace(decks=chosen_folder(context, decks_folder)) as workspace:
        why = explain(workspace, card)
    if as_json:
        say_json(_entry(why))
        return
    for line in _lines(why):
        say(line)


def _entry(why: Why) -> dict[str, object]:
    return {
        "card": why.card.key,
        "question": why.card.question.text,
        "now": why.now.isoformat(),
        "recall": why.recall,
        "desired_recall": why.desired_recall,
        "due": why.due.isoformat() if why.due else None,
        "form": why.form,
        "planned": why.is_planned,
        "answers": [
            {
                "review": step.review.answer.id,
                "at": _answered_at(step).isoformat(),
                "rating": _rating(step),
                "form": step.review.answer.form,
                "recall_before": step.recall,
                "stability": step.state.stability,
                "difficulty": step.state.difficulty,
            }
            for step in why.steps
        ],
    }


def _lines(why: Why) -> Iterator[str]:
    from studyapp.study.humane import percent, until

    yield why.card.question.text
    yield ""
    for step in why.steps:
        before = "first answer" if step.recall is None else f"was known with {percent(step.recall)}"
        yield (
            f"  {_answered_at(step):%Y-%m-%d %H:%M}  {_rating(step):<5}  {step.review.answer.form:<8}  "
            f"{before:<20}  stability {_days(step.state.stability)}"
        )
    if why.due is None:
        yield f"It was never answered. Form of the first question: {why.form}."
        return
    yield ""
    yield (
        f"You would know it now with a probability of {percent(why.recall)}; it comes back when that falls to "
        f"{percent(why.desired_recall)}: {until(why.now, why.due)}."
    )
    if why.is_planned:
        yield "A goal runs for its deck: the plan asks it when that serves the exam best, also at another time."
    yield _form_line(why)


def _form_line(why: Why) -> str:
    hardest = why.card.question.forms[-1]
    if why.recall_after_days is None or why.form == hardest:
        return f"Form of the next question: {why.form}."
    mark = _days(why.recall_after_days)
    return f"Form of the next question: {why.form}; {hardest} from a stability of {mark} on, after a right answer."


def _days(days: float) -> str:
    from studyapp.study.humane import count, duration

    return duration(days * 86_400) if days < 2 else count(round(days), "day")


def _answered_at(step: Step) -> datetime:
    from studyapp.clock import from_milliseconds

    return from_milliseconds(step.review.answer.at_ms, step.review.answer.offset_minutes)


def _rating(step: Step) -> str:
    from studyapp.memory.model import Rating

    return Rating(step.review.answer.rating).name.lower()
