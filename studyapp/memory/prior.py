"""What is known of people's parameters before a review is seen: centre, spread and bounds, per model.

Spreads are those of fits to thousands of collections. FSRS-7: srs-benchmark, `minimal/fsrs_v7.py` at 3d2ba6e; FSRS-6:
fsrs-rs. First stabilities, and FSRS-6's decay, vary by ratio and are handled as logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studyapp.memory import fsrs6, fsrs7

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.memory.arrays import ArrayModel, Floats
    from studyapp.memory.model import Model

FIRST_SPREAD = 1.0
"""Standard deviation of the logarithm of a first stability."""


@dataclass(frozen=True, slots=True)
class Family:
    """A model with free parameters, and the prior over them."""

    defaults: tuple[float, ...]
    spread: tuple[float, ...]
    """Standard deviations, of logarithms where `by_ratio`."""
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    by_ratio: frozenset[int]
    """Which parameters vary by ratio."""
    rising: tuple[tuple[int, int], ...]
    """Pairs of parameters of which the second is never below the first."""
    model: Callable[[tuple[float, ...]], Model]
    side_by_side: Callable[[Floats], ArrayModel]
    """Many parameter sets at once, from an array `(parameters, sets, 1)`."""


def _fsrs7_arrays(parameters: Floats) -> ArrayModel:
    from studyapp.memory.fsrs7_arrays import Fsrs7Arrays

    return Fsrs7Arrays(list(parameters))


def _fsrs6_arrays(parameters: Floats) -> ArrayModel:
    from studyapp.memory.fsrs6_arrays import Fsrs6Arrays

    return Fsrs6Arrays(list(parameters))


FSRS7 = Family(
    defaults=fsrs7.DEFAULTS,
    spread=(
        *(FIRST_SPREAD, FIRST_SPREAD, FIRST_SPREAD, FIRST_SPREAD),
        *(0.523, 0.2528, 0.4329),
        *(0.2966, 0.2139, 0.2889, 0.1862, 0.0829, 0.175, 0.3812, 0.3013, 0.9104),
        *(0.3234, 0.2448, 0.3273, 0.1842, 0.1542, 0.1735, 0.4608, 0.311, 0.864),
        *(0.4053, 0.162),
        *(0.0418, 0.2596, 0.0798, 0.0682, 0.1282, 0.1397, 0.1407, 0.1489),
    ),
    lowest=(
        *(0.0001, 0.0001, 0.0001, 0.0001),
        *(1.0, 0.001, 0.1),
        *(0.0, 0.0, 0.3, 0.01, 0.001, 0.1, 0.0, 0.0, 1.0),
        *(0.0, 0.0, 0.5, 0.001, 0.001, 0.001, 0.0, 0.0, 1.0),
        *(2.5, 0.0),
        *(0.01, 0.01, 0.5, 0.5, 0.01, 0.1, 0.0, 0.1),
    ),
    highest=(
        *(50.0, 100.0, 100.0, 100.0),
        *(10.0, 4.0, 4.0),
        *(4.0, 1.2, 3.0, 1.5, 0.9, 1.0, 3.5, 1.0, 7.0),
        *(4.0, 2.0, 6.0, 1.5, 2.0, 1.0, 5.0, 1.0, 7.0),
        *(15.0, 1.0),
        *(0.25, 0.95, 0.85, 0.99, 1.0, 1.0, 0.9, 1.1),
    ),
    by_ratio=frozenset({0, 1, 2, 3}),
    rising=((0, 1), (1, 2), (2, 3), (27, 28), (29, 30)),
    model=fsrs7.Fsrs7,
    side_by_side=_fsrs7_arrays,
)

FSRS6 = Family(
    defaults=fsrs6.DEFAULTS,
    spread=(
        *(FIRST_SPREAD, FIRST_SPREAD, FIRST_SPREAD, FIRST_SPREAD),
        *(0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14),
        0.35,
    ),
    lowest=(
        *(0.001, 0.001, 0.001, 0.001),
        *(1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001, 0.001, 0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0),
        0.1,
    ),
    highest=(
        *(100.0, 100.0, 100.0, 100.0),
        *(10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5, 5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8),
        0.8,
    ),
    by_ratio=frozenset({0, 1, 2, 3, 20}),
    rising=((0, 1), (1, 2), (2, 3)),
    model=fsrs6.Fsrs6,
    side_by_side=_fsrs6_arrays,
)

FORGETFUL = replace(
    FSRS7,
    defaults=(
        *(0.5 * first for first in fsrs7.DEFAULTS[:4]),
        *fsrs7.DEFAULTS[4:7],
        fsrs7.DEFAULTS[7] - 1.5,
        *fsrs7.DEFAULTS[8:16],
        0.0,
        *fsrs7.DEFAULTS[17:27],
        *(0.2, 0.7),
        *fsrs7.DEFAULTS[29:],
    ),
)
"""FSRS-7 around people far off the published centre: half its first stabilities, a fifth of the gain from a success
(or less), and forgetting that does not slow down. The published prior calls them all but impossible; a plan must not.
"""
