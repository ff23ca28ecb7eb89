from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.decks.reader import read_deck
from studyapp.decks.schema import SCHEMA_NAME, schema_text

if TYPE_CHECKING:
    from pathlib import Path

    from studyapp.decks.deck import Card
    from tests.cli.running import CommandLine


def cards(path: Path) -> list[Card]:
    """Return the cards of a deck that has no problem at all."""
    read = read_deck(path)
    assert read.problems == ()
    assert read.deck is not None
    return [read.deck.card(key) for key in read.deck.keys]


# --- a deck to start from ----------------------------------------------------------------------------------------------


def test_the_starter_deck_passes_the_checks_and_the_schema(shell: CommandLine) -> None:
    ran = shell.run("new", "capitals", "--title", "Capitals: a start")
    assert (ran.code, ran.out) == (0, "capitals.deck.yaml\n")
    deck = shell.folder / "capitals.deck.yaml"
    assert {card.type for card in cards(deck)} == {"flashcard", "typed", "number", "date", "cloze"}
    assert shell.run("check", "capitals.deck.yaml", "--json").code == 0
    tool = [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA_NAME, deck.name]
    subprocess.run(tool, check=True, capture_output=True, timeout=60, cwd=shell.folder)


def test_the_starter_deck_names_the_schema_beside_it_for_both_kinds_of_editor(shell: CommandLine) -> None:
    shell.run("new", "capitals")
    first, second = (shell.folder / "capitals.deck.yaml").read_text(encoding="utf-8").splitlines()[:2]
    assert first == f"# yaml-language-server: $schema={SCHEMA_NAME}"
    assert second == f"# $schema: {SCHEMA_NAME}"
    assert (shell.folder / SCHEMA_NAME).read_text(encoding="utf-8") == schema_text()


def test_every_line_of_the_starter_deck_fits_a_terminal_of_a_hundred_and_twenty_columns(shell: CommandLine) -> None:
    shell.run("new", "capitals")
    lines = (shell.folder / "capitals.deck.yaml").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    ("given", "written"),
    [("a", "a.deck.yaml"), ("a.yaml", "a.deck.yaml"), ("a.yml", "a.deck.yaml"), ("a.deck.yaml", "a.deck.yaml"),
     ("my deck", "my deck.deck.yaml"), ("a.b", "a.b.deck.yaml")],
)  # fmt: skip
def test_the_suffix_is_added(shell: CommandLine, given: str, written: str) -> None:
    assert shell.run("new", given).out == f"{written}\n"
    cards(shell.folder / written)


@pytest.mark.parametrize("title", ["no", "A: b", '"quoted"', "# 1", "été", "- x", "two\nlines", "1984", "  "])
def test_any_title_can_be_given(shell: CommandLine, title: str) -> None:
    assert shell.run("new", "a", "--title", title).code == 0
    read = read_deck(shell.folder / "a.deck.yaml")
    assert read.problems == ()
    assert read.deck is not None
    assert read.deck.title == (" ".join(title.split()) or "A")


def test_a_deck_that_is_there_is_never_touched(shell: CommandLine) -> None:
    (shell.folder / "a.deck.yaml").write_text("mine", encoding="utf-8")
    (shell.folder / "words.csv").write_text("question,answer\na,b\n", encoding="utf-8")
    for arguments in (["new", "a"], ["new", "a", "--from-csv", "words.csv"]):
        ran = shell.run(*arguments)
        assert ran.code == 2
        assert "not touched" in ran.err
    assert (shell.folder / "a.deck.yaml").read_text(encoding="utf-8") == "mine"


def test_a_schema_that_is_there_is_left_alone_and_told_if_it_is_an_old_one(shell: CommandLine) -> None:
    (shell.folder / SCHEMA_NAME).write_text("{}", encoding="utf-8")
    ran = shell.run("new", "a")
    assert ran.code == 0
    assert "`studyapp schema --output deck.schema.json` writes it" in ran.err
    assert (shell.folder / SCHEMA_NAME).read_text(encoding="utf-8") == "{}"
    assert shell.run("schema", "--output", SCHEMA_NAME).code == 0
    assert "--output" not in shell.run("new", "b").err


