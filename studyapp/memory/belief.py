"""What to believe of a learner: both models fitted to the log so far, each trusted as far as the log speaks for it.

Parameters are the most probable ones under the prior; trust is the evidence for the model, by Laplace's approximation
at that point. With simulated learners, plans made with both beliefs are as good as with the better one alone, and
lose least where neither is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.memory.ascent import Evidence, Posterior, climb
from studyapp.memory.fit import SAME_DAY_WEIGHT, thinned
from studyapp.memory.prior import FSRS6, FSRS7
from studyapp.memory.rounds import rounds_of

if TYPE_CHECKING:
    from studyapp.memory.history import History
    from studyapp.memory.model import Model
    from studyapp.memory.prior import Family

FEWEST_REVIEWS = 10
"""Reviews on later days below which the defaults stand."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A model that may be true of the learner."""

    model: Model
    """With fractional days."""
    weight: float
    """How far it is trusted; the weights of all beliefs sum to 1."""


def beliefs(history: History, families: tuple[Family, ...] = (FSRS6, FSRS7)) -> list[Belief]:
    """Return what to believe after a log: one fitted model per family, weighted by the evidence for it."""
    import numpy as np

    log = thinned(history) if len(history) else history
    if int(np.count_nonzero(~log.same_day)) < FEWEST_REVIEWS:
        return [Belief(family.model(family.defaults), 1.0 / len(families)) for family in families]
    fitted = [_fitted(family, log) for family in families]
    evidence = np.array([weighed for _, weighed in fitted])
    weights = np.exp(evidence - evidence.max())
    weights /= weights.sum()
    return [Belief(model, float(weight)) for (model, _), weight in zip(fitted, weights, strict=True)]


def _fitted(family: Family, log: History) -> tuple[Model, float]:
    """Return the fitted model and the logarithm of its evidence, up to a constant that models share."""
    import numpy as np

    counts = ~log.first
    weight = np.where(log.same_day, SAME_DAY_WEIGHT if family is FSRS7 else 0.0, 1.0)[counts]
    posterior = Posterior(family, Evidence(log.columns, rounds_of(log.columns), counts, weight), strength=1.0)
    place, _ = climb(posterior, np.zeros(len(family.defaults)))
    parameters = posterior.parameters(place)
    later = np.where(log.same_day, 0.0, 1.0)[counts]
    judged = Posterior(family, Evidence(log.columns, rounds_of(log.columns), counts, later), strength=1.0)
    loss, _, curvature = judged.slopes(place)
    return family.model(tuple(parameters.tolist())), -loss - 0.5 * float(np.linalg.slogdet(curvature)[1])
