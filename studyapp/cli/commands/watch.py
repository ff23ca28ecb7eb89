"""`studyapp watch`: a deck while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import PATH
from studyapp.cli.output import is_interactive, say

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.decks.watching import DeckWatch, Saved


@click.command("watch")
@click.argument("path", type=PATH)
@click.option("--plain", is_flag=True, help="Print the problems at each save: for screen readers and pipes.")
def command(path: Path, plain: bool) -> int:
    """Show the deck file PATH while you write it in your own editor.

    At each save it is checked again, and the card that you edited is shown as a student sees it. Type or pick an
    answer to see how it is marked and why. Nothing is recorded. Ctrl+C ends it.

    \b
    Examples:
      studyapp watch my.deck.yaml
      studyapp watch my.deck.yaml --plain
    """
    from studyapp.decks.deckfile import UnreadableFileError, stamp_of
    from studyapp.errors import DeckFileError

    try:
        stamp_of(path)
    except UnreadableFileError as error:
        raise DeckFileError(path, f"{error.message} {error.mend}") from None
    if plain or not is_interactive():
        return _watch_plainly(path)
    from studyapp.tui.watch_app import WatchApp

    WatchApp(path).run_to_end()
    return ExitCode.FINE


def _watch_plainly(path: Path) -> int:
    from studyapp.decks.watching import DeckWatch

    try:
        _print_each_save(DeckWatch(path))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return ExitCode.FINE


def _print_each_save(watch: DeckWatch) -> None:
    """Print the problems after each save, until interrupted."""
    from time import sleep

    from studyapp.decks.watching import SECONDS_BETWEEN_LOOKS

    while True:
        saved = watch.look()
        if saved is not None:
            _print(saved)
        sleep(SECONDS_BETWEEN_LOOKS)


def _print(saved: Saved) -> None:
    for problem in saved.problems:
        say(str(problem))
    cards = len(saved.deck.deck.keys) if saved.deck is not None and saved.deck.deck is not None else 0
    count = len(saved.problems)
    say(f"{cards} {'card' if cards == 1 else 'cards'}, {count or 'no'} {'problem' if count == 1 else 'problems'}.")
