"""`studyapp study`: the app, line by line, or the JSON protocol, all on the same session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import chosen_folder, complete_deck, library_options
from studyapp.cli.output import ask, is_interactive, say, say_json_text, say_styled, shows_colour, warn, warn_of_shelf
from studyapp.settings import LEAST_MINUTES, MOST_MINUTES

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.study.library import Shelf
    from studyapp.study.workspace import Workspace


@click.command("study")
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=complete_deck)
@click.option(
    "--minutes",
    type=click.FloatRange(LEAST_MINUTES, MOST_MINUTES),
    help="Time for this session; else what is left of today's.",
)
@click.option("--plain", "how", flag_value="plain", help="Line by line: for screen readers, pipes and plain terminals.")
@click.option("--jsonl", "how", flag_value="jsonl", help="One JSON object a line, for programs; see docs/jsonl.md.")
@library_options
@click.pass_context
def command(
    context: click.Context, decks: tuple[str, ...], minutes: float | None, how: str | None, decks_folder: Path | None
) -> None:
    """Study what is due and new, of all decks or of those named by id or path.

    Every answer is saved at once; leave whenever you like. Without a terminal the session is plain.

    \b
    Examples:
      studyapp study
      studyapp study nuclear-security-coe --minutes 15
      studyapp study my.deck.yaml --plain
    """
    folder = chosen_folder(context, decks_folder)
    if how is None and is_interactive():
        open_app(decks, decks_folder=folder, minutes=minutes, at_home=False)
    elif how == "jsonl":
        _study_jsonl(decks, folder, minutes)
    else:
        _study_plain(decks, folder, minutes)


def open_app(decks: tuple[str, ...], *, decks_folder: Path | None, minutes: float | None, at_home: bool) -> None:
    """Open the full-screen app, at home or straight in a session."""
    from studyapp.study.opening import open_to_study
    from studyapp.tui.app import StudyApp

    with open_to_study(decks=decks_folder, tell=warn) as workspace:
        StudyApp(workspace, decks=decks, minutes=minutes, at_home=at_home).run_to_end()
        for sentence in workspace.untold:
            warn(sentence)


def _study_plain(decks: tuple[str, ...], folder: Path | None, minutes: float | None) -> None:
    from studyapp.cli.input import next_line
    from studyapp.line.plain import PlainSession
    from studyapp.line.wording import AnswerWording
    from studyapp.study.opening import open_to_study

    with open_to_study(decks=folder, tell=warn) as workspace:
        shelf = workspace.shelf(decks)
        warn_of_shelf(shelf)
        workspace.refresh_plans(shelf.decks)
        session = workspace.session(shelf.decks, minutes=minutes)
        colour = shows_colour()
        write = say_styled if colour else say
        PlainSession(
            session,
            write,
            lambda prompt: ask(prompt, next_line),
            workspace.clock.now,
            AnswerWording(colour),
            lambda: _goals_after(workspace, shelf),
        ).run()


def _goals_after(workspace: Workspace, shelf: Shelf) -> list[str]:
    """Return how the goals stand after a session, solved anew where it overtook their plans; or why that is not known."""
    from studyapp.errors import StudyError

    if not workspace.has_goals():
        return []
    from studyapp.study.goal_words import ending_words

    try:
        workspace.refresh_plans(shelf.decks)
        return [ending_words(standing) for standing in workspace.standings(shelf.decks)]
    except StudyError as error:
        return [f"How your goals stand could not be worked out. {error}"]


def _study_jsonl(decks: tuple[str, ...], folder: Path | None, minutes: float | None) -> None:
    from studyapp.cli.input import lines
    from studyapp.line.jsonl import JsonlSession
    from studyapp.study.opening import open_to_study

    with open_to_study(decks=folder, tell=warn) as workspace:
        shelf = workspace.shelf(decks)
        warn_of_shelf(shelf)
        workspace.refresh_plans(shelf.decks)
        session = workspace.session(shelf.decks, minutes=minutes)
        JsonlSession(session, say_json_text, workspace.clock.now).run(lines())
