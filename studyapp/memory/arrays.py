"""What every memory model offers for many cards at once.

Everywhere: a state is a stability and a difficulty array of one shape `(…, n)` for n cards; `elapsed` (days) and
`rating` (1–4, integers) have shape `(n,)`. Parameters are numbers, or arrays of shape `(p, 1)` for p parameter sets
side by side; states then have shape `(p, n)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.integer[Any]]
    Value: TypeAlias = float | Floats
    """A number, or one number for each of p parameter sets: shape `(p, 1)`."""


class ArrayModel(Protocol):
    """A memory model on arrays: the formulas of `Model`, card by card."""

    def first(self, rating: Integers) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a first review."""

    def after(self, stability: Floats, difficulty: Floats, elapsed: Floats, rating: Integers) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a later review."""

    def recall(self, stability: Floats, elapsed: Floats) -> Floats:
        """Return the probability of recall; shapes as far as they broadcast."""


def by_rating(values: Sequence[Value], rating: Integers) -> Floats:
    """Return for each rating 1–4 its value of four; shape `(n,)`, or `(p, n)` for p parameter sets."""
    import numpy as np

    chosen = np.stack(np.broadcast_arrays(*values)).astype(np.float64, copy=False)[rating - 1]
    return chosen if chosen.ndim == 1 else np.ascontiguousarray(chosen[..., 0].T)