@pytest.mark.parametrize("path", ["missing/a", "file/a", "n" * 300])
def test_a_place_that_cannot_be_written_is_said_without_a_traceback(shell: CommandLine, path: str) -> None:
    (shell.folder / "file").write_text("", encoding="utf-8")
    ran = shell.run("new", path)
    assert ran.code == 3
    assert "Nothing was written" in ran.err
    assert "Traceback" not in ran.err


def test_a_language_is_written_or_refused(shell: CommandLine) -> None:
    assert shell.run("new", "a", "--language", "no").code == 0
    read = read_deck(shell.folder / "a.deck.yaml")
    assert read.deck is not None
    assert read.deck.language == "no"
    assert shell.run("new", "b", "--language", "English please").code == 2


# --- a deck from a table -----------------------------------------------------------------------------------------------

TABLE = "question;answer;wrong1;wrong2;hint\nCapital of France?;Paris;Lyon;Nice;Seine\nWater in German?;Straße;;;\n"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_spreadsheets_save_it(shell: CommandLine, separator: str, encoding: str, end: str) -> None:
    (shell.folder / "t.csv").write_bytes(TABLE.replace(";", separator).replace("\n", end).encode(encoding))
    assert shell.run("new", "t", "--from-csv", "t.csv").code == 0
    first, second = cards(shell.folder / "t.deck.yaml")
    assert (first.type, first.question.text, first.question.expected(), first.hint) == (
        "choice", "Capital of France?", "Paris", "Seine",
    )  # fmt: skip
    assert (second.type, second.question.expected()) == ("flashcard", "Straße")


@pytest.mark.parametrize(
    "table",
    [
        "Capital of France?,Paris,Lyon\nCapital of Italy?,Rome,Milan\n",
        "sep=;\nCapital of France?;Paris;Lyon\nCapital of Italy?;Rome;Milan\n",
        'Capital of France?;"Paris";Lyon\n\n;;\n"Capital of Italy?";Rome;"Milan"\n',
        'question,answer,wrong\nCapital of France?,Paris,Lyon\nCapital of Italy?,Rome,"Milan"',
        "Frage\tAntwort\tFalsch 1\nCapital of France?\tParis\tLyon\nCapital of Italy?\tRome\tMilan\n",
        "Back,Front,wrong\nParis,Capital of France?,Lyon\nRome,Capital of Italy?,Milan\n",
    ],
)
def test_a_header_is_optional_and_columns_may_stand_in_any_order(shell: CommandLine, table: str) -> None:
    (shell.folder / "t.csv").write_text(table, encoding="utf-8")
    assert shell.run("new", "t", "--from-csv", "t.csv").code == 0
    found = [(card.question.text, card.question.expected()) for card in cards(shell.folder / "t.deck.yaml")]
    assert found == [("Capital of France?", "Paris"), ("Capital of Italy?", "Rome")]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", '=HYPERLINK("http://x","y")', "+49 30", "-2", "@SUM(A1)", "no", "08", "2016-03-18", "12:30", "a: b", "# x",
     "{{c1::a}}", "[a]", "&x", "*x*", "!a", "| a", "two\nlines", "null", "~", "'a'", '"a"', "a #b", "\x07bell", "\u202eevil"],
)  # fmt: skip
def test_a_cell_is_text_whatever_stands_in_it(shell: CommandLine, cell: str) -> None:
    import csv

    with (shell.folder / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["question", "answer"], [f"What is {cell}?", cell]])
    assert shell.run("new", "t", "--from-csv", "t.csv").code == 0
    (card,) = cards(shell.folder / "t.deck.yaml")
    shown = cell.replace("\x07", "\N{REPLACEMENT CHARACTER}").replace("\u202e", "")
    assert (card.question.text, card.question.expected()) == (f"What is {shown}?", shown)


