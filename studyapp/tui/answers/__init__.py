"""One module per form of question, each with its `AnswerWidget`; a new form is a new module here and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from studyapp.questions.question import Asked
    from studyapp.tui.answers.answering import Answering


def answer_widget(asked: Asked) -> Answering:
    """Return the widget in which `asked` is answered, importing the module of its form on first use."""
    module = import_module(f"studyapp.tui.answers.{asked.form}")
    return cast("Answering", module.AnswerWidget(asked))
