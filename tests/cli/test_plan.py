"""`studyapp plan`: the documented JSON, plain words, and clear answers to odd wishes."""

from __future__ import annotations

import json
from contextlib import closing
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from studyapp.study.humane import percent
from studyapp.study.surroundings import open_store
from tests.workspaces import typed_deck, write_deck

if TYPE_CHECKING:
    from tests.cli.running import CommandLine


@pytest.fixture(autouse=True)
def deck(shell: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    write_deck(shell.folder / "decks", typed_deck(60), "words")
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-24T18:40:00+01:00")
    monkeypatch.setattr("sys.stdin", StringIO())


def test_a_goal_is_set_shown_changed_and_given_up(shell: CommandLine) -> None:
    ran = shell.run("plan", "words", "--on", "friday 9:00", "--minutes", "15", "--json")
    assert ran.code == 0, ran.err
    entry = json.loads(ran.out)
    assert entry["goal"]["exam"] == "2026-11-27T09:00:00+01:00"
    assert (entry["goal"]["minutes"], entry["goal"]["decks"]) == (15, ["words"])
    for name in ("now", "stop", "follow"):
        assert {*entry[name]} == {"expected", "low", "high"}
        assert entry[name]["low"] <= entry[name]["expected"] <= entry[name]["high"]
    assert entry["follow"]["expected"] <= entry["bound"]
    assert {*entry["needed"]} == {"0.8", "0.9", "0.95"}
    assert [day["date"] for day in entry["days"]] == ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert json.loads(shell.run("plan", "words", "--json").out)["goal"] == entry["goal"]
    assert json.loads(shell.run("plan", "words", "--minutes", "5", "--json").out)["goal"]["minutes"] == 5
    assert [each["goal"]["minutes"] for each in json.loads(shell.run("plan", "--json").out)] == [5]
    assert "given up" in shell.run("plan", "words", "--remove").out
    assert "There was no goal" in shell.run("plan", "words", "--remove").out
    assert shell.run("plan").out == "No goal is set.\n"


def test_the_words_say_what_the_json_says(shell: CommandLine) -> None:
    entry = json.loads(shell.run("plan", "words", "--on", "friday", "--minutes", "3", "--json").out)
    shown = shell.run("plan", "words").out
    assert "Friday 27 November, 09:00, in 3 days" in shown
    for name in ("now", "stop", "follow"):
        assert percent(entry[name]["expected"]) in shown
    assert f"No plan can pass        {percent(entry['bound'])}" in shown
    assert "out of reach" in shown or "minutes a day" in shown
    assert "8 points to each side" in shown
    for day in entry["days"]:
        assert f"{percent(day['ready'])}\n" in shown


def test_what_is_not_said_anew_stays_as_it_was(shell: CommandLine) -> None:
    write_deck(shell.folder / "decks", typed_deck(60).replace("answer 7}", "answer 7, tags: [long]}"), "words")
    shell.run("plan", "words", "--on", "friday", "--minutes", "7", "--leave-out", "long")
    goal = json.loads(shell.run("plan", "words", "--on", "saturday", "--json").out)["goal"]
    assert (goal["minutes"], goal["left_out"], goal["exam"][:10]) == (7, ["long"], "2026-11-28")
    goal = json.loads(shell.run("plan", "words", "--minutes", "9", "--json").out)["goal"]
    assert (goal["minutes"], goal["left_out"], goal["exam"][:10]) == (9, ["long"], "2026-11-28")
    goal = json.loads(shell.run("plan", "words", "--put-back", "long", "--json").out)["goal"]
    assert (goal["minutes"], goal["left_out"], goal["cards"]) == (9, [], 60)


def test_a_goal_for_other_decks_is_another_goal(shell: CommandLine) -> None:
    write_deck(shell.folder / "decks", typed_deck(5, "other"), "other")
    shell.run("plan", "words", "other", "--on", "friday")
    assert shell.run("plan", "other", "--on", "saturday").code == 0
    decks = [entry["goal"]["decks"] for entry in json.loads(shell.run("plan", "--json").out)]
    assert decks == [["words"], ["other"]]


def test_an_exam_that_has_passed_is_told(shell: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.run("plan", "words", "--on", "friday 9:00")
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-28T18:40:00+01:00")
    ran = shell.run("plan", "words")
    assert ran.code == 2
    assert "was on Friday 27 November 2026, 09:00; it is Saturday 28 November 2026, 18:40 now" in ran.err
    assert shell.run("plan", "words", "--on", "friday 9:00").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["words", "--on", "yesterday"], "friday 9:00"),
        (["words", "--on", "2020-01-01"], "has passed"),
        (["words", "--on", "2040-01-01"], "five years"),
        (["words", "--on", "friday", "--minutes", "1441"], "1441"),
        (["words", "--on", "friday", "--minutes", "nan"], "nan"),
        (["words", "--on", "friday", "--minutes", "-1"], "-1"),
        (["words"], "There is no goal for words"),
        (["nothing", "--on", "friday"], "There is no deck 'nothing'"),
        (["--on", "friday"], "Name the decks"),
        (["--remove"], "Give the decks"),
        (["words", "--remove", "--on", "friday"], "and nothing else"),
        (["words", "--on", "friday", "--leave-out", "verbs"], "No card has the tag 'verbs'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_way_out(shell: CommandLine, arguments: list[str], words: str) -> None:
    ran = shell.run("plan", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""
    assert json.loads(shell.run("plan", "--json").out) == []


def test_a_goal_whose_deck_is_gone_holds_nothing_up_and_can_be_given_up(shell: CommandLine) -> None:
    write_deck(shell.folder / "decks", typed_deck(3, "other"), "other")
    assert shell.run("plan", "words", "--on", "friday", "--minutes", "5").code == 0
    assert shell.run("plan", "other", "--on", "saturday", "--minutes", "5").code == 0
    (shell.folder / "decks" / "words.deck.yaml").rename(shell.folder / "elsewhere.deck.yaml")
    assert shell.run("study", "other", "--plain").code == 0
    ran = shell.run("plan")
    assert ran.code == 1
    assert "The deck words of a goal is not in the library" in ran.err
    assert ran.out.startswith("Other\n")
    gone, there = json.loads(shell.run("plan", "--json").out)
    assert "words" in gone["problem"]
    assert (gone["goal"]["decks"], there["goal"]["decks"]) == (["words"], ["other"])
    assert shell.run("plan", "elsewhere.deck.yaml").code == 0
    assert "given up" in shell.run("plan", "words", "--remove").out


def test_a_goal_of_two_decks_goes_on_with_the_one_that_is_left_and_says_so(shell: CommandLine) -> None:
    write_deck(shell.folder / "decks", typed_deck(3, "other"), "other")
    shell.run("plan", "words", "other", "--on", "friday", "--minutes", "5")
    (shell.folder / "decks" / "words.deck.yaml").unlink()
    ran = shell.run("plan", "other", "--minutes", "6")
    assert ran.code == 0
    assert "Not counted, for no deck of that name can be read: words." in ran.out
    entry = json.loads(shell.run("plan", "--json").out)[0]
    assert (entry["goal"]["decks"], entry["goal"]["cards"], entry["goal"]["minutes"]) == (["words", "other"], 3, 6)


def test_while_a_goal_runs_its_plan_is_solved_before_a_session_begins(shell: CommandLine) -> None:
    shell.run("plan", "words", "--on", "in 5 days", "--minutes", "5")
    with closing(open_store()) as store:
        goal = store.goals.goals()[0]
        store.goals.set(goal)  # forgets the ranking
        assert store.goals.ranking(goal.id) is None
        assert shell.run("study", "words", "--plain").code == 0
        assert store.goals.ranking(goal.id) is not None


def test_a_session_in_plain_lines_ends_with_how_the_goal_stands(
    shell: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.run("plan", "words", "--on", "in 5 days", "--minutes", "5")
    monkeypatch.setattr("sys.stdin", StringIO("no idea\n:q\n"))
    ran = shell.run("study", "words", "--plain")
    readiness, goal = [line for line in ran.out.splitlines() if line.startswith(("Readiness", "For "))]
    assert readiness.startswith("Readiness")
    assert goal.startswith("For Sun 29 Nov 18:40: on plan, ")
    assert goal.endswith(" if you keep to 5 min a day.")
