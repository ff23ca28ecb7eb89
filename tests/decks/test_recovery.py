"""All problems at once, and every good card beside the bad ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks import pieces
from tests.decks.reading import codes, names, places, read, read_cards

BROKEN = [
    "answer: *x y", "answer: @x", "answer: What: is", 'answer: "x" y', "answer: 'open", "answer: [a, b", "answer: {a: b",
    "answer:x\n    hint: y", "answer: > x", "answer: x\n   hint: y", "answer: x\n     hint: y", "answer: x\n\thint: y",
    "answer: &a x", "answer: !t x", "answer: x\n    answer: y", "answer: - x", "? x", 'answer: "\\q"',
]  # fmt: skip


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("broken", BROKEN)
def test_one_bad_card_hides_no_other(broken: str, indent: str, pure: bool) -> None:
    good = "- id: {0}\n  question: What is {0}?\n  answer: {0}\n"
    bad = "- id: bad\n  question: Bad?\n  " + broken.replace("\n  ", "\n") + "\n"
    cards = good.format("one") + good.format("two") + bad + good.format("three") + good.format("four")
    indented = "".join(indent + line for line in cards.splitlines(keepends=True))
    result = read_cards(indented.replace(indent + "\t", "\t"), pure=pure)
    assert names(result) == ("one", "two", "three", "four")
    assert result.problems
    assert all(11 <= problem.line <= 14 for problem in result.problems), result.problems


@given(st.lists(st.sampled_from([None, *BROKEN]), min_size=1, max_size=8))
def test_as_many_good_cards_as_were_written(kinds: list[str | None]) -> None:
    cards = [
        f"  - id: c{n}\n    question: What is c{n}?\n    {kind or f'answer: c{n}'}\n" for n, kind in enumerate(kinds)
    ]
    result = read_cards("".join(cards))
    assert names(result) == tuple(f"c{n}" for n, kind in enumerate(kinds) if kind is None)


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("broken", [kind for kind in BROKEN if "\n" not in kind])
@pytest.mark.parametrize(
    "mistaken",
    [
        "answer: C #minor",
        "answer: &a x",
        "answer: !t x",
        "anwser: x",
        "answer: [x]",
        'answer: "\\x07"',
        "id: b",
        "<<: x",
    ],
)
def test_a_mistake_stands_where_it_did_when_a_card_above_breaks(mistaken: str, broken: str, pure: bool) -> None:
    card = "  - id: {0}\n    question: Which?\n    {1}\n"
    below = card.format("b", mistaken)
    mistakes = places(read_cards(card.format("a", "answer: x") + below, pure=pure))
    assert mistakes
    assert places(read_cards(card.format("a", broken) + below, pure=pure))[-len(mistakes) :] == mistakes


@pytest.mark.parametrize("indent", [2, 4])
@pytest.mark.parametrize("slip", ["\n", "-", "x", "~", ",", "#"])
@pytest.mark.parametrize(
    "good",
    [
        "- {{id: {0}, question: What is {0}?, answer: {0}}}\n",
        "- id: {0}\n  type: choice\n  question: What is {0}?\n  answer: {0}\n  wrong:\n    - a{0}\n    - b{0}\n",
    ],
)
def test_a_slip_before_the_first_dash_hides_no_card_below(good: str, slip: str, indent: int) -> None:
    lines = "".join(map(good.format, ("one", "two", "three", "four"))).splitlines(keepends=True)
    cards = "".join(" " * indent + line for line in lines)
    for place in range(indent + 1):
        # A dash in place of a space is no slip to YAML: all cards are the list that is its first entry.
        for rest in (cards[place:], *(() if slip == "-" else (cards[place + 1 :],))):
            result = read_cards(damaged := cards[:place] + slip + rest)
            assert {"two", "three", "four"} <= set(names(result)), damaged


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize(
    "good",
    [
        "  - {{id: {0}, question: Say {0}, answer: x}}\n",
        "  - id: {0}\n    question: What is {0}?\n    answer: x\n",
    ],
)
def test_a_card_behind_a_tab_takes_no_other_with_it(good: str, pure: bool) -> None:
    behind = "\t- {id: bad, question: Bad, answer: y}\n"
    result = read_cards(good.format("one") + behind + good.format("two") + behind + good.format("three"), pure=pure)
    assert names(result) == ("one", "two", "three")
    assert codes(result) == ["tab", "tab"]
    assert codes(read_cards(behind + good.format("one"), pure=pure)) == ["tab"]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("broken", ["{id: bad", "[bad", "{", "id: bad\n    question: {", "id: bad\n    tags: [x,"])
def test_a_broken_card_before_one_behind_a_tab_is_read_once_more_only(
    broken: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MAX_BYTES_READ_AGAIN", 1000)  # so that a reader that never ends does end
    good = "  - {{id: {0}, question: Say {0}, answer: x}}\n"
    behind = "\t- {id: tab, question: Tab, answer: y}\n"
    result = read_cards(good.format("one") + f"  - {broken}\n" + behind + good.format("two"), pure=pure)
    assert names(result) == ("one", "two")
    assert codes(result)[-1] == "tab"


def test_a_list_behind_a_tab_is_part_of_its_card() -> None:
    result = read_cards(
        "  - id: a\n    question: q\n    answer: b\n    tags:\n\t- x\n  - {id: b, question: r, answer: s}\n"
    )
    assert (names(result), codes(result)) == (("b",), ["tab"])


def test_a_dash_in_the_wrong_column_is_named_and_its_card_read() -> None:
    card = "- id: {0}\n{1}  question: What is {0}?\n{1}  answer: {0}\n"
    cards = "".join(
        indent + card.format(name, indent) for name, indent in [("a", "  "), ("b", "   "), ("c", " "), ("d", "  ")]
    )
    result = read_cards(cards)
    assert places(result) == [(8, 4, "indentation"), (11, 2, "indentation")]
    assert names(result) == ("a", "b", "c", "d")


def test_a_bad_title_hides_no_card() -> None:
    result = read("studyapp: 1\nid: d\ntitle: What: is\ncards:\n  - {id: a, question: One?, answer: x}\n")
    assert (3, 8, "colon-in-text") in places(result)
    assert names(result) == ("a",)


def test_settings_below_the_cards_count() -> None:
    cards = "  - {id: a, question: Eins?, answer: x, source: s}\n"
    result = read_cards(cards + "language: de\nsources:\n  s: {title: T}\ndefaults:\n  type: typed\n")
    assert codes(result) == []
    assert result.deck is not None
    assert result.deck.language == "de"
    assert result.deck.card("d/a").type == "typed"


def test_every_kind_of_mistake_is_told_at_once() -> None:
    result = read_cards("  - id: a\n    answer: @x\n  - id: b\n    qestion: x\n  - id: b\n    type: tpyed\n  - text\n")
    assert set(codes(result)) >= {"leading-character", "unknown-key", "duplicate-id", "unknown-type", "not-a-card"}
    assert "Did you mean `question`?" in "".join(problem.mend for problem in result.problems)
    assert "Did you mean `typed`?" in "".join(problem.mend for problem in result.problems)
