from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from studyapp.decks.written import read_written
from studyapp.questions.question import Outcome, Verdict
from tests.workspaces import CAPITALS, write_deck

if TYPE_CHECKING:
    from tests.cli.running import CommandLine

TOUR = Path(__file__).parents[2] / "decks" / "tour.deck.yaml"
DECK = CAPITALS + (
    "  - {id: rivers, type: cloze, cloze: 'The {{Seine::Paris}} and the {{Tiber}} are rivers.'}\n"
    '  - {id: long, question: "Two\\nlines?", answer: Yes, tags: [a, b]}\n'
)


@pytest.fixture
def deck(shell: CommandLine) -> str:
    return write_deck(shell.folder, DECK, "capitals").name


def previewed(shell: CommandLine, *arguments: str) -> Any:
    ran = shell.run("preview", *arguments, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_every_card_of_the_tour_is_shown_with_all_its_forms(shell: CommandLine) -> None:
    shown = {each["key"]: each for each in previewed(shell, str(TOUR))}
    _, tour = read_written(TOUR)
    assert list(shown) == list(tour.keys)
    for key in tour.keys:
        card = tour.card(key)
        assert [form["form"] for form in shown[key]["forms"]] == list(card.question.forms)
        assert shown[key]["answer"] == card.question.expected()


def test_the_options_that_are_marked_right_are_right(shell: CommandLine) -> None:
    for each in previewed(shell, str(TOUR)):
        for form in each["forms"]:
            right = [option["text"] for option in form["options"] if option["right"]]
            if form["form"] == "choice":
                assert right == [each["answer"]]
            elif form["form"] == "multiple":
                assert sorted(right) == sorted(each["answer"].split("; "))


def test_the_samples_are_what_the_marker_says(shell: CommandLine) -> None:
    _, tour = read_written(TOUR)
    seen = 0
    for each in previewed(shell, str(TOUR)):
        question = tour.card(each["key"]).question
        if "typed" not in question.forms:
            assert each["accepted"] == each["refused"] == []
            continue
        asked = question.ask("typed", Random(0))
        for field in ("accepted", "refused"):
            for sample in each[field]:
                verdict = question.mark(asked, sample["text"])
                right = isinstance(verdict, Verdict) and verdict.outcome is Outcome.CORRECT
                assert right == (field == "accepted"), (each["key"], sample)
                seen += 1
    assert seen > 50


def test_a_card_is_named_by_id_by_key_or_by_a_gap(shell: CommandLine, deck: str) -> None:
    assert [each["key"] for each in previewed(shell, deck, "france")] == ["capitals/france"]
    assert [each["key"] for each in previewed(shell, deck, "capitals/france")] == ["capitals/france"]
    both = ["capitals/rivers/seine", "capitals/rivers/tiber"]
    assert [each["key"] for each in previewed(shell, deck, "rivers")] == both
    assert [each["key"] for each in previewed(shell, deck, "capitals/rivers/tiber")] == both


def test_an_unknown_card_is_said_with_the_nearest(shell: CommandLine, deck: str) -> None:
    ran = shell.run("preview", deck, "frnace")
    assert ran.code == 2
    assert "Did you mean france?" in ran.err


def test_what_is_printed(shell: CommandLine, deck: str) -> None:
    ran = shell.run("preview", deck, "italy", "--seed", "1")
    lines = ran.out.splitlines()
    assert lines[0] == "capitals/italy   choice, line 6"
    assert "  Capital of Italy?" in lines
    assert sum(line.startswith("    ") and "✗" in line for line in lines) == 3
    assert "  answer       Rome" in lines
    assert "  Two" in shell.run("preview", deck, "long").out.splitlines()


def test_another_seed_gives_another_order(shell: CommandLine, deck: str) -> None:
    assert len({shell.run("preview", deck, "italy", "--seed", str(seed)).out for seed in range(8)}) > 1


def test_cards_that_can_be_shown_are_shown_beside_ones_that_cannot(shell: CommandLine) -> None:
    write_deck(shell.folder, CAPITALS + "  - {id: bad, question: x, anwser: y}\n", "half")
    ran = shell.run("preview", "half.deck.yaml")
    assert ran.code == 0
    assert "capitals/france" in ran.out
    assert "anwser" in ran.err


@pytest.mark.parametrize("name", ["none.deck.yaml", "."])
def test_a_deck_that_cannot_be_read_is_said(shell: CommandLine, name: str) -> None:
    ran = shell.run("preview", name)
    assert ran.code == 3
    assert "Traceback" not in ran.err


def test_a_file_that_is_not_there_is_not_said_to_have_problems_to_list(shell: CommandLine) -> None:
    for command in (("preview",), ("export", "--to", "quiz.html"), ("watch",)):
        ran = shell.run(command[0], "capitals", *command[1:])
        assert (ran.code, ran.err) == (3, "capitals: There is no such file. Check the path.\n")


def test_of_a_deck_that_cannot_be_shown_the_error_is_told_not_a_warning_above_it(shell: CommandLine) -> None:
    path = write_deck(shell.folder, "studyapp: 2\nid: later\ncards: []\n", "later")
    ran = shell.run("preview", path.name)
    assert ran.code == 3
    assert ran.err.startswith("later.deck.yaml:1:11: error: ")
