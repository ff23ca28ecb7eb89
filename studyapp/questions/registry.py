"""All question types by name. A new type is one module and one line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from studyapp.questions.question import QuestionType

DEFAULT = "flashcard"

_MODULES = {
    "flashcard": "studyapp.questions.flashcard",
    "typed": "studyapp.questions.typed",
    "number": "studyapp.questions.number",
    "date": "studyapp.questions.date",
    "choice": "studyapp.questions.choice",
    "multiple": "studyapp.questions.multiple",
    "truefalse": "studyapp.questions.truefalse",
    "cloze": "studyapp.questions.cloze",
    "order": "studyapp.questions.order",
    "match": "studyapp.questions.match",
    "list": "studyapp.questions.list_items",
}

NAMES = tuple(_MODULES)


@cache
def question_type(name: str) -> QuestionType:
    """Return the type called `name`, importing its module on first use; KeyError if there is none."""
    return cast("QuestionType", import_module(_MODULES[name]).TYPE)
