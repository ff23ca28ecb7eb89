"""docs/deck-format.md: every field of a deck file, from the tables that the reader and the editor's schema are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.decks import fields
from studyapp.decks.values import FLAGS
from studyapp.questions.field import Kind
from studyapp.questions.registry import DEFAULT, NAMES, question_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studyapp.decks.fields import DeckField
    from studyapp.questions.field import Field

INTRODUCTION = """\
# The deck format

A deck is a text file in UTF-8 whose name ends with `.deck.yaml`. This page lists every field;
[Writing decks](writing-decks.md) shows how to go about it, and [Checks](checks.md) what `studyapp check` finds.

```yaml
# yaml-language-server: $schema=deck.schema.json
# $schema: deck.schema.json
studyapp: 1
id: capitals
title: Capitals
sources:
  atlas: {title: A school atlas, date: 2025}
cards:
  - id: capital-of-canada
    type: typed
    question: Which city is the capital of Canada?
    answer: Ottawa
    wrong: [Montreal, {text: Toronto, feedback: "The largest city, but not the capital."}, Vancouver]
    source: {ref: atlas, paragraph: 12, evidence: [Ottawa]}
```

The first two lines are for editors: with `deck.schema.json` beside the deck (`studyapp new` puts it there,
`studyapp schema` writes it anew) they complete fields, explain them and mark mistakes while you type. The first is
read by everything that uses the YAML language server, such as VS Code, Neovim, Helix, Zed and Emacs, the second by
JetBrains editors.

## What is plain YAML, and what is not

- **Every value is text, exactly as it stands.** `no`, `08`, `1.10`, `12:30` and `2016-03-18` need no quotation marks.
  The field decides what a text means.
- Quotation marks are needed where YAML itself would see something else: around a text with `: ` or ` #` in it, and
  around one that begins with one of ``[ ] { } , & * ! | > ' " % @ ` #`` or with `- `. Or write the text below a `|`,
  indented: there everything is text.
- A list is written one entry a line after `- `, or in brackets; a mapping one `name: value` a line, or in braces.
- Anchors (`&`), aliases (`*`), tags (`!`), merge keys (`<<`) and second documents (`---`) are refused."""

OPTIONS = """\
## An option

Each entry of `wrong` is a text, or a mapping with these fields."""

FRAGMENT = """\
## A fragment of another paragraph

Each entry of `evidence` is a text, or a mapping with these fields. A date need not stand in the text: `last September`
follows from the `date` of the source, `the following January` or `three years after` from a date in another piece of
evidence. `studyapp check --against` does the sum, in English, German, French and Spanish."""

KINDS = {
    Kind.TEXT: "text",
    Kind.TEXTS: "text, or a list of texts",
    Kind.OPTIONS: "a list of [options](#an-option)",
    Kind.PAIRS: "a mapping left → right",
    Kind.FLAG: "true or false",
}


def deck_format_page(made: str) -> str:
    """Return the page; `made` is the comment that says where it comes from."""
    parts = [made, INTRODUCTION, "## The deck", _deck_table(fields.DECK)]
    parts += ["## A source", "Each entry of `sources` is a title, or a mapping with these fields."]
    parts += [_deck_table(fields.SOURCE), "## The mock exam", _deck_table(fields.EXAM)]
    parts += ["## Every card", f"A card without `type` is a `{DEFAULT}`.", _deck_table(fields.CARD)]
    parts += ["## The source of a card", "`source` is the name of a source, or a mapping with these fields."]
    parts += [_deck_table(fields.CITATION), FRAGMENT, _deck_table(fields.FRAGMENT)]
    parts += [OPTIONS, _deck_table(fields.OPTION)]
    words = [", ".join(f"`{word}`" for word, flag in FLAGS.items() if flag is value) for value in (True, False)]
    parts += ["## True and false", f"{words[0]} mean true, {words[1]} mean false, in capitals or not."]
    return "\n\n".join([*parts, "## Question types", *_types()]) + "\n"


def _types() -> Iterator[str]:
    for name in NAMES:
        kind = question_type(name)
        yield f"### `{name}`"
        yield kind.summary
        yield _table(kind.fields, (KINDS[field.kind] for field in kind.fields))
        yield f"```yaml\n{kind.example.rstrip()}\n```"


def _deck_table(of: tuple[DeckField, ...]) -> str:
    return _table(of, (str(field.holds) for field in of))


def _table(of: Iterable[Field | DeckField], holds: Iterable[str]) -> str:
    rows = [
        f"| `{field.name}` | {held} | {'yes' if field.required else ''} | {_told(field)} |"
        for field, held in zip(of, holds, strict=True)
    ]
    return "\n".join(["| field | holds | required | what it is |", "|---|---|---|---|", *rows])


def _told(field: Field | DeckField) -> str:
    example = f" For example `{field.example}`." if field.example and "`" not in field.example else ""
    return (field.summary + example).replace("|", "\\|")
