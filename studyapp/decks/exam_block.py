"""The `exam:` block of a deck file: how long a mock exam is, what passes it, and how much each tag counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.decks import fields
from studyapp.decks.deck import ExamBlock
from studyapp.decks.exam_limits import LONGEST_MINUTES
from studyapp.decks.fields import names
from studyapp.decks.report import excerpt
from studyapp.decks.tree import MapNode, RefusedNode
from studyapp.decks.values import read_text, report_unknown, tidy

if TYPE_CHECKING:
    from studyapp.decks.report import Report
    from studyapp.decks.tree import Node

EXAM_KEYS = names(fields.EXAM)
HIGHEST_WEIGHT = 100
# The reader and the editor's schema take the same texts: both use these patterns.
QUESTIONS = r"0*[1-9]\d{0,4}"
MINUTES = r"0*(?:1440(?:\.0*)?|(?:14[0-3]\d|1[0-3]\d\d|[1-9]\d{0,2})(?:\.\d*)?)"
PERCENT = r"0*(?:100(?:\.0*)?|[1-9]\d?(?:\.\d*)?|0)\s*%?"
WEIGHT = r"0*(?:100(?:\.0*)?|\d{1,2}(?:\.\d{1,3})?|\.\d{1,3})"


def read_exam(node: Node | None, report: Report) -> ExamBlock:
    """Return what the block says; what cannot be read is reported, and is as if it did not stand there."""
    if not isinstance(node, MapNode):
        if node is not None and not isinstance(node, RefusedNode):
            mend = "Write `questions:`, `minutes:`, `pass:` or `weights:` below it."
            report.error(node, "wrong-shape", "`exam` should be a mapping of names to values.", mend)
        return ExamBlock()
    report_unknown(node, EXAM_KEYS, "`exam`", report)
    found = {name: value for name, (_, value) in node.entries.items()}
    questions = _number(found.get("questions"), "questions", QUESTIONS, "a whole number from 1, such as 20", report)
    return ExamBlock(
        questions=None if questions is None else int(questions),
        minutes=_number(
            found.get("minutes"), "minutes", MINUTES, f"a number from 1 to {LONGEST_MINUTES}, such as 15", report
        ),
        pass_percent=_number(found.get("pass"), "pass", PERCENT, "a share of 0 to 100 per cent, such as 70%", report),
        weights=_read_weights(found.get("weights"), report),
    )


def read_percent(text: str) -> float | None:
    """Return the per cent that a text such as `70%` or `70` means, 0–100; None if it means none."""
    text = text.strip()
    return float(text.rstrip("% \t")) if text.isascii() and re.fullmatch(PERCENT, text) else None


def _number(node: Node | None, name: str, pattern: str, wanted: str, report: Report) -> float | None:
    text = None if node is None else read_text(node, name, report)
    if node is None or text is None:
        return None
    if text.isascii() and re.fullmatch(pattern, text):
        return float(text.rstrip("% \t"))
    report.error(node, "bad-number", f"`{name}` should be {wanted}, but it is {excerpt(text)}.", "Write such a number.")
    return None


def _read_weights(node: Node | None, report: Report) -> dict[str, float]:
    if not isinstance(node, MapNode):
        if node is not None and not isinstance(node, RefusedNode):
            report.error(
                node, "wrong-shape", "`weights` should be a mapping of tags to numbers.", "Write {figures: 2}."
            )
        return {}
    wanted = f"a number from 0 to {HIGHEST_WEIGHT}, such as 2"
    found = {
        tidy(tag): _number(value, tag, WEIGHT, wanted, report)
        for tag, (key, value) in node.entries.items()
        if read_text(key, "weights", report) is not None
    }
    return {tag: weight for tag, weight in found.items() if weight is not None}
