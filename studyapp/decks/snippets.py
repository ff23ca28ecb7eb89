"""What an editor offers to insert into a deck: a card of every type, and a deck to start from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.decks.encoding import prepare
from studyapp.decks.events import SCALAR
from studyapp.decks.pieces import read_pieces
from studyapp.decks.report import Report
from studyapp.decks.tree import ListNode, MapNode
from studyapp.questions.registry import DEFAULT, NAMES, question_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.decks.shapes import Json, Schema
    from studyapp.decks.tree import Node

_SPECIAL = re.compile(r"[\\$}]")


def card_snippets() -> list[Json]:
    """Return one snippet for each question type, made from its example."""
    return [_snippet(name, question_type(name).summary, _filled_in(name)) for name in NAMES]


def deck_snippet() -> Schema:
    """Return the snippet of a whole deck with one card."""
    body: Schema = {
        "studyapp": 1,
        "id": "${1:my-deck}",
        "title": "${2:My deck}",
        "cards": [{"id": "${3:first-card}", "question": "${4:What is asked?}", "answer": "${5:What is right}"}],
    }
    return _snippet("deck", "A deck with one card.", body)


def _snippet(label: str, description: str, body: Schema) -> Schema:
    return {"label": label, "description": description, "body": body}


def _filled_in(name: str) -> Schema:
    """Return the example of a type with every text to be typed over."""
    card = _example(name)
    stops = _Stops()
    body: Schema = {key: value if key == "type" else stops.over(value) for key, value in _fields(card)}
    return {"id": body.pop("id"), "type": name, **body} if name != DEFAULT else body


class _Stops:
    """Counts the places that the editor's cursor visits."""

    def __init__(self) -> None:
        self._count = 0

    def over(self, value: Json) -> Json:
        """Return `value` with each of its texts made a place to type over."""
        if isinstance(value, str):
            self._count += 1
            return f"${{{self._count}:{_SPECIAL.sub(lambda found: chr(92) + found.group(), value)}}}"
        if isinstance(value, list):
            return [self.over(item) for item in value]
        if isinstance(value, dict):
            return {name: self.over(item) for name, item in value.items()}
        return value


def _example(name: str) -> MapNode:
    report = Report(name)
    text = prepare(f"cards:\n{question_type(name).example}".encode(), report)
    nodes = [piece.value for piece in read_pieces(text, report)] if text else []
    for node in nodes:
        if isinstance(node, MapNode) and not report.found_errors:
            return node
    raise ValueError(f"the example of {name} is no card")


def _fields(node: MapNode) -> Iterator[tuple[str, Json]]:
    for name, (_, value) in node.entries.items():
        yield name, _plain(value)


def _plain(node: Node) -> Json:
    if isinstance(node, MapNode):
        return dict(_fields(node))
    if isinstance(node, ListNode):
        return [_plain(item) for item in node.items]
    if type(node) is SCALAR:
        return node.value == "true" if node.value in {"true", "false"} and not node.style else node.value.strip()
    return ""
