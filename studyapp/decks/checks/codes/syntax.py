"""Codes of text that YAML understands otherwise than it was meant, or not at all."""

from __future__ import annotations

from studyapp.decks.checks.codes.code import unignorable

_QUOTE = "Put the whole text in quotation marks."

CODES = (
    unignorable(
        "syntax",
        "The line is no YAML, for a reason that has no code of its own.",
        "Check indentation, colons and quotation marks of the line and the one above.",
    ),
    unignorable(
        "tab",
        "YAML allows no tabs for indenting, because editors show them at different widths.",
        "Use spaces; most editors can be told to insert them for the tab key.",
    ),
    unignorable(
        "indentation",
        "A line does not stand below the line it belongs to. YAML sees from the indentation alone what belongs together.",
        "Indent the line exactly like its neighbours; quote a text that goes over several lines.",
    ),
    unignorable(
        "unclosed-quote",
        "A quotation mark opens a text and no other one closes it, so everything below would become part of the text.",
        "Close it; inside a text in double quotation marks write \\\" for one, in single ones write ''.",
    ),
    unignorable(
        "unclosed-bracket",
        "A bracket or brace opens a list or mapping that is not closed, or a comma is missing between two entries.",
        "Close it or add the comma; quote the text if the bracket is part of it.",
    ),
    unignorable(
        "bad-escape",
        "Between double quotation marks a backslash begins an escape such as \\n or \\u00e9. This one does not exist.",
        "Write two backslashes for one that is meant, or use single quotation marks.",
    ),
    unignorable(
        "colon-in-text",
        "A colon followed by a space separates a key from its value in YAML. In a text without quotation marks it "
        "looks like a second key.",
        f"{_QUOTE} Or write the text below, indented, after a `|`.",
    ),
    unignorable(
        "no-space-after-colon",
        "YAML sees a key only where a space or the end of the line follows the colon.",
        "Write a space after the colon.",
    ),
    unignorable(
        "no-colon",
        "The line is neither `name: text` nor the continuation of a text above it.",
        "Write the colon; indent lines that continue a text.",
    ),
    unignorable(
        "text-after-quote",
        "Text follows behind a closing quotation mark, bracket or brace: YAML does not know what to do with it.",
        "Put the whole text in quotation marks of the other kind.",
    ),
    unignorable(
        "text-after-block",
        "Behind `|` or `>` the line ends; the text begins on the next one.",
        "Start the text on the next line, indented; or put it in quotation marks.",
    ),
    unignorable(
        "leading-character",
        "The text begins with a character that means something in YAML, such as @, %, a backtick, a comma or a dash "
        "and a space.",
        _QUOTE,
    ),
    unignorable(
        "anchor",
        "A word that begins with & is an anchor in YAML and would disappear from the text. Decks use no anchors: with "
        "their help a tiny file can unfold to gigabytes.",
        f"{_QUOTE} Write repeated values out, or use `defaults`.",
    ),
    unignorable(
        "alias",
        "A word that begins with * points to an anchor in YAML. Decks use none; usually emphasis was meant.",
        _QUOTE,
    ),
    unignorable(
        "tag",
        "A word that begins with ! is a tag in YAML: a type for the value. Every value of a deck is text.",
        _QUOTE,
    ),
    unignorable(
        "merge-key",
        "The key << merges mappings in older YAML. Decks don't read it.",
        "Write the fields out, or put shared ones under `defaults`.",
    ),
    unignorable(
        "lost-after-hash",
        "A # behind a space begins a comment, so YAML drops the rest of the line. Here there is no space behind the #, "
        "as in “C #minor”, so it was probably meant as text.",
        "Put the whole text in quotation marks. For a comment, write a space after the #.",
    ),
    unignorable(
        "key-not-text",
        "A list or mapping in brackets stands where YAML expects the name of a field. Often a text begins with a "
        "bracket.",
        _QUOTE,
    ),
    unignorable(
        "duplicate-key",
        "The same field is given twice. YAML readers keep the last one without a word; a deck says so instead.",
        "Delete one of the two.",
    ),
    unignorable(
        "second-document",
        "Three dashes alone on a line begin a second YAML document. A deck is a single one.",
        "Delete the line.",
    ),
    unignorable(
        "too-deep",
        "Lists and mappings are nested deeper than any card needs.",
        "Write the card flatter; quote the text if the brackets are part of it.",
    ),
    unignorable("text-too-long", "One text is far too long for a card.", "Shorten it, or split the card."),
    unignorable("too-many-entries", "There are far too many entries for a deck.", "Split the deck."),
    unignorable("too-many-cards", "The deck has more cards than can be read.", "Split the deck."),
    unignorable(
        "too-many-problems",
        "The list was cut: a file with so many problems is mostly mended by one change.",
        "Mend the first problems and check again.",
    ),
)
