"""`studyapp doctor`: is the progress file whole, and what is not right is put right as far as that is safe."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import json_option
from studyapp.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from studyapp.progress.doctor import Finding
    from studyapp.progress.leftovers import SetAside
    from studyapp.study.tending import Tended


@click.command("doctor")
@click.option("--look", "only_look", is_flag=True, help="Only look; change nothing.")
@click.option("--thorough", is_flag=True, help="Check all of a long log, too; it takes a while.")
@json_option
def command(only_look: bool, thorough: bool, as_json: bool) -> int:
    """Look into the progress file, and mend what can be mended without loss.

    Reads every page, holds every answer against the text journals and every line of these against its checksum,
    compares memory states with the answers they follow from, looks for a backup that can be read and for answers at
    impossible times. A damaged file is replaced by its newest sound backup and the text journals, and is itself kept
    under another name. Ends with 1 if something is left to be done.

    Also clears away what programs that were killed while they made a file have left, a day later, and names the files
    that were set aside by earlier restoring: nothing needs these, but only you remove them.

    Of more than 120,000 answers, the indexes of the file and most memory states are left out unless `--thorough` is
    given; it is said when that is so.

    \b
    Examples:
      studyapp doctor
      studyapp doctor --look --json
    """
    from studyapp.clock import SystemClock
    from studyapp.progress.leftovers import old_drafts, remove_old_drafts, set_aside
    from studyapp.study.surroundings import progress_path
    from studyapp.study.tending import look, tend

    progress, now = progress_path(), SystemClock().now()
    tended = look(progress, now, thorough=thorough) if only_look else tend(progress, now, thorough=thorough)
    drafts = (old_drafts if only_look else remove_old_drafts)(progress, now)
    aside = set_aside(progress)
    if as_json:
        say_json({**_entry(tended), **_leftovers_entry(drafts, aside, only_look=only_look)})
    else:
        for line in (*_lines(tended), *_leftovers_lines(drafts, aside, only_look=only_look)):
            say(line)
    return ExitCode.FINE if tended.is_well else ExitCode.PROBLEMS


def _entry(tended: Tended) -> dict[str, object]:
    recovery = tended.recovery
    return {
        "progress": str(tended.progress),
        "well": tended.is_well,
        "reviews": None if tended.contents is None else tended.contents.reviews,
        "found": _findings(tended.found),
        "left": _findings(tended.left),
        "left_out": tended.left_out,
        "recovered": None
        if recovery is None
        else {
            "from": None if recovery.source is None else str(recovery.source),
            "from_journals": recovery.merged.reviews,
            "kept": None if recovery.kept is None else str(recovery.kept),
        },
    }


def _findings(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [{"code": each.code.value, "message": each.message, "number": each.number} for each in findings]


def _lines(tended: Tended) -> list[str]:
    contents = tended.contents
    holds = "" if contents is None else f": {contents.reviews} answers to {contents.cards} cards"
    lines = [f"{tended.progress}{holds}"]
    left = {finding.code for finding in tended.left}
    lines += [f"✓ mended: {_in_words(finding)}" for finding in tended.found if finding.code not in left]
    lines += [f"- {_in_words(finding)}" for finding in tended.left]
    recovery = tended.recovery
    if recovery is not None:
        source = "the text journals alone" if recovery.source is None else f"{recovery.source} and the text journals"
        lines.append(f"Brought back from {source}: {recovery.reviews} answers.")
    if recovery is not None and recovery.kept is not None:
        lines.append(f"The damaged file is kept as {recovery.kept}.")
    if tended.left_out:
        command = "studyapp doctor" if tended.is_older else "studyapp doctor --thorough"
        lines.append(f"Not looked at: {tended.left_out}. `{command}` does.")
    if not tended.found:
        lines.append("All is well.")
    return lines


def _leftovers_entry(drafts: Sequence[Path], aside: Sequence[SetAside], *, only_look: bool) -> dict[str, object]:
    return {
        "drafts": {"files": [str(path) for path in drafts], "removed": not only_look},
        "set_aside": [{"path": str(each.path), "bytes": each.size} for each in aside],
    }


def _leftovers_lines(drafts: Sequence[Path], aside: Sequence[SetAside], *, only_look: bool) -> Iterator[str]:
    from studyapp.study.humane import count

    if drafts:
        told = "`studyapp doctor` removes" if only_look else "Removed:"
        yield f"{told} {count(len(drafts), 'file')} that a program was killed over while making."
    for each in aside:
        yield f"Set aside earlier: {each.path} ({each.size / 1e6:,.1f} MB)"
    if aside:
        yield (
            "Nothing needs what was set aside, and studyapp never removes it: delete it once you miss nothing, "
            f"all at once with `rm {shlex.quote(_all_of(aside))}*`."
        )


def _all_of(aside: Sequence[SetAside]) -> str:
    """Return how the paths of all begin: up to the time in their names."""
    first = aside[0].path
    return str(first.with_name(first.name.split(".replaced.")[0] + ".replaced."))


def _in_words(finding: Finding) -> str:
    return f"{finding.message} ({finding.number:,})" if finding.number > 1 else finding.message
