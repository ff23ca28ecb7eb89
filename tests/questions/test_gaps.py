"""Gap texts: which cards they make, and that a card keeps its name while other gaps are edited."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from studyapp.questions.marking.gaps import read_gaps, slug_of, sub_ids
from studyapp.questions.registry import question_type

if TYPE_CHECKING:
    from studyapp.questions.question import Question


def questions(text: str) -> dict[str, Question]:
    return dict(question_type("cloze").build({"cloze": text}, "en").questions)


def prompts(text: str) -> dict[str, str]:
    return {name: question.ask("typed", Random(1)).prompt for name, question in questions(text).items()}


def test_each_gap_is_a_card_and_the_others_are_shown() -> None:
    assert prompts("In {{Beijing}} since {{2016::year}}.") == {
        "beijing": "In […] since 2016.",
        "2016": "In Beijing since [year].",
    }


def test_gaps_with_one_number_are_one_card() -> None:
    text = "{{c1::April::month}} {{c1::2010}}, then {{c2::2016}}"
    assert prompts(text) == {"c1": "[month] […], then 2016", "c2": "April 2010, then […]"}
    assert questions(text)["c1"].expected() == "April; 2010"


def test_the_same_words_twice_in_a_group_are_asked_once() -> None:
    assert questions("{{c1::Rome}} is {{c1::Rome}}")["c1"].expected() == "Rome"


def test_the_question_does_not_give_the_answer_away() -> None:
    assert "Beijing" not in questions("In {{Beijing}}.")["beijing"].text


def test_gaps_keep_their_names_while_others_change() -> None:
    before = set(prompts("A {{b}} c {{d}} e {{c1::f}}"))
    after = set(prompts("Quite another text: {{new}}, {{c1::f}} and {{d}}, {{b}}"))
    assert before <= after


def test_equal_gaps_and_odd_ones_get_names_of_their_own() -> None:
    assert list(prompts("{{a}} {{A!}} {{c1}} {{c1::x}} {{++}} {{São Paulo}} {{北京}}")) == [
        "a",
        "a-2",
        "c1-gap",
        "c1",
        "u2b-u2b",
        "sao-paulo",
        "北京",
    ]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_names_are_unique_and_usable_in_a_key(texts: list[str]) -> None:
    gaps = read_gaps(" ".join("{{" + text + "}}" for text in texts)).gaps
    names = sub_ids(gaps)
    assert sorted(place for places in names.values() for place in places) == list(range(len(gaps)))
    assert all(name and "/" not in name and not any(map(str.isspace, name)) for name in names)


@given(st.text(min_size=1))
def test_a_slug_is_short_and_never_empty(text: str) -> None:
    assert 0 < len(slug_of(text)) <= 50


def test_other_wordings_of_one_gap_among_several() -> None:
    made = question_type("cloze").build({"cloze": "{{UK}} and {{USA}}", "accept": ["UK = Great Britain"]}, "en")
    assert not made.findings
    asked = made.questions["uk"].ask("typed", Random(1))
    assert made.questions["uk"].mark(asked, "Great Britain").outcome == "correct"  # type: ignore[union-attr] # a verdict
    assert made.questions["usa"].mark(asked, "Great Britain").outcome == "wrong"  # type: ignore[union-attr] # a verdict
