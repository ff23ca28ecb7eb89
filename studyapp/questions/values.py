"""Typed access to the plain values of a card's fields: whatever stands there, something usable comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.questions.question import Option

if TYPE_CHECKING:
    from studyapp.questions.field import Values


def text(values: Values, name: str) -> str:
    """Return a text field, empty if it is absent."""
    value = values.get(name, "")
    return value if isinstance(value, str) else ""


def texts(values: Values, name: str) -> tuple[str, ...]:
    """Return a list of texts; a single text counts as a list of one."""
    value = values.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def options(values: Values, name: str) -> tuple[Option, ...]:
    """Return a list of options."""
    value = values.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        return ()
    return tuple(
        Option(str(item["text"]), str(item.get("feedback", "")), bool(item.get("fixed", False)))
        for item in value
        if isinstance(item, dict) and item.get("text")
    )


def pairs(values: Values, name: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of left and right."""
    value = values.get(name, ())
    if not isinstance(value, list | tuple):
        return ()
    return tuple((str(item[0]), str(item[1])) for item in value if isinstance(item, list | tuple) and len(item) == 2)


def flag(values: Values, name: str) -> bool:
    """Return a flag, off if it is absent."""
    return values.get(name) is True
