"""`studyapp exam`: a mock exam in the app, line by line or as a JSON protocol, and the results of those before."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING

import click

from studyapp.cli.input import lines, next_line
from studyapp.cli.options import chosen_folder, complete_deck, json_option, library_options
from studyapp.cli.output import (
    ask,
    is_interactive,
    say,
    say_json,
    say_json_text,
    say_styled,
    shows_colour,
    warn,
    warn_of_shelf,
)
from studyapp.decks.exam_limits import LONGEST_MINUTES, MOST_QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studyapp.progress.exams import KeptExam
    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.rules import Wishes
    from studyapp.study.workspace import Workspace


def _percent(_context: click.Context, _parameter: click.Parameter, value: str | None) -> float | None:
    """Return per cent, 0–100, from a text such as `70%` or `70`."""
    from studyapp.decks.exam_block import read_percent

    found = None if value is None else read_percent(value)
    if value is not None and found is None:
        raise click.BadParameter(f"{value[:40]!r} is no share of 0 to 100 per cent, such as 70%.")
    return found


def _with_wishes(command: Callable[..., None]) -> Callable[..., None]:
    """Add what can be asked for of an exam, handed over as one value."""

    @click.option("--questions", type=click.IntRange(1, MOST_QUESTIONS), help="How many; else what the deck says.")
    @click.option("--minutes", type=click.FloatRange(1, LONGEST_MINUTES), help="How long; else what the deck says.")
    @click.option(
        "--pass", "percent", callback=_percent, metavar="P", help="Share of the points that passes, such as 70%."
    )
    @wraps(command)
    def with_wishes(
        *arguments: object, questions: int | None, minutes: float | None, percent: float | None, **options: object
    ) -> None:
        from studyapp.study.exam.rules import Wishes

        command(*arguments, wishes=Wishes(questions, minutes, percent), **options)

    return with_wishes


@click.command("exam")
@click.argument("deck", shell_complete=complete_deck)
@_with_wishes
@click.option("--new", "anew", is_flag=True, help="Give up an exam that was interrupted, and begin another.")
@click.option(
    "--results", "how", flag_value="results", help="Show the exams taken so far, and the errors of the last one."
)
@click.option("--plain", "how", flag_value="plain", help="Line by line: for screen readers, pipes and plain terminals.")
@click.option("--jsonl", "how", flag_value="jsonl", help="One JSON object a line, for programs; see docs/jsonl.md.")
@json_option
@library_options
@click.pass_context
def command(
    context: click.Context,
    deck: str,
    wishes: Wishes,
    anew: bool,
    how: str | None,
    as_json: bool,
    decks_folder: Path | None,
) -> None:
    """Take a mock exam: questions drawn from a deck, against the clock, marked when you hand the sheet in.

    Every answer is kept at once, and an exam that was interrupted goes on where it was. At the end: the score against
    its forecast, the errors, and what they change in your plan. Without a terminal the exam is plain.

    \b
    Examples:
      studyapp exam nuclear-security-coe
      studyapp exam nuclear-security-coe --questions 40 --minutes 30 --pass 75%
      studyapp exam nuclear-security-coe --results --json
    """
    folder = chosen_folder(context, decks_folder)
    if how == "results":
        _show_results(deck, folder, as_json=as_json)
    elif as_json:
        raise click.UsageError("--json goes with --results; an exam for programs is --jsonl.")
    elif how is None and is_interactive():
        _open_app(deck, folder, wishes, anew=anew)
    elif how == "jsonl":
        _take_jsonl(deck, folder, wishes, anew=anew)
    else:
        _take_plain(deck, folder, wishes, anew=anew)


def _open_app(deck: str, folder: Path | None, wishes: Wishes, *, anew: bool) -> None:
    from studyapp.study.opening import open_to_study
    from studyapp.tui.app import StudyApp

    with open_to_study(decks=folder, tell=warn) as workspace:
        exams = _exams(workspace, deck)
        _waiting(exams, wishes, anew=anew)
        StudyApp(workspace, exam=(exams, wishes)).run_to_end()


def _take_plain(deck: str, folder: Path | None, wishes: Wishes, *, anew: bool) -> None:
    from studyapp.line.clock_asking import is_clock_settled
    from studyapp.line.exam_plain import PlainExam
    from studyapp.line.wording import AnswerWording
    from studyapp.study.exam.words import change_words, offer_words, waiting_words
    from studyapp.study.opening import open_to_study

    with open_to_study(decks=folder, tell=warn) as workspace:
        exams = _exams(workspace, deck)
        prompt = partial(ask, read=next_line)
        if not is_clock_settled(exams, say, prompt):
            return
        waiting = _waiting(exams, wishes, anew=anew)
        if waiting is not None:
            sheet = exams.resume(waiting)
            said = (waiting_words(waiting), *change_words(sheet.changes))
        else:
            offer = exams.offer(wishes)
            said = tuple(offer_words(offer))
            sheet = exams.begin(offer)
        for line in said:
            say(line)
        colour = shows_colour()
        write = say_styled if colour else say
        PlainExam(exams, sheet, write, prompt, AnswerWording(colour)).run()


def _take_jsonl(deck: str, folder: Path | None, wishes: Wishes, *, anew: bool) -> None:
    from studyapp.line.exam_jsonl import JsonlExam, is_clock_settled_for
    from studyapp.study.opening import open_to_study

    with open_to_study(decks=folder, tell=warn) as workspace:
        exams, incoming = _exams(workspace, deck), iter(lines())
        if not is_clock_settled_for(exams, say_json_text, incoming):
            return
        waiting = _waiting(exams, wishes, anew=anew)
        sheet = exams.begin(exams.offer(wishes)) if waiting is None else exams.resume(waiting)
        JsonlExam(exams, sheet, say_json_text, workspace.clock).run(incoming)


def _exams(workspace: Workspace, deck: str) -> MockExams:
    from studyapp.study.exam.desk import MockExams

    shelf = workspace.shelf((deck,))
    warn_of_shelf(shelf)
    return MockExams(workspace, shelf.decks[0])


def _waiting(exams: MockExams, wishes: Wishes, *, anew: bool) -> KeptExam | None:
    """Return the exam that was interrupted, unless it is to be given up."""
    waiting = exams.waiting()
    if waiting is None:
        return None
    if anew:
        exams.give_up(waiting)
        return None
    if any(wish is not None for wish in wishes):
        warn("The exam that was interrupted goes on as it was begun; --new gives it up and begins another.")
    return waiting


def _show_results(deck: str, folder: Path | None, *, as_json: bool) -> None:
    from studyapp.errors import StudyError
    from studyapp.line.exam_jsonl import result_entry
    from studyapp.line.exam_wording import result_lines
    from studyapp.study.exam.desk import results_of
    from studyapp.study.opening import open_workspace

    with open_workspace(decks=folder) as workspace:
        try:
            name = workspace.shelf((deck,)).decks[0].id
        except StudyError:
            name = deck  # a deck that is gone can still have results
        found = results_of(workspace.store.exams, name)
    if as_json:
        say_json([result_entry(result) for result in found])
        return
    for line in result_lines(found):
        say(line)
    if not found:
        say(f"No exam over {name} yet.")
