from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks import ids
from studyapp.decks.checks.checking import parse
from studyapp.decks.header import valid_id
from studyapp.decks.ids import with_ids
from studyapp.decks.reader import parse_deck
from studyapp.decks.slugs import LONGEST, Slugs, slug

if TYPE_CHECKING:
    from studyapp.decks.parsed import ParsedDeck

PATH = Path("d.deck.yaml")
TEXTS = st.sampled_from(
    ["What is it?", "Wo ist Köln?", "столица России", "水?", "no", "12:30", "👩‍🔬", "Ça va?", "x" * 90]
)
LAYOUTS = (
    "  - question: {q}\n    answer: b\n",
    '  -   "question": "{q}"   # why\n      answer: b\n',
    "  - {{question: '{q}', answer: b}}\n",
    "  - {{ 'question': '{q}',\n      answer: b }}   # flow\n",
    "  -\n    # before\n    question: {q}\n    answer: |\n      b\n      c\n",
    "  - id: own-{n}\n    question: {q}\n    answer: b\n",
    '  - {{"question": "{q}", "answer": "b"}}\n',
    "  - answer: b\n    question: >-\n      {q}\n      and more\n\n",
    "  - ? question\n    : {q}\n    ? answer\n    : b\n",
    "  - type: cloze\n    cloze: '{q} is {{{{a}}}} or {{{{b}}}}'\n",
)
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def decks(draw: st.DrawFn) -> bytes:
    cards = draw(st.lists(st.tuples(st.sampled_from(LAYOUTS), TEXTS), min_size=1, max_size=8))
    body = "".join(layout.format(q=text, n=number) for number, (layout, text) in enumerate(cards))
    text = f"# first\nstudyapp: 1\nid: d\ntitle: Ü\ncards:  # here\n{body}"
    text = draw(st.sampled_from(["", "\ufeff"])) + text + draw(st.sampled_from(["", "# last\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(ENDS)).encode()


@given(decks())
def test_ids_are_inserted_and_nothing_else_is_touched(data: bytes) -> None:
    written = with_ids(data, PATH)
    assert written.errors == ()
    assert written.refusal == ""
    assert without(written.after, [new.written for new in written.new]) == data
    again = with_ids(written.after, PATH)
    assert (again.after, again.new) == (written.after, ())


@given(decks())
def test_every_card_has_a_valid_id_of_its_own_afterwards(data: bytes) -> None:
    written = with_ids(data, PATH)
    deck = parse_deck(written.after, PATH).deck
    assert deck is not None
    assert not any("~" in key for key in deck.keys)
    assert all(valid_id(new.written) and len(new.written) <= LONGEST for new in written.new)
    before = parse_deck(data, PATH).deck
    assert before is not None
    names = {new.derived: new.written for new in written.new}
    for old, new in zip(before.keys, deck.keys, strict=True):
        assert [names.get(part, part) for part in old.split("/")] == new.split("/")
    for old, new in zip(before.keys, deck.keys, strict=True):
        assert before.card(old).question == deck.card(new).question


def without(data: bytes, ids: list[str]) -> bytes:
    """Take the first insertion of each id out again."""
    for name in ids:
        pattern = re.compile(rb'id: %b(?:, |(?:\r\n|\n) *)|"id": "%b", ' % ((re.escape(name.encode()),) * 2))
        data, count = pattern.subn(b"", data, count=1)
        assert count == 1, name
    return data


@pytest.mark.parametrize("broken", ["  - question: q\n", "  - {question: q, answer: a}\n  - {question: [}\n"])
def test_a_deck_with_errors_is_left_alone(broken: str) -> None:
    data = f"studyapp: 1\nid: d\ntitle: D\ncards:\n  - {{question: one, answer: a}}\n{broken}".encode()
    written = with_ids(data, PATH)
    assert written.errors
    assert written.after == data
    assert written.new == ()


def test_a_deck_of_ten_thousand_cards_gets_distinct_ids() -> None:
    cards = b"".join(b"  - {question: What is the word?, answer: w%d}\n" % (n // 2) for n in range(10_000))
    written = with_ids(b"studyapp: 1\nid: d\ntitle: D\ncards:\n" + cards, PATH)
    assert written.refusal == ""
    assert len({new.written for new in written.new}) == 10_000


def test_ids_take_one_pass_however_many_cards_lack_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(data: bytes, path: Path) -> ParsedDeck:
        read.append(len(data))
        return parse(data, path)

    monkeypatch.setattr(ids, "parse", counted)
    cards = b"".join(b"  - {question: Which is word %d?, answer: w}\n" % n for n in range(300))
    assert len(with_ids(b"studyapp: 1\nid: d\ntitle: D\ncards:\n" + cards, PATH).new) == 300
    assert len(read) == 2, "once as it was, and once to see that nothing but ids has changed"


def test_an_id_that_is_taken_in_other_capitals_is_not_given_again() -> None:
    data = b"studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: Word, question: a, answer: b}\n  - {question: word, answer: c}\n"
    assert [new.written for new in with_ids(data, PATH).new] == ["word-c"]


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        (["What is the capital of France?"], "en", "capital-france"),
        (["Wie groß ist Österreich?"], "de", "gross-oesterreich"),
        (["Où est l'été à Besançon?"], "fr", "lete-besancon"),
        (["столица России"], "ru", "stolitsa-rossii"),
        (["水是什么？"], "zh", "水是什么"),
        (["Is it?"], "en", "is-it"),
        (["?!", "…"], "en", "card"),
        (["?!", "Paris"], "en", "paris"),
        (["12"], "en", "card-12"),
        (["2016-03"], "en", "card-2016-03"),
        (["No."], "en", "card-no"),
        (["null"], "de", "card-null"),
        (["1e5"], "en", "card-1e5"),
    ],
)
def test_slugs_say_what_the_card_is_about(texts: list[str], language: str, expected: str) -> None:
    assert slug(texts, language) == expected


@given(st.lists(st.text(max_size=60), min_size=1, max_size=2), st.sampled_from(["en", "de", "zh", "xx"]))
def test_slugs_are_valid_ids_whatever_the_text(texts: list[str], language: str) -> None:
    slugs = Slugs((), language)
    first, second = slugs.make(texts), slugs.make(texts)
    assert first != second
    for made in (first, second):
        assert valid_id(made), made
        assert len(made) <= LONGEST
