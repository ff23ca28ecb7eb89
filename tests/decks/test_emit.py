from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from studyapp.decks.emit import emit, emit_item, scalar
from studyapp.decks.reader import parse_deck
from studyapp.text import clean

TRICKY = """\
no|Yes|on|OFF|y|N|true|False|null|Null|~|nan|.nan|.inf|inf|-.inf|1|0|08|010|0o10|0x1F|1_000|1.10|1e3|1.5e3|+1|-1|- 1|12:30
12:30:45|2016-03-18|2016-03-18 12:00:00|a #b|C #minor|#a|&a|*b|!Hola|[a]|{a}|{{c1::x}} y|What: is|Q:|a:b|@x|`x`|%x|- x|-|?|? x|> x
| x|=|<<|'a'|"a"|it's|say "no"|both ' and "|a\\b|a,b|a, b|,|:|::|---|...|--- a|ends with colon:| leading|trailing |two  spaces
été|Straße|水|سلام|\N{ZERO WIDTH JOINER}|👩‍🏫|=1+1|+49 30|@SUM(A1)|-2|e3|E5|_|_a|0|null and void|no way|a-b|Yes, it is|a;b|x = y|100 %
""".replace("\n", "|").split("|")
TRICKY += [
    "", " ", "\n", "a\nb", "a\nb\n", "a\n\nb", "a\n\n", "\na", " a\nb", "a \nb", "a\n  b\nc", "a\tb", "\ta\nb", "a\n\tb",
    "- a\n- b", "# a\n# b", "---\na", "a: b\nc: d", "|", ">", "|-\n", "a\u2028b", "a\x07b", "\ufeffa", "a\x85b", "%TAG\nx",
]  # fmt: skip
TEXTS = st.text(max_size=40) | st.sampled_from(TRICKY) | st.text("ab:#-\n \t'\"\\,[]{}&*!|>%@`=?~.0", max_size=12)
PLAIN = st.recursive(
    TEXTS | st.booleans() | st.integers(-(10**6), 10**6),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(TEXTS, inner, min_size=1, max_size=4),
    max_leaves=12,
)


def yaml_1_1(text: str) -> Any:
    return yaml.load(text, yaml.SafeLoader)  # noqa: TID251 - the emitter has to hold against loaders that guess


def yaml_1_2(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(name): without_surrogates(item) for name, item in value.items()}
    return value


@given(st.dictionaries(TEXTS, PLAIN, min_size=1, max_size=4).map(without_surrogates))
@example({"k" * 2000: "long key", "a": ["no", "x, y"]})
def test_loaders_that_guess_types_read_what_was_written(value: dict[str, Any]) -> None:
    text = emit(value)
    assert yaml_1_1(text) == value
    assert yaml_1_2(text) == value


@pytest.mark.parametrize("text", TRICKY)
def test_tricky_text_stays_the_same_everywhere_it_can_stand(text: str) -> None:
    value: dict[str, Any] = {
        "a": text,
        "list": [text, "word"],
        "map": {text: text},
        "items": [{"text": text, "fixed": True}],
    }
    written = emit(value)
    assert yaml_1_1(written) == value
    assert yaml_1_2(written) == value


@given(st.lists(TEXTS.map(without_surrogates), min_size=1, max_size=5))
def test_the_deck_reader_reads_what_was_written(texts: list[str]) -> None:
    texts = [text for text in map(clean, texts) if text.strip()] or ["answer"]
    cards = "".join(
        emit_item({"id": f"c{n}", "question": f"Question {n}?", "answer": text}, indent=2)
        for n, text in enumerate(texts)
    )
    deck = "studyapp: 1\nid: d\ntitle: D\ncards:\n" + cards
    read = parse_deck(deck.encode(), Path("d.deck.yaml"))
    assert read.problems == ()
    assert read.deck is not None
    answers = [read.deck.card(key).question.expected() for key in read.deck.keys]
    assert [answer.strip() for answer in answers] == [text.strip() for text in texts]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Beijing", "Beijing"),
        ("Who is it?", "Who is it?"),
        ("Straße", "Straße"),
        ("Bread and butter (or jam)", "Bread and butter (or jam)"),
        ("no", '"no"'),
        ("2016-03-18", '"2016-03-18"'),
        ("2,000", '"2,000"'),
        ('say "no"', 'say "no"'),
        ('"no" is a word', "'\"no\" is a word'"),
        ("a: b", '"a: b"'),
    ],
)
def test_text_is_quoted_only_where_it_must_be(text: str, written: str) -> None:
    assert scalar(text) == written


def test_the_layout_is_what_a_teacher_would_write() -> None:
    card: dict[str, Any] = {
        "id": "berlin",
        "question": "Which river?\nTwo words.",
        "answer": "Spree",
        "accept": ["the Spree", "River Spree"],
        "wrong": [{"text": "Rhine", "feedback": "Further west."}, "Elbe"],
        "fixed": True,
    }
    assert emit_item(card, indent=2) == (
        "  - id: berlin\n"
        "    question: |-\n"
        "      Which river?\n"
        "      Two words.\n"
        "    answer: Spree\n"
        "    accept: [the Spree, River Spree]\n"
        "    wrong:\n"
        "      - text: Rhine\n"
        "        feedback: Further west.\n"
        "      - Elbe\n"
        "    fixed: true\n"
    )


@pytest.mark.parametrize("value", [{}, {"a": []}, {"a": [[]]}, {"a": {}}])
def test_emptiness_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="means nothing"):
        emit(value)
