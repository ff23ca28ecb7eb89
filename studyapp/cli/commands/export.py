"""`studyapp export`: a deck in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import PATH
from studyapp.cli.output import say, warn, warn_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (".html", ".htm")


@click.command("export")
@click.argument("deck", type=PATH, metavar="DECK")
@click.option("--to", "target", type=PATH, required=True, metavar="FILE", help="Where to: *.html.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Shuffles; names the sheet.")
@click.option("--as-choice", is_flag=True, help="Print options wherever a card has them, not lines to write on.")
def command(deck: Path, target: Path, seed: int, as_choice: bool) -> None:
    """Write the file DECK as a printable quiz with its answer key.

    FILE becomes one page that needs nothing else: print it from any browser; the key begins on a page of its own.
    The same seed always gives the same sheet; another one gives the options in another order.

    \b
    Examples:
      studyapp export my.deck.yaml --to quiz.html
      studyapp export my.deck.yaml --to group-b.html --seed 2 --as-choice
    """
    from studyapp.decks.written import read_written
    from studyapp.errors import UsageError
    from studyapp.interchange.html_sheet import html_sheet
    from studyapp.questions.field import Severity
    from studyapp.writing import write_whole

    if target.suffix.casefold() not in PAGES:
        raise UsageError(f"{target}: what to write is told by the suffix. Known here: {', '.join(PAGES)}.")
    read, found = read_written(deck)
    warn_of(tuple(problem for problem in read.checked.problems if problem.severity is Severity.ERROR))
    page = html_sheet(found, read.entries(), seed, as_choice=as_choice)
    write_whole(target, page.encode("utf-8"))
    say(str(target))
    warn(f"Wrote {target}. Open it in a browser to print it.")
