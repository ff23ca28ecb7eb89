"""What to believe of a learner: models fitted to the log so far, each trusted as far as the log speaks for it.

Parameters are the most probable ones under the prior; trust is what was thought of the model beforehand times the
evidence for it, by Laplace's approximation at that point. With simulated learners, plans made with all beliefs are as
good as with the one that is true alone, and lose least where none is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.memory.ascent import Evidence, Posterior, climb
from studyapp.memory.fit import SAME_DAY_WEIGHT, thinned
from studyapp.memory.prior import FORGETFUL, FSRS6, FSRS7
from studyapp.memory.rounds import rounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.memory.history import History
    from studyapp.memory.model import Model
    from studyapp.memory.prior import Family

BEFOREHAND = ((FSRS6, 0.25), (FSRS7, 0.625), (FORGETFUL, 0.125))
"""How far each model is trusted before the log speaks: FSRS-7 predicts most people better than FSRS-6."""
FEWEST_REVIEWS = 10
"""Reviews on later days below which the defaults stand."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A model that may be true of the learner."""

    model: Model
    """With fractional days."""
    weight: float
    """How far it is trusted; the weights of all beliefs sum to 1."""


def beliefs(history: History, beforehand: Sequence[tuple[Family, float]] = BEFOREHAND) -> list[Belief]:
    """Return what to believe after a log: one fitted model per family, with the trust in it."""
    import numpy as np

    log = thinned(history) if len(history) else history
    if int(np.count_nonzero(~log.same_day)) < FEWEST_REVIEWS:
        return [Belief(family.model(family.defaults), trust) for family, trust in beforehand]
    fitted = [_fitted(family, log) for family, _ in beforehand]
    evidence = np.array([weighed for _, weighed in fitted]) + np.log([trust for _, trust in beforehand])
    weights = np.exp(evidence - evidence.max())
    weights /= weights.sum()
    return [Belief(model, float(weight)) for (model, _), weight in zip(fitted, weights, strict=True)]


def _fitted(family: Family, log: History) -> tuple[Model, float]:
    """Return the fitted model and the logarithm of its evidence, up to a constant that models share."""
    import numpy as np

    counts = ~log.first
    weight = np.where(log.same_day, 0.0 if family is FSRS6 else SAME_DAY_WEIGHT, 1.0)[counts]
    posterior = Posterior(family, Evidence(log.columns, rounds_of(log.columns), counts, weight), strength=1.0)
    place, _ = climb(posterior, np.zeros(len(family.defaults)))
    parameters = posterior.parameters(place)
    later = np.where(log.same_day, 0.0, 1.0)[counts]
    judged = Posterior(family, Evidence(log.columns, rounds_of(log.columns), counts, later), strength=1.0)
    loss, _, curvature = judged.slopes(place)
    return family.model(tuple(parameters.tolist())), -loss - 0.5 * float(np.linalg.slogdet(curvature)[1])
