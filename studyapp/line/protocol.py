"""Lines of the `--jsonl` protocol: commands in, events out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from studyapp.errors import StudyError
from studyapp.memory.model import Rating

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studyapp.questions.question import Asked
    from studyapp.study.shown import Marked

PROTOCOL = 1
LONGEST_LINE = 1_000_000
"""Characters; a longer line is refused unread."""
MOST_SECONDS = 86_400.0

RATINGS = {rating.name.lower(): rating for rating in Rating}


class MalformedLineError(StudyError):
    """A line that is no command; answered with an error event."""


def parse(line: str) -> Mapping[str, Any]:
    """Return the object of a command line; raises MalformedLineError."""
    if len(line) > LONGEST_LINE:
        raise MalformedLineError(f"The line is longer than {LONGEST_LINE} characters.")
    try:
        command = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MalformedLineError(f"Not a JSON object: {error}.") from error
    if not isinstance(command, dict):
        raise MalformedLineError('Not a JSON object; send one such as {"answer": "Fangshan"}.')
    return command


def rating_of(value: object) -> Rating:
    """Return the rating of that name; raises MalformedLineError."""
    rating = RATINGS.get(value) if isinstance(value, str) else None
    if rating is None:
        raise MalformedLineError(f"A rating is one of {', '.join(RATINGS)}.")
    return rating


def seconds_of(command: Mapping[str, Any]) -> float | None:
    """Return how long a command says that its answer took; raises MalformedLineError."""
    seconds = command.get("seconds")
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= MOST_SECONDS:
        raise MalformedLineError("seconds is a number from 0 to 86400.")
    return float(seconds)


def command_of(command: Mapping[str, Any], known: Mapping[str, Callable[[Mapping[str, Any]], None]]) -> str:
    """Return the first of the `known` commands that an object names; raises MalformedLineError."""
    name = next((name for name in known if name in command), None)
    if name is None:
        raise MalformedLineError(f"No command in this object; known are {', '.join(known)} and quit.")
    return name


def as_asked(asked: Asked) -> dict[str, object]:
    """Return how a question was put, as events tell it."""
    return {
        "prompt": asked.prompt,
        "options": [option.text for option in asked.options],
        "partners": list(asked.partners),
        "note": asked.note,
    }


def as_verdict(marked: Marked) -> dict[str, object]:
    """Return how an answer was marked, as events tell it."""
    verdict = marked.verdict
    return {
        "card": marked.posed.card.key,
        "correct": verdict.outcome == "correct",
        "outcome": verdict.outcome,
        "score": verdict.score,
        "expected": verdict.expected,
        "given": verdict.given,
        "reason": verdict.reason,
        "feedback": verdict.feedback,
        "explanation": marked.explanation,
        "source": marked.source,
    }
