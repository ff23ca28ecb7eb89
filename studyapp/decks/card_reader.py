"""From the node of one card to its record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from studyapp.decks import fields
from studyapp.decks.deck import DERIVED_MARK
from studyapp.decks.events import SCALAR
from studyapp.decks.fields import names
from studyapp.decks.header import report_bad_id, valid_id
from studyapp.decks.parsed import Record
from studyapp.decks.report import Place, Report, excerpt, line_of, position
from studyapp.decks.tree import Key, ListNode, MapNode, Node, RefusedNode
from studyapp.decks.values import READERS, read_text, read_texts, report_unknown, report_unknown_key
from studyapp.questions.field import Field, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from studyapp.decks.values import Reader
    from studyapp.questions.field import Value
    from studyapp.questions.question import Question, QuestionType

COMMON_KEYS = names(fields.CARD)
CITATION_KEYS = names(fields.CITATION)
FRAGMENT_KEYS = names(fields.FRAGMENT)
_EXTRAS = ("tags", "hint", "explanation", "source")
MAX_PARAGRAPH = 100_000
_TO_WRITE = {
    Kind.TEXT: "`{0}:` and its text",
    Kind.TEXTS: "`{0}: [one, another]`",
    Kind.OPTIONS: "`{0}: [one, another]`",
    Kind.PAIRS: "`{0}:` and below it one `left: right` a line",
    Kind.FLAG: "`{0}: true` or `{0}: false`",
}
"""How a field of each kind is written, with its name for {0}."""
Evidence: TypeAlias = "list[tuple[str, int | None]]"
"""Fragments of a source's text, each with its paragraph if it is another than that of the card."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the deck says about every card."""

    language: str
    sources: frozenset[str]
    defaults: Mapping[str, tuple[Key, Node]]
    question_type: Callable[[str], QuestionType]
    type_names: Sequence[str]
    default_type: str


class ReadCard(NamedTuple):
    """A card that can be studied."""

    record: Record
    questions: Mapping[str, Question]


class _Table(NamedTuple):
    """The fields of a question type by name, what reads each, and the names of those that no card may lack."""

    fields: Mapping[str, Field]
    readers: Mapping[str, Reader]
    required: frozenset[str]


