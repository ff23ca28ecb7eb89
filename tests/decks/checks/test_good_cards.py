from __future__ import annotations

import pytest

from tests.decks.checks.checked import HEAD, codes_of, problems

BAD = {
    "the answer in the question": (
        "  - {id: a, type: typed, question: In which Fangshan street is it?, answer: Fangshan}\n",
        "answer-in-question",
    ),
    "a figure in the question": (
        "  - {id: a, type: number, question: Do 2000 people fit into it?, answer: 2000}\n",
        "answer-in-question",
    ),
    "a Chinese answer in a text without spaces": (
        "  - {id: a, type: typed, question: 北京在哪个国家的北京市？, answer: 北京}\n",
        "answer-in-question",
    ),
    "the answer in the hint": (
        "  - {id: a, type: typed, question: Which district?, answer: Fangshan, hint: It is Fangshan!}\n",
        "answer-in-hint",
    ),
    "an answer in another card": (
        (
            "  - {id: a, type: typed, question: In which city does the centre train people?, answer: Beijing}\n"
            "  - {id: b, question: How many people does the centre in the city of Beijing train?, answer: many}\n"
        ),
        "leaked-answer",
    ),
    "a true statement that says the answer": (
        (
            "  - {id: a, type: typed, question: Which city is the capital of Norway?, answer: Oslo}\n"
            "  - {id: b, type: truefalse, question: Oslo is the capital city of Norway., answer: true}\n"
        ),
        "leaked-answer",
    ),
    "the same question twice": (
        "  - {id: a, question: Who was it?, answer: Ann}\n  - {id: b, question: who was it, answer: Bob}\n",
        "duplicate-question",
    ),
    "the same question with and without id": (
        "  - {question: Who was it?, answer: Ann}\n  - {id: b, question: who was it, answer: Bob}\n",
        "duplicate-question",
    ),
    "a superfluous sample": (
        "  - {id: a, type: typed, question: Where?, answer: Paris, accept: [Lutetia, paris.]}\n",
        "duplicate-sample",
    ),
    "near answers": (
        (
            "  - {id: a, type: typed, question: High?, answer: hypertension}\n"
            "  - {id: b, type: typed, question: Low?, answer: hypotension}\n"
        ),
        "close-answers",
    ),
    "a day for a year": (
        "  - {id: a, type: date, question: In which year was it built?, answer: 2016-03-18}\n",
        "date-precision",
    ),
    "a year for a month": (
        "  - {id: a, type: date, question: In which month was it built?, answer: 2016}\n",
        "date-precision",
    ),
    "a long question": (f"  - {{id: a, question: {'word ' * 120}, answer: b}}\n", "long-question"),
    "a sentence to type": (
        f"  - {{id: a, type: typed, question: Why?, answer: {'because of this ' * 5}}}\n",
        "long-typed-answer",
    ),
    "a long option": (
        f"  - {{id: a, type: choice, question: Why?, answer: b, wrong: [c, {'because ' * 25}]}}\n",
        "long-option",
    ),
    "LaTeX with a character": ("  - {id: a, question: 'Is $a \\leq b$?', answer: b}\n", "latex"),
    "LaTeX without one": ("  - {id: a, question: q, answer: 'It is \\frac{a}{b}.'}\n", "unshown-maths"),
    "a zero-width space": ("  - {id: a, question: in\u200bvisible, answer: b}\n", "invisible-character"),
    "a separate accent": ("  - {id: a, question: cafe\u0301, answer: b}\n", "decomposed-text"),
}


@pytest.mark.parametrize(("cards", "code"), BAD.values(), ids=BAD)
def test_what_teaches_badly_is_reported_once(cards: str, code: str) -> None:
    assert [each for each in codes_of(cards) if each != "no-id"] == [code]


