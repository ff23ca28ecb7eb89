"""JSON Schema of what single fields hold: what the reader takes there, seen through an editor that guesses types."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from studyapp.decks import exam_block, fields
from studyapp.decks.card_reader import MAX_PARAGRAPH
from studyapp.decks.exam_limits import LONGEST_MINUTES, MOST_QUESTIONS
from studyapp.decks.header import FORMAT_VERSION, MAX_ID, MAX_RECALL_DAYS
from studyapp.decks.values import FLAGS
from studyapp.questions.field import Field
from studyapp.questions.registry import NAMES

if TYPE_CHECKING:
    from studyapp.decks.fields import DeckField

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json]"
Schema: TypeAlias = dict[str, Json]

_SOMETHING: Schema = {"pattern": r"[^\s\u200b\u2060\ufeff]"}
# To an editor `1984` is a number and `true` a boolean; the reader takes both as the text that stands there.
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_ID = r"^\s*(?=.*[^\s._-])[^\s\u200b\u2060\ufeff!-,/:-@\[-^`{-~]+\s*$"
_DAYS = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"
_LANGUAGE = r"^\s*[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\s*$"


def shapes() -> Schema:
    """Return the schemas of what fields hold, by the names that `described` refers to: all but cards and defaults."""
    text = _reference("text")
    days: Schema = {"type": "number", "minimum": 0, "maximum": MAX_RECALL_DAYS}
    paragraph: Schema = {"type": "integer", "minimum": 1, "maximum": MAX_PARAGRAPH}
    option = any_of(text, _reference("option"))
    return {
        "text": {**_SCALAR, **_SOMETHING},
        "texts": _one_or_more(text),
        "flag": any_of({"type": "boolean"}, {"type": "string", "pattern": _flag_words()}),
        "option": mapping_of(fields.OPTION),
        "options": _one_or_more(option),
        "pairs": {"type": "object", "minProperties": 1, "propertyNames": _SOMETHING, "additionalProperties": text},
        "version": {"enum": [FORMAT_VERSION, str(FORMAT_VERSION)]},
        "id": {**_SCALAR, "pattern": _ID, "maxLength": MAX_ID},
        "language": {"type": ["string", "boolean"], "pattern": _LANGUAGE},
        "days": any_of(days, {"type": "string", "pattern": _DAYS}),
        "paragraph": any_of(paragraph, {"type": "string", "pattern": r"^\s*0*[1-9]\d{0,5}\s*$"}),
        "evidence": _one_or_more(any_of(text, mapping_of(fields.FRAGMENT))),
        "type": {"enum": list(NAMES)},
        "sources": {"type": "object", "additionalProperties": any_of(mapping_of(fields.SOURCE), text)},
        "source": any_of(text, mapping_of(fields.CITATION)),
        "exam": mapping_of(fields.EXAM),
        "questions": _number({"type": "integer", "minimum": 1, "maximum": MOST_QUESTIONS}, exam_block.QUESTIONS),
        "minutes": _number({"type": "number", "minimum": 1, "maximum": LONGEST_MINUTES}, exam_block.MINUTES),
        "percent": _number(
            {"type": "number", "anyOf": [{"const": 0}, {"minimum": 1, "maximum": 100}]}, exam_block.PERCENT
        ),
        "weights": {
            "type": "object",
            "propertyNames": _SOMETHING,
            "additionalProperties": _number(
                {"type": "number", "minimum": 0, "maximum": exam_block.HIGHEST_WEIGHT}, exam_block.WEIGHT
            ),
        },
    }


def described(field: Field | DeckField) -> Schema:
    """Return the schema of a field: its help, and a reference to the shape of what it holds."""
    example = f"\nExample: {field.example}" if field.example else ""
    return {"description": field.summary + example, **shape_of(field)}


def shape_of(field: Field | DeckField) -> Schema:
    """Return a reference to the shape of what a field holds."""
    return _reference(field.kind.name.lower() if isinstance(field, Field) else field.holds.name.lower())


def any_of(*schemas: Schema) -> Schema:
    """Return the schema of what one of `schemas` describes."""
    return {"anyOf": list(schemas)} if len(schemas) > 1 else schemas[0]


def mapping_of(known: tuple[DeckField, ...]) -> Schema:
    """Return the schema of a mapping with the `known` fields and no others."""
    required: list[Json] = [field.name for field in known if field.required]
    properties: Schema = {field.name: described(field) for field in known}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _reference(shape: str) -> Schema:
    return {"$ref": f"#/definitions/{shape}"}


def _one_or_more(item: Schema) -> Schema:
    return any_of(item, {"type": "array", "items": item, "minItems": 1})


def _number(number: Schema, pattern: str) -> Schema:
    """Return the schema of a number that may also be written as text."""
    return any_of(number, {"type": "string", "pattern": rf"^\s*{pattern}\s*$"})


def _flag_words() -> str:
    words = ("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in FLAGS)
    return f"^\\s*({'|'.join(words)})\\s*$"
