"""`studyapp check`: every mistake in a deck, where it is, and its mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import chosen_folder, json_option, library_options
from studyapp.cli.output import say, say_json, warn

if TYPE_CHECKING:
    from studyapp.decks.problem import Problem


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@json_option
@library_options
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], as_json: bool, decks_folder: Path | None) -> int:
    """Check deck files and folders of decks: every problem with line, column and what to do.

    Ends with 1 when an error was found, with 3 when a file cannot be read; warnings and notes end with 0.

    \b
    Examples:
      studyapp check my.deck.yaml
      studyapp check decks --json
    """
    from studyapp.study.checking import check_paths
    from studyapp.study.opening import library_folder

    checked = check_paths(paths or (library_folder(chosen_folder(context, decks_folder)),))
    if as_json:
        problems = [_entry(problem) for problem in checked.problems]
        say_json({"decks": checked.decks, "cards": checked.cards, "problems": problems})
    else:
        for problem in checked.problems:
            say(str(problem))
        warn(f"{checked.decks} decks, {checked.cards} cards, {len(checked.problems) or 'no'} problems.")
    if checked.unreadable:
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if checked.errors else ExitCode.FINE


def _entry(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "fix": problem.mend,
    }
