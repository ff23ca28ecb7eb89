"""`studyapp id`: writes the missing ids of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import PATH, json_option
from studyapp.cli.output import say, say_json, warn, warn_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.decks.ids import WithIds


@click.command("id")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@json_option
def command(paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
    """Write an id into every card that has none, and change nothing else in the file.

    Ids are made of what the card asks. A file with errors is left alone.

    \b
    Examples:
      studyapp id my.deck.yaml
      studyapp id decks --dry-run
    """
    from studyapp.study.checking import deck_files, ids_for, write_ids

    decks = [ids_for(path) for path in deck_files(paths)]
    for deck in decks:
        warn_of(deck.errors)
        if deck.errors:
            warn(f"{deck.path}: no ids written. Mend the errors first.")
        elif not dry_run:
            write_ids(deck)
    _print(decks, as_json=as_json, dry_run=dry_run)
    return _exit_code(decks)


def _print(decks: Sequence[WithIds], *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        say_json(
            [
                {"path": str(deck.path), "line": new.line, "id": new.written, "was": new.derived}
                for deck in decks
                for new in deck.new
            ]
        )
        return
    for deck in decks:
        for new in deck.new if dry_run else ():
            say(f"{deck.path}:{new.line}: {new.written}")
        if not deck.errors:
            count = len(deck.new)
            would_be = "would be written" if dry_run else "written"
            done = f"{count:,} {'id' if count == 1 else 'ids'} {would_be}" if count else "every card has an id"
            say(f"{deck.path}: {done}.")


def _exit_code(decks: Sequence[WithIds]) -> ExitCode:
    from studyapp.study.checking import is_unreadable

    if any(is_unreadable(deck.errors) for deck in decks):
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if any(deck.errors for deck in decks) else ExitCode.FINE
