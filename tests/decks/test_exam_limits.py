"""A deck may ask for as many questions and minutes of an exam as a student, and for no more."""

from __future__ import annotations

import re

import pytest

from studyapp.cli.commands.exam import command
from studyapp.decks.exam_block import MINUTES, QUESTIONS
from studyapp.decks.exam_limits import LONGEST_MINUTES, MOST_QUESTIONS


@pytest.mark.parametrize(
    ("option", "pattern", "most"), [("questions", QUESTIONS, MOST_QUESTIONS), ("minutes", MINUTES, LONGEST_MINUTES)]
)
def test_the_limits_are_the_same(option: str, pattern: str, most: int) -> None:
    assert re.fullmatch(pattern, str(most))
    assert not re.fullmatch(pattern, str(most + 1))
    wanted = next(parameter for parameter in command.params if parameter.name == option)
    assert getattr(wanted.type, "max", None) == most
