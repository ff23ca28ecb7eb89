"""Close answers are looked for when an answer is marked or kept, not when a deck is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studyapp.decks.close_answers import RivalsToFind
from studyapp.questions import rivals as rivals_module
from studyapp.questions.question import Asked, Outcome, Verdict
from studyapp.questions.typed import Typed
from tests.decks.reading import read_cards

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studyapp.decks.deck import Deck

CARDS = (
    "  - {id: up, type: typed, question: Too high?, answer: hypertension}\n"
    "  - {id: down, type: typed, question: Too low?, answer: hypotension}\n"
    "  - {id: gaps, type: cloze, cloze: 'Not {{hypotensiom}} but {{something}}'}\n"
    "  - {id: far, type: typed, question: Where?, answer: Fangshan}\n"
)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many answers were compared in each search."""
    found: list[int] = []
    find = rivals_module.find_rivals

    def noted(
        answers: Mapping[tuple[int, str], Sequence[str]], language: str
    ) -> Mapping[tuple[int, str], Sequence[str]]:
        found.append(len(answers))
        return find(answers, language)

    monkeypatch.setattr(rivals_module, "find_rivals", noted)
    return found


def _deck() -> Deck:
    deck = read_cards(CARDS).deck
    assert deck is not None
    return deck


def _mark(deck: Deck, key: str, given: str) -> Outcome:
    verdict = deck.card(key).question.mark(Asked("typed", ""), given)
    assert isinstance(verdict, Verdict)
    return verdict.outcome


def test_reading_and_asking_look_for_none(searches: list[int]) -> None:
    deck = _deck()
    cards = [deck.card(key) for key in deck.keys]
    assert [card.question.text for card in cards if card.question.forms]
    assert [card.question.answer_key() for card in cards]
    assert searches == []


def test_the_first_answer_that_is_marked_looks_for_all_of_the_deck_at_once(searches: list[int]) -> None:
    deck = _deck()
    assert _mark(deck, "d/up", "hypotension") is Outcome.WRONG
    assert _mark(deck, "d/down", "hypertension") is Outcome.WRONG
    assert _mark(deck, "d/far", "Fangshan") is Outcome.CORRECT
    assert searches == [5]


def test_every_card_and_gap_has_its_own() -> None:
    deck = _deck()
    found = {key: sorted(getattr(deck.card(key).question, "rivals", ())) for key in deck.keys}
    near = {key: rivals for key, rivals in found.items() if rivals}
    assert {key.rpartition("/")[2]: rivals for key, rivals in near.items()} == {
        "up": ["hypotension"],
        "down": ["hypertension", "hypotensiom"],
        "hypotensiom": ["hypotension"],
    }


def test_what_is_still_to_be_found_is_a_sequence_like_any_other() -> None:
    looked: list[int] = []

    def find() -> tuple[str, ...]:
        looked.append(1)
        return ("a", "b")

    rivals = RivalsToFind(find)
    assert looked == []
    assert rivals == ("a", "b")
    assert Typed("?", "c", rivals=("a", "b")) == Typed("?", "c", rivals=rivals)
    assert rivals != ("a",)
    assert (len(rivals), rivals[0], rivals[1:], list(rivals)) == (2, "a", ("b",), ["a", "b"])
    assert hash(rivals) == hash(("a", "b"))
