"""The fields of a question type, and what a type finds wrong with their values: the tables behind reader, schema and docs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Kind(StrEnum):
    """What a field holds, and the plain value that a question type receives for it."""

    TEXT = "text"
    """`str`: cleaned text, never empty."""
    TEXTS = "texts"
    """`list[str]`: a list of texts; a single text counts as a list of one."""
    OPTIONS = "options"
    """`list[dict]`: each text, or {text, feedback, fixed}, as `{"text": str, "feedback": str, "fixed": bool}`."""
    PAIRS = "pairs"
    """`list[list[str]]`: a mapping left → right, in order, as `[left, right]`."""
    FLAG = "flag"
    """`bool`: true or false (yes/no, on/off, right/wrong are understood)."""


Value: TypeAlias = "str | bool | list[str] | list[dict[str, str | bool]] | list[list[str]]"
Values: TypeAlias = Mapping[str, Value]
"""Field name → value, JSON-able, as the deck cache keeps it; absent fields are absent."""


class Field(NamedTuple):
    """One field of a question type; `summary` and `example` become the editor's help and the documentation."""

    name: str
    kind: Kind
    summary: str
    example: str = ""
    required: bool = False


class Severity(StrEnum):
    """How bad a finding is: errors keep a card from being studied, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(NamedTuple):
    """Something wrong with one field of a card; `item` points into a list. The reader adds path, line and column."""

    field: str
    code: str
    message: str
    mend: str
    severity: Severity = Severity.ERROR
    item: int | None = None
