from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.line.plain import PlainSession
from studyapp.line.wording import AnswerWording
from tests.workspaces import CAPITALS, make_workspace, typed_deck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


ONE = "studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: a, type: typed, question: Capital of France?, answer: Paris, hint: Seine., explanation: So it is.}\n"
SELF_RATED = "studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: a, question: Why?, answer: Because.}\n"


def talk(folder: Path, deck: str, lines: list[str], *, colour: bool = False) -> tuple[str, int]:
    """Return everything that was said, prompts included, and how many reviews were left."""
    said: list[str] = []
    typed: Iterator[str] = iter(lines)

    def ask(prompt: str) -> str | None:
        said.append(prompt)
        return next(typed, None)

    with make_workspace(folder, deck) as workspace:
        PlainSession(workspace.start(), said.append, ask, workspace.clock.now, AnswerWording(colour)).run()
        return "\n".join(said), len(list(workspace.store.history()))


@pytest.mark.parametrize("blank_lines", [0, 1])
def test_twenty_answers_leave_twenty_reviews_with_or_without_blank_lines_between(
    tmp_path: Path, blank_lines: int
) -> None:
    said, reviews = talk(tmp_path, typed_deck(20), ["some answer", *[""] * blank_lines] * 20)
    assert reviews == 20
    assert "20 answered" in said


def test_the_end_of_input_ends_kindly(tmp_path: Path) -> None:
    said, reviews = talk(tmp_path, ONE, [])
    assert reviews == 0
    assert "Question 1 of 1, new. Capital of France?" in said


def test_feedback_says_why_shows_the_right_answer_and_when_it_comes_back(tmp_path: Path) -> None:
    said, _ = talk(tmp_path, ONE, ["Lyon"])
    assert "Wrong" in said
    assert "Right: Paris." in said
    assert "So it is." in said
    assert "\nBack " in said


def test_hint_unsure_and_help_are_a_line_each(tmp_path: Path) -> None:
    said, reviews = talk(tmp_path, ONE, ["?", ":h", "~Paris"])
    assert "Hint: Seine." in said
    assert ":q leave, everything is kept" in said
    assert reviews == 1
    with make_workspace(tmp_path) as workspace:
        [review] = workspace.store.history()
        assert (review.answer.unsure, review.answer.hinted, review.answer.given) == (True, True, "Paris")


def test_giving_up_is_wrong_and_tells_the_answer(tmp_path: Path) -> None:
    said, reviews = talk(tmp_path, ONE, [":x", ":q"])
    assert reviews == 1
    assert "Right: Paris." in said


def test_undo_takes_the_last_answer_back(tmp_path: Path) -> None:
    said, reviews = talk(tmp_path, typed_deck(2), ["answer 0", ":u", ":q"])
    assert reviews == 0
    assert "Taken back: Word" in said


def test_the_last_answer_can_be_overruled_at_the_next_question(tmp_path: Path) -> None:
    said, reviews = talk(tmp_path, typed_deck(2), ["nonsense", ":o", ":q"])
    assert reviews == 1
    assert "Noted as good." in said


def test_a_self_rated_card_shows_its_answer_on_enter(tmp_path: Path) -> None:
    said, reviews = talk(tmp_path, SELF_RATED, ["", "x", "3"])
    assert "Answer: Because." in said
    assert reviews == 1


def test_an_unreadable_answer_is_asked_again(tmp_path: Path) -> None:
    deck = (
        CAPITALS.split("  - {id: france")[0]
        + CAPITALS[CAPITALS.index("  - {id: italy") : CAPITALS.index("  - {id: spain")]
    )
    said, reviews = talk(tmp_path, deck, ["9", "Rome"])
    assert reviews == 1
    assert said.count("Your answer") == 2


def test_an_answer_that_begins_with_a_colon_is_typed_with_two(tmp_path: Path) -> None:
    _, reviews = talk(tmp_path, ONE, ["::q"])
    assert reviews == 1
    with make_workspace(tmp_path) as workspace:
        [review] = workspace.store.history()
        assert review.answer.given == ":q"


def test_there_is_no_escape_sequence_unless_colour_is_wanted(tmp_path: Path) -> None:
    plain, _ = talk(tmp_path / "plain", ONE, ["Paris"])
    coloured, _ = talk(tmp_path / "colour", ONE, ["Paris"], colour=True)
    assert "\x1b" not in plain
    assert "\x1b[32mRight\x1b[0m" in coloured


def test_the_end_says_what_readiness_was_before_and_how_many_cards_are_left(tmp_path: Path) -> None:
    said, _ = talk(tmp_path, typed_deck(2), ["answer 0", ":q"])
    *_, readiness, waiting = said.splitlines()
    assert readiness.startswith("Readiness ")
    assert readiness.endswith("; before this session 0 %.")
    assert waiting.startswith("1 more card could be studied now. Tomorrow: ")


def test_the_end_says_of_tomorrow_what_the_app_says(tmp_path: Path) -> None:
    said, _ = talk(tmp_path, typed_deck(1), ["answer 0"])
    assert said.splitlines()[-1] == "Nothing is due tomorrow."