def test_columns_become_the_type_that_suits_them(shell: CommandLine) -> None:
    table = (
        "question,answer,wrong,wrong,accept,unit,tolerance,type,tags,explanation,Notes\n"
        'Capital?,Paris,Lyon,Nice,,,,,"europe; city",It is.,mine\n'
        "Big?,Paris,,,Lutetia,,,,,,\n"
        "How far?,12,,,,km,5%,,,,\n"
        "When?,2016-03-18,,,,,,date,,,\n"
    )  # fmt: skip
    (shell.folder / "t.csv").write_text(table, encoding="utf-8")
    ran = shell.run("new", "t", "--from-csv", "t.csv")
    assert ran.code == 0
    assert "'Notes' means nothing" in ran.err
    found = cards(shell.folder / "t.deck.yaml")
    assert [card.type for card in found] == ["choice", "typed", "number", "date"]
    assert found[0].tags == ("europe", "city")
    assert found[0].explanation == "It is."
    assert found[2].question.expected() == "12 km"


def test_rows_that_make_no_card_are_listed_with_their_lines_and_the_others_kept(shell: CommandLine) -> None:
    table = (
        "question,answer,type,wrong1,wrong2\nGood?,Yes,,No,no\n,No question,,,\nNo answer?,,,,\nGood?,Yes,,Maybe,\n"
        "When?,soon,date,,\nWhat?,That,riddle,,\nSame?,One,,one,ONE\n"
    )
    (shell.folder / "t.csv").write_text(table, encoding="utf-8")
    ran = shell.run("new", "t", "--from-csv", "t.csv")
    assert ran.code == 0
    lines = [int(line.split(":")[1]) for line in ran.err.splitlines() if "left out" in line]
    assert lines == [2, 3, 4, 5, 6, 7, 8, 8]
    assert [card.question.text for card in cards(shell.folder / "t.deck.yaml")] == ["Good?", "Same?"]


def test_ids_are_made_from_the_questions_and_never_twice(shell: CommandLine) -> None:
    (shell.folder / "t.csv").write_text("Über Straßen?,a\nÜber Straßen!,b\n???,c\n水?,d\n", encoding="utf-8")
    assert shell.run("new", "t", "--from-csv", "t.csv").code == 0
    keys = [card.key for card in cards(shell.folder / "t.deck.yaml")]
    assert keys[:2] == ["t/uber-strassen", "t/uber-strassen-2"]
    assert len(set(keys)) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in it"),
        (b"\n\n", "nothing in it"),
        (b"one column\nonly\n", "There is no answer"),
        (b"PK\x03\x04 zip", "Excel"),
        (b"question,answer\n", "nothing in it"),
        (b'a,"' + b"x" * 200_000 + b'",b\n', "can't be read"),
        (bytes(range(256)) * 4, "binary"),
        (b'question,answer\nOne?,"a\nTwo?,b\nThree?,c\n', "mark in line 2 has no partner"),
        (b'question,answer\nOne?,a\n"Two?,b', "mark in line 3 has no partner"),
        (b'"', "mark in line 1 has no partner"),
    ],
)
def test_what_is_no_table_is_refused_and_nothing_is_written(shell: CommandLine, content: bytes, said: str) -> None:
    (shell.folder / "t.csv").write_bytes(content)
    ran = shell.run("new", "t", "--from-csv", "t.csv")
    assert "Traceback" not in ran.err
    assert "mistake" not in ran.err
    assert said in ran.err
    assert ran.code == 3
    assert not (shell.folder / "t.deck.yaml").exists()


def test_a_table_that_is_not_there_is_said(shell: CommandLine) -> None:
    ran = shell.run("new", "t", "--from-csv", "none.csv")
    assert ran.code == 3
    assert "no such file" in ran.err


# --- the schema --------------------------------------------------------------------------------------------------------


def test_schema_is_printed_or_written(shell: CommandLine) -> None:
    printed = shell.run("schema")
    assert printed.code == 0
    schema: Any = json.loads(printed.out)
    assert schema["title"] == "studyapp deck"
    assert shell.run("schema", "--output", "s.json").code == 0
    assert (shell.folder / "s.json").read_text(encoding="utf-8") == printed.out == schema_text()
    assert shell.run("schema", "--output", "missing/s.json").code == 3
