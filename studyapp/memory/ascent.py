"""The most probable parameters of a log: Fisher scoring on all parameters at once, within bounds.

The probability of each review depends on the parameters through a fold that has no handy derivative, so all
parameters are nudged side by side in one fold. For right-or-wrong answers the derivatives of the probabilities also
give the expected curvature, which makes a dozen rounds enough where gradients alone need hundreds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.memory.metrics import CERTAINTY
from studyapp.memory.rounds import recalls

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats
    from studyapp.memory.columns import Columns
    from studyapp.memory.prior import Family
    from studyapp.memory.rounds import Round

NUDGE = 1e-5
"""Of a prior standard deviation: how far parameters move for a derivative."""
DAMPING = (1e-4, 1e-2, 1e-1, 1.0, 10.0, 100.0, 1000.0)
"""Fractions of the curvature added to it: from a whole step to a short one; the best of all is taken."""
MOST_ROUNDS = 40
ENOUGH = 0.02
"""Gain in log probability below which the search ends."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the parameters must explain: the reviews that count, each with its weight."""

    columns: Columns
    rounds: list[Round]
    counts: NDArray[np.bool_]
    """Which reviews count; first ones never do."""
    weight: Floats
    """Weight of each review that counts."""


class Posterior:
    """Log probability of parameters, given reviews and the prior. Works in units of prior spread around the defaults."""

    def __init__(self, family: Family, evidence: Evidence, strength: float) -> None:
        import numpy as np

        self._family = family
        self._evidence = evidence
        self._strength = strength
        self._by_ratio = np.array([index in family.by_ratio for index in range(len(family.defaults))])
        self._centre = self._scaled(np.array(family.defaults))
        self._spread = np.array(family.spread)
        self._right = evidence.columns.rating[evidence.counts] > 1
        self._chance = evidence.columns.chance[evidence.counts]
        self.low = (self._scaled(np.array(family.lowest)) - self._centre) / self._spread
        self.high = (self._scaled(np.array(family.highest)) - self._centre) / self._spread

    def parameters(self, place: Floats) -> Floats:
        """Return the parameters at `place`; shape `(…, parameters)` as given."""
        import numpy as np

        scaled = self._centre + place * self._spread
        parameters = np.where(self._by_ratio, np.exp(np.where(self._by_ratio, scaled, 0.0)), scaled)
        for lower, upper in self._family.rising:
            parameters[..., upper] = np.maximum(parameters[..., upper], parameters[..., lower])
        return parameters

    def chances(self, places: Floats) -> Floats:
        """Return the probability of a right answer for every review that counts; shape `(places, reviews)`."""
        import numpy as np

        model = self._family.side_by_side(self.parameters(places).T[..., None])
        recall = recalls(model, self._evidence.rounds, len(self._evidence.counts))[:, self._evidence.counts]
        return np.clip(recall + (1.0 - recall) * self._chance, CERTAINTY, 1.0 - CERTAINTY)

    def losses(self, places: Floats, chances: Floats) -> Floats:
        """Return −log probability at each place, up to a constant."""
        import numpy as np

        wrong = -np.log(np.where(self._right, chances, 1.0 - chances)) @ self._evidence.weight
        losses: Floats = wrong + 0.5 * self._strength * np.sum(places**2, axis=-1)
        return losses

    def slopes(self, place: Floats) -> tuple[float, Floats, Floats]:
        """Return −log probability at `place`, its gradient and its expected curvature."""
        import numpy as np

        nudges = np.where(place + NUDGE > self.high, -NUDGE, NUDGE)
        places = place + np.vstack([np.zeros_like(place), np.diag(nudges)])
        chances = self.chances(places)
        here = chances[0]
        change = (chances[1:] - here) / nudges[:, None]
        information = self._evidence.weight / (here * (1.0 - here))
        gradient = change @ (information * (here - self._right)) + self._strength * place
        curvature = (change * information) @ change.T + self._strength * np.eye(len(place))
        return float(self.losses(place[None], chances[:1])[0]), gradient, curvature

    def _scaled(self, parameters: Floats) -> Floats:
        import numpy as np

        return np.where(self._by_ratio, np.log(np.where(self._by_ratio, parameters, 1.0)), parameters)


def climb(posterior: Posterior, start: Floats) -> tuple[Floats, float]:
    """Return the place of the highest probability near `start`, and −log probability there."""
    import numpy as np

    place = np.clip(start, posterior.low, posterior.high)
    for _ in range(MOST_ROUNDS):
        loss, gradient, curvature = posterior.slopes(place)
        free = ~(((place <= posterior.low) & (gradient > 0.0)) | ((place >= posterior.high) & (gradient < 0.0)))
        steps = np.zeros((len(DAMPING), len(place)))
        inner = curvature[np.ix_(free, free)]
        for row, damping in enumerate(DAMPING):
            steps[row, free] = -np.linalg.solve(inner + damping * np.diag(np.diag(inner)), gradient[free])
        candidates = np.clip(place + steps, posterior.low, posterior.high)
        losses = posterior.losses(candidates, posterior.chances(candidates))
        best = int(np.argmin(losses))
        if not losses[best] < loss:
            return place, loss
        place = candidates[best]
        if loss - losses[best] < ENOUGH:
            return place, float(losses[best])
    return place, posterior.slopes(place)[0]
