"""Lists and objects that a column keeps as JSON; whatever else stands there, nobody wrote."""

from __future__ import annotations

import json
import math
from typing import Any

from studyapp.progress.failures import ImpossibleRowError
from studyapp.progress.review import MOMENTS_MS, OFFSET_MINUTES


def texts(value: str) -> tuple[str, ...]:
    """Return a list of texts; raises ImpossibleRowError."""
    found = _parsed(value)
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise impossible(value)
    return tuple(found)


def lists_of_numbers(value: str) -> tuple[tuple[float, ...] | None, ...]:
    """Return a list of lists of numbers, None for those that are missing; raises ImpossibleRowError.

    A number counts as a missing list: early files have one list of numbers.
    """
    found = _parsed(value)
    if not isinstance(found, list) or not all(each is None or _is_number(each) or _is_list(each) for each in found):
        raise impossible(value)
    return tuple(tuple(each) if isinstance(each, list) else None for each in found)


def members(value: str) -> dict[str, Any]:
    """Return an object whose members are finite numbers or objects of such; raises ImpossibleRowError."""
    found = _parsed(value)
    if not isinstance(found, dict) or not _holds_numbers(found):
        raise impossible(value)
    return found


def is_json(value: str) -> bool:
    """Return whether the text is any value in JSON."""
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True


def require_moments(*moments_ms: int | None) -> None:
    """Raise ImpossibleRowError for a moment that no calendar can name."""
    for moment in moments_ms:
        require(moment is None or -MOMENTS_MS < moment < MOMENTS_MS, str(moment))


def require_offset(minutes: float) -> None:
    """Raise ImpossibleRowError for a zone that is none."""
    require(abs(minutes) < OFFSET_MINUTES, str(minutes))


def require(condition: bool, value: str) -> None:  # noqa: FBT001 - reads like an assertion
    """Raise ImpossibleRowError for a `value` that nobody wrote, unless the condition holds."""
    if not condition:
        raise impossible(value)


def impossible(value: str) -> ImpossibleRowError:
    """Return the error to raise for a value that nobody wrote."""
    return ImpossibleRowError(f"nobody wrote {value[:80]}")


def _parsed(value: str) -> object:
    require(is_json(value), value)
    found: object = json.loads(value)
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_number, value))


def _holds_numbers(found: dict[str, Any]) -> bool:
    return all(
        _holds_numbers(each) if isinstance(each, dict) else _is_number(each) and math.isfinite(each)
        for each in found.values()
    )
