"""Fitting one's own log: kept only where it pays, and in use from the next start on."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from studyapp.clock import StandingClock
from studyapp.memory.fsrs7 import DEFAULTS, Fsrs7
from studyapp.memory.model import Rating
from studyapp.progress.fitted import Fitted
from studyapp.progress.store import open_progress
from studyapp.study.fitting import fit_if_it_pays, fit_own, fit_pays, model_name_of, model_of
from studyapp.study.opening import open_to_study
from studyapp.study.own_log import logged
from tests.study.answering import answer_days, forgetful
from tests.workspaces import NOON, make_workspace, typed_deck, write_deck

if TYPE_CHECKING:
    from pathlib import Path


def test_a_long_log_of_someone_unusual_is_fitted_and_a_short_one_is_not(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(40), clock=StandingClock(NOON)) as workspace:
        answer_days(workspace.store, cards=40, days=1, rating=forgetful)
        short = fit_own(workspace.store, NOON)
        assert not short.kept
        kept = workspace.store.fitted()
        assert kept is not None
        assert kept.parameters == ()
        assert model_name_of(workspace.store) == model_of(workspace.store).name == Fsrs7().name
        answer_days(workspace.store, cards=40, days=12, rating=forgetful, after=1)
        long = fit_own(workspace.store, NOON)
        assert long.kept
        assert long.fitted_loss < long.default_loss
        name = Fsrs7(long.parameters).name
        assert model_name_of(workspace.store) == model_of(workspace.store).name == name != Fsrs7().name


def test_the_log_is_read_in_the_order_of_time(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(3)) as workspace:
        answer_days(workspace.store, cards=3, days=2, rating=lambda *_: Rating.GOOD)
        log = logged(workspace.store.history(newest_first=True))
    assert len(log) == 6
    assert [review.at_ms for review in log] == sorted(review.at_ms for review in log)
    assert {review.card for review in log} == {"words/c0", "words/c1", "words/c2"}


@pytest.mark.parametrize(
    "kept",
    [
        Fitted("fsrs9", DEFAULTS, 1, 1),
        Fitted("fsrs7", (1.0, 2.0), 1, 1),
        Fitted("fsrs7", (), 1, 1),
    ],
    ids=["family", "count", "defaults"],
)
def test_parameters_that_do_not_belong_to_the_model_are_not_used(tmp_path: Path, kept: Fitted) -> None:
    with make_workspace(tmp_path, typed_deck(3)) as workspace:
        workspace.store.keep_fitted(kept)
        assert model_name_of(workspace.store) == model_of(workspace.store).name == Fsrs7().name


def test_fitting_again_pays_when_the_log_has_grown() -> None:
    assert not fit_pays(59, None)
    assert fit_pays(60, None)
    assert not fit_pays(1200, Fitted("fsrs7", (), 1000, 1))
    assert fit_pays(1300, Fitted("fsrs7", (), 1000, 1))


def test_a_log_is_fitted_unasked_once_until_it_has_grown(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(20)) as workspace:
        answer_days(workspace.store, cards=20, days=2, rating=forgetful)
        assert fit_if_it_pays(workspace.store, NOON) is None
        answer_days(workspace.store, cards=20, days=2, rating=forgetful, after=2)
        made = fit_if_it_pays(workspace.store, NOON)
        assert made is not None
        assert made.kept  # too few for all parameters, enough for how long memories last at first
        assert model_of(workspace.store).name == Fsrs7(made.parameters).name
        assert made.parameters[4:] == DEFAULTS[4:]
        assert fit_if_it_pays(workspace.store, NOON) is None


def closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is told at the end of a session over many answers."""
    monkeypatch.setenv("STUDYAPP_HOME", str(folder))
    write_deck(folder / "decks", typed_deck(20))
    told: list[str] = []
    with open_to_study(tell=told.append) as workspace:
        answer_days(workspace.store, cards=20, days=4, rating=forgetful)
    return told


def test_the_end_of_a_session_says_that_it_fits_and_leaves_the_next_start_nothing_to_fold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitting, fitted = closed(tmp_path, monkeypatch)
    assert "Ctrl+C" in fitting
    assert "was fitted to" in fitted
    with closing(open_progress(tmp_path / "progress.db")) as store:
        assert store.has_states_of(model_of(store).name) is (model_of(store).name != Fsrs7().name) is True


def test_a_fit_that_is_interrupted_leaves_the_session_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("studyapp.memory.fit.fit", interrupted)
    assert len(closed(tmp_path, monkeypatch)) == 1
    with closing(open_progress(tmp_path / "progress.db")) as store:
        assert store.count_reviews() == 80
        assert store.has_states_of(Fsrs7().name)
