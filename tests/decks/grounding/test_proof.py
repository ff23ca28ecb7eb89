from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studyapp.decks.checks.checking import check_deck
from studyapp.decks.grounding.facts import Facts
from studyapp.decks.grounding.paragraphs import paragraphs
from studyapp.decks.grounding.proof import Proof, Reference, prove

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[3]
ARTICLE = ROOT / "../shared/source/article.txt"
DECK = ROOT / "decks/nuclear-security-coe.deck.yaml"
HEAD = "studyapp: 1\nid: d\ntitle: D\nsources:\n  s: {title: S, date: 2016-04-04}\ncards:\n"
TEXT = """\
A heading

The centre in Fangshan District, opened by Xi on March 18,
can train 2,000 people a year and has cost 2.5 million dollars.

Three years after the U.S. agreed in April 2010, PresidentHu spoke “about it” in Washington.

Nobody ever asks about the fourth block of this text, which is long enough.
"""


def proof(cards: str, text: str = TEXT, head: str = HEAD) -> Proof:
    checked = check_deck((head + cards).encode(), Path("d.deck.yaml"))
    assert checked.text is not None
    reference = Reference("s", "text.txt", paragraphs(text))
    return prove(checked.entries, checked.parsed.header.sources, reference, checked.text, "d.deck.yaml")


def codes(cards: str) -> list[str]:
    return [problem.code for problem in proof(cards).problems]


def card(answer: str, paragraph: int, evidence: Sequence[str], kind: str = "typed", explanation: str = "") -> str:
    fragments = ", ".join(fragment if fragment.startswith("{") else f"'{fragment}'" for fragment in evidence)
    more = f"\n    explanation: '{explanation}'" if explanation else ""
    return (
        f"  - id: a\n    type: {kind}\n    question: What?\n    answer: {answer}{more}\n"
        f"    source: {{ref: s, paragraph: {paragraph}, evidence: [{fragments}]}}\n"
    )


@pytest.mark.parametrize(
    ("answer", "kind", "paragraph"),
    [
        ("Fangshan", "typed", 2),
        ("FANGSHAN DISTRICT", "typed", 2),
        ("the District of Fangshan", "typed", 2),
        ("2000", "number", 2),
        ("2 000", "number", 2),
        ("2,500,000", "number", 2),
        ("2.5 million", "number", 2),
        ("3", "number", 3),
        ("three", "number", 3),
        ("2016-03-18", "date", 2),
        ("2010-04", "date", 3),
        ("PresidentHu", "typed", 3),
        ("US", "typed", 3),
        ("something quite different in small letters", "flashcard", 2),
        ("Training people of Fangshan", "flashcard", 2),
        ("Because of Fangshan", "flashcard", 2),
    ],
)  # fmt: skip
def test_answers_are_found_however_they_are_written(answer: str, kind: str, paragraph: int) -> None:
    assert codes(card(answer, paragraph, [], kind)) == []


@pytest.mark.parametrize(
    ("answer", "kind", "paragraph"),
    [
        ("Fengtai", "typed", 2),
        ("Fangshan", "typed", 3),
        ("20,000", "number", 2),
        ("200", "number", 2),
        ("2016-03-19", "date", 2),
        ("2016-04-18", "date", 2),
        ("2015-03-18", "date", 2),
        ("2010-05", "date", 3),
        ("Page Stoutland of the centre", "flashcard", 2),
        ("about 17 people", "flashcard", 2),
    ],
)
def test_what_the_paragraph_does_not_say_is_ungrounded(answer: str, kind: str, paragraph: int) -> None:
    assert set(codes(card(answer, paragraph, [], kind))) == {"ungrounded"}


@pytest.mark.parametrize(
    ("answer", "kind", "evidence"),
    [
        ("2013", "date", ["Three years after", "April 2010"]),
        ("2007", "date", ["Three years after", "April 2010"]),
        ("2016-03-18", "date", ["March 18"]),
        ("in 2013", "flashcard", ["Three years after", "April 2010"]),
        ("2010", "date", ["{text: April 2010, paragraph: 3}"]),
    ],
)
def test_a_date_is_worked_out_from_the_evidence(answer: str, kind: str, evidence: list[str]) -> None:
    paragraph = 3 if "April" in str(evidence[-1]) and "text" not in evidence[0] else 2
    assert codes(card(answer, paragraph, evidence, kind)) == []


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("2012", ["Three years after", "April 2010"]),
        ("2013-04", ["Three years after", "April 2010"]),
        ("2013", ["Three years after"]),
        ("2013", ["April 2010"]),
        ("2013", ["spoke"]),
    ],
)
def test_a_wrong_date_is_ungrounded_whatever_the_explanation_says(answer: str, evidence: list[str]) -> None:
    assert codes(card(answer, 3, evidence, "date", f"So it was {answer}.")) == ["ungrounded"]


