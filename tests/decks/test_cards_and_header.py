"""What the reader makes of the top level and of the fields that all cards share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks.deck import Citation, ExamBlock, Fragment, Source
from studyapp.decks.nearest import nearest
from studyapp.questions.registry import NAMES, question_type
from tests.decks.reading import HEADER, codes, names, places, read, read_cards

CARD = "  - {id: a, question: One, answer: x}\n"


def test_a_whole_deck_is_read() -> None:
    text = (
        "studyapp: 1\nid: d\ntitle: T\ndescription: D\nlanguage: zh-Hans\nrecall_after: 2.5\n"
        "exam: {questions: 10, pass: 60%, weights: {a: 2}}\n"
        "sources:\n  s: {title: A, publisher: B, date: 2016-04-04, url: u, author: C}\n  t: Only a title\n"
        "cards:\n  - id: a\n    question: One\n    answer: x\n    hint: h\n    explanation: e\n    tags: [p, q]\n"
        "    source: {ref: s, paragraph: 3, evidence: [f, {text: g, paragraph: 7}]}\n"
        "  - {id: b, question: Two, answer: y, source: t, tags: p}\n"
    )
    result = read(text)
    assert codes(result) == []
    deck = result.deck
    assert deck is not None
    assert (deck.id, deck.title, deck.description, deck.language, deck.recall_after_days) == (
        "d",
        "T",
        "D",
        "zh-Hans",
        2.5,
    )
    assert deck.exam == ExamBlock(questions=10, pass_percent=60.0, weights={"a": 2.0})
    assert deck.sources == {"s": Source("s", "A", "B", "2016-04-04", "u", "C"), "t": Source("t", "Only a title")}
    first, second = (deck.card(key) for key in deck.keys)
    assert (first.hint, first.explanation, first.tags, first.line) == ("h", "e", ("p", "q"), 12)
    assert first.citation == Citation("s", 3, (Fragment("f"), Fragment("g", 7)))
    assert second.citation == Citation("t")
    assert second.tags == ("p",)


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        ("[]", "empty"),
        ("[{paragraph: 3}]", "missing-key"),
        ("[{text: f, paragraf: 3}]", "unknown-key"),
        ("[{text: f, paragraph: zero}]", "bad-number"),
        ("[{text: [f]}]", "wrong-shape"),
        ("[[f]]", "wrong-shape"),
    ],
)
def test_evidence_that_is_none_is_told(evidence: str, code: str) -> None:
    text = f"{HEADER}sources: {{s: S}}\ncards:\n  - {{id: a, question: One, answer: x, source: {{ref: s, evidence: {evidence}}}}}\n"
    assert codes(read(text.replace("cards:\ncards:", "cards:"))) == [code]


def test_what_is_missing_at_the_top_is_made_up_and_said() -> None:
    result = read("cards:\n" + CARD)
    assert codes(result) == ["missing-key"] * 3
    assert result.deck is not None
    assert (result.deck.id, result.deck.title) == ("d", "d")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("studyapp: 2", "newer-format"),
        ("studyapp: one", "format-version"),
        ("titel: x", "unknown-key"),
        ("language: not a code", "bad-language"),
        ("recall_after: soon", "bad-number"),
        ("recall_after: nan", "bad-number"),
        ("sources: [a]", "wrong-shape"),
        ("defaults: x", "wrong-shape"),
        ("exam: {question: 3}", "unknown-key"),
        ("exam: [3]", "wrong-shape"),
        ("exam: {questions: none}", "bad-number"),
        ("exam: {questions: 0}", "bad-number"),
        ("exam: {minutes: 100000}", "bad-number"),
        ("exam: {pass: 0.7}", "bad-number"),
        ("exam: {pass: 101%}", "bad-number"),
        ("exam: {weights: [a]}", "wrong-shape"),
        ("exam: {weights: {a: -1}}", "bad-number"),
        ("title: [a]", "wrong-shape"),
        ("id: a/b", "bad-id"),
        ("id: ..", "bad-id"),
    ],
)
def test_mistakes_at_the_top_have_a_place(line: str, code: str) -> None:
    kept = [each for each in HEADER.splitlines() if each.split(":")[0] != line.split(":", maxsplit=1)[0]]
    result = read("\n".join([*kept, line]) + "\ncards:\n" + CARD)
    assert (len(kept) + 1, code) in [(at, name) for at, _, name in places(result)]
    assert names(result) == (() if code == "newer-format" else names(result))


def test_defaults_fill_what_a_card_lacks() -> None:
    result = read(
        HEADER + "defaults: {type: typed, hint: all, tags: [t]}\ncards:\n"
        "  - {id: a, question: One, answer: x}\n  - {id: b, type: flashcard, question: Two, answer: y, hint: own}\n"
    )
    assert codes(result) == []
    assert result.deck is not None
    assert [(card.type, card.hint, card.tags) for card in map(result.deck.card, result.deck.keys)] == [
        ("typed", "all", ("t",)),
        ("flashcard", "own", ("t",)),
    ]


def test_a_cloze_gives_a_card_for_each_gap() -> None:
    result = read_cards("  - {id: a, type: cloze, text: 'The {{capital}} of {{China}} lies north', question: 'x'}\n")
    fields = {field.name for field in question_type("cloze").fields if field.required}
    (name,) = fields
    result = read_cards(f"  - id: a\n    type: cloze\n    {name}: The {{{{capital}}}} of {{{{China}}}}\n")
    assert codes(result) == []
    assert result.deck is not None
    assert len(result.deck.keys) == 2
    for key in result.deck.keys:
        card = result.deck.card(key)
        assert key.startswith("d/a/")
        assert (card.key, card.note) == (key, "d/a")


def test_an_unknown_key_leaves_the_card_studyable() -> None:
    result = read_cards("  - {id: a, question: One, answer: x, hnt: y}\n")
    assert places(result) == [(5, 39, "unknown-key")]
    assert "`hint`" in result.problems[0].mend
    assert names(result) == ("a",)


def test_ids_used_twice_name_both_lines_and_the_first_card_stays() -> None:
    result = read_cards(CARD + "  - {id: a, question: Two, answer: y}\n")
    assert places(result) == [(6, 10, "duplicate-id")]
    assert "line 5" in result.problems[0].message
    assert names(result) == ("a",)


def test_cards_without_an_id_are_named_by_their_content() -> None:
    first = read_cards("  - {question: One, answer: x}\n  - {question: Two, answer: y}\n")
    second = read_cards("  - {question: Two, answer: z}\n")
    assert codes(first) == ["no-id"]
    assert names(first)[1:] == names(second)
    assert all(name.startswith("~") for name in names(first))


def test_the_same_question_twice_without_an_id_gives_two_cards() -> None:
    result = read_cards("  - {question: One, answer: x}\n" * 3)
    assert len(set(names(result))) == 3
    assert codes(result).count("same-question") == 2


def test_a_dead_source_is_told_with_the_nearest() -> None:
    result = read(
        HEADER
        + "sources: {xinhua-2016: {title: T}}\ncards:\n  - {id: a, question: One, answer: x, source: {ref: xinhua-2015}}\n"
    )
    assert codes(result) == ["unknown-source"]
    assert "xinhua-2016" in result.problems[0].mend
    assert names(result) == ("a",)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("answer: x", "missing-key"),
        ("question: [a], answer: x", "wrong-shape"),
        ("question: '', answer: x", "empty"),
        ("question: One, answer: x, source: {paragraph: 1}", "missing-key"),
        ("question: One, answer: x, source: {ref: s, paragraph: first}", "bad-number"),
        ("question: One, answer: x, tags: {a: b}", "wrong-shape"),
        ("type: typed, question: One, answer: x, wrong: [{feedback: f}]", "missing-key"),
        ("type: typed, question: One, answer: x, wrong: [{text: a, fixed: maybe}]", "not-a-flag"),
    ],
)
def test_mistakes_in_a_card_have_a_place(fields: str, code: str) -> None:
    result = read_cards(f"  - {{id: a, {fields}}}\n  - {{id: b, question: Two, answer: x}}\n")
    assert code in codes(result)
    assert all(problem.line == 5 and problem.column > 0 for problem in result.problems)
    assert names(result)[-1] == "b"


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_every_question_type_is_a_good_card(name: str) -> None:
    example = question_type(name).example
    lines = example.splitlines()
    if not lines[0].startswith("- "):
        lines = [("- " if n == 0 else "  ") + line for n, line in enumerate(lines)]
    result = read_cards("\n".join("  " + line for line in lines) + "\n")
    assert [
        problem for problem in result.problems if problem.severity == "error" and problem.code != "unknown-source"
    ] == []
    assert result.deck is not None


@given(st.text(max_size=200), st.lists(st.text(max_size=50), max_size=10))
def test_the_nearest_name_is_a_known_one(name: str, known: list[str]) -> None:
    assert nearest(name, known) in {None, *known}


@pytest.mark.parametrize(
    ("name", "meant"),
    [("qestion", "question"), ("Question", "question"), ("recall-after", "recall_after"), ("zzz", None)],
)
def test_the_nearest_name_is_the_one_that_was_meant(name: str, meant: str | None) -> None:
    assert nearest(name, ["question", "answer", "recall_after"]) == meant


@pytest.mark.parametrize(
    ("card", "mend"),
    [
        ("question: One", "Write `answer:` and its text."),
        ("type: choice, question: One, answer: x", "Write `wrong: [one, another]`."),
        ("type: order, question: One", "Write `items: [one, another]`."),
        ("type: match, question: One", "Write `pairs:` and below it one `left: right` a line."),
        ("type: truefalse, question: One", "Write `answer: true` or `answer: false`."),
    ],
)
def test_what_is_missing_is_asked_for_in_the_way_it_is_written(card: str, mend: str) -> None:
    (problem,) = read_cards(f"  - {{id: a, {card}}}\n").problems
    assert (problem.code, problem.mend) == ("missing-key", mend)
