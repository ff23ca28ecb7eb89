"""How a model with given parameters is called, so that states of unlike models are never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence


def model_name(family: str, parameters: Sequence[float], default: Sequence[float]) -> str:
    """Return `family`, with eight hexadecimal digits of the parameters behind it where they are not the defaults."""
    if tuple(parameters) == tuple(default):
        return family
    written = " ".join(repr(float(value)) for value in parameters)
    return f"{family}:{crc32(written.encode()):08x}"


def check_count(family: str, parameters: Sequence[float], count: int) -> None:
    """Raise ValueError unless there are `count` parameters."""
    if len(parameters) != count:
        raise ValueError(f"{family} has {count} parameters, not {len(parameters)}")