def test_the_parts_of_two_dates_make_no_third_one() -> None:
    text = "The first summit was in April 2010. In the following January the two sides signed an agreement."
    assert codes_of("2011-01", ["April 2010", "In the following January"], text) == []
    for wrong in ("2010-01", "2011-04", "2012-01"):
        assert codes_of(wrong, ["April 2010", "In the following January"], text) == ["ungrounded"]
    assert codes_of("2011-01", [], text) == ["ungrounded"]
    assert codes_of("2010-04", [], text) == []


def codes_of(answer: str, evidence: Sequence[str], text: str) -> list[str]:
    return [problem.code for problem in proof(card(answer, 1, evidence, "date"), text).problems]


def test_a_worked_out_card_is_counted_and_the_message_says_what_follows() -> None:
    assert proof(card("2013", 3, ["Three years after", "April 2010"], "date")).coverage.worked_out == 1
    (problem,) = proof(card("2012", 3, ["Three years after", "April 2010"], "date")).problems
    assert "2007 or 2013 follows" in problem.message


def test_a_number_is_worked_out_from_two_others_and_shown_under_explanation() -> None:
    assert codes(card("4,000", 2, ["2,000 people", "2.5 million"], "number", "Twice 2,000 is 4,000.")) == ["ungrounded"]
    assert codes(card("1,250", 2, ["2,000 people", "2.5 million"], "number", "That makes 1,250 each.")) == []
    assert codes(card("1,250", 2, ["2,000 people", "2.5 million"], "number")) == ["ungrounded"]
    assert codes(card("Obama", 3, ["Three years after"], "typed", "It was Obama.")) == ["ungrounded"]


def test_evidence_may_stand_in_another_paragraph_and_covers_it() -> None:
    evidence = ["Three years after", "April 2010", "{text: opened by Xi, paragraph: 2}"]
    assert proof(card("2013", 3, evidence, "date")).coverage.uncovered == (1, 4)
    assert codes(card("2013", 3, [*evidence[:2], "{text: opened by Xi, paragraph: 4}"], "date")) == ["missing-evidence"]
    assert codes(card("2013", 3, [*evidence[:2], "{text: opened by Xi, paragraph: 9}"], "date")) == [
        "no-such-paragraph"
    ]


@pytest.mark.parametrize(
    ("fragment", "paragraph", "found"),
    [
        ("March 18, can train", 2, []),
        ('"about it"', 3, []),
        ("march 18", 2, ["missing-evidence"]),
        ("2,000 people", 3, ["missing-evidence"]),
        ("2,000 people", 9, ["no-such-paragraph"]),
    ],
)
def test_evidence_stands_in_its_paragraph_whatever_the_spaces(fragment: str, paragraph: int, found: list[str]) -> None:
    assert codes(card("x", paragraph, [fragment])) == found


def test_the_mend_names_the_paragraph_that_holds_the_evidence() -> None:
    (problem,) = proof(card("x", 3, ["2,000 people"])).problems
    assert "paragraph 2" in problem.mend
    assert problem.line == 11


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (["2,000 people", "Fangshan"], "It stands in paragraph 2."),
        (["the", "fourth block"], "It stands in paragraph 4."),
        (["the", "fourth block", "Xi"], "Copy the words"),
        (["year.", "Three"], "Copy the words"),
        ([], "Copy the words"),
    ],
)
def test_a_paragraph_that_is_not_there_is_looked_for_by_all_its_evidence(evidence: list[str], said: str) -> None:
    (problem,) = proof(card("x", 9, evidence)).problems
    assert problem.code == "no-such-paragraph"
    assert problem.mend.startswith(said)


