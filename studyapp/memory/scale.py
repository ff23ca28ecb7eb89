"""How long a person's memories last at first, against the published ones: one number, known after a few days.

All parameters can be fitted once there are hundreds of reviews. Until then the first stabilities are scaled together,
which explains most of what people differ in early on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.memory.metrics import CERTAINTY
from studyapp.memory.rounds import recalls, rounds_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats
    from studyapp.memory.history import History
    from studyapp.memory.prior import Family

SPREAD = 0.6
"""Standard deviation of the logarithm of the scale over people."""
WIDEST = 2.5
STEPS = 51
FEWEST_REVIEWS = 10
"""Reviews on later days below which the defaults stand."""


def scaled(family: Family, history: History, counts: NDArray[np.bool_], weight: Floats) -> tuple[float, ...]:
    """Return the defaults with the first stabilities at the scale of the highest probability.

    `counts`: which reviews of the log to explain, in fractional days; `weight`: what each of these weighs.
    """
    import numpy as np

    if np.count_nonzero(counts & ~history.same_day) < FEWEST_REVIEWS:
        return family.defaults
    logs = np.linspace(-WIDEST, WIDEST, STEPS)
    sets = np.repeat(np.array(family.defaults)[:, None], STEPS, axis=1)
    sets[:4] *= np.exp(logs)
    sets = np.clip(sets, np.array(family.lowest)[:, None], np.array(family.highest)[:, None])
    rows = history.columns
    recall = recalls(family.side_by_side(sets[..., None]), rounds_of(rows), len(history))[:, counts]
    right = np.clip(recall + (1.0 - recall) * rows.chance[counts], CERTAINTY, 1.0 - CERTAINTY)
    likelihood = np.log(np.where(history.right[counts], right, 1.0 - right)) @ weight
    best = int(np.argmax(likelihood - 0.5 * (logs / SPREAD) ** 2))
    return tuple(float(f"{value:.6g}") for value in sets[:, best])
