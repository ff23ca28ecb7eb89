"""The JSON Schema of deck files, for editors: made from the tables that the reader reads by.

It is draft-07, which is what editors understand. It refuses what the reader reports as an error or a warning about
the shape of a deck; what JSON Schema can't say, such as that an id is used twice, it lets pass.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from studyapp.decks import fields
from studyapp.decks.shapes import any_of, described, mapping_of, shape_of, shapes
from studyapp.decks.snippets import card_snippets, deck_snippet
from studyapp.questions.registry import DEFAULT, NAMES, question_type

if TYPE_CHECKING:
    from studyapp.decks.shapes import Json, Schema

SCHEMA_NAME = "deck.schema.json"
"""What the schema is called beside a deck, and in the lines by which a deck names its schema."""
EDITOR_LINES = f"# yaml-language-server: $schema={SCHEMA_NAME}\n# $schema: {SCHEMA_NAME}\n"
"""The first lines of a deck, by which editors find the schema: the one with the YAML language server, then JetBrains."""

_TYPE = next(field for field in fields.CARD if field.name == "type")


def schema_text() -> str:
    """Return the schema as the text of a JSON file."""
    return json.dumps(deck_schema(), ensure_ascii=False, indent=2) + "\n"


def deck_schema() -> Schema:
    """Return the schema of a deck file."""
    definitions = shapes()
    definitions["defaults"] = {"type": "object", "properties": _inheritable(), "additionalProperties": False}
    definitions["cards"] = {"type": "array", "minItems": 1, "items": _any_card()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "studyapp deck",
        "description": "A deck of cards to study, for studyapp.",
        "defaultSnippets": [deck_snippet()],
        **mapping_of(fields.DECK),
        "if": {"required": ["defaults"]},
        "then": {"allOf": [_cards_are(_inheriting_card()), *(_inherited_type(name) for name in NAMES)]},
        "else": _cards_are(_complete_card()),
        "definitions": {**definitions, **{f"{name}-card": _type_schema(name) for name in NAMES}},
    }


def _any_card() -> Schema:
    return {"type": "object", "properties": {"type": described(_TYPE)}, "defaultSnippets": card_snippets()}


def _cards_are(card: Schema) -> Schema:
    return {"properties": {"cards": {"items": card}}}


def _complete_card() -> Schema:
    """Return what a card is in a deck without defaults: all that its type needs stands in it."""
    return {"allOf": [_if_untyped(_all_of_type(DEFAULT)), *(_if_type(name, _all_of_type(name)) for name in NAMES)]}


def _inheriting_card() -> Schema:
    """Return what a card with a type is in a deck with defaults: what it has not may come from there."""
    return {"allOf": [_if_type(name, _reference(name)) for name in NAMES]}


def _inherited_type(name: str) -> Schema:
    """Return what cards without a type are where the deck's default type is `name`."""
    of_type: Schema = {"properties": {"type": {"const": name}}}
    if name != DEFAULT:
        of_type["required"] = ["type"]
    return {"if": {"properties": {"defaults": of_type}}, "then": _cards_are(_if_untyped(_reference(name)))}


def _if_type(name: str, then: Schema) -> Schema:
    return {"if": {"required": ["type"], "properties": {"type": {"const": name}}}, "then": then}


def _if_untyped(then: Schema) -> Schema:
    return {"if": {"not": {"required": ["type"]}}, "then": then}


def _all_of_type(name: str) -> Schema:
    required: list[Json] = [field.name for field in question_type(name).fields if field.required]
    return {"allOf": [_reference(name), {"required": required}]}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}-card"}


def _type_schema(name: str) -> Schema:
    """Return the fields of a card of one type; which of them it must have is said where it is used."""
    kind = question_type(name)
    common: Schema = {field.name: described(field) for field in fields.CARD}
    own: Schema = {field.name: described(field) for field in kind.fields}
    properties: Schema = {**common, **own}
    return {"description": kind.summary, "type": "object", "properties": properties, "additionalProperties": False}


def _inheritable() -> Schema:
    """Return what cards can inherit: any field of any type, but no id."""
    own = [field for name in NAMES for field in question_type(name).fields]
    summaries = {field.name: field.summary for field in reversed(own)}
    held: dict[str, list[Schema]] = {name: [] for name in summaries}
    for field in own:
        if shape_of(field) not in held[field.name]:
            held[field.name].append(shape_of(field))
    common: Schema = {field.name: described(field) for field in fields.CARD if field.name != "id"}
    return {**common, **{name: {"description": summaries[name], **any_of(*held[name])} for name in held}}
