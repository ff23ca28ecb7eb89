from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.questions.question import REVEAL, TYPED
from studyapp.study.statistics import SureAndWrong, statistics_of
from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.progress.review import Review


@pytest.fixture
def review(tmp_path: Path) -> Review:
    with make_workspace(tmp_path, typed_deck(1)) as workspace:
        session = workspace.start()
        session.pose()
        session.answer("nonsense", seconds=4)
        return next(workspace.store.history())


def answered(review: Review, outcome: str, card: str = "d/a", *, unsure: bool = False, form: str = TYPED) -> Review:
    return review._replace(answer=review.answer._replace(outcome=outcome, card=card, unsure=unsure, form=form))


def test_confidence_is_counted_over_marked_answers(review: Review) -> None:
    log = [
        answered(review, "correct"),
        answered(review, "wrong"),
        answered(review, "partly", unsure=True),
        answered(review, "correct", unsure=True),
        answered(review, "correct", form=REVEAL),
    ]
    statistics = statistics_of(log)
    assert (statistics.sure.answers, statistics.sure.right) == (2, 1)
    assert (statistics.unsure.answers, statistics.unsure.right) == (2, 1)
    assert (statistics.answers, statistics.right, statistics.days) == (5, 3, 1)
    assert statistics.seconds == 20


@pytest.mark.parametrize(
    ("outcomes", "listed"),
    [
        (["wrong"], 1),
        (["wrong", "correct"], 1),
        (["wrong", "correct", "correct"], 0),
        (["wrong", "correct", "correct", "wrong"], 2),
        (["partly"], 0),
        (["correct"], 0),
    ],
)
def test_a_card_is_sure_and_wrong_until_it_is_right_twice_running(
    review: Review, outcomes: list[str], listed: int
) -> None:
    found = statistics_of(answered(review, outcome) for outcome in outcomes).sure_and_wrong
    assert found == ((SureAndWrong("d/a", listed, "nonsense"),) if listed else ())


def test_an_answer_that_was_doubted_is_not_sure_and_wrong(review: Review) -> None:
    assert statistics_of([answered(review, "wrong", unsure=True)]).sure_and_wrong == ()


def test_an_empty_log_has_no_shares() -> None:
    assert statistics_of([]).sure.share == 0
