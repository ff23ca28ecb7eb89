"""The student's own parameters of the memory model, as last fitted."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.about import tell, told

if TYPE_CHECKING:
    from studyapp.progress.database import Database

KEY = "fitted"
"""The fit is kept as one line: model, reviews, moment, parameters."""


class Fitted(NamedTuple):
    """What the last fit led to."""

    model: str
    """Family of the model: `fsrs7`."""
    parameters: tuple[float, ...]
    """Empty where the defaults stand."""
    reviews: int
    """Reviews that the log had, those taken back too."""
    at_ms: int
    """When it was fitted."""


def fitted(database: Database) -> Fitted | None:
    """Return the last fit; None when there was none, or when what is kept is no fit."""
    with database.reading() as connection:
        text = told(connection, KEY)
    model, *numbers = text.split() or [""]
    try:
        reviews, at_ms = int(numbers[0]), int(numbers[1])
        kept = Fitted(model, tuple(float(value) for value in numbers[2:]), reviews, at_ms)
    except (ValueError, IndexError):
        return None
    return kept if all(isfinite(value) for value in kept.parameters) else None


def keep_fitted(database: Database, made: Fitted) -> None:
    """Replace the last fit; raises NotSavedError."""
    text = " ".join(map(str, (made.model, made.reviews, made.at_ms, *made.parameters)))
    database.write(lambda connection: tell(connection, KEY, text))
