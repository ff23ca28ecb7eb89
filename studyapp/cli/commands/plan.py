"""`studyapp plan`: goals – set them, see what is reachable, and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import chosen_folder, complete_deck, json_option, library_options
from studyapp.cli.output import say, say_json, warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.progress.goals import Goal
    from studyapp.study.goal_solving import GoalPlan
    from studyapp.study.goals import Planner
    from studyapp.study.workspace import Workspace


@click.command("plan")
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=complete_deck)
@click.option("--on", "when", metavar="WHEN", help='The exam: "friday 9:00", "tomorrow", "27 nov", 2026-11-27T09:00.')
@click.option("--minutes", type=click.FloatRange(0, 1440), help="Minutes a day for this goal.")
@click.option("--leave-out", multiple=True, metavar="TAG", help="Leave out cards with this tag; can be repeated.")
@click.option("--put-back", multiple=True, metavar="TAG", help="Take cards in again that were left out by this tag.")
@click.option("--remove", is_flag=True, help="Give up the goal; what you have learnt stays.")
@json_option
@library_options
@click.pass_context
def command(
    context: click.Context,
    decks: tuple[str, ...],
    *,
    when: str | None,
    minutes: float | None,
    leave_out: tuple[str, ...],
    put_back: tuple[str, ...],
    remove: bool,
    as_json: bool,
    decks_folder: Path | None,
) -> None:
    """Set a goal for decks, or show how it stands: what you will know at the exam, and what more would take.

    With --on, the decks are to be known by that time. A deck belongs to one goal; several goals share the minutes of
    a day. While a goal runs, its plan decides what `studyapp study` asks. Other options change the goal that is
    there; without options, shows the goal of the decks; without decks, all goals.

    \b
    Examples:
      studyapp plan nuclear-security-coe --on "friday 9:00" --minutes 15
      studyapp plan nuclear-security-coe --minutes 20 --leave-out views
      studyapp plan
      studyapp plan nuclear-security-coe --remove
    """
    from studyapp.study.goals import Planner
    from studyapp.study.opening import open_workspace

    wanted = _Wanted(when, minutes, leave_out, put_back)
    with open_workspace(decks=chosen_folder(context, decks_folder)) as workspace:
        planner = Planner(workspace)
        if remove:
            _remove(workspace, planner, decks, wanted, as_json=as_json)
        elif not decks and wanted == _Wanted():
            _show_all(context, planner, as_json=as_json)
        else:
            _show(planner.plan(_goal(workspace, planner, decks, wanted)), as_json=as_json)


class _Wanted(NamedTuple):
    """What the options say about a goal."""

    when: str | None = None
    minutes: float | None = None
    leave_out: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()


def _goal(workspace: Workspace, planner: Planner, names: tuple[str, ...], wanted: _Wanted) -> Goal:
    """Return the goal that was asked for, set or changed first where options say so."""
    from studyapp.errors import UsageError
    from studyapp.study.when import parse_when

    if not names:
        raise UsageError('Name the decks of the goal: studyapp plan DECK --on "friday 9:00" --minutes 15')
    shelf = workspace.shelf(names)
    for sentence in shelf.news:
        warn(sentence)
    decks = shelf.decks
    goal = planner.goal_of(decks)
    exam = None if wanted.when is None else parse_when(wanted.when, planner.now)
    if goal is not None and (exam is None or {*goal.decks} == {deck.id for deck in decks}):
        if wanted == _Wanted():
            return goal
        left_out = [tag for tag in (*goal.left_out, *wanted.leave_out) if tag not in wanted.put_back]
        return planner.change(goal, exam=exam, minutes=wanted.minutes, left_out=left_out)
    if exam is None:
        raise UsageError(_no_goal(planner, decks[0].id))
    daily = workspace.day_seconds / 60.0 if wanted.minutes is None else wanted.minutes
    return planner.set(decks, exam, daily, wanted.leave_out)


def _no_goal(planner: Planner, name: str) -> str:
    """Return what to say where a deck has no goal that runs."""
    from studyapp.clock import from_milliseconds

    sets = f'`studyapp plan {name} --on "friday 9:00" --minutes 15` sets one.'
    passed = planner.passed(name)
    if passed is None:
        return f"There is no goal for {name}. {sets}"
    exam = from_milliseconds(passed.exam_ms, passed.offset_minutes)
    return (
        f"The exam of the goal for {name} was on {exam:%A %d %B %Y, %H:%M}; it is {planner.now:%A %d %B %Y, %H:%M} now. "
        f"`studyapp stats` says how good its forecasts were. For a next exam, {sets}"
    )


def _remove(workspace: Workspace, planner: Planner, names: tuple[str, ...], wanted: _Wanted, *, as_json: bool) -> None:
    from studyapp.errors import StudyError, UsageError

    if not names or wanted != _Wanted():
        raise UsageError("Give the decks whose goal you give up, and nothing else: studyapp plan DECK --remove")
    try:
        decks = [deck.id for deck in workspace.shelf(names).decks]
    except StudyError:
        decks = list(names)  # a deck that is gone can still have a goal
    removed = planner.remove(decks)
    if as_json:
        say_json({"removed": removed})
    elif removed:
        say(f"The goal for {', '.join(decks)} is given up. What you have learnt stays.")
    else:
        say(f"There was no goal for {', '.join(decks)}.")


def _show_all(context: click.Context, planner: Planner, *, as_json: bool) -> None:
    from studyapp.line.plan_words import plan_entry, plan_lines, unsolved_entry
    from studyapp.study.goals import DeckGoneError

    entries: list[dict[str, object]] = []
    goals = planner.running()
    for goal in goals:
        try:
            plan = planner.plan(goal)
        except DeckGoneError as error:
            warn(str(error))
            entries.append(unsolved_entry(goal, str(error)))
            continue
        if not as_json:
            _say_lines([*([""] if any("problem" not in entry for entry in entries) else []), *plan_lines(plan)])
        entries.append(plan_entry(plan))
    if as_json:
        say_json(entries)
    elif not goals:
        say("No goal is set.")
        warn('`studyapp plan DECK --on "friday 9:00" --minutes 15` sets one.')
    if any("problem" in entry for entry in entries):
        context.exit(ExitCode.PROBLEMS)


def _show(plan: GoalPlan, *, as_json: bool) -> None:
    from studyapp.line.plan_words import plan_entry, plan_lines

    if as_json:
        say_json(plan_entry(plan))
    else:
        _say_lines(plan_lines(plan))


def _say_lines(lines: Sequence[str]) -> None:
    for line in lines:
        say(line)