def test_uncovered_paragraphs_are_listed_and_short_ones_do_not_count() -> None:
    found = proof(card("Fangshan", 2, []))
    assert [(problem.code, problem.line) for problem in found.source_problems] == [
        ("uncovered", 1), ("uncovered", 6), ("uncovered", 8),
    ]  # fmt: skip
    coverage = found.coverage
    assert (coverage.paragraphs, coverage.stating, coverage.covered) == (4, 3, 1)
    assert coverage.uncovered == (1, 3, 4)
    assert coverage.share == pytest.approx(1 / 3)
    assert (coverage.cards, coverage.grounded) == (1, 1)


def test_cards_without_a_paragraph_can_not_be_proven_and_other_sources_are_left_out() -> None:
    assert codes("  - {id: a, question: q, answer: a}\n") == ["uncited"]
    assert codes("  - {id: a, question: q, answer: a, source: s}\n") == ["uncited"]
    head = HEAD.replace("cards:", "  t: {title: T}\ncards:")
    assert proof("  - {id: a, question: q, answer: a, source: t}\n", head=head).problems == ()


def test_pairs_lists_and_gaps_are_looked_up_too() -> None:
    where = "source: {ref: s, paragraph: 2}"
    assert codes(f"  - {{id: a, type: list, question: q, items: [Fangshan, Haidian], {where}}}\n") == ["ungrounded"]
    assert codes(f"  - {{id: a, type: cloze, cloze: 'In {{{{Haidian}}}}.', {where}}}\n") == ["ungrounded"]
    assert codes(f"  - {{id: a, type: match, question: q, pairs: {{Obama: spoke, Xi: opened}}, {where}}}\n") == [
        "ungrounded"
    ]


def test_german_nouns_are_no_names() -> None:
    head = HEAD.replace("title: D", "title: D\nlanguage: de")
    text = "Das Zentrum liegt in Fangshan und wurde im März 2016 eröffnet, sagte Angela Merkel dort."
    good = "  - {id: a, question: q, answer: ein Haus für Schulung, source: {ref: s, paragraph: 1}}\n"
    bad = "  - {id: a, question: q, answer: es war Helmut Kohl, source: {ref: s, paragraph: 1}}\n"
    assert proof(good, text, head).problems == ()
    assert {problem.code for problem in proof(bad, text, head).problems} == {"ungrounded"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,440", {1440}),
        ("1 440", {1440}),
        ("twenty-five", {25}),
        ("3 billion", {3, 3 * 10**9}),
        ("2016-04-05", {2016, 4, 5}),
    ],
)
def test_numbers_are_read_in_any_grouping(text: str, numbers: set[int]) -> None:
    assert numbers <= Facts(text, "en").numbers


def test_paragraphs_are_blocks_between_blank_lines_whatever_the_line_ends() -> None:
    text = "\ufeff\r\n a\r\nb\r\n \t\r\n\r\nc\rd\n\ne"
    assert [(each.number, each.line, each.text) for each in paragraphs(text)] == [
        (1, 2, " a\nb"),
        (2, 6, "c\nd"),
        (3, 9, "e"),
    ]


@pytest.mark.skipif(not ARTICLE.exists(), reason="the source text of the deck is not beside this checkout")
def test_the_sample_deck_is_grounded_in_its_source_and_covers_it() -> None:
    found = sample_proof(DECK.read_text(encoding="utf-8"))
    assert [problem.message for problem in (*found.problems, *found.source_problems)] == []
    assert found.coverage.share == 1.0
    assert found.coverage.grounded == found.coverage.cards
    assert found.coverage.worked_out >= 5


@pytest.mark.skipif(not ARTICLE.exists(), reason="the source text of the deck is not beside this checkout")
@pytest.mark.parametrize("years", [-10, -2, -1, 1, 2])
def test_no_date_of_the_sample_deck_may_be_in_another_year(years: int) -> None:
    text = DECK.read_text(encoding="utf-8")
    dates = re.compile(r"^    answer: (\d{4})(?=-|$)", re.MULTILINE)
    moved = dates.sub(lambda match: f"    answer: {int(match[1]) + years}", text)
    found = sample_proof(moved)
    assert {problem.code for problem in found.problems} == {"ungrounded"}
    assert len(found.problems) == len(dates.findall(text)) >= 10


def sample_proof(deck: str) -> Proof:
    checked = check_deck(deck.encode(), DECK)
    assert checked.text is not None
    reference = Reference("xinhua-2016-04-04", "article.txt", paragraphs(ARTICLE.read_text(encoding="utf-8")))
    return prove(checked.entries, checked.parsed.header.sources, reference, checked.text, "deck")
