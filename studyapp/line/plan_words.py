"""A goal's plan in words, and as JSON."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from studyapp.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.memory.plan import Expected
    from studyapp.study.goal_advice import Drop
    from studyapp.study.goals import GoalPlan

MOST_DAYS = 30


def plan_entry(plan: GoalPlan) -> dict[str, object]:
    """Return a plan as JSON has it: recall 0–1, times in ISO form, minutes a day."""
    forecast = plan.forecast
    return {
        "goal": {
            "decks": list(plan.goal.decks),
            "exam": plan.exam.isoformat(),
            "minutes": plan.goal.seconds / 60.0,
            "left_out": list(plan.goal.left_out),
            "cards": plan.cards,
            "seen": plan.seen,
        },
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
            {"date": day.at.date().isoformat(), "minutes": round(day.minutes, 1), "new": round(day.new, 1)}
            for day in plan.days
        ],
        "drop": [_drop(drop) for drop in plan.drops],
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


def plan_lines(plan: GoalPlan) -> list[str]:
    """Return a plan in plain lines."""
    forecast = plan.forecast
    minutes = plan.goal.seconds / 60.0
    left_out = f", without {', '.join(plan.goal.left_out)}" if plan.goal.left_out else ""
    rests = f"{plan.band_from} past exams" if plan.band_from else "no past exams yet: 8 points to each side"
    lines = [
        f"{' + '.join(map(one_line, plan.titles))}{left_out}",
        f"Exam {plan.exam:%A %d %B %Y, %H:%M}; {minutes:g} minutes a day; {plan.seen} of {plan.cards} cards seen.",
        "",
        f"  Ready now                 {_percent(forecast.now)}",
        f"  At the exam, if you stop  {_percent(forecast.stop)}",
        f"  If you follow the plan    {_percent(forecast.follow)}",
        f"  No plan in this time      {forecast.bound:.0%} at best",
        f"  (Cards never seen count as not known. The range rests on {rests}.)",
        "",
        *_missed(plan),
        *_needed(plan),
        f"  5 minutes a day more: {plan.more:.0%}; 5 less: {plan.less:.0%}.",
        *(f"  {_drop_words(drop)}" for drop in plan.drops),
        *(f"  {note}" for note in plan.notes),
        "",
        f"  Today: {ceil(plan.today_seconds / 60)} minutes.",
    ]
    return [*lines, *_days(plan)]


def _range(expected: Expected) -> dict[str, float]:
    return {
        "expected": round(expected.expected, 4),
        "low": round(expected.low, 4),
        "high": round(expected.high, 4),
    }


def _percent(expected: Expected) -> str:
    return f"{expected.expected:.0%} ({100 * expected.low:.0f}–{100 * expected.high:.0f})"


def _missed(plan: GoalPlan) -> Iterator[str]:
    if plan.missed is None:
        return
    days = "One day" if plan.missed.days == 1 else f"{plan.missed.days} days"
    cost = plan.missed.before - plan.missed.after
    if cost < 0.005:
        yield f"  {days} without study cost nothing yet: the plan now spreads over the days left."
        return
    mend = plan.missed.mended_by
    words = "no time of the day would bring that back" if mend is None else f"{ceil(mend)} minutes a day bring it back"
    yield (
        f"  {days} without study cost {100 * cost:.0f} points ({plan.missed.before:.0%} before, "
        f"{plan.missed.after:.0%} now); {words}. Nothing piles up: each day keeps its minutes."
    )


def _needed(plan: GoalPlan) -> Iterator[str]:
    parts = []
    for wish, minutes in plan.needed.items():
        if minutes is None:
            parts.append(f"{wish:.0%} is out of reach")
        elif minutes <= 0.0:
            parts.append(f"{wish:.0%} needs nothing more")
        else:
            parts.append(f"{wish:.0%} takes {ceil(minutes)} minutes a day")
    yield f"  {'; '.join(parts)}."


def _drop(drop: Drop) -> dict[str, object]:
    return {
        "tag": drop.tag or None,
        "cards": list(drop.cards),
        "gain_per_minute": round(drop.gain, 4),
        "rest": round(drop.rest, 4),
    }


def _drop_words(drop: Drop) -> str:
    count = f"{len(drop.cards)} card{'' if len(drop.cards) == 1 else 's'}"
    if drop.tag:
        what = f"the tag {one_line(drop.tag)} ({count}, {drop.gain:.1f} known more for each minute)"
    else:
        what = f"the {count} that gain least for their time"
    return f"Leaving out {what} brings the rest to {drop.rest:.0%}."


def _days(plan: GoalPlan) -> Iterator[str]:
    if not plan.days:
        return
    yield "  Day             minutes   new"
    for day in plan.days[:MOST_DAYS]:
        yield f"  {day.at:%a %d %b %H:%M}  {day.minutes:>6.0f} {day.new:>5.0f}"
