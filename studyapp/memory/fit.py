"""One person's own parameters: the most probable ones given the log and the prior, kept only where they predict better.

Candidates are judged on time splits: fitted on the first 40, 60 and 80 % of the log, each predicts the fifth that
follows. Only when the best of them beats the defaults over these three fifths is it fitted again on the whole log, and
kept. (Judging on the last fifth alone is too noisy: on real logs it turned down fits that did better afterwards.)
Candidates differ in how strong the prior is and in how much more recent reviews count. Reviews on the day of the card's
last one count for less: they are many, and say little about the days to come; on two real logs this improves even
their own prediction.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from studyapp.memory.ascent import Evidence, Posterior, climb
from studyapp.memory.metrics import log_losses
from studyapp.memory.prior import FSRS6
from studyapp.memory.rounds import recalls, rounds_of
from studyapp.memory.scale import scaled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studyapp.memory.arrays import Floats
    from studyapp.memory.columns import Columns
    from studyapp.memory.history import History
    from studyapp.memory.model import Model
    from studyapp.memory.prior import Family

SAME_DAY_WEIGHT = 0.3
OLDEST_WEIGHT = 0.25
"""Weight of the oldest review where recent ones count more; the newest counts 1."""
SPLITS = (0.4, 0.6, 0.8)
"""Shares of the log after which candidates are judged, on the fifth that follows."""
JUDGED = 0.2
FEWEST_JUDGED = 100
"""Judged reviews below which the defaults stay."""
MOST_REVIEWS = 60_000
"""Reviews fitted on; of longer logs every n-th card."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to fit."""

    strength: float
    """How much the prior weighs: 1 as published, less for people who differ a lot."""
    recent: bool
    """Whether recent reviews count more."""


CANDIDATES = (Candidate(strength=0.5, recent=False), Candidate(strength=1.0, recent=True))


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit led to."""

    parameters: tuple[float, ...]
    """The person's own, or the defaults where these were not beaten."""
    kept: bool
    """Whether the parameters are the person's own."""
    reviews: int
    """Reviews that counted."""
    judged: int
    """Reviews on which defaults and candidates were judged."""
    default_loss: float
    """Mean log loss of the defaults on them; nan when there were too few."""
    fitted_loss: float
    """Mean log loss of the best candidate on them; nan when there were too few."""


def fit(family: Family, history: History, *, whole: bool | None = None) -> Fit:
    """Return the person's parameters, or the defaults where the log does not speak against them.

    A log that is too short to judge all parameters by gives a scale of the first stabilities alone, if anything.
    `whole`: count whole study days, and learn from reviews on later days only; by default for FSRS-6, as Anki does.
    """
    import numpy as np

    whole = family is FSRS6 if whole is None else whole
    if not len(history):
        return Fit(family.defaults, kept=False, reviews=0, judged=0, default_loss=nan, fitted_loss=nan)
    log = thinned(history)
    counts = counting(log, whole=whole)
    reviews, judged = int(counts.sum()), int(np.count_nonzero(counts & (_age(log) >= SPLITS[0])))
    if judged < FEWEST_JUDGED or reviews == judged:
        own = scaled(family, log, counts, _judging_weights(log)[counts])
        return Fit(own, own != family.defaults, reviews, judged, default_loss=nan, fitted_loss=nan)
    default, *losses = np.sum([_losses(family, log, split, whole=whole) for split in SPLITS], axis=0).tolist()
    best = min(range(len(losses)), key=losses.__getitem__)
    kept = losses[best] < default
    parameters = most_probable(family, log, CANDIDATES[best], whole=whole) if kept else family.defaults
    weight = float(_judging_weights(log)[counts & (_age(log) >= SPLITS[0])].sum())
    return Fit(parameters, kept, reviews, judged, default / weight, losses[best] / weight)


def most_probable(family: Family, history: History, candidate: Candidate, *, whole: bool) -> tuple[float, ...]:
    """Return the parameters of the highest probability given the log and the prior."""
    import numpy as np

    counts = counting(history, whole=whole)
    rows = counted_days(history, whole=whole)
    evidence = Evidence(rows, rounds_of(rows), counts, _weights(history, candidate)[counts])
    posterior = Posterior(family, evidence, candidate.strength)
    place, _ = climb(posterior, np.zeros(len(family.defaults)))
    return tuple(float(f"{value:.6g}") for value in posterior.parameters(place))


def predictions(model: Model, history: History, *, whole: bool) -> Floats:
    """Return the probability that each review was right, from the card's reviews before it; nan for first reviews."""
    rows = counted_days(history, whole=whole)
    recall = recalls(model.arrays(), rounds_of(rows), len(history))
    right: Floats = recall + (1.0 - recall) * rows.chance
    return right


def counting(history: History, *, whole: bool) -> NDArray[np.bool_]:
    """Return which reviews can be predicted: later ones; with whole days those on a later day only."""
    return ~history.same_day if whole else ~history.first


def counted_days(history: History, *, whole: bool) -> Columns:
    """Return the log's columns in whole or fractional days."""
    return history.whole_days if whole else history.columns


def thinned(history: History) -> History:
    """Return the log, or every n-th card of one that is longer than fitting needs."""
    keep_every = -(-len(history) // MOST_REVIEWS)
    return history if keep_every <= 1 else history.only(history.columns.card % keep_every == 0)


def _losses(family: Family, log: History, split: float, *, whole: bool) -> list[float]:
    """Return the summed log loss of the defaults and of each candidate on the fifth of the log after `split`."""
    age = _age(log)
    early = log.only(age < split)
    judged = counting(log, whole=whole) & (age >= split) & (age < split + JUDGED)
    weight = _judging_weights(log)[judged]
    tried = (family.defaults, *(most_probable(family, early, candidate, whole=whole) for candidate in CANDIDATES))
    losses = []
    for parameters in tried:
        predicted = predictions(family.model(parameters), log, whole=whole)
        losses.append(float(log_losses(predicted[judged], log.right[judged]) @ weight))
    return losses


def _age(history: History) -> Floats:
    """Return how far into the log each review lies: from 0, below 1."""
    import numpy as np

    age: Floats = (history.order - history.order.min()) / (int(np.ptp(history.order)) + 1)
    return age


def _judging_weights(history: History) -> Floats:
    import numpy as np

    return np.where(history.same_day, SAME_DAY_WEIGHT, 1.0)


def _weights(history: History, candidate: Candidate) -> Floats:
    weights = _judging_weights(history)
    return weights * (OLDEST_WEIGHT + (1.0 - OLDEST_WEIGHT) * _age(history) ** 3) if candidate.recent else weights
