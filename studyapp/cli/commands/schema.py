"""`studyapp schema`: what an editor needs to complete and check decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import PATH
from studyapp.cli.output import say_json, warn

if TYPE_CHECKING:
    from pathlib import Path


@click.command("schema")
@click.option("--output", type=PATH, metavar="FILE", help="Write it to FILE instead.")
def command(output: Path | None) -> None:
    """Print the JSON Schema of decks, by which editors complete, explain and check what you write.

    `studyapp new` puts it beside each new deck as deck.schema.json. After an update, write it anew; for decks that
    have none yet, write it beside them and begin each deck with the lines that docs/writing-decks.md shows.

    \b
    Examples:
      studyapp schema --output decks/deck.schema.json
      studyapp schema | less
    """
    from studyapp.decks.schema import deck_schema, schema_text
    from studyapp.writing import write_whole

    if output is None:
        say_json(deck_schema())
        return
    write_whole(output, schema_text().encode())
    warn(f"Wrote {output}.")
