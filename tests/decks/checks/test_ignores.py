from __future__ import annotations

import pytest

from tests.decks.checks.checked import codes_of

CARD = "  - id: a{id}\n    type: typed\n    question: Is it Oslo?{question}\n    answer: Oslo\n    accept: [oslo]{accept}\n"


def card(**comments: str) -> str:
    return CARD.format(**{"id": "", "question": "", "accept": "", **comments})


@pytest.mark.parametrize(
    ("cards", "left"),
    [
        (card(), ["answer-in-question", "duplicate-sample"]),
        (card(id="  # studyapp: ignore answer-in-question"), ["duplicate-sample"]),
        (card(id=" # studyapp: ignore answer-in-question, duplicate-sample"), []),
        (card(id=" #studyapp:ignore answer-in-question,duplicate-sample"), []),
        (card(accept=" # studyapp: ignore duplicate-sample"), ["answer-in-question"]),
        (card(accept=" # studyapp: ignore answer-in-question"), ["answer-in-question", "duplicate-sample", "unused-ignore"]),
        ("  # studyapp: ignore answer-in-question, duplicate-sample\n" + card(), []),
        (card(id=" # studyapp: ignore no-such"), ["unknown-code", "answer-in-question", "duplicate-sample"]),
        (
            "  - question: q # studyapp: ignore missing-key\n    id: a\n",
            ["missing-key", "ignored-error"],
        ),
        ("  - question: Is it Oslo?\n    type: typed\n    answer: Oslo\n    id: a # studyapp: ignore answer-in-question\n", []),
        ("  - {id: a, type: typed, question: Is it Oslo?, answer: Oslo} # studyapp: ignore answer-in-question\n", []),
        (card() + "  - {id: b, question: q, answer: a} # studyapp: ignore latex\n", [
            "answer-in-question", "duplicate-sample", "unused-ignore",
        ]),
        ("  - {id: a, question: '# studyapp ignore latex', answer: a}\n", []),
    ],
)  # fmt: skip
def test_comments_silence_what_they_name(cards: str, left: list[str]) -> None:
    assert codes_of(cards) == left
