"""`studyapp check`: every mistake in a deck, where it is, and its mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import PATH, chosen_folder, json_option, library_options
from studyapp.cli.output import say, say_json, say_styled, shows_colour, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.grounding.proof import Coverage
    from studyapp.decks.problem import Problem
    from studyapp.study.checking import Checked, SourceText


@click.command("check")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Mend what is safe in the files: see docs/checks.md.")
@click.option(
    "--against",
    multiple=True,
    metavar="[REF=]TEXT",
    help="Hold the deck against the text of its source: evidence, numbers, dates, names, and what no card asks about.",
)
@click.option(
    "--base", default="HEAD", metavar="REVISION", show_default=True, help="Compare ids with this git revision."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", help="How to print."
)
@json_option
@library_options
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    fix: bool,
    against: tuple[str, ...],
    base: str,
    form: str,
    as_json: bool,
    decks_folder: Path | None,
) -> int:
    """Check deck files and folders of decks: every problem with line, column and what to do.

    In a git repository, ids that were removed, renamed or reused since the last commit are problems too.
    `# studyapp: ignore CODE` behind a card's first line or its id silences a code for the card, elsewhere for its line.

    Ends with 1 when an error was found, with 3 when a file cannot be read; warnings and notes end with 0.

    \b
    Examples:
      studyapp check my.deck.yaml
      studyapp check my.deck.yaml --fix
      studyapp check my.deck.yaml --against article.txt
      studyapp check decks --format github
    """
    from studyapp.study.checking import check_paths, deck_files, fix_file
    from studyapp.study.surroundings import library_folder

    sources = [_source(given) for given in against]
    chosen = deck_files(paths or (library_folder(chosen_folder(context, decks_folder)),))
    mended = sum(fix_file(path) for path in chosen) if fix else 0
    checked = check_paths(chosen, base=base, against=sources)
    _print(checked, "json" if as_json else form)
    if mended:
        warn(f"{mended} {'place' if mended == 1 else 'places'} mended.")
    if checked.unreadable:
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if checked.errors else ExitCode.FINE


def _source(given: str) -> SourceText:
    """Return the source text that --against names, as a path or as REF=path."""
    from studyapp.study.checking import read_source

    ref, equals, path = given.partition("=")
    if not equals or Path(given).exists():
        return read_source(Path(given))
    return read_source(Path(path), ref)


def _print(checked: Checked, form: str) -> None:
    if form == "json":
        _print_json(checked)
    elif form == "sarif":
        from studyapp.cli.problems.sarif import sarif
        from studyapp.study.checking import codes

        say_json(sarif(checked.problems, codes()))
    elif form == "github":
        from studyapp.cli.problems.github import workflow_command

        for problem in checked.problems:
            say(workflow_command(problem))
    else:
        _print_text(checked)


def _print_text(checked: Checked) -> None:
    from studyapp.cli.problems.listing import listing, summary

    for line in listing(checked, colour=shows_colour()):
        say_styled(line)
    for coverage in checked.coverage:
        say(_told(coverage))
    warn(summary(checked))


def _told(coverage: Coverage) -> str:
    worked_out = f" ({coverage.worked_out} worked out)" if coverage.worked_out else ""
    return (
        f"{coverage.source}: {coverage.grounded} of {coverage.cards} cards grounded{worked_out}; "
        f"{coverage.covered} of {coverage.stating} paragraphs covered, {coverage.share:.0%}."
    )


def _print_json(checked: Checked) -> None:
    report: dict[str, object] = {
        "decks": checked.decks,
        "cards": checked.cards,
        "problems": [_entry(problem) for problem in checked.problems],
    }
    if checked.coverage:
        report["coverage"] = _coverage(checked.coverage)
    say_json(report)


def _coverage(coverage: Sequence[Coverage]) -> list[dict[str, object]]:
    return [
        {
            "source": each.source,
            "share": round(each.share, 4),
            "paragraphs": each.paragraphs,
            "stating": each.stating,
            "covered": each.covered,
            "uncovered": list(each.uncovered),
            "cards": each.cards,
            "grounded": each.grounded,
            "worked_out": each.worked_out,
        }
        for each in coverage
    ]


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
