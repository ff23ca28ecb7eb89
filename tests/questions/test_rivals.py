"""Answers of one deck that lie close together: found, and then told apart strictly."""

from __future__ import annotations

import random

import pytest

from studyapp.questions.choice import Choice
from studyapp.questions.marking.distance import forgiven, mistakes
from studyapp.questions.question import Asked, Option, Outcome, Verdict
from studyapp.questions.rivals import find_rivals, near_words, with_rivals
from studyapp.questions.typed import Typed


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hypertension", "hypotension"),
        ("ileum", "ilium"),
        ("pêche", "péché"),
        ("Nuclear Security Summit", "Nuclear Safety Summits"),
        ("Slovakia", "Slovenia"),
        ("World Health Organisation", "Wold Health Organisation"),
    ],
)
def test_near_answers_are_rivals_of_each_other(left: str, right: str) -> None:
    near = left != "Nuclear Security Summit"
    expected = {"a": (right,), "b": (left,)} if near else {}
    assert find_rivals({"a": [left], "b": [right], "c": ["something else"]}) == expected


@pytest.mark.parametrize("same", ["Beijing", "beijing.", "the Beijing", "BEIJING", "Bei-jing"])
def test_one_answer_written_differently_is_no_rival(same: str) -> None:
    assert find_rivals({"a": ["Beijing"], "b": [same]}) == {}


def test_words_with_figures_are_no_rivals_for_they_must_be_typed_exactly() -> None:
    assert find_rivals({str(n): [f"Room {n:05}", f"item{n:05}"] for n in range(100)}) == {}


def test_a_cards_own_wordings_are_no_rivals() -> None:
    assert find_rivals({"a": ["colour blindness", "color blindness"]}) == {}


def test_near_words_are_all_found() -> None:
    rng = random.Random(5)
    letters = "abcdefghijklmnop"
    words = {"".join(rng.choice(letters) for _ in range(rng.randint(5, 11))) for _ in range(200)}
    for word in sorted(words):
        place = rng.randrange(len(word) - 1)
        words.add(word[:place] + rng.choice(letters) + word[place + 1 :])
        words.add(word[:place] + word[place + 1] + word[place] + word[place + 2 :] + rng.choice(letters))
    found = near_words(words)
    for one in words:
        expected = {
            other
            for other in words - {one}
            if mistakes(one, other, 2) <= min(2, max(forgiven(one), forgiven(other)) + 1)
        }
        assert expected <= {other for other, _ in found.get(one, ())}


def test_a_rivals_answer_is_wrong_and_the_reason_says_so() -> None:
    question = with_rivals(Typed("?", "hypertension"), ("hypotension",))
    verdict = question.mark(Asked("typed", ""), "hypotension")
    assert isinstance(verdict, Verdict)
    assert verdict.outcome is Outcome.WRONG
    assert "another question" in verdict.reason


def test_a_slip_that_leads_half_way_to_a_rival_is_not_forgiven() -> None:
    def outcome(question: object, given: str) -> Outcome:
        assert isinstance(question, Typed)
        verdict = question.mark(Asked("typed", ""), given)
        assert isinstance(verdict, Verdict)
        return verdict.outcome

    assert outcome(Typed("?", "Slovakia"), "Slovania") is Outcome.CORRECT
    warned = with_rivals(Typed("?", "Slovakia"), ("Slovenia",))
    assert outcome(warned, "Slovania") is Outcome.WRONG
    assert outcome(warned, "Slovaki") is Outcome.CORRECT
    warned = with_rivals(Typed("?", "ileum"), ("ilium",))
    assert outcome(Typed("?", "ileum"), "ileun") is Outcome.CORRECT
    assert outcome(warned, "ileun") is Outcome.WRONG


def test_types_without_words_stay_as_they_are() -> None:
    question = Choice("?", Option("a"), (Option("b"),))
    assert with_rivals(question, ("c",)) is question


def test_work_grows_with_the_number_of_cards_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(left: str, right: str, limit: int) -> int:
        nonlocal compared
        compared += 1
        return mistakes(left, right, limit)

    monkeypatch.setattr("studyapp.questions.rivals.mistakes", counting)
    rng = random.Random(1)
    answers = {str(n): ["".join(rng.choice("abcdefghijklmnop") for _ in range(9))] for n in range(2_000)}
    find_rivals(answers)
    assert compared < 20 * len(answers)