class CardReader:
    """Reads the cards of one deck in order; remembers their ids."""

    def __init__(self, context: Context, report: Report) -> None:
        self._context = context
        self._report = report
        self._ids: dict[str, int] = {}
        self._derived: dict[str, int] = {}
        """How many cards have the same derived id but for its number."""
        self._tables: dict[str, _Table] = {}
        self._first_without_id: Place | None = None
        self._without_id = 0

    def read(self, node: Node) -> ReadCard | None:
        """Return the card, or None after reporting why it can't be studied."""
        if not isinstance(node, MapNode):
            if not isinstance(node, RefusedNode):
                mend = "Write `question:` and `answer:` below the dash, indented."
                self._report.error(node, "not-a-card", "A card is a mapping of fields.", mend)
            return None
        node = self._with_defaults(node)
        type_name = self._type(node)
        values = None if type_name is None else self._values(node, type_name)
        card_id = self._id(node)
        if type_name is None or values is None:
            return None
        built = self._context.question_type(type_name).build(values, self._context.language)
        for finding in built.findings:
            self._report_finding(finding, node)
        if not built.questions or card_id is None:
            return None
        record = Record(card_id or self._derived_id(type_name, values, node), type_name, values, line_of(node))
        return ReadCard(self._with_extras(record, node), built.questions)

    def report_missing_ids(self) -> None:
        """Note once how many cards have no id."""
        if self._first_without_id is not None:
            cards = "1 card has" if self._without_id == 1 else f"{self._without_id:,} cards have"
            message = f"{cards} no id, the first one here; editing such a card can lose its progress."
            self._report.note(self._first_without_id, "no-id", message, "`studyapp id` writes the missing ids.")

    def _with_defaults(self, node: MapNode) -> MapNode:
        """Return the card with the fields that all have in common, behind its own."""
        if not self._context.defaults:
            return node
        inherited = {name: entry for name, entry in self._context.defaults.items() if name not in node.entries}
        return node._replace(entries=node.entries | inherited) if inherited else node

    def _type(self, node: MapNode) -> str | None:
        if "type" not in node.entries:
            return self._context.default_type
        given = node.entries["type"][1]
        name = read_text(given, "type", self._report)
        if name is None or name in self._context.type_names:
            return name
        from studyapp.decks.nearest import suggestion  # noqa: PLC0415 - only a deck with a mistake pays for it

        mend = suggestion(name, self._context.type_names)
        self._report.error(given, "unknown-type", f"There is no question type {excerpt(name)}.", mend)
        return None

    def _table(self, type_name: str) -> _Table:
        table = self._tables.get(type_name)
        if table is None:
            fields = self._context.question_type(type_name).fields
            table = self._tables[type_name] = _Table(
                {field.name: field for field in fields},
                {field.name: READERS[field.kind] for field in fields},
                frozenset(field.name for field in fields if field.required),
            )
        return table

    def _values(self, node: MapNode, type_name: str) -> dict[str, Value] | None:
        """Return the values of the type's own fields; None if one that is there, or must be, can't be read."""
        fields, readers, required = self._table(type_name)
        values: dict[str, Value] = {}
        complete = True
        for name, entry in node.entries.items():
            key, value = entry
            if name not in readers:
                if name not in COMMON_KEYS and self._context.defaults.get(name) is not entry:
                    complete &= self._unknown(key, type_name, fields)
            elif name not in required and _is_empty(value):
                self._report.warning(value, "empty", f"`{name}` is empty.", "Write something behind it, or delete it.")
            else:
                read = readers[name](value, name, self._report)
                if read is None:
                    complete = False
                else:
                    values[name] = read
        if not node.entries.keys() >= required:
            self._report_missing(node, fields)
            return None
        return values if complete else None

    def _unknown(self, key: Key, type_name: str, table: Mapping[str, Field]) -> bool:
        """Report a key that the card's type has no use for; the card can be studied without it."""
        if type(key) is SCALAR and key.value != "<<":
            report_unknown_key(key, (*table, *COMMON_KEYS), f"a {type_name} card", self._report)
            return True
        return False

    def _report_missing(self, node: MapNode, fields: Mapping[str, Field]) -> None:
        for name, field in fields.items():
            if field.required and name not in node.entries:
                mend = f"Write {_TO_WRITE[field.kind].format(name)}."
                self._report.error(node, "missing-key", f"The card has no `{name}`.", mend)

    def _id(self, node: MapNode) -> str | None:
        """Return the card's id, "" if it has none, or None if it can't be used."""
        if "id" not in node.entries:
            return ""
        value = node.entries["id"][1]
        text = read_text(value, "id", self._report)
        if text is None:
            return None
        if not valid_id(text):
            report_bad_id(value, text, self._report)
            return None
        if text in self._ids:
            message = f"The id {excerpt(text)} is used twice: in line {self._ids[text]} and in line {line_of(value)}."
            self._report.error(value, "duplicate-id", message, "Give each card its own.")
            return None
        self._ids[text] = line_of(value)
        return text

    def _derived_id(self, type_name: str, values: Mapping[str, Value], node: MapNode) -> str:
        self._without_id += 1
        self._first_without_id = self._first_without_id or node
        texts = (
            [str(values["question"])] if "question" in values else [v for v in values.values() if isinstance(v, str)]
        )
        content = "\0".join((type_name, *texts[:1]))
        stem = DERIVED_MARK + hashlib.sha256(content.encode()).hexdigest()[:12]
        count = self._derived.get(stem, 0) + 1
        self._derived[stem] = count
        derived = stem if count == 1 else f"{stem}-{count}"
        if count > 1:
            message = f"The same question, without an id, stands in line {self._ids[stem]}."
            self._report.warning(node, "same-question", message, "Delete one, or give both an id.")
        self._ids[derived] = line_of(node)
        return derived

    def _with_extras(self, record: Record, node: MapNode) -> Record:
        """Return the record with what the card has beside its question."""
        if node.entries.keys().isdisjoint(_EXTRAS):
            return record
        return record._replace(
            tags=self._tags(node),
            hint=self._text(node, "hint"),
            explanation=self._text(node, "explanation"),
            citation=self._citation(node),
        )

    def _text(self, node: MapNode, name: str) -> str:
        entry = node.entries.get(name)
        return (read_text(entry[1], name, self._report) or "") if entry else ""

    def _tags(self, node: MapNode) -> list[str]:
        entry = node.entries.get("tags")
        return (read_texts(entry[1], "tags", self._report) or []) if entry else []

    def _citation(self, node: MapNode) -> tuple[str, int | None, Evidence] | None:
        if "source" not in node.entries:
            return None
        value = node.entries["source"][1]
        if isinstance(value, RefusedNode):
            return None
        if not isinstance(value, MapNode):
            ref = read_text(value, "source", self._report)
            return None if ref is None else self._known_source(ref, value, None, [])
        report_unknown(value, CITATION_KEYS, "`source`", self._report)
        if "ref" not in value.entries:
            mend = "Write `ref:` and a name from the deck's `sources`."
            self._report.error(value, "missing-key", "The source has no `ref`.", mend)
            return None
        ref_node = value.entries["ref"][1]
        ref = read_text(ref_node, "ref", self._report)
        return None if ref is None else self._known_source(ref, ref_node, self._paragraph(value), self._evidence(value))

    def _known_source(
        self, ref: str, place: Place, paragraph: int | None, evidence: Evidence
    ) -> tuple[str, int | None, Evidence]:
        if ref not in self._context.sources:
            from studyapp.decks.nearest import nearest  # noqa: PLC0415 - only a deck with a mistake pays for it

            guess = nearest(ref, self._context.sources)
            mend = f"Did you mean `{guess}`?" if guess else "Add it to `sources` at the top of the deck."
            self._report.error(place, "unknown-source", f"There is no source {excerpt(ref)} in this deck.", mend)
        return ref, paragraph, evidence

    def _paragraph(self, node: MapNode) -> int | None:
        if "paragraph" not in node.entries:
            return None
        value = node.entries["paragraph"][1]
        text = read_text(value, "paragraph", self._report)
        if text is None:
            return None
        if text.isascii() and text.isdecimal() and len(text) < 9 and 0 < int(text) <= MAX_PARAGRAPH:
            return int(text)
        mend = "Write its number, counted from 1 between blank lines."
        self._report.error(value, "bad-number", f"{excerpt(text)} is no paragraph number.", mend)
        return None

    def _evidence(self, node: MapNode) -> Evidence:
        if "evidence" not in node.entries:
            return []
        value = node.entries["evidence"][1]
        if isinstance(value, ListNode) and not value.items:
            self._report.error(value, "empty", "`evidence` is an empty list.", "Fill it or delete it.")
        items = value.items if isinstance(value, ListNode) else [value]
        return [fragment for fragment in map(self._fragment, items) if fragment is not None]

    def _fragment(self, node: Node) -> tuple[str, int | None] | None:
        if not isinstance(node, MapNode):
            text = read_text(node, "evidence", self._report)
            return None if text is None else (text, None)
        report_unknown(node, FRAGMENT_KEYS, "an entry of `evidence`", self._report)
        if "text" not in node.entries:
            mend = "Write `text:`, or put the entry in quotation marks if its colon is part of the text."
            self._report.error(node, "missing-key", "An entry of `evidence` has no `text`.", mend)
            return None
        text = read_text(node.entries["text"][1], "text", self._report)
        return None if text is None else (text, self._paragraph(node))

    def _report_finding(self, finding: Finding, node: MapNode) -> None:
        place = position(self._place(finding, node))
        self._report.add(finding.severity, place, finding.code, finding.message, finding.mend)

    def _place(self, finding: Finding, node: MapNode) -> Place:
        if finding.field not in node.entries:
            return node
        value = node.entries[finding.field][1]
        if finding.item is None:
            return value
        if isinstance(value, ListNode) and finding.item < len(value.items):
            return value.items[finding.item]
        if isinstance(value, MapNode) and finding.item < len(value.entries):
            return list(value.entries.values())[finding.item][0]
        return value


def _is_empty(node: Node) -> bool:
    if type(node) is SCALAR:
        return not node.value.strip()
    return isinstance(node, ListNode) and not node.items
