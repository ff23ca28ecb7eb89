"""The table of all codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks.checks.codes import fields, files, grounding, identity, questions, syntax, writing

if TYPE_CHECKING:
    from studyapp.decks.checks.codes.code import Code

FAMILIES: tuple[tuple[str, tuple[Code, ...]], ...] = (
    ("Files", files.CODES),
    ("YAML", syntax.CODES),
    ("Fields", fields.CODES),
    ("Question types", questions.CODES),
    ("Good cards", writing.CODES),
    ("Changes since the last commit", identity.CODES),
    ("Proof against the source", grounding.CODES),
)
CODES = {code.name: code for _, family in FAMILIES for code in family}
UNREADABLE = frozenset({"missing-file", "unreadable-file", "is-folder", "not-a-file", "too-large", "not-text"})
"""Codes of files of which nothing could be read."""
