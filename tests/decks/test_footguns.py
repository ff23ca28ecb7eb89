"""What teachers type and YAML takes for something else: kept as text, or refused with its place and its mend."""

from __future__ import annotations

import pytest

from tests.decks.reading import codes, names, places, read, read_cards

both_parsers = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])

PLAIN_TEXTS = [
    "no", "Yes", "on", "off", "y", "n", "true", "1e3", "1.5e3", "2011-01-18", "2024-13-45", "08", "010", "12:30", "12:30:45",
    "1_000", "1.10", "0x1F", "0o10", "+1", "-1", ".inf", ".nan", "=", "a: b".replace(": ", ":"), "x#y", "http://x.org/#y",
    "C#", "50%", "a & b", "a * b", "wow!", "(a)", "a [b]", "don't", 'say "hi"', "été", "中文", "🙂", "\\alpha", "$x_1$", "nulls",
    "1:1:1:1:1:1",
]  # fmt: skip


@both_parsers
@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_a_plain_text_stays_what_was_typed(text: str, pure: bool) -> None:
    result = read_cards(f"  - id: a\n    question: What is it?\n    answer: {text}\n", pure=pure)
    assert codes(result) == []
    assert result.deck is not None
    assert result.deck.card("d/a").question.expected() == text


LOST = [
    ("C #minor", (7, 15, "lost-after-hash")),
    ("see #5", (7, 17, "lost-after-hash")),
    ("&x means and", (7, 13, "anchor")),
    ("& x", (7, 13, "leading-character")),
    ("*bold* text", (7, 13, "leading-character")),
    ("*bold", (7, 13, "alias")),
    ("!Hola", (7, 13, "tag")),
    ("[sound:x]", (7, 13, "wrong-shape")),
    ("{a}", (7, 13, "wrong-shape")),
    ("{{c1::x}} y", (7, 13, "text-after-quote")),
    ("[s] y", (7, 13, "text-after-quote")),
    ("What: is", (7, 13, "colon-in-text")),
    ("@x", (7, 13, "leading-character")),
    ("`x`", (7, 13, "leading-character")),
    ("%x", (7, 13, "leading-character")),
    ("- x", (7, 13, "leading-character")),
    ("? x", (7, 13, "leading-character")),
    ("> x", (7, 13, "text-after-block")),
    ("| x", (7, 13, "text-after-block")),
    (", x", (7, 13, "leading-character")),
    ("] x", (7, 13, "leading-character")),
    ('"q" and', (7, 13, "text-after-quote")),
    ("'it's'", (7, 13, "text-after-quote")),
    ('"C:\\path"', (7, 16, "bad-escape")),
    ('"open', (7, 13, "unclosed-quote")),
    ("'open", (7, 13, "unclosed-quote")),
    ("[a, b", (7, 13, "unclosed-bracket")),
    ('"\\e[2J"', (7, 13, "control-character")),
    ('"\\x9b"', (7, 13, "control-character")),
    ("#a", (7, 13, "lost-after-hash")),
    ("~", (7, 13, "empty")),
    ("null", (7, 13, "empty")),
    ("", (7, 12, "empty")),
]


@both_parsers
@pytest.mark.parametrize(("text", "expected"), LOST, ids=[text for text, _ in LOST])
def test_what_would_be_lost_is_refused_in_its_place(text: str, expected: tuple[int, int, str], pure: bool) -> None:
    cards = f"  - id: a\n    question: What is it?\n    answer: {text}\n  - {{id: b, question: Two, answer: second}}\n"
    result = read_cards(cards, pure=pure)
    assert expected in places(result)
    assert names(result)[-1:] == ("b",), "the card after a bad one can be studied"
    assert all(problem.mend for problem in result.problems)


@both_parsers
@pytest.mark.parametrize("comment", ["  # a note", " # a note", "  #note", " #", " #studyapp: ignore x"])
def test_a_real_comment_annoys_nobody(comment: str, pure: bool) -> None:
    result = read_cards(f"  - id: a{comment}\n    question: What?{comment}\n    answer: x{comment}\n", pure=pure)
    assert codes(result) == []


@both_parsers
def test_a_tab_before_a_key_is_named(pure: bool) -> None:
    result = read_cards("  - id: a\n\tquestion: x\n  - {id: b, question: Two, answer: x}\n", pure=pure)
    assert (6, 1, "tab") in places(result)
    assert names(result) == ("b",)


def test_a_tab_inside_a_text_is_kept_by_libyaml() -> None:
    """The pure parser agrees for a tab between words; only libyaml takes one before a comment."""
    result = read_cards("  - {id: a, question: What?, answer: one\ttwo}\n")
    assert codes(result) == []


def test_a_question_mark_in_braces_needs_quotes_without_libyaml() -> None:
    """The pure parser ends a text in braces at a question mark: one of the few places where the two differ."""
    card = "  - {id: a, question: What?, answer: x}\n"
    assert codes(read_cards(card)) == []
    assert codes(read_cards(card, pure=True)) == ["unclosed-bracket"]


@both_parsers
def test_a_duplicate_key_names_both_lines(pure: bool) -> None:
    result = read_cards("  - id: a\n    question: One?\n    answer: x\n    answer: y\n", pure=pure)
    assert places(result) == [(8, 5, "duplicate-key")]
    assert "line 7" in result.problems[0].message
    assert "line 8" in result.problems[0].message
    assert names(result) == ()


@both_parsers
def test_merge_keys_are_refused(pure: bool) -> None:
    result = read_cards("  - id: a\n    question: One?\n    answer: x\n    <<: {answer: y}\n", pure=pure)
    assert (8, 5, "merge-key") in places(result)


@both_parsers
@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_invisible_line_breaks_do_not_shift_lines(character: str, pure: bool) -> None:
    cards = f"  - id: a\n    question: One{character}two?\n    answer: x\n    nonsense: 1\n"
    result = read_cards(cards, pure=pure)
    assert places(result) == [(6, 18, "odd-line-break"), (8, 5, "unknown-key")]
    assert result.deck is not None
    assert result.deck.card("d/a").question.text == "One two?"


@both_parsers
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_nothing(end: str, mark: str, pure: bool) -> None:
    text = mark + "studyapp: 1\nid: d\ntitle: x\ncards:\n  - id: a\n    question: One?\n    answer: x\n    zz: 1\n"
    result = read(text.replace("\n", end), pure=pure)
    assert places(result) == [(8, 5, "unknown-key")]


@both_parsers
@pytest.mark.parametrize("text", ["中文問題", "🙂🙂", "e\u0301te\u0301"])
def test_columns_count_characters(text: str, pure: bool) -> None:
    result = read_cards(f"  - {{question: {text}, answer: x, zz: 1, id: a}}\n", pure=pure)
    assert places(result) == [(5, len("  - {question: " + text + ", answer: x, ") + 1, "unknown-key")]


@both_parsers
def test_a_second_document_is_refused_and_the_rest_read(pure: bool) -> None:
    cards = "  - {id: a, question: One, answer: x}\n---\n  - {id: b, question: Two, answer: y}\n"
    result = read_cards(cards, pure=pure)
    assert places(result) == [(6, 1, "second-document")]
    assert names(result) == ("a", "b")


@pytest.mark.parametrize("escape", ["\\ud800", "\\UFFFFFFFF"])
@both_parsers
def test_impossible_characters_are_refused(escape: str, pure: bool) -> None:
    result = read_cards(f'  - id: a\n    question: "{escape}"\n    answer: x\n', pure=pure)
    assert codes(result)[0] in {"bad-escape", "control-character"}
