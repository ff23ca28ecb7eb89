"""Fitting the memory model to the student's own log, and the model that the scheduler uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.clock import offset_minutes, to_milliseconds
from studyapp.progress.fitted import Fitted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from studyapp.memory.fit import Fit
    from studyapp.memory.model import Model
    from studyapp.progress.store import ProgressStore

FAMILY = "fsrs7"
FEWEST_REVIEWS = 60
"""Reviews of a log below which fitting is not tried unasked."""
GROWTH = 1.3
"""By how much a log must have grown since the last fit to be fitted again without being asked."""


def fit_own(store: ProgressStore, now: datetime) -> Fit:
    """Fit the model to the whole log and keep the parameters, or the defaults where these are not beaten.

    Takes seconds for thousands of reviews. Raises NotSavedError.
    """
    from studyapp.memory.fit import fit  # noqa: PLC0415 - imports numpy, which starting a session need not
    from studyapp.memory.history import history_of  # noqa: PLC0415 - likewise
    from studyapp.memory.prior import FSRS7  # noqa: PLC0415 - likewise
    from studyapp.study.own_log import logged  # noqa: PLC0415 - likewise

    reviews = store.count_reviews()
    log = logged(store.history())
    made = fit(FSRS7, history_of(log, offset_minutes(now)))
    parameters = made.parameters if made.kept else ()
    store.keep_fitted(Fitted(FAMILY, parameters, reviews, to_milliseconds(now)))
    return made


def fit_if_it_pays(store: ProgressStore, now: datetime, begin: Callable[[], None] = lambda: None) -> Fit | None:
    """Fit as `fit_own` if the log has grown enough since the last fit, after calling `begin`; return None otherwise.

    Raises NotSavedError.
    """
    if not fit_pays(store.count_reviews(), store.fitted()):
        return None
    begin()
    return fit_own(store, now)


def fit_pays(reviews: int, last: Fitted | None) -> bool:
    """Return whether a log of so many reviews has grown enough to be fitted without being asked."""
    return reviews >= FEWEST_REVIEWS and (last is None or reviews >= GROWTH * last.reviews)


def model_of(store: ProgressStore) -> Model:
    """Return the model with the student's own parameters, or with the defaults."""
    from studyapp.memory.fsrs7 import Fsrs7  # noqa: PLC0415 - counting what is due need not load it

    own = _own_parameters(store)
    try:
        return Fsrs7(own) if own else Fsrs7()
    except ValueError:
        return Fsrs7()


def model_name_of(store: ProgressStore) -> str:
    """Return the name of `model_of`, which is loaded only where the student has parameters of their own."""
    return model_of(store).name if _own_parameters(store) else FAMILY


def _own_parameters(store: ProgressStore) -> tuple[float, ...]:
    last = store.fitted()
    return last.parameters if last is not None and last.model == FAMILY else ()
