from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.running import CommandLine

DECK = "studyapp: 1\r\nid: d\r\ntitle: D\r\ncards:\r\n  - question: Which river? # c\r\n    answer: Seine\r\n"
WITH_IDS = DECK.replace("- question", "- id: river\r\n    question")


def test_missing_ids_are_written_once(shell: CommandLine) -> None:
    path = shell.folder / "d.deck.yaml"
    path.write_bytes(DECK.encode())
    planned = shell.run("id", "d.deck.yaml", "--dry-run")
    assert planned.out == "d.deck.yaml:5: river\nd.deck.yaml: 1 id would be written.\n"
    assert path.read_bytes() == DECK.encode()
    assert shell.run("id", "d.deck.yaml").out == "d.deck.yaml: 1 id written.\n"
    assert path.read_bytes() == WITH_IDS.encode()
    again = shell.run("id", ".")
    assert again.code == 0
    assert "every card has an id" in again.out
    assert path.read_bytes() == WITH_IDS.encode()


def test_json_says_what_each_card_was_called(shell: CommandLine) -> None:
    (shell.folder / "d.deck.yaml").write_bytes(DECK.encode())
    (entry,) = json.loads(shell.run("id", "d.deck.yaml", "--json").out)
    assert (entry["line"], entry["id"]) == (5, "river")
    assert entry["was"].startswith("~")


def test_a_deck_with_errors_is_refused_and_others_are_written(shell: CommandLine) -> None:
    good, bad = shell.folder / "good.deck.yaml", shell.folder / "bad.deck.yaml"
    good.write_bytes(DECK.encode())
    broken = DECK.replace("answer: Seine", "anser: Seine")
    bad.write_bytes(broken.encode())
    ran = shell.run("id", ".")
    assert ran.code == 1
    assert "Mend the errors first" in ran.err
    assert bad.read_bytes() == broken.encode()
    assert good.read_bytes() == WITH_IDS.encode()


def test_a_file_that_is_not_there_ends_with_three(shell: CommandLine) -> None:
    ran = shell.run("id", "none.deck.yaml")
    assert ran.code == 3
    assert "There is no such file." in ran.err
