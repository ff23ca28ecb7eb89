from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.text import MAX_CHARACTERS, MAX_COMBINING_MARKS, MAX_LINES, clean, invisible_characters, one_line

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
STEERING = (
    "\x00\x07\x08\x0b\x1b\x7f\x80\x9b\x9d\u202a\u202e\u2066\u2069\u200b\u2060\ufeff\U000e0041\ud800\ufffe\U0010ffff"
)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


SCRIPTS = [
    (0, 0x7F),
    (0, 0x24F),
    (0x250, 0x6FF),
    (0x1100, 0x11FF),
    (0x1E00, 0x22FF),
    (0x3000, 0x9FFF),
    (0xA960, 0xFFFF),
]


@given(st.one_of([st.text(alphabet=st.characters(min_codepoint=first, max_codepoint=last)) for first, last in SCRIPTS]))
def test_text_is_cleaned_as_it_is_beside_a_picture_that_has_each_character_looked_at(text: str) -> None:
    assert clean(text) + "🙂" == clean(f"{text}🙂")


@pytest.mark.parametrize("letter", "eか가")
def test_every_character_is_cleaned_after_a_letter_as_it_is_where_each_is_looked_at(letter: str) -> None:
    texts = [f"{letter}{chr(point)}" for point in range(0x10000)]
    assert [text for text in texts if clean(text) + "🙂" != clean(f"{text}🙂")] == []


@given(ANY_TEXT)
def test_cleaned_text_encodes_and_holds_no_control_or_bidi_character(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not set(cleaned) & set(STEERING)
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} or character in "\n\t" for character in cleaned)


@given(st.text(alphabet="aé中\n\t 0-🙂", max_size=100))
def test_harmless_text_is_only_normalised(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("character", STEERING)
def test_a_steering_character_does_not_pass(character: str) -> None:
    assert character not in clean(f"a{character}b")
    assert invisible_characters(f"a{character}b")


@pytest.mark.parametrize("kept", ["\u200d", "\u200c", "\ufe0f", "\u200e", "\u200f"])
def test_what_scripts_and_emoji_need_stays(kept: str) -> None:
    assert kept in clean(f"a{kept}b")


def test_every_line_break_becomes_a_newline() -> None:
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f\x0bg") == "a\nb\nc\nd\ne\nf\ng"


def test_length_lines_and_marks_are_capped() -> None:
    assert clean("a" * MAX_CHARACTERS) == "a" * MAX_CHARACTERS
    assert len(clean("a" * (MAX_CHARACTERS + 1))) == MAX_CHARACTERS
    assert clean("\n" * 65_000).count("\n") < MAX_LINES
    flood = clean("a" + "\u0335" * 1_000)
    assert len(flood) <= 2 + MAX_COMBINING_MARKS


def test_one_line_shortens_with_an_ellipsis() -> None:
    assert one_line("one\ntwo\tthree") == "one two three"
    assert one_line("abcdef", 4) == "abc…"
