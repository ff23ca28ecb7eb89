from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from studyapp.decks import fields
from studyapp.decks.reader import parse_deck
from studyapp.decks.schema import EDITOR_LINES, SCHEMA_NAME, deck_schema, schema_text
from studyapp.questions.field import Kind, Severity
from studyapp.questions.registry import NAMES, question_type

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft7Validator(deck_schema())
HEAD = "studyapp: 1\nid: d\ntitle: D\n"


class Constructor(SafeConstructor):
    """Leaves dates as text, as the JSON types of YAML 1.2 do and editors too."""


Constructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def yaml_1_2(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Constructor
    return yaml.load(text)


def schema_takes(deck: str) -> bool:
    return not list(VALIDATOR.iter_errors(yaml_1_2(deck)))


def reader_takes(deck: str) -> bool:
    problems = parse_deck(deck.encode(), Path("d.deck.yaml")).problems
    return all(problem.severity is Severity.NOTE for problem in problems)


def said(deck: str) -> str:
    """Return what each of the two says about a deck, for the message of a failing test."""
    problems = "\n".join(map(str, parse_deck(deck.encode(), Path("d.deck.yaml")).problems))
    errors = "\n".join(error.message for error in VALIDATOR.iter_errors(yaml_1_2(deck)))
    return f"{deck}\nreader: {problems or 'fine'}\nschema: {errors or 'fine'}"


# --- the committed copy ------------------------------------------------------------------------------------------------


def test_the_committed_schema_is_what_the_code_makes() -> None:
    text = (ROOT / "decks" / SCHEMA_NAME).read_text(encoding="utf-8")
    assert text == schema_text(), "`make docs` writes it anew"


def test_check_jsonschema_takes_the_schema_and_the_bundled_decks() -> None:
    schema = ROOT / "decks" / SCHEMA_NAME
    tool = [sys.executable, "-m", "check_jsonschema"]
    subprocess.run([*tool, "--check-metaschema", schema], check=True, capture_output=True, timeout=60)
    decks = sorted((ROOT / "decks").glob("*.deck.yaml"))
    subprocess.run([*tool, "--schemafile", schema, *decks], check=True, capture_output=True, timeout=60)


def test_check_jsonschema_refuses_a_broken_deck(tmp_path: Path) -> None:
    (tmp_path / SCHEMA_NAME).write_text(schema_text(), encoding="utf-8")
    (tmp_path / "a.deck.yaml").write_text(HEAD + "cards:\n  - {question: a, anwser: b}\n", encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA_NAME, "a.deck.yaml"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert ran.returncode == 1
    assert "anwser" in ran.stdout


def test_the_bundled_decks_name_the_schema_as_editors_want_it() -> None:
    first, second, _ = EDITOR_LINES.split("\n")
    for deck in (ROOT / "decks").glob("*.deck.yaml"):
        assert deck.read_text(encoding="utf-8").startswith(first), deck
    assert (first, second) == (f"# yaml-language-server: $schema={SCHEMA_NAME}", f"# $schema: {SCHEMA_NAME}")


# --- schema and reader say the same ------------------------------------------------------------------------------------

SCALARS = """\
word|two words|1|1984|-5|1.5|1e3|08|010|0x1F|1_000|1.10|.5|+1|true|True|TRUE|false|yes|no|on|off|y|n|Yes|NO|right|wrong
12:30|12:30:45|2016-03-18|2016-03-18 12:00:00|null|Null|NULL|~||""|" "|''|"null"|"~"|nan|.nan|.inf|0|-0|"true"|'no'
"1984"|5%|2,000|été|水|"#a"|"a: b"|[a]|[]|{a: b}|{}|[a, b]|[[a]]|{text: a}|[{text: a}]|"\\u200b"|a-b.c_d|-|_|a b|a/b|é|t|f
""".replace("\n", "|").split("|")
CARDS = "cards:\n  - {question: Which?, answer: That}\n"
PLACES = {
    "card id": HEAD + "cards:\n  - {id: ~, question: Which?, answer: That}\n",
    "hint": HEAD + "cards:\n  - {hint: ~, question: Which?, answer: That}\n",
    "tags": HEAD + "cards:\n  - {tags: ~, question: Which?, answer: That}\n",
    "question": HEAD + "cards:\n  - {question: ~, answer: That}\n",
    "answer": HEAD + "cards:\n  - {question: Which?, answer: ~}\n",
    "wrong": HEAD + "cards:\n  - {type: choice, question: Which?, answer: That, wrong: ~}\n",
    "feedback": HEAD
    + "cards:\n  - {type: choice, question: Which?, answer: That, wrong: [{text: This, feedback: ~}]}\n",
    "fixed": HEAD + "cards:\n  - {type: choice, question: Which?, answer: That, wrong: [This], fixed: ~}\n",
    "accept": HEAD + "cards:\n  - {type: typed, question: Which?, answer: That, accept: ~}\n",
    "pairs": HEAD + "cards:\n  - {type: match, question: Which?, pairs: {left: ~, c: d}}\n",
    "truth": HEAD + "cards:\n  - {type: truefalse, question: It is., answer: ~}\n",
    "source": HEAD + "sources: {s: ~}\n" + CARDS,
    "source title": HEAD + "sources: {s: {title: ~}}\n" + CARDS,
    "evidence": HEAD + "sources: {s: Book}\ncards:\n  - {question: Q?, answer: A, source: {ref: s, evidence: ~}}\n",
    "fragment paragraph": HEAD
    + "sources: {s: Book}\ncards:\n  - {question: Q?, answer: A, source: {ref: s, evidence: [{text: x, paragraph: ~}]}}\n",
    "fragment": HEAD
    + "sources: {s: Book}\ncards:\n  - {question: Q?, answer: A, source: {ref: s, evidence: [{text: ~, paragraph: 1}]}}\n",
    "paragraph": HEAD + "sources: {s: Book}\ncards:\n  - {question: Q?, answer: A, source: {ref: s, paragraph: ~}}\n",
    "description": HEAD + "description: ~\n" + CARDS,
    "recall_after": HEAD + "recall_after: ~\n" + CARDS,
    "language": HEAD + "language: ~\n" + CARDS,
    "version": "studyapp: ~\nid: d\ntitle: D\n" + CARDS,
    "deck id": "studyapp: 1\nid: ~\ntitle: D\n" + CARDS,
    "title": "studyapp: 1\nid: d\ntitle: ~\n" + CARDS,
    "exam questions": HEAD + "exam: {questions: ~}\n" + CARDS,
    "exam minutes": HEAD + "exam: {minutes: ~}\n" + CARDS,
    "exam pass": HEAD + "exam: {pass: ~}\n" + CARDS,
    "exam weight": HEAD + "exam: {weights: {a: ~}}\n" + CARDS,
}
LENIENT = {
    ("card id", "+1"),
    ("deck id", "+1"),
    ("version", "+1"),
    ("recall_after", "0x1F"),
    ("recall_after", ".nan"),
    *(("paragraph", scalar) for scalar in ("1e3", "0x1F", "1_000", "+1")),
    *(("fragment paragraph", scalar) for scalar in ("1e3", "0x1F", "1_000", "+1")),
    *(("exam questions", scalar) for scalar in ("1e3", "0x1F", "1_000", "+1")),
    *(("exam minutes", scalar) for scalar in ("1e3", "0x1F", "1_000", "+1", ".nan")),
    *(("exam pass", scalar) for scalar in ("0x1F", "+1", "-0", ".nan")),
    *(("exam weight", scalar) for scalar in ("0x1F", "+1", "-0", ".nan")),
}
"""Numbers in notations that an editor turns into a plain number before the schema sees them."""


@pytest.mark.parametrize("place", PLACES)
def test_schema_and_reader_agree_on_every_scalar_in_every_place(place: str) -> None:
    verdicts = set()
    for scalar in SCALARS:
        if scalar == "-" and "{" not in PLACES[place].split("~")[0].splitlines()[-1]:
            continue  # no YAML at all
        deck = PLACES[place].replace("~", scalar)
        by_schema, by_reader = schema_takes(deck), reader_takes(deck)
        verdicts.add(by_reader)
        if (place, scalar) in LENIENT:
            assert (by_schema, by_reader) == (True, False), said(deck)
        else:
            assert by_schema == by_reader, said(deck)
    assert verdicts == {True, False}, "a place where everything passes, or nothing, tells nothing"


RIGHT = [
    HEAD + CARDS,
    HEAD + "defaults: {type: typed}\ncards:\n  - {question: Which?, answer: That, wrong: [This, Those]}\n",
    HEAD + "defaults: {wrong: [neither]}\ncards:\n  - {type: choice, question: Which?, answer: That}\n",
    HEAD + "defaults: {tags: [x]}\n" + CARDS,
    HEAD + "exam: {questions: 20, minutes: 15, pass: 70%, weights: {a: 2}}\n" + CARDS,
    HEAD + "sources: {}\n" + CARDS,
    HEAD + "sources: {s: {title: T, date: 2016-04-04}}\ncards:\n  - {question: Q?, answer: A, source: s}\n",
    HEAD + "cards:\n" + "".join(f"  {line}\n" for name in NAMES for line in question_type(name).example.splitlines()),
]
WRONG = [
    "",
    "[]",
    "text",
    "cards: []\n",
    "studyapp: 1\nid: d\ntitle: D\n",
    CARDS,
    "studyapp: 1\ntitle: D\n" + CARDS,
    "studyapp: 1\nid: d\n" + CARDS,
    "studyapp: 2\nid: d\ntitle: D\n" + CARDS,
    HEAD + "cards: {a: b}\n",
    HEAD + "cards:\n",
    HEAD + "cards:\n  - Which?\n",
    HEAD + "cards:\n  - [Which?]\n",
    HEAD + "card:\n  - {question: Which?, answer: That}\n",
    HEAD + "titel: D\n" + CARDS,
    HEAD + "cards:\n  - {question: Which?}\n",
    HEAD + "cards:\n  - {question: Which?, anwser: That}\n",
    HEAD + "cards:\n  - {type: typd, question: Which?, answer: That}\n",
    HEAD + "cards:\n  - {type: choice, question: Which?, answer: That}\n",
    HEAD + "cards:\n  - {question: Which?, answer: That, wrong: [This]}\n",
    HEAD + "cards:\n  - {type: typed, question: Which?, answer: That, unit: km}\n",
    HEAD + "cards:\n  - {type: match, question: Which?, pairs: [a, b]}\n",
    HEAD + "cards:\n  - {type: choice, question: Which?, answer: That, wrong: [{feedback: No.}]}\n",
    HEAD + "cards:\n  - {type: choice, question: Which?, answer: That, wrong: [{text: This, why: No.}]}\n",
    HEAD + "defaults: {type: typed}\ncards:\n  - {question: Which?, answer: That, pairs: {a: b}}\n",
    HEAD + "defaults: {type: typd}\n" + CARDS,
    HEAD + "defaults: {tpye: typed}\n" + CARDS,
    HEAD + "defaults: {id: same}\n" + CARDS,
    HEAD + "defaults: [typed]\n" + CARDS,
    HEAD + "exam: {pases: 3}\n" + CARDS,
    HEAD + "exam: soon\n" + CARDS,
    HEAD + "sources: [s]\n" + CARDS,
    HEAD + "sources: {s: {titel: T}}\n" + CARDS,
    HEAD + "sources: {s: [T]}\n" + CARDS,
    HEAD + "sources: {s: T}\ncards:\n  - {question: Q?, answer: A, source: {paragraph: 3}}\n",
    HEAD + "sources: {s: T}\ncards:\n  - {question: Q?, answer: A, source: {ref: s, page: 3}}\n",
]


@pytest.mark.parametrize("deck", RIGHT)
def test_both_take_a_deck_that_is_right(deck: str) -> None:
    assert (reader_takes(deck), schema_takes(deck)) == (True, True), said(deck)


@pytest.mark.parametrize("deck", WRONG)
def test_both_refuse_a_deck_that_is_wrong(deck: str) -> None:
    assert (reader_takes(deck), schema_takes(deck)) == (False, False), said(deck)


# --- what the editor offers --------------------------------------------------------------------------------------------


def test_every_field_of_every_type_has_its_help() -> None:
    definitions: Any = deck_schema()["definitions"]
    for name in NAMES:
        properties = definitions[f"{name}-card"]["properties"]
        summaries = {field.name: field.summary for field in fields.CARD}
        summaries |= {field.name: field.summary for field in question_type(name).fields}
        for field, summary in summaries.items():
            assert summary in properties[field]["description"], (name, field)


def test_every_reference_leads_somewhere() -> None:
    definitions: Any = deck_schema()["definitions"]
    assert {kind.name.lower() for kind in Kind} <= set(definitions)
    wanted = {part.split('"')[0] for part in schema_text().split('"#/definitions/')[1:]}
    assert wanted <= set(definitions)


def test_a_snippet_is_a_card_that_the_schema_takes() -> None:
    definitions: Any = deck_schema()["definitions"]
    snippets = definitions["cards"]["items"]["defaultSnippets"]
    assert [snippet["label"] for snippet in snippets] == list(NAMES)
    for snippet in snippets:
        deck = {"studyapp": 1, "id": "d", "title": "D", "cards": [inserted(snippet["body"])]}
        assert list(VALIDATOR.iter_errors(deck)) == [], snippet["label"]


def test_the_snippet_of_a_deck_is_a_deck_that_the_schema_takes() -> None:
    schema: Any = deck_schema()
    (snippet,) = schema["defaultSnippets"]
    assert list(VALIDATOR.iter_errors(inserted(snippet["body"]))) == []


def inserted(body: Any) -> Any:
    """Return what an editor inserts: the places to type over hold their proposals."""
    if isinstance(body, dict):
        return {name: inserted(value) for name, value in body.items()}
    if isinstance(body, list):
        return [inserted(value) for value in body]
    if not isinstance(body, str):
        return body
    text = re.sub(r"\$\{\d+:((?:\\.|[^\\}])*)\}", r"\1", body)
    return re.sub(r"\\(.)", r"\1", text)
