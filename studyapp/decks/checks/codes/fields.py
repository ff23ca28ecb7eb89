"""Codes of the fields of decks and cards."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import Code, unignorable
from studyapp.questions.field import Severity

CODES = (
    unignorable(
        "not-a-deck",
        "The file is YAML, but not a mapping with the cards under `cards`.",
        "Begin with `studyapp: 1`, then `id:`, `title:` and `cards:`.",
    ),
    unignorable("no-cards", "The deck has no cards yet.", "Write one below `cards:`, after a dash."),
    unignorable(
        "not-a-card", "An entry of `cards` is no mapping of fields.", "Write `question:` and `answer:` below the dash."
    ),
    unignorable(
        "missing-key",
        "A field is missing. An error where the card can't be asked without it; a warning where something was made up "
        "in its place, such as the deck's id from the file name.",
        "Write the field that the message names.",
    ),
    unignorable(
        "unknown-key",
        "The field means nothing here: a typing mistake, or a field of another question type. It would be ignored, and "
        "nobody would notice.",
        "Take the field that the message proposes, or delete it.",
    ),
    unignorable(
        "late-key",
        "A field of the deck stands below the cards, where it is not read.",
        "Move it above `cards:`.",
    ),
    unignorable(
        "empty",
        "The field is there, but there is nothing in it. A text that begins with # is a comment for YAML.",
        "Write the text, in quotation marks if need be, or delete the field.",
    ),
    unignorable(
        "wrong-shape",
        "A text, a list or a mapping stands where something else is expected. Often a text begins with a bracket or "
        "holds a colon.",
        "Put it in quotation marks if it is text, else write it as the message says.",
    ),
    unignorable("unknown-type", "There is no such question type.", "Take one of docs/deck-format.md."),
    unignorable("format-version", "`studyapp` names the version of the deck format.", "Write `studyapp: 1`."),
    unignorable("newer-format", "The deck is written for a later version of studyapp.", "Update studyapp."),
    unignorable(
        "bad-id",
        "Progress is kept under the id, so it must survive file names, shells and other programs.",
        "Use letters, digits, - _ and . only, at most 100.",
    ),
    unignorable(
        "duplicate-id",
        "Two cards have the same id; their progress could not be told apart.",
        "Give each card its own; delete one of the two ids and run `studyapp id` to get a new one.",
    ),
    Code(
        "no-id",
        "Cards without an id are recognised by their question. Reword it, and the app has to guess which card it was.",
        "`studyapp id` writes the missing ids and changes nothing else.",
        Severity.NOTE,
    ),
    unignorable("bad-language", "`language` is a code such as en, de or zh-Hans.", "Write such a code."),
    unignorable("bad-number", "A number was expected here.", "Write the number in digits."),
    unignorable("not-a-flag", "The field is either true or false.", "Write true or false."),
    unignorable(
        "unknown-source",
        "The card cites a source that the deck does not list, so nobody can look the fact up.",
        "Mend the name, or add it to `sources` at the top of the deck.",
    ),
    Code(
        "unused-source",
        "The deck lists a source that no card cites.",
        "Cite it, or delete it.",
        Severity.NOTE,
    ),
    Code(
        "unknown-tag",
        "`exam` weighs a tag that no card has, so it changes nothing.",
        "Mend the name, or delete it.",
        Severity.WARNING,
    ),
)
