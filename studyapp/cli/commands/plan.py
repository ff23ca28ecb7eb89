"""`studyapp plan`: goals – set them, see what is reachable, and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studyapp.cli.options import chosen_folder, complete_deck, json_option, library_options
from studyapp.cli.output import say, say_json, warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from studyapp.study.goals import GoalPlan, Planner
    from studyapp.study.workspace import Workspace


@click.command("plan")
@click.argument("decks", nargs=-1, metavar="[DECK]...", shell_complete=complete_deck)
@click.option("--on", "when", metavar="WHEN", help='The exam: "friday 9:00", "tomorrow", "27 nov", 2026-11-27T09:00.')
@click.option("--minutes", type=click.FloatRange(0, 1440), help="Minutes a day for this goal.")
@click.option("--leave-out", multiple=True, metavar="TAG", help="Leave out cards with this tag; can be repeated.")
@click.option("--remove", is_flag=True, help="Give up the goal; what you have learnt stays.")
@json_option
@library_options
@click.pass_context
def command(
    context: click.Context,
    decks: tuple[str, ...],
    when: str | None,
    minutes: float | None,
    leave_out: tuple[str, ...],
    remove: bool,
    as_json: bool,
    decks_folder: Path | None,
) -> None:
    """Set a goal for decks, or show how it stands: what you will know at the exam, and what more would take.

    With --on, the decks are to be known by that time. A deck belongs to one goal; several goals share the minutes of
    a day. While a goal runs, its plan decides what `studyapp study` asks. Without options, shows the goal of the
    decks; without decks, all goals.

    \b
    Examples:
      studyapp plan nuclear-security-coe --on "friday 9:00" --minutes 15
      studyapp plan nuclear-security-coe --minutes 20
      studyapp plan
      studyapp plan nuclear-security-coe --remove
    """
    from studyapp.study.goals import Planner
    from studyapp.study.opening import open_workspace

    with open_workspace(decks=chosen_folder(context, decks_folder)) as workspace:
        planner = Planner(workspace)
        if remove:
            _remove(workspace, decks, as_json=as_json)
        elif not decks and when is None and minutes is None and not leave_out:
            _show_all(planner, as_json=as_json)
        else:
            plan = _one(workspace, planner, decks, (when, minutes, leave_out))
            _show(plan, as_json=as_json)


def _one(
    workspace: Workspace,
    planner: Planner,
    names: tuple[str, ...],
    wanted: tuple[str | None, float | None, tuple[str, ...]],
) -> GoalPlan:
    """Return the plan of the goal that was asked for, set or changed first where options say so."""
    from studyapp.clock import from_milliseconds
    from studyapp.errors import UsageError
    from studyapp.study.when import parse_when

    when, minutes, left_out = wanted
    if not names:
        raise UsageError('Name the decks of the goal: studyapp plan DECK --on "friday 9:00" --minutes 15')
    shelf = workspace.shelf(names)
    if when is not None:
        exam = parse_when(when, planner.now)
        daily = workspace.day_seconds / 60.0 if minutes is None else minutes
        return planner.plan(planner.set(shelf.decks, exam, daily, left_out))
    goal = planner.goal_of(shelf.decks)
    if goal is None:
        name = shelf.decks[0].id
        raise UsageError(
            f'There is no goal for {name}. `studyapp plan {name} --on "friday 9:00" --minutes 15` sets one.'
        )
    if minutes is not None or left_out:
        exam = from_milliseconds(goal.exam_ms, goal.offset_minutes)
        daily = goal.seconds / 60.0 if minutes is None else minutes
        goal = planner.set(planner.decks_of(goal), exam, daily, left_out or goal.left_out)
    return planner.plan(goal)


def _remove(workspace: Workspace, names: tuple[str, ...], *, as_json: bool) -> None:
    from studyapp.errors import StudyError, UsageError

    if not names:
        raise UsageError("Name the decks whose goal you give up: studyapp plan DECK --remove")
    try:
        decks = [deck.id for deck in workspace.shelf(names).decks]
    except StudyError:
        decks = list(names)  # a deck that is gone can still have a goal
    removed = workspace.store.goals.remove(decks)
    if as_json:
        say_json({"removed": removed})
    elif removed:
        say(f"The goal for {', '.join(decks)} is given up. What you have learnt stays.")
    else:
        say(f"There was no goal for {', '.join(decks)}.")


def _show_all(planner: Planner, *, as_json: bool) -> None:
    from studyapp.line.plan_words import plan_entry, plan_lines

    plans = [planner.plan(goal) for goal in planner.running()]
    if as_json:
        say_json([plan_entry(plan) for plan in plans])
        return
    if not plans:
        say("No goal is set.")
        warn('`studyapp plan DECK --on "friday 9:00" --minutes 15` sets one.')
    for number, plan in enumerate(plans):
        _say_lines([*([""] if number else []), *plan_lines(plan)])


def _show(plan: GoalPlan, *, as_json: bool) -> None:
    from studyapp.line.plan_words import plan_entry, plan_lines

    if as_json:
        say_json(plan_entry(plan))
    else:
        _say_lines(plan_lines(plan))


def _say_lines(lines: Sequence[str]) -> None:
    for line in lines:
        say(line)
