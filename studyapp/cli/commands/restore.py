"""`studyapp restore`: what each backup holds, and one of them in the place of the progress file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import json_option
from studyapp.cli.output import ask, is_interactive, say, say_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.progress.backups import Backup, Restored


@click.command("restore")
@click.argument("backup", required=False)
@click.option("--exactly", is_flag=True, help="Leave out what was answered after the backup; otherwise it is kept.")
@click.option("--yes", is_flag=True, help="Do not ask whether to go on.")
@json_option
def command(backup: str | None, exactly: bool, yes: bool, as_json: bool) -> int | None:
    """Put BACKUP in the place of the progress file: a number of the list, `latest`, or a path.

    Without BACKUP, lists what each backup holds. The present file is kept beside the new one under another name, and
    what was answered since the backup comes back from the text journals.

    \b
    Examples:
      studyapp restore
      studyapp restore latest
      studyapp restore 3 --exactly
    """
    from studyapp.clock import SystemClock
    from studyapp.progress.backups import list_backups, restore
    from studyapp.study.surroundings import progress_path
    from studyapp.study.tending import fold_states, refuse_newer

    progress = progress_path()
    backups = list(reversed(list_backups(progress)))
    if backup is None:
        _list(backups, as_json=as_json)
        return None
    chosen = _chosen(backup, backups)
    refuse_newer(progress)
    if not (yes or as_json) and not _agreed(chosen, progress):
        return None
    done = restore(progress, chosen, SystemClock().now(), with_journals=not exactly)
    fold_states(progress)
    _tell(done, chosen, progress, as_json=as_json)
    return None


def _list(backups: Sequence[Backup], *, as_json: bool) -> None:
    from studyapp.cli.commands.backup import entry, in_words

    if as_json:
        say_json([entry(each) for each in backups])
        return
    for number, each in enumerate(backups, start=1):
        say(f"{number:>3}  {in_words(each)}  {each.path.name}")
    say("`studyapp restore NUMBER` brings one back." if backups else "There is no backup yet.")


def _chosen(wanted: str, backups: Sequence[Backup]) -> Path:
    from studyapp.errors import UsageError

    if wanted == "latest":
        wanted = "1"
    if not wanted.isdecimal():
        return Path(wanted)
    if not 1 <= int(wanted) <= len(backups):
        raise UsageError(f"There is no backup {wanted}. `studyapp restore` lists all {len(backups)}.")
    return backups[int(wanted) - 1].path


def _agreed(chosen: Path, progress: Path) -> bool:
    """Ask a person at a terminal; a script has said what it wants."""
    from studyapp.cli.input import next_line

    if not is_interactive():
        return True
    say(f"{chosen} takes the place of {progress}, which is kept under another name.")
    line = ask("Go on? y/n: ", next_line)
    return line is not None and line.strip().lower() in {"y", "yes"}


def _tell(done: Restored, chosen: Path, progress: Path, *, as_json: bool) -> None:
    kept = None if done.kept is None else str(done.kept)
    if as_json:
        say_json(
            {
                "restored": str(chosen),
                "progress": str(progress),
                "reviews": done.contents.reviews,
                "from_journals": done.merged.reviews,
                "kept": kept,
            }
        )
        return
    since = f", {done.merged.reviews} of them from the text journals" if done.merged.reviews else ""
    say(f"{progress}: restored, {done.contents.reviews} answers{since}.")
    if kept:
        say(f"The file that was there is kept as {kept}.")
