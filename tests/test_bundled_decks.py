"""The decks that come with the program: free of problems, proven against their source, and fair."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from studyapp.decks.checks.checking import parse
from studyapp.decks.checks.entry import read_entries
from studyapp.decks.reader import read_deck
from studyapp.questions.question import CHOICE, TYPED, Outcome, Verdict
from studyapp.questions.registry import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.deck import Card, Deck

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "../shared/source/article.txt"
COPIED_WORDS = 8
EVIDENCE_WORDS = 7


@cache
def bundled(name: str) -> Deck:
    deck = read_deck(ROOT / "decks" / f"{name}.deck.yaml").deck
    assert deck is not None
    return deck


@cache
def cards(name: str = "nuclear-security-coe") -> tuple[Card, ...]:
    deck = bundled(name)
    return tuple(deck.card(key) for key in deck.keys)


@cache
def paragraphs() -> tuple[str, ...]:
    if not ARTICLE.exists():
        pytest.skip("the source text of the deck is not beside this checkout")
    text = ARTICLE.read_text(encoding="utf-8")
    return tuple(block.strip() for block in re.split(r"\n\s*\n", text) if block.strip())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + COPIED_WORDS]) for start in range(len(found) - COPIED_WORDS + 1)}


def cited_paragraph(card: Card) -> int:
    assert card.citation is not None, card.key
    assert card.citation.paragraph is not None, card.key
    return card.citation.paragraph


def card_called(key: str) -> Card:
    return bundled("nuclear-security-coe").card(f"nuclear-security-coe/{key}")


@pytest.mark.parametrize("name", ["nuclear-security-coe", "tour"])
def test_a_bundled_deck_has_no_problem(name: str) -> None:
    assert [str(problem) for problem in read_deck(ROOT / "decks" / f"{name}.deck.yaml").problems] == []
    assert bundled(name).id == name


def test_the_deck_is_large_and_every_card_of_its_own() -> None:
    assert len(cards()) >= 70
    assert len({(card.question.text, card.question.expected()) for card in cards()}) == len(cards())


def test_every_card_cites_a_paragraph_with_short_evidence() -> None:
    for card in cards():
        assert cited_paragraph(card) >= 1
        assert card.citation is not None
        assert card.citation.ref in bundled("nuclear-security-coe").sources
        assert card.citation.evidence, card.key
        assert all(len(words(fragment.text)) <= EVIDENCE_WORDS for fragment in card.citation.evidence), card.key


def test_every_fragment_of_evidence_stands_in_the_cited_paragraph() -> None:
    missing = [
        (card.key, fragment.text)
        for card in cards()
        if card.citation is not None
        for fragment in card.citation.evidence
        if fragment.text not in paragraphs()[(fragment.paragraph or cited_paragraph(card)) - 1]
    ]
    assert missing == []


def test_names_and_figures_of_answers_stand_in_the_cited_paragraph() -> None:
    # Dates are left out: several of them are worked out of what the paragraph says.
    ungrounded = [
        (card.key, name)
        for card in cards()
        if card.type not in {"date", "truefalse"}
        for name in re.findall(r"\b[A-Z][\w-]+|\d[\d,]*", card.question.expected())
        if name.casefold() not in paragraphs()[cited_paragraph(card) - 1].casefold()
    ]
    assert ungrounded == []


def test_every_paragraph_of_the_source_is_covered() -> None:
    covered = {cited_paragraph(card) for card in cards()}
    assert covered == set(range(1, len(paragraphs()) + 1))


def test_no_sentence_of_the_source_is_copied() -> None:
    source = runs(" ".join(paragraphs()))
    path = ROOT / "decks/nuclear-security-coe.deck.yaml"
    parsed = parse(path.read_bytes(), path)
    records = [entry.record for entry in read_entries(parsed)]
    written = [parsed.header.description]
    for record in records:
        written += own_texts([record.hint, record.explanation, list(record.values.values())])
    assert len(written) > 5 * len(records)
    assert [(text, run) for text in written for run in runs(text) & source] == []


def own_texts(value: object) -> Iterator[str]:
    """Yield the texts within a value of a card."""
    if isinstance(value, str):
        yield value
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from own_texts(item)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("coe-inaugurated", "2016-03-18"),
        ("coe-groundbreaking", "2013"),
        ("coe-agreement-date", "2011-01"),
        ("dialogue-month", "2016-02"),
        ("first-nss-date", "2010-04"),
        ("intent-date", "2015-09"),
        ("network-date", "2016-04-01"),
        ("nss-2016-close", "2016-04-01"),
        ("nss-2016-photo-date", "2016-04-01"),
        ("white-paper-date", "2016-01"),
        ("article-date", "2016-04-04"),
        ("coe-capacity", "2000 people"),
        ("coe-capacity", "2,000"),
        ("coe-building-time", "3 years"),
        ("coe-building-time", "three"),
        ("coe-building-time", "3"),
        ("coe-name", "the Centre of Excellence"),
        ("coe-district", "fangshan district"),
        ("coe-region", "the Asia Pacific"),
        ("caea-name", "the China Atomic Energy Authority"),
        ("doe-name", "US Department of Energy"),
        ("iaea-name", "the international atomic energy agency"),
        ("nss-2016-number", "the fourth"),
        ("coe-first-announced-by", "President Hu Jintao"),
        ("zhang-name", "Zhang Hui"),
        ("intent-kind", "a statement of intent"),
        ("obama-remaining", "nuclear and radioactive"),
        ("wang-areas", "radioactive sources, radiation detection at customs, low enriched reactors"),
        ("zhang-threats", "terrorism and proliferation"),
        ("strains", "cybersecurity, the South China Sea"),
        ("article-writers", "sun ruijun; chang yuan; xiong maoling"),
    ],
)
def test_a_fair_answer_is_right(key: str, answer: str) -> None:
    assert typed_outcome(card_called(key), answer) is Outcome.CORRECT


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("coe-inaugurated", "2016-04-18"),
        ("coe-groundbreaking", "2016"),
        ("coe-capacity", "20,000"),
        ("coe-district", "Fengtai"),
        ("coe-region", "Asia"),
        ("caea-name", "China Atomic Energy Agency"),
        ("iaea-name", "International Atomic Energy Authority"),
        ("ciis-name", "Institute of International Studies"),
        ("pessimists-issue", "East China Sea"),
        ("yang-name", "Wang"),
        ("wang-name", "Yang"),
        ("wu-name", "Hu"),
        ("zhang-name", "Chang"),
    ],
)
def test_a_confusable_answer_is_not_right(key: str, answer: str) -> None:
    assert typed_outcome(card_called(key), answer) is not Outcome.CORRECT


def typed_outcome(card: Card, answer: str) -> Outcome:
    verdict = card.question.mark(card.question.ask(card.question.forms[-1], Random(1)), answer)
    assert isinstance(verdict, Verdict), verdict
    return verdict.outcome


@pytest.mark.parametrize("name", ["nuclear-security-coe", "tour"])
def test_exactly_one_option_of_a_choice_is_right_and_the_answer_may_be_typed(name: str) -> None:
    for card in cards(name):
        for form in {CHOICE, TYPED} & set(card.question.forms):
            asked = card.question.ask(form, Random(1))
            texts = [option.text for option in asked.options] or [card.question.expected()]
            verdicts = [card.question.mark(asked, text) for text in texts]
            right = [v for v in verdicts if isinstance(v, Verdict) and v.outcome is Outcome.CORRECT]
            assert len(right) == 1, (card.key, form, verdicts)


def test_the_right_option_does_not_show_by_its_length() -> None:
    longest = shortest = choices = 0
    for card in cards():
        if card.type != "choice":
            continue
        answer = len(card.question.expected())
        others = [len(option.text) for option in card.question.ask(CHOICE, Random(1)).options]
        choices += 1
        longest += answer == max(others) and others.count(answer) == 1
        shortest += answer == min(others) and others.count(answer) == 1
    assert choices >= 20
    assert longest <= 0.4 * choices
    assert shortest <= 0.4 * choices


def test_true_and_false_statements_are_balanced() -> None:
    answers = [card.question.answer_key() for card in cards() if card.type == "truefalse"]
    share = answers.count(answers[0]) / len(answers)
    assert 0.3 <= share <= 0.7


def test_the_tour_shows_every_question_type() -> None:
    assert {card.type for card in cards("tour")} == set(NAMES)
    assert all(card.explanation for card in cards("tour"))
