"""A goal's plan in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.clock import from_milliseconds
from studyapp.study.goal_words import (
    at_risk,
    day_rows,
    effort_words,
    exam_words,
    figures,
    paragraphs,
    range_words,
    title,
)
from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.memory.plan import Expected
    from studyapp.progress.goals import Goal
    from studyapp.study.goal_advice import Drop
    from studyapp.study.goal_solving import GoalPlan

QUESTION_CHARACTERS = 100


def plan_entry(plan: GoalPlan) -> dict[str, object]:
    """Return a plan as JSON has it: recall 0–1, times in ISO form, minutes a day."""
    forecast = plan.forecast
    return {
        "goal": {**_goal(plan.goal), "cards": plan.cards, "seen": plan.seen},
        "now": _range(forecast.now),
        "stop": _range(forecast.stop),
        "follow": _range(forecast.follow),
        "bound": round(forecast.bound, 4),
        "range_from_exams": plan.band_from,
        "needed": {
            f"{wish:g}": None if minutes is None else round(minutes, 1) for wish, minutes in plan.needed.items()
        },
        "five_more": round(plan.more, 4),
        "five_less": round(plan.less, 4),
        "today": {"seconds": round(plan.today_seconds), "cards": list(plan.today)},
        "days": [
            {
                "date": day.at.date().isoformat(),
                "minutes": round(day.minutes, 1),
                "new": round(day.new, 1),
                "ready": round(day.ready, 4),
            }
            for day in plan.days
        ],
        "drop": [_drop(drop) for drop in plan.drops],
        "at_risk": [{"card": risk.card, "recall": round(risk.recall, 4)} for risk in plan.risks],
        "missed": None
        if plan.missed is None
        else {
            "days": plan.missed.days,
            "before": round(plan.missed.before, 4),
            "after": round(plan.missed.after, 4),
            "mended_by": plan.missed.mended_by,
        },
        "notes": list(plan.notes),
    }


def unsolved_entry(goal: Goal, problem: str) -> dict[str, object]:
    """Return a goal that cannot be planned as JSON has it."""
    return {"goal": _goal(goal), "problem": problem}


def plan_lines(plan: GoalPlan) -> list[str]:
    """Return a plan in plain lines."""
    risk, cards = at_risk(plan)
    *rest, today = paragraphs(plan)
    return [
        one_line(title(plan)),
        f"{exam_words(plan)} {effort_words(plan)}",
        "",
        *(f"  {name:<24}{figure}" for name, figure in figures(plan)),
        f"  ({range_words(plan)})",
        "",
        *(f"  {one_line(line)}" for line in rest),
        f"  {risk}",
        *(f"    {one_line(card, QUESTION_CHARACTERS)}" for card in cards),
        "",
        f"  {today}",
        *_days(plan),
    ]


def _goal(goal: Goal) -> dict[str, object]:
    return {
        "decks": list(goal.decks),
        "exam": from_milliseconds(goal.exam_ms, goal.offset_minutes).isoformat(),
        "minutes": goal.seconds / 60.0,
        "left_out": list(goal.left_out),
    }


def _range(expected: Expected) -> dict[str, float]:
    return {
        "expected": round(expected.expected, 4),
        "low": round(expected.low, 4),
        "high": round(expected.high, 4),
    }


def _drop(drop: Drop) -> dict[str, object]:
    return {
        "tag": drop.tag or None,
        "cards": list(drop.cards),
        "gain_per_minute": round(drop.gain, 4),
        "rest": round(drop.rest, 4),
    }


def _days(plan: GoalPlan) -> Iterator[str]:
    if not plan.days:
        return
    yield "  Day                   minutes   new   ready at the exam if you stop then"
    for when, minutes, new, ready in day_rows(plan.days, plan.now):
        yield f"  {when:<21} {minutes:>7} {new:>5}   {ready:>5}"
