"""Review logs to test memory models on."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.memory.revlogs import LoggedReview, read_log

EXCERPT = Path(__file__).parent / "data" / "learner-a-excerpt.csv"
SHARED = Path(__file__).parents[2] / "../shared/data/revlogs"


@pytest.fixture(params=["excerpt", "learner-a", "learner-b"])
def cards(request: pytest.FixtureRequest) -> list[list[LoggedReview]]:
    """The reviews of each card of a real log, in the order of time."""
    path = EXCERPT if request.param == "excerpt" else SHARED / f"{request.param}.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the checkout")
    by_card: dict[str, list[LoggedReview]] = {}
    for review in read_log(path):
        by_card.setdefault(review.card, []).append(review)
    return list(by_card.values())
