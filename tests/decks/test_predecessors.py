from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks.predecessors import CardContent, Change, predecessors


def card(key: str, prompt: str, answer: str, kind: str = "typed") -> CardContent:
    return CardContent(key, kind, prompt, answer)


OLD = [
    card("o1", "in which district of beijing is the centre", "fangshan"),
    card("o2", "who hosted the first summit on nuclear security", "barack obama"),
    card("o3", "how many people can be trained there in a year", "2000"),
]


def found(new: list[CardContent], old: list[CardContent] = OLD) -> list[tuple[str, str, Change]]:
    return [(each.old, each.new, each.change) for each in predecessors(old, new)]


def test_the_same_card_under_another_key_is_recognised() -> None:
    assert found([card("n", OLD[1].prompt, OLD[1].answer)]) == [("o2", "n", Change.SAME)]


def test_a_reworded_question_with_the_same_answer_is_recognised() -> None:
    assert found([card("n", "in which beijing district does the centre stand", "fangshan")]) == [
        ("o1", "n", Change.REWORDED)
    ]


def test_a_corrected_answer_is_recognised_by_its_question() -> None:
    assert found([card("n", OLD[2].prompt, "2500")]) == [("o3", "n", Change.CORRECTED)]


def test_a_new_fact_has_no_predecessor() -> None:
    assert found([card("n", "what does coe stand for", "center of excellence")]) == []
    assert found([card("n", "who closed the last meeting of world leaders", "barack obama")]) == []


def test_two_equal_candidates_are_not_guessed_between() -> None:
    old = [card("a", "word one of the list", "x"), card("b", "word two of the list", "x")]
    assert found([card("n", "word six of the list", "x")], old) == []


CARDS = st.builds(
    CardContent,
    st.text("abc", min_size=1, max_size=4),
    st.sampled_from(["typed", "flashcard"]),
    st.lists(st.sampled_from(["who", "was", "it", "then", "where"]), max_size=5).map(" ".join),
    st.sampled_from(["x", "y", "z"]),
)


@given(st.lists(CARDS, max_size=8, unique_by=lambda c: c.key), st.lists(CARDS, max_size=8, unique_by=lambda c: c.key))
def test_no_card_is_continued_twice_and_the_order_is_that_of_the_new_cards(
    old: list[CardContent], new: list[CardContent]
) -> None:
    pairs = predecessors(old, new)
    assert len({each.old for each in pairs}) == len({each.new for each in pairs}) == len(pairs)
    order = [each.key for each in new]
    assert [each.new for each in pairs] == sorted((each.new for each in pairs), key=order.index)
