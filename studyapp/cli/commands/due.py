"""`studyapp due`: what is due, without opening anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import chosen_folder, json_option, library_options
from studyapp.cli.output import say, say_json, warn, warn_of
from studyapp.text import one_line

if TYPE_CHECKING:
    from pathlib import Path


@click.command("due")
@json_option
@library_options
@click.pass_context
def command(context: click.Context, as_json: bool, decks_folder: Path | None) -> None:
    """Say how many cards are due and new, deck by deck.

    \b
    Examples:
      studyapp due
      studyapp due --json
    """
    show_due(decks_folder=chosen_folder(context, decks_folder), as_json=as_json)


def show_due(*, decks_folder: Path | None, as_json: bool) -> None:
    """Print what is due in every deck."""
    from studyapp.study.counting import what_is_due

    due = what_is_due(decks_folder)
    warn_of(due.problems)
    for sentence in due.news:
        warn(sentence)
    if as_json:
        decks = [
            {"id": deck.id, "title": deck.title, "cards": deck.cards, "due": deck.due, "new": deck.new}
            for deck in due.decks
        ]
        say_json({"now": due.now.isoformat(), "decks": decks, "due": due.due, "new": due.new})
        return
    titles = [one_line(deck.title) for deck in due.decks]
    width = max(map(len, titles), default=0)
    for title, deck in zip(titles, due.decks, strict=True):
        say(f"{title:<{width}}  {deck.due:>5} due  {deck.new:>5} new  {deck.cards:>6} cards")
    say(f"{due.due} due, {due.new} new.{' `studyapp study` begins.' if due.due + due.new else ''}")
