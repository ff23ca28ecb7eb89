from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from studyapp.cli.problems.excerpt import excerpt, width
from studyapp.cli.problems.github import workflow_command
from studyapp.decks.problem import Problem
from studyapp.questions.field import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import CommandLine

HEAD = "studyapp: 1\nid: d\ntitle: D\ncards:\n"
WARNED = HEAD + "  - {id: a, type: typed, question: Is it Oslo?, answer: Oslo}\n"
BROKEN = HEAD + "  - {id: a, question: q}\n"
KEYS = {"path", "line", "column", "severity", "code", "message", "fix"}


def write(shell: CommandLine, text: str, name: str = "d.deck.yaml") -> Path:
    path = shell.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_problem_is_shown_with_its_line_and_a_caret(shell: CommandLine) -> None:
    write(shell, WARNED)
    ran = shell.run("check", "d.deck.yaml")
    assert ran.code == 0
    headline, source, caret = ran.out.splitlines()
    assert headline.startswith("d.deck.yaml:5:36: warning: ")
    assert headline.endswith("[answer-in-question]")
    assert source == "    5 | " + WARNED.splitlines()[4]
    assert source[caret.index("^") :].startswith("Is it Oslo?")
    assert ran.err == "1 deck, 1 card: 1 warning.\n"
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("text", "code"), [(HEAD + "  - {id: a, question: q, answer: a}\n", 0), (WARNED, 0), (BROKEN, 1)]
)
def test_only_errors_end_with_one(shell: CommandLine, text: str, code: int) -> None:
    write(shell, text)
    assert shell.run("check", "d.deck.yaml").code == code


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_file_that_can_not_be_read_ends_with_three_in_every_format(shell: CommandLine, form: str) -> None:
    (shell.folder / "binary.deck.yaml").write_bytes(bytes(range(256)) * 40)
    for name in ("missing.deck.yaml", "binary.deck.yaml", "/dev/null"):
        assert shell.run("check", name, "--format", form).code == 3


def test_the_keys_of_json_are_fixed_and_coverage_is_added_to_them(shell: CommandLine) -> None:
    head = HEAD.replace("cards:", "sources:\n  s: {title: S}\ncards:")
    write(shell, head + "  - {id: a, question: q, answer: Oslo, source: {ref: s, paragraph: 1, evidence: [Oslo]}}\n")
    (shell.folder / "text.txt").write_text("Oslo is the city in which all of this took place.\n", encoding="utf-8")
    plain = json.loads(shell.run("check", "d.deck.yaml", "--json").out)
    assert plain == {"decks": 1, "cards": 1, "problems": []}
    proven = json.loads(shell.run("check", "d.deck.yaml", "--json", "--against", "text.txt").out)
    assert {*proven} == {"decks", "cards", "problems", "coverage"}
    (coverage,) = proven["coverage"]
    assert (coverage["source"], coverage["share"], coverage["grounded"], coverage["uncovered"]) == ("s", 1.0, 1, [])
    assert "1 of 1 cards grounded" in shell.run("check", "d.deck.yaml", "--against", "s=text.txt").out


def test_an_ungrounded_answer_ends_with_one_unless_it_is_ignored(shell: CommandLine) -> None:
    head = HEAD.replace("cards:", "sources:\n  s: {title: S}\ncards:")
    card = "  - {id: a, question: q, answer: Oslo, source: {ref: s, paragraph: 1}}"
    (shell.folder / "text.txt").write_text("Bergen\n\nTromsø\n", encoding="utf-8")
    write(shell, f"{head}{card}\n")
    ran = shell.run("check", "d.deck.yaml", "--against", "text.txt")
    assert ran.code == 1
    assert "[ungrounded]" in ran.out
    assert "text.txt:3:1: note:" in ran.out
    assert "    3 | Tromsø\n" in ran.out
    write(shell, f"{head}{card} # studyapp: ignore ungrounded\n")
    assert shell.run("check", "d.deck.yaml", "--against", "text.txt").code == 0