QUIET = {
    "options that the question names": (
        "  - {id: a, type: choice, question: Is it red or blue?, answer: red, wrong: [blue, green]}\n"
    ),
    "an answer that is a function word": "  - {id: a, type: typed, question: Which word joins this and that?, answer: and}\n",
    "a digit": "  - {id: a, type: number, question: How much is 2 and 2 less 2?, answer: 2}\n",
    "the answer inside a longer word": "  - {id: a, type: typed, question: Who ran the Annex?, answer: Ann}\n",
    "an answer that another card mentions in passing": (
        "  - {id: a, type: typed, question: In which city does the centre stand?, answer: Beijing}\n"
        "  - {id: b, question: Which river flows near Beijing?, answer: the Yongding}\n"
    ),
    "a false statement with the answer": (
        "  - {id: a, type: typed, question: Which city is the capital of Norway?, answer: Oslo}\n"
        "  - {id: b, type: truefalse, question: Oslo is the capital city of Norway., answer: false}\n"
    ),
    "other gaps of one text": "  - {id: a, type: cloze, cloze: 'From {{Rome}} to {{Paris}}, and back to {{Rome}}.'}\n",
    "near answers that are rejected": (
        "  - {id: a, type: typed, question: High?, answer: hypertension, reject: [hypotension]}\n"
        "  - {id: b, type: typed, question: Low?, answer: hypotension, reject: [hypertension]}\n"
    ),
    "a date as exact as asked for": "  - {id: a, type: date, question: In which year was it built?, answer: 2016}\n",
    "a date without a wish": "  - {id: a, type: date, question: When was it built?, answer: 2016-03}\n",
    "paths and patterns": (
        "  - {id: a, question: 'What is in C:\\text\\new?', answer: 'files, by \\d+ and \\s*'}\n"
        "  - {id: b, question: How much is it?, answer: $5 or $10}\n"
    ),
    "joiners that scripts need": "  - {id: a, question: 'می\u200cخواهم 👩\u200d🔬', answer: b}\n",
    "optional words and a wording without them": (
        "  - {id: a, type: typed, question: Which ocean?, answer: 'Pacific [Ocean]', accept: [the great one]}\n"
    ),
}


@pytest.mark.parametrize("cards", QUIET.values(), ids=QUIET)
def test_what_is_fine_is_left_in_peace(cards: str) -> None:
    assert codes_of(cards) == []


def choices(longest_is_right: int, of: int) -> str:
    cards = []
    for n in range(of):
        answer = "a rather long answer" if n < longest_is_right else "short"
        cards.append(
            f"  - {{id: c{n}, type: choice, question: What is {n}?, answer: {answer}, wrong: [some, middling one]}}"
        )
    return "\n".join(cards) + "\n"


@pytest.mark.parametrize(("longest", "of", "found"), [(12, 12, True), (10, 12, True), (6, 12, False), (5, 5, False)])
def test_the_longest_option_is_reported_only_when_it_is_a_pattern(longest: int, of: int, found: bool) -> None:
    assert codes_of(choices(longest, of)) == (["longest-is-right"] if found else [])


def test_places_are_those_of_the_item_meant() -> None:
    cards = "  - id: a\n    type: typed\n    question: Where?\n    answer: Paris\n    accept:\n      - Lutetia\n      - PARIS\n"
    (problem,) = problems(HEAD + cards)
    assert (problem.line, problem.column) == (11, 9)


def test_cards_in_one_line_are_told_apart() -> None:
    text = '{"studyapp": "1", "id": "d", "title": "D", "cards": [{"id": "a", "question": "q one", "answer": "b"}, '
    text += '{"id": "b", "question": "x", "answer": "\\\\frac{1}{2}"}]}\n'
    (problem,) = problems(text)
    assert text[problem.column - 1 :].startswith('"\\\\frac')


def test_unused_sources_are_noted_unless_nothing_is_cited() -> None:
    head = "studyapp: 1\nid: d\ntitle: D\nsources:\n  one: {title: One}\n  two: {title: Two}\ncards:\n"
    card = "  - {id: a, question: q, answer: b%s}\n"
    assert codes_of(card % ", source: one", head) == ["unused-source"]
    assert codes_of(card % "", head) == []


@pytest.mark.parametrize(
    ("block", "place"),
    [("exam: {weights: {t: 2, lost: 3}}\n", (4, 24)), ("exam:\n  weights:\n    t: 2\n    'lost': 3\n", (7, 6))],
)
def test_a_weight_for_a_tag_that_no_card_has_is_named_where_it_stands(block: str, place: tuple[int, int]) -> None:
    head = f"studyapp: 1\nid: d\ntitle: D\n{block}cards:\n"
    (problem,) = problems(head + "  - {id: a, question: q, answer: b, tags: t}\n")
    assert (problem.code, (problem.line, problem.column)) == ("unknown-tag", place)


def test_problems_of_unreadable_cards_do_not_hide_those_of_good_ones() -> None:
    cards = "  - {id: a, question: q}\n  - {id: b, type: typed, question: Is it Oslo?, answer: Oslo}\n"
    assert codes_of(cards) == ["missing-key", "answer-in-question"]
