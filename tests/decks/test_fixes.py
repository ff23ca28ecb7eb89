from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.decks.checks.checking import check_deck
from studyapp.decks.fixes import fixed

PATH = Path("d.deck.yaml")
HEAD = "studyapp: 1\nid: d\ntitle: D\ncards:\n"
CARD = "  - id: a\n    type: typed\n    question: Where?\n    answer: Paris\n"


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        (CARD.replace("Where", "Wh\u200bere"), CARD, 1),
        (CARD.replace("Where", "Wh\u00adere\u2060"), CARD, 2),
        (CARD.replace("Where?", "Wher\u2028e?"), CARD.replace("Where?", "Wher e?"), 1),
        (CARD.replace("Where", "Whe\ufeffre"), CARD, 1),
        (CARD.replace("Where", "Caf\u0065\u0301"), CARD.replace("Where", "Café"), 1),
        (CARD + "    accept: [paris, Lutetia, LUTETIA, Paname] # c\n", CARD + "    accept: [Lutetia, Paname] # c\n", 2),
        (CARD + "    accept: [ paris ,  Lutetia ]\n", CARD + "    accept: [ Lutetia ]\n", 1),
        (
            CARD + "    accept:\n      - Lutetia\n      - lutetia  \n      - x\n",
            CARD + "    accept:\n      - Lutetia\n      - x\n",
            1,
        ),
        (CARD + "    reject:\n      - a\n      - A  # why\n", CARD + "    reject:\n      - a\n      - A  # why\n", 0),
        (CARD + "    accept: [paris]\n", CARD + "    accept: [paris]\n", 0),
        (CARD + "    accept: [Lutetia, # c\n      lutetia]\n", CARD + "    accept: [Lutetia, # c\n      lutetia]\n", 0),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_what_is_wrong_is_changed(before: str, after: str, count: int, end: str) -> None:
    mended = fixed((HEAD + before).replace("\n", end).encode(), PATH)
    assert mended.after.decode() == (HEAD + after).replace("\n", end)
    assert mended.count == count


def test_a_mark_at_the_beginning_stays() -> None:
    data = ("\ufeff" + HEAD + CARD.replace("Where", "Wh\u200bere")).encode()
    assert fixed(data, PATH).after == ("\ufeff" + HEAD + CARD).encode()


def test_no_mend_changes_what_the_deck_says() -> None:
    # The Greek question mark becomes a semicolon; the Kelvin sign a K: neither is an accent, so both stay.
    data = (HEAD + CARD.replace("Where?", "Where\u037e 3 \u212a?")).encode()
    assert fixed(data, PATH).after == data


def test_an_invisible_character_that_holds_yaml_together_stays() -> None:
    # Without the invisible character the text would begin with a tag.
    data = (HEAD + CARD.replace("Where?", "\u200b!Hola")).encode()
    assert fixed(data, PATH).after == data


PIECES = st.sampled_from(
    [
        "a",
        "é",
        "e\u0301",
        "\u200b",
        "\u00ad",
        "\u2028",
        "\ufeff",
        " ",
        "\n",
        "\r\n",
        "# x",
        "- ",
        ": ",
        "[",
        "]",
        "'",
        '"',
        ", ",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_mending_is_total_keeps_what_is_said_and_is_done_once(text: str) -> None:
    data = (HEAD + CARD + "    accept: [" + text + ", paris]\n").encode()
    mended = fixed(data, PATH).after
    before, after = check_deck(data, PATH), check_deck(mended, PATH)
    assert [entry.record.id for entry in after.entries] == [entry.record.id for entry in before.entries]
    assert [entry.value("question") for entry in after.entries] == [entry.value("question") for entry in before.entries]
    assert after.errors <= before.errors
    assert fixed(mended, PATH).after == mended
