"""`studyapp new`: a deck to start from, empty of mistakes and full of comments, or made from a table."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import PATH
from studyapp.cli.output import say, warn, warn_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command("new")
@click.argument("path", type=PATH)
@click.option("--title", help="What students see; made from the file's name if not given.")
@click.option("--language", default="en", show_default=True, help="The language of the answers: en, de, zh-Hans …")
@click.option(
    "--from-csv",
    "table",
    type=PATH,
    metavar="FILE",
    help="Take the cards from a table: question, answer, then wrong answers; or columns with names.",
)
def command(path: Path, title: str | None, language: str, table: Path | None) -> None:
    """Write a new deck to PATH, and beside it the schema by which editors complete and check it.

    The suffix .deck.yaml is added. A file that is there already is never touched. The table for --from-csv is a CSV
    or tab-separated file; the columns question, answer, wrong1, wrong2, accept, hint, explanation, tags, unit, type
    and id may have names in the first row.

    \b
    Examples:
      studyapp new capitals
      studyapp new decks/biology.deck.yaml --title "Biology, term 2"
      studyapp new vocabulary --from-csv words.csv
    """
    from studyapp.decks.schema import SCHEMA_NAME, schema_text
    from studyapp.decks.starter import deck_path, deck_title
    from studyapp.errors import FileInTheWayError
    from studyapp.writing import write_whole

    target = deck_path(path)
    if os.path.lexists(target):
        raise FileInTheWayError(target)
    text = _text(target, (title or "").strip() or deck_title(target), language, table)
    write_whole(target, text.encode(), overwrite=False)
    schema = target.with_name(SCHEMA_NAME)
    try:
        write_whole(schema, schema_text().encode(), overwrite=False)
    except FileInTheWayError:
        beside = ""
        if _differs(schema, schema_text()):
            warn(
                f"{schema} is not this version's, so it was left alone: `studyapp schema --output {schema}` writes it."
            )
    else:
        beside = f" and {SCHEMA_NAME} beside it"
    say(str(target))
    warn(f"Wrote {target}{beside}. `studyapp watch {target}` shows each card while you write it.")


def _differs(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() != text.encode()
    except OSError:
        return True


def _text(target: Path, title: str, language: str, table: Path | None) -> str:
    """Return the text of the new deck; says what of a table is not in it."""
    from studyapp.decks.header import valid_language
    from studyapp.decks.starter import starter_deck
    from studyapp.errors import UsageError

    if not valid_language(language):
        raise UsageError(f"--language {language!r} is not a language code. Write a code such as en, de or zh-Hans.")
    if table is None:
        return starter_deck(target, title, language)
    from studyapp.interchange.table_deck import deck_from_table

    made = deck_from_table(table, target, title, language)
    for left_out in made.left_out:
        warn(f"{table}:{left_out.line}: left out: {left_out.reason}")
    warn_of(made.problems)
    warn(f"{made.cards} {'card' if made.cards == 1 else 'cards'}.")
    return made.text
