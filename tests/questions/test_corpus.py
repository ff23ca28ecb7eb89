"""The marker against the corpus: answers as people type them, with the verdict that a fair teacher gives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from studyapp.questions.question import Question, Refusal, Verdict
from studyapp.questions.registry import question_type

CORPUS = Path(__file__).parent / "corpus"
REFUSED = "refused"
LISTS = {"accept", "reject", "items"}


class KeepsOrder(Random):
    """Leaves options in the order of the deck, so that rows can name them by number."""

    def shuffle(self, x: Any) -> None:
        """Change nothing."""


@dataclass(frozen=True)
class Row:
    where: str
    card: str
    given: Any
    outcome: str
    reason: str


def _value(kind: str, name: str, text: str) -> Any:
    parts = [part.strip() for part in text.split("//")]
    if name == "wrong":
        return [{"text": part, "feedback": "", "fixed": False} for part in parts]
    if name == "pairs":
        return [[side.strip() for side in part.split("=")] for part in parts]
    if kind == "truefalse" and name == "answer":
        return text == "true"
    return parts if name in LISTS or (kind == "multiple" and name == "answer") else text


def question_of(card: str) -> Question:
    head, *fields = [part.strip() for part in card.split(" ; ")]
    kind, language = head.split()
    values = {
        name.strip(): _value(kind, name.strip(), text.strip()) for name, text in (f.split(":", 1) for f in fields)
    }
    values.setdefault("question", "?")
    built = question_type(kind).build(values, language)
    (question,) = built.questions.values()
    return question


def rows() -> list[Row]:
    found = []
    for path in sorted(CORPUS.glob("*.txt")):
        card = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.startswith("= "):
                card = line[2:].strip()
            elif line.strip() and not line.startswith("#"):
                given, verdict = line.rsplit("-> ", 1)
                outcome, _, reason = verdict.partition(" : ")
                typed = given.removesuffix(" ")
                answer = json.loads(typed[5:]) if typed.startswith("json ") else typed
                found.append(Row(f"{path.name}:{number}", card, answer, outcome.strip(), reason.strip()))
    return found


ROWS = rows()


def marked(row: Row) -> tuple[str, str]:
    question = question_of(row.card)
    asked = question.ask(question.forms[-1], KeepsOrder())
    result = question.mark(asked, row.given)
    if isinstance(result, Refusal):
        return REFUSED, result.message
    assert isinstance(result, Verdict)
    return str(result.outcome), f"{result.reason} {result.feedback}".strip()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.where)
def test_marks_as_a_fair_teacher_would(row: Row) -> None:
    outcome, reason = marked(row)
    assert outcome == row.outcome, f"{row.card}: {row.given!r} was {outcome} ({reason})"
    assert row.reason.casefold() in reason.casefold(), f"{row.card}: {row.given!r}: {reason!r}"


def test_the_corpus_is_large_enough() -> None:
    assert len(ROWS) >= 400
