"""What there is to say about a goal's plan, in sentences: every front end says the same in the same order.

Texts of decks are left as they are; who shows them cleans them.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from studyapp.memory.plan import PRIOR_BAND
from studyapp.study.goal_solving import EXTRA, WORTH_SAYING
from studyapp.study.humane import count, day, moment, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from studyapp.memory.plan import Expected
    from studyapp.progress.goals import Goal
    from studyapp.study.goal_advice import Drop
    from studyapp.study.goal_plan import PlannedDay
    from studyapp.study.goal_solving import GoalPlan
    from studyapp.study.goal_standing import GoalStanding, Outlook

CARDS_NAMED = 5
"""Cards to leave out that are named."""


def title(plan: GoalPlan) -> str:
    """Return what is to be known."""
    return goal_title(plan.goal, plan.titles)


def goal_title(goal: Goal, titles: Sequence[str]) -> str:
    """Return what a goal is about; `titles` are those of its decks."""
    return " + ".join(titles) + (f", without {', '.join(goal.left_out)}" if goal.left_out else "")


def exam_words(plan: GoalPlan) -> str:
    """Return when the exam is."""
    return f"Exam {in_full(plan.exam, plan.now)}, {ahead(plan.exam, plan.now)}."


def effort_words(plan: GoalPlan) -> str:
    """Return the minutes a day, and how many cards were seen."""
    return f"{plan.goal.seconds / 60.0:g} minutes a day; {plan.seen:,} of {count(plan.cards, 'card')} seen."


def figures(plan: GoalPlan) -> tuple[tuple[str, str], ...]:
    """Return what to expect: each figure with its name, and its range."""
    forecast = plan.forecast
    return (
        ("Ready now", ranged(forecast.now)),
        ("If you stop now", ranged(forecast.stop)),
        ("If you follow the plan", ranged(forecast.follow)),
        ("No plan can pass", f"{percent(forecast.bound)} in that time, as far as the memory model is right"),
    )


def range_words(plan: GoalPlan) -> str:
    """Return what the figures and their ranges rest on."""
    prior = f"no past exams yet: {100 * PRIOR_BAND:.0f} points to each side"
    rests = count(plan.band_from, "past exam") if plan.band_from else prior
    return f"Cards never seen count as not known. The range rests on {rests}."


def paragraphs(plan: GoalPlan) -> Iterator[str]:
    """Yield what follows from the figures, one thought each."""
    yield from _missed(plan)
    yield _trade(plan)
    yield _needed(plan)
    yield from map(drop_words, plan.drops)
    yield from plan.notes
    yield today_words(plan)


def at_risk(plan: GoalPlan) -> tuple[str, tuple[str, ...]]:
    """Return what to say of the cards that are most at risk, and their questions."""
    if plan.risks:
        return "Most at risk if not asked again:", tuple(
            f"{percent(risk.recall)}  {risk.question}" for risk in plan.risks
        )
    if not plan.seen:
        return "Nothing is learnt yet, so nothing is at risk of being forgotten.", ()
    return "No card that was learnt is at risk.", ()


def today_words(plan: GoalPlan) -> str:
    """Return what the plan has in store for the rest of today."""
    if plan.today_seconds <= 0.0:
        return "Today: nothing more."
    return f"Today: {count(ceil(plan.today_seconds / 60.0), 'minute')}."


def standing_words(standing: GoalStanding) -> str:
    """Return how ready the student is now, and will be at the exam."""
    now = f"ready now {percent(standing.ready)}"
    if standing.outlook is None or standing.goal.seconds <= 0.0:
        return now
    return f"{now}  →  if you keep to {_minutes(standing)} {ranged(standing.outlook)}"


def standing_figures(standing: GoalStanding) -> str:
    """Return the same where room is short."""
    now = percent(standing.ready)
    return now if standing.outlook is None else f"{now} → {ranged(standing.outlook)}"


def state_words(standing: GoalStanding) -> str:
    """Return whether the plan is kept."""
    if standing.goal.seconds <= 0.0:
        return "no minutes a day"
    if standing.outlook is None:
        return "not worked out yet"
    if standing.promised is None or standing.is_on_plan:
        return "on plan"
    return f"behind: {percent(standing.promised)} at first"


def ending_words(standing: GoalStanding) -> str:
    """Return how a goal stands at the end of a session."""
    words = f"For {moment(standing.exam)}: {state_words(standing)}"
    if standing.outlook is None or standing.goal.seconds <= 0.0:
        return f"{words}."
    return f"{words}, {ranged(standing.outlook)} if you keep to {_minutes(standing)}."


def ranged(expected: Expected | Outlook) -> str:
    """Return a forecast with its range: `93 % (88–96)`; without one where nothing is uncertain."""
    low, high = round(100 * expected.low), round(100 * expected.high)
    return percent(expected.expected) + (f" ({low}–{high})" if low < high else "")


def in_full(when: datetime, now: datetime) -> str:
    """Return when an exam is: `Friday 27 November, 09:00`."""
    return f"{day(when.date(), now.date())}, {when:%H:%M}"


def ahead(exam: datetime, now: datetime) -> str:
    """Return how far away an exam is: `in 2 days`, `tomorrow`, `today`."""
    days = (exam.date() - now.astimezone(exam.tzinfo).date()).days
    return ("today", "tomorrow")[days] if days in (0, 1) else f"in {count(days, 'day')}"


def day_rows(days: Sequence[PlannedDay], now: datetime) -> Iterator[tuple[str, str, str, str]]:
    """Yield each planned day with its minutes, new cards, and readiness at the exam if one stops after it."""
    for each in days:
        year = f" {each.at.year}" if each.at.year != now.year else ""
        yield moment(each.at) + year, f"{each.minutes:.0f}", f"{each.new:.0f}", percent(each.ready)


def drop_words(drop: Drop) -> str:
    """Return what leaving something out would bring."""
    cards = count(len(drop.cards), "card")
    if drop.tag:
        what = f"the tag {drop.tag} ({cards}; a minute gains {max(0.0, drop.gain):.1f} of them)"
        return f"Leaving out {what} brings the rest to {percent(drop.rest)}."
    named = ", ".join(card.partition("/")[2] for card in drop.cards[:CARDS_NAMED])
    more = " and so on" if len(drop.cards) > CARDS_NAMED else ""
    return f"Leaving out the {cards} that gain least for their time ({named}{more}) brings the rest to {percent(drop.rest)}."


def _minutes(standing: GoalStanding) -> str:
    return f"{standing.goal.seconds / 60.0:g} min a day"


def _trade(plan: GoalPlan) -> str:
    minutes, follow = plan.goal.seconds / 60.0, plan.forecast.follow.expected
    fewer = max(0.0, minutes - EXTRA)
    more, less = plan.more - follow, follow - plan.less
    gain = f"{minutes + EXTRA:g} minutes a day would bring {_points(more)} more" if more >= WORTH_SAYING else ""
    cost = f"{fewer:g} would cost {_points(less)}" if less >= WORTH_SAYING and minutes > 0.0 else ""
    gain = gain or f"{minutes + EXTRA:g} minutes a day would bring nothing more"
    cost = cost or (f"{fewer:g} would cost nothing" if minutes > 0.0 else "")
    return f"{gain}{', ' if cost else ''}{cost}."


def _needed(plan: GoalPlan) -> str:
    parts, unit = [], " minutes a day"
    for wish, minutes in plan.needed.items():
        if minutes is not None and minutes <= 0.0:
            parts.append(f"{percent(wish)} needs nothing more")
        elif minutes is not None:
            parts.append(f"{percent(wish)} takes {ceil(minutes)}{unit}")
            unit = ""
    beyond = [percent(wish) for wish, minutes in plan.needed.items() if minutes is None]
    if beyond:
        parts.append(f"{_listed(beyond)} {'is' if len(beyond) == 1 else 'are'} out of reach")
    return f"{', '.join(parts)}."


def _listed(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _missed(plan: GoalPlan) -> Iterator[str]:
    gone = plan.missed
    if gone is None:
        return
    days = "One day" if gone.days == 1 else count(gone.days, "day")
    cost = gone.before - gone.after
    if cost < WORTH_SAYING:
        yield f"{days} without study cost nothing yet: the plan now spreads over the days left."
        return
    minutes = gone.mended_by
    mend = (
        "no time of the day would bring that back"
        if minutes is None
        else f"{ceil(minutes)} minutes a day bring it back"
    )
    yield (
        f"{days} without study cost {_points(cost)} ({percent(gone.before)} before, {percent(gone.after)} now); {mend}. "
        "Nothing piles up: each day keeps its minutes."
    )


def _points(difference: float) -> str:
    return count(max(1, round(100 * difference)), "point")
