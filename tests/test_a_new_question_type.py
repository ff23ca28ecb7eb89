"""A question type is one module, one widget, one line in the registry: proven by adding one to a copy of the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

MODULE = '''\
"""Words to be spelt backwards."""

from __future__ import annotations

from typing import NamedTuple

from studyapp.questions import values as read
from studyapp.questions.field import Field, Kind
from studyapp.questions.marking.given import as_line
from studyapp.questions.question import Asked, Built, Outcome, QuestionType, Refusal, Verdict
from studyapp.questions.samples import QUESTION


class Backwards(NamedTuple):
    text: str
    answer: str

    @property
    def forms(self):
        return ("backwards",)

    def ask(self, form, rng):
        return Asked("backwards", self.text, note="the last letter first")

    def mark(self, asked, given):
        line = as_line(given)
        if isinstance(line, Refusal):
            return line
        right = line == self.answer[::-1]
        return Verdict(
            Outcome.CORRECT if right else Outcome.WRONG, float(right), self.expected(), line, "" if right else "No."
        )

    def expected(self):
        return self.answer[::-1]

    def answer_key(self):
        return self.answer


def build(values, language):
    return Built({"": Backwards(read.text(values, "question"), read.text(values, "answer"))})


TYPE = QuestionType(
    name="backwards",
    summary="A word spelt backwards.",
    fields=(QUESTION, Field("answer", Kind.TEXT, "The word, forwards.", "stressed", required=True)),
    build=build,
    example="""\\
- id: dessert
  type: backwards
  question: What comes after dinner, backwards?
  answer: dessert
""",
)
'''
WIDGET = '''\
"""Spell it backwards."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Input, Static

from studyapp.tui.answers.answering import Answered, Answering


class AnswerWidget(Answering):
    types_text = True

    def compose(self):
        yield Input()
        yield Static(classes="outcome")

    def begin(self):
        self.query_one(Input).focus()

    def hints(self):
        return ()

    def on_input_submitted(self, event):
        event.stop()
        self.post_message(Answered(event.value))

    def show_verdict(self, shown):
        self.query_one(Static).update(Content(f"turned round: {shown.verdict.expected}"))
'''
DECK = """\
studyapp: 1
id: words
title: Words
cards:
  - {id: dessert, type: backwards, question: 'What comes after dinner, backwards?', answer: dessert}
"""
IN_THE_APP = """\
import asyncio, sys
from pathlib import Path

from studyapp.questions.registry import NAMES, question_type
from studyapp.tui.app import StudyApp
from tests.deck_format_page import deck_format_page
from tests.tui.screen_text import screen_text
from tests.tui.waiting import until
from tests.workspaces import make_workspace


async def study(folder, deck):
    with make_workspace(folder, deck) as workspace:
        app = StudyApp(workspace)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "Today" in screen_text(app))
            await pilot.press("a")
            await until(pilot, lambda: "the last letter first" in screen_text(app))
            await pilot.press(*"tressed", "enter")
            await until(pilot, lambda: "turned round: tressed" in screen_text(app))
            assert [review.answer.outcome for review in workspace.store.history()] == ["correct"]


assert NAMES[-1] == question_type("backwards").name
assert "### `backwards`" in deck_format_page("")
asyncio.run(study(Path(sys.argv[1]), sys.argv[2]))
"""


def test_a_type_is_one_module_one_widget_and_one_line(tmp_path: Path) -> None:
    package = tmp_path / "studyapp"
    shutil.copytree(ROOT / "studyapp", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "questions" / "backwards.py").write_text(MODULE)
    (package / "tui" / "answers" / "backwards.py").write_text(WIDGET)
    registry = package / "questions" / "registry.py"
    last = '    "list": "studyapp.questions.list_items",\n'
    line = '    "backwards": "studyapp.questions.backwards",\n'
    text = registry.read_text()
    assert last in text
    registry.write_text(text.replace(last, last + line))
    deck = tmp_path / "words.deck.yaml"
    deck.write_text(DECK)

    _studyapp(tmp_path, "check", str(deck))
    assert '"backwards"' in _studyapp(tmp_path, "schema")
    assert '"correct": true' in _studyapp(tmp_path, "study", str(deck), "--jsonl", given='{"answer": "tressed"}\n')
    shutil.rmtree(tmp_path / "home")
    assert "Wrong: No. Right: tressed." in _studyapp(tmp_path, "study", str(deck), "--plain", given="dessert\n")
    _python(tmp_path, "-c", IN_THE_APP, str(tmp_path / "app"), DECK)


def _studyapp(folder: Path, *words: str, given: str = "") -> str:
    return _python(folder, "-m", "studyapp", *words, given=given)


def _python(folder: Path, *words: str, given: str = "") -> str:
    """Run Python with the copied package before the real one; return what it printed."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "STUDYAPP_HOME": str(folder / "home"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