def test_a_text_that_can_not_be_used_is_said(shell: CommandLine) -> None:
    write(
        shell,
        HEAD.replace("cards:", "sources:\n  s: {title: S}\n  t: {title: T}\ncards:") + "  - {question: q, answer: a}\n",
    )
    (shell.folder / "latin.txt").write_bytes(b"caf\xe9")
    (shell.folder / "text.txt").write_text("Bergen\n", encoding="utf-8")
    assert shell.run("check", "d.deck.yaml", "--against", "missing.txt").code == 3
    assert shell.run("check", "d.deck.yaml", "--against", "latin.txt").code == 3
    unclear = shell.run("check", "d.deck.yaml", "--against", "text.txt")
    assert unclear.code == 2
    assert "--against s=text.txt" in unclear.err
    (shell.folder / "lines.txt").write_text("A line without a blank one below it.\n" * 2000, encoding="utf-8")
    endless = shell.run("check", "d.deck.yaml", "--against", "s=lines.txt")
    assert endless.code == 2
    assert "Blank lines part paragraphs" in endless.err
    (shell.folder / "huge.txt").write_text("A line.\n\n" * 1_000_000, encoding="utf-8")
    huge = shell.run("check", "d.deck.yaml", "--against", "s=huge.txt")
    assert huge.code == 2
    assert "may have 8 MB" in huge.err
    unknown = shell.run("check", "d.deck.yaml", "--against", "u=text.txt")
    assert unknown.code == 2
    assert "no deck here lists a source called `u`" in unknown.err


def test_sarif_says_where_and_explains_each_rule_once(shell: CommandLine) -> None:
    write(shell, WARNED + BROKEN.splitlines()[4] + "\n", "a b.deck.yaml")
    log = json.loads(shell.run("check", "a b.deck.yaml", "--format", "sarif").out)
    assert (log["version"], log["$schema"][-10:]) == ("2.1.0", "2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20b.deck.yaml"
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1


def test_a_workflow_command_can_not_be_broken_out_of() -> None:
    problem = Problem("a,b:c.deck.yaml", 1, 2, Severity.ERROR, "empty", "50 % :: off\nnext", "Mend, it.")
    assert workflow_command(problem) == (
        "::error file=a%2Cb%3Ac.deck.yaml,line=1,col=2,title=empty::50 %25 :: off%0Anext Mend, it."
    )


def test_fix_mends_the_file_and_lists_what_is_left(shell: CommandLine) -> None:
    path = write(shell, WARNED.replace("Is it", "Is\u200b it"))
    ran = shell.run("check", "d.deck.yaml", "--fix")
    assert path.read_text(encoding="utf-8") == WARNED
    assert "1 place mended." in ran.err
    assert "[answer-in-question]" in ran.out
    assert "[invisible-character]" not in ran.out


def test_many_notes_of_one_kind_are_counted(shell: CommandLine) -> None:
    cards = "".join(
        f"  - {{id: c{n}, type: typed, question: Word {n}?, answer: w{n}, accept: [v, V]}}\n" for n in range(30)
    )
    write(shell, HEAD + cards)
    ran = shell.run("check", "d.deck.yaml")
    assert ran.out.count("d.deck.yaml:") == 11
    assert "20 more [duplicate-sample]" in ran.out
    assert len(json.loads(shell.run("check", "d.deck.yaml", "--json").out)["problems"]) == 30


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        ("answer: a", 9, "a"),
        ("问题: 北京 in x", 11, "x"),
        ("cafe\u0301: x", 8, "x"),
        ("\tkey: x", 7, "x"),
        ("👩\u200d🔬: x", 6, "x"),
        ("a" * 300 + "x" + "b" * 300, 301, "x"),
        ("a" * 300 + "x", 301, "x"),
        ("北" * 300 + "x" + "京" * 300, 301, "x"),
        ("\x1b[31mx", 6, "x"),
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, under: str) -> None:
    source, caret = excerpt(line, column, 7)
    cells = [character for character in source for _ in range(width(character))]
    assert cells[caret.index("^")] == under
    assert "\x1b" not in source
    assert width(source) <= 8 + 100 + 2


@pytest.mark.parametrize("column", [1, 5, 6, 99])
def test_a_column_past_the_end_is_shown_at_the_end(column: int) -> None:
    _, caret = excerpt("abcd", column, 1)
    assert caret.index("^") == 8 + min(column - 1, 4)
