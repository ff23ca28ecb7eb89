"""From the rows of a table to cards: which column is which field, and which type of question a row makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from studyapp.questions.field import Kind
from studyapp.questions.marking.fold import plainly
from studyapp.questions.marking.gaps import slug_of
from studyapp.questions.registry import DEFAULT, NAMES, question_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.emit import Plain
    from studyapp.interchange.delimited import Row

Card: TypeAlias = "dict[str, Plain]"
Fields: TypeAlias = "dict[str, list[str]]"

NOT_THERE = "The table needs a question and an answer in each row, parted by commas, semicolons or tabs."
_COLUMNS = {
    **dict.fromkeys(("question", "front", "term", "prompt", "frage", "pregunta", "domanda", "vraag"), "question"),
    **dict.fromkeys(
        ("answer", "back", "definition", "antwort", "réponse", "respuesta", "risposta", "antwoord"), "answer"
    ),
    **dict.fromkeys(("wrong", "distractor", "falsch", "faux", "falso", "fout"), "wrong"),
    **dict.fromkeys(("tags", "tag"), "tags"),
    **{name: name for name in ("id", "type", "accept", "reject", "hint", "explanation", "unit", "tolerance")},
}
_NUMBERED = re.compile(r"[\s_#-]*\d*$")
_COMMON = ("hint", "explanation", "tags")
_ORDER = ("question", "answer", "accept", "reject", "wrong", "unit", "tolerance", *_COMMON)
_LISTS = frozenset({"accept", "reject", "wrong", "tags"})
_TAG_ENDS = re.compile("[,;]")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the table that is not in the deck: the line it stands in, and why."""

    line: int
    reason: str


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names columns, a question and an answer among them."""
    columns = [_column(cell) for cell in cells]
    return columns.count("question") == 1 and columns.count("answer") == 1


def _column(name: str) -> str:
    """Return the field that a column called `name` holds, or nothing: `Wrong 2` is `wrong`."""
    return _COLUMNS.get(_NUMBERED.sub("", name.strip().casefold()), "")


class CardDrafter:
    """Makes the cards of one table; remembers ids, questions, and what was left out."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._ids: set[str] = set()
        self._seen: dict[tuple[str, str], int] = {}
        self.left_out: list[LeftOut] = []

    def draft(self, rows: Sequence[Row]) -> list[tuple[int, Card]]:
        """Return the cards with the lines that they stand in."""
        columns: tuple[str, ...] = ("question", "answer")
        beyond = "wrong"
        if rows and is_header(rows[0].cells):
            head, rows = rows[0], rows[1:]
            columns, beyond = tuple(map(_column, head.cells)), ""
            for name, column in zip(head.cells, columns, strict=True):
                if name and not column:
                    self._leave_out(head.line, f"The column {name!r} means nothing in a deck.")
        drafted = []
        for row in rows:
            fields = _fields((*columns, *[beyond] * (len(row.cells) - len(columns))), row.cells)
            if self._is_usable(fields, row.line):
                drafted.append((row.line, self._card(fields, row.line)))
        return drafted

    def _leave_out(self, line: int, reason: str) -> None:
        self.left_out.append(LeftOut(line, reason))

    def _is_usable(self, fields: Fields, line: int) -> bool:
        """Note why a row is left out, if it is."""
        for name in ("question", "answer"):
            if name not in fields:
                self._leave_out(line, f"There is no {name}. {NOT_THERE}")
                return False
        first = self._seen.setdefault((fields["question"][0], fields["answer"][0]), line)
        if first != line:
            self._leave_out(line, f"The same card stands in line {first}.")
        return first == line

    def _card(self, fields: Fields, line: int) -> Card:
        fields["wrong"] = self._distinct_options(fields, line)
        kind = _type(fields)
        known = {field.name: field.kind for field in question_type(kind).fields} if kind in NAMES else {}
        card: Card = {"id": self._id(fields)}
        if kind != DEFAULT:
            card["type"] = kind
        for name in _ORDER:
            texts = fields.get(name, [])
            if texts and kind in NAMES and name not in known and name not in _COMMON:
                self._leave_out(line, f"A {kind} card has no {name}.")
            elif texts:
                card[name] = texts if name in _LISTS or known.get(name) is Kind.TEXTS else texts[0]
        return card

    def _distinct_options(self, fields: Fields, line: int) -> list[str]:
        """Return the wrong options that can be told from each other and from the answer."""
        seen = {plainly(fields["answer"][0], self._language)}
        kept = []
        for text in fields.get("wrong", []):
            folded = plainly(text, self._language)
            if folded in seen:
                self._leave_out(line, f"The option {text!r} can't be told from another one in this row.")
            else:
                seen.add(folded)
                kept.append(text)
        return kept

    def _id(self, fields: Fields) -> str:
        """Return the id of the row, else a short name made from the question; never one that is taken."""
        stem = slug_of(fields["id"][0] if "id" in fields else fields["question"][0])
        name, count = stem, 1
        while name in self._ids:
            count += 1
            name = f"{stem}-{count}"
        self._ids.add(name)
        return name


def _fields(columns: Sequence[str], cells: Sequence[str]) -> Fields:
    fields: Fields = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell:
            parts = [part.strip() for part in _TAG_ENDS.split(cell) if part.strip()] if column == "tags" else [cell]
            fields.setdefault(column, []).extend(parts)
    return fields


def _type(fields: Fields) -> str:
    """Return the type that was asked for, else the one that the filled columns suggest."""
    if "type" in fields:
        return fields["type"][0].casefold()
    if "unit" in fields or "tolerance" in fields:
        return "number"
    if "accept" in fields or "reject" in fields:
        return "typed"
    return "choice" if fields.get("wrong") else DEFAULT
