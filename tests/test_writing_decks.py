"""docs/writing-decks.md: test_docs.py follows it from top to bottom; here its examples are held to what it teaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.decks.checks.checking import check_deck
from studyapp.questions.field import Severity
from tests.followed_page import Block, blocks, followed

PAGE = (Path(__file__).parents[1] / "docs" / "writing-decks.md").read_text(encoding="utf-8")
BLOCKS = blocks(PAGE)


@pytest.mark.parametrize("block", [each for each in BLOCKS if each.kind == "yaml"], ids=lambda each: each.text[:40])
def test_every_deck_and_card_of_the_page_is_a_good_example(block: Block) -> None:
    text = block.text
    if text.startswith("- "):
        text = "studyapp: 1\nid: d\ntitle: D\ncards:\n" + text
    checked = check_deck(text.encode(), Path(block.file or "d.deck.yaml"))
    found = [problem for problem in checked.problems if problem.severity is not Severity.NOTE]
    assert bool(found) == (block.file == "mistakes.deck.yaml")


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    assert {block.kind for block in BLOCKS} == {"yaml", "console", "text", "csv"}
    assert all(block.file for block in BLOCKS if block.kind in {"text", "csv"})


def test_following_a_page_notices_what_a_command_prints_now() -> None:
    deck = "studyapp: 1\nid: d\ntitle: D\ncards:\n  - {id: a, question: Which?, answer: That}\n"
    page = f"```yaml d.deck.yaml\n{deck}```\n```console\n$ studyapp check d.deck.yaml\nall is lost\n```\n"
    assert "all is lost" not in followed(page)
    assert "no problems" in followed(page)
    assert followed(followed(page)) == followed(page)
