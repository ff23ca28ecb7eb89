"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from click.shell_completion import CompletionItem

    from studyapp.decks.deck import Deck

F = TypeVar("F", bound="Callable[..., Any]")
PATH = click.Path(path_type=Path, readable=False)
"""A file or folder; whether it can be read is said by what reads it, with the exit code that belongs to that."""


def library_options(command: F) -> F:
    """Add --decks, the folder to take decks from."""
    return click.option(
        "--decks",
        "decks_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path, readable=False),
        envvar="STUDYAPP_DECKS",
        help="Folder to take decks from, in place of the configured one.",
    )(command)


def json_option(command: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def complete_deck(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids of known decks that begin with `incomplete`, and let the shell complete paths."""
    from click.shell_completion import CompletionItem

    known = [deck for deck in _known_decks(context) if deck.id.startswith(incomplete)]
    return [CompletionItem(deck.id, help=deck.title) for deck in known] or [CompletionItem(incomplete, type="file")]


def complete_card(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the cards of known decks, as deck/card, that begin with `incomplete`."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(key) for deck in _known_decks(context) for key in deck.keys if key.startswith(incomplete)]


def _known_decks(context: click.Context) -> tuple[Deck, ...]:
    from studyapp.errors import StudyError
    from studyapp.study.surroundings import open_library

    try:
        return open_library(context.params.get("decks_folder")).shelf().decks
    except StudyError:
        return ()


def chosen_folder(context: click.Context, own: Path | None) -> Path | None:
    """Return the folder given to the command, else the one given before its name."""
    given: Path | None = own if own is not None else context.obj
    return given
