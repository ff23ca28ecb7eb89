"""`studyapp backup`: a verified copy of the progress file, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import json_option
from studyapp.cli.output import say, say_json

if TYPE_CHECKING:
    from studyapp.progress.backups import Backup


@click.command("backup")
@click.option("--list", "only_list", is_flag=True, help="List the backups there are; make none.")
@json_option
def command(only_list: bool, as_json: bool) -> None:
    """Copy the progress file, check the copy, and thin out older backups.

    While you study this happens by itself, at most every half hour. All backups of two days are kept, then one a day
    for two weeks, one a week for ten, and one a month for ever. They lie in `backups` beside the progress file.

    \b
    Examples:
      studyapp backup
      studyapp backup --list
    """
    from studyapp.clock import SystemClock
    from studyapp.progress.backups import back_up, list_backups
    from studyapp.study.surroundings import progress_path

    progress = progress_path()
    made = list_backups(progress) if only_list else [back_up(progress, SystemClock().now())]
    if as_json:
        entries = [entry(backup) for backup in made]
        say_json(entries if only_list else entries[0])
        return
    for backup in made:
        say(f"{backup.path}  {in_words(backup)}")
    if not made:
        say("There is no backup yet.")


def entry(backup: Backup) -> dict[str, object]:
    """Return a backup and what it holds for programs; what cannot be read has a reason in place of numbers."""
    from studyapp.clock import from_milliseconds
    from studyapp.errors import StudyError
    from studyapp.progress.backups import contents_of

    known: dict[str, object] = {"path": str(backup.path), "made": backup.made.isoformat(), "bytes": backup.size}
    try:
        found = contents_of(backup.path)
    except StudyError as error:
        return {**known, "unreadable": str(error)}
    last = None if found.last_at_ms is None else from_milliseconds(found.last_at_ms).isoformat()
    return {**known, "reviews": found.reviews, "cards": found.cards, "last_review": last, "schema": found.schema}


def in_words(backup: Backup) -> str:
    """Return when a backup was made and what it holds: `2026-11-24 18:40, 120 answers to 35 cards`."""
    known = entry(backup)
    made = f"{backup.made.astimezone():%Y-%m-%d %H:%M}"
    if "unreadable" in known:
        return f"{made}, cannot be read"
    return f"{made}, {known['reviews']} answers to {known['cards']} cards"
