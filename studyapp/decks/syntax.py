"""Says in a teacher's words why a text is no YAML, and what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.decks.report import excerpt
from studyapp.decks.tree import MAX_DEPTH, SECOND_DOCUMENT, TOO_DEEP, TOO_MANY_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.decks.decktext import DeckText
    from studyapp.decks.events import Stop


class Advice(NamedTuple):
    """What went wrong at a place of the file (line and column from 1), and the mend."""

    line: int
    column: int
    code: str
    message: str
    mend: str


MAX_UNIT_LINES = 1000
"""So many lines of one card are searched for the cause."""
_QUOTE = "Put the whole text in quotation marks."
_BEFORE_VALUE = re.compile(
    r"[ \t]*(?:-[ \t]+)*(?:(?:[^\s:'\"{}\[\],#][^:'\"{}\[\],#]*|'[^']*'|\"[^\"]*\")[ \t]*:[ \t]+)?"
)
_KEY = re.compile(r"[ \t]*(?:-[ \t]+)*([^\s:#'\"][^:#'\"]*|'[^']*'|\"[^\"]*\")[ \t]*:(?=\s|$)")
_GLUED_KEY = re.compile(r"([ \t]*(?:-[ \t]+)*)([\w-]+):(?=\S)")
_LEADING = {
    "*": "starts with *, which YAML takes for an alias",
    "&": "starts with &, which YAML takes for an anchor",
    "!": "starts with !, which YAML takes for a tag",
    "@": "starts with @, which YAML keeps for itself",
    "`": "starts with a backtick, which YAML keeps for itself",
    "%": "starts with %, which YAML keeps for itself",
    "-": "starts with a dash, which YAML takes for a list",
    "?": "starts with ?, which YAML takes for a key",
    ">": "stands behind >, where YAML expects the end of the line",
    "|": "stands behind |, where YAML expects the end of the line",
    ",": "starts with a comma",
    "]": "starts with a bracket that was never opened",
    "}": "starts with a brace that was never opened",
}
_CLOSING = {
    '"': "a closing quotation mark",
    "'": "a closing quotation mark",
    "[": "a closing bracket",
    "{": "a closing brace",
}


def explain(stop: Stop, text: DeckText, unit_line: int = 0) -> Advice:
    """Return the likeliest cause of a parser's stop within the card or entry that begins in `unit_line` (0: none)."""
    swallowed = _swallowed(stop, text, unit_line)
    if swallowed:
        return swallowed
    for rule in _RULES:
        advice = rule(stop, text)
        if advice:
            return advice
    message = f"This is not valid YAML: {stop.reason}."
    return Advice(stop.line, stop.column, "syntax", message, "Check indentation and quotation marks.")


def _refused(stop: Stop, _: DeckText) -> Advice | None:
    if stop.reason == TOO_MANY_ENTRIES:
        message = "There are too many entries here for a deck; nothing below was read."
        return Advice(stop.line, stop.column, "too-many-entries", message, "Split the deck, or delete what is no card.")
    if stop.reason == TOO_DEEP:
        message = f"This is nested more than {MAX_DEPTH} levels deep."
        return Advice(stop.line, stop.column, "too-deep", message, "No card needs that; quote it if it is text.")
    if stop.reason != SECOND_DOCUMENT:
        return None
    message = "A line of three dashes starts a second document; a deck is a single one."
    return Advice(stop.line, stop.column, "second-document", message, "Delete the line.")


def _swallowed(stop: Stop, text: DeckText, unit_line: int) -> Advice | None:
    """Look for a quotation mark that is only closed by one of a later card."""
    following = text.unit_after(unit_line) if unit_line else 0
    if not 0 < following <= stop.line:
        return None
    for number in range(unit_line, min(following, unit_line + MAX_UNIT_LINES)):
        line = text.line(number).rstrip()
        before = _BEFORE_VALUE.match(line)
        start = before.end() if before else 0
        mark = line[start : start + 1]
        if mark in {'"', "'"} and line.count(mark, start) % 2 == 1:
            return _unclosed(number, start + 1, mark)
    return None


def _unclosed(line: int, column: int, mark: str) -> Advice:
    inside = "''" if mark == "'" else '\\"'
    message = f"The quotation mark {mark} that opens here is not closed."
    return Advice(line, column, "unclosed-quote", message, f"Close it with {mark}; inside the text, write {inside}.")


def _tab(stop: Stop, text: DeckText) -> Advice | None:
    line = text.line(stop.line)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent or "quoted" in stop.context:
        return None
    column = indent.index("\t") + 1
    return Advice(
        stop.line, column, "tab", "The line is indented with a tab, which YAML does not allow.", "Use spaces."
    )


def _quoted(stop: Stop, text: DeckText) -> Advice | None:
    if "quoted scalar" not in stop.context and "double-quoted" not in stop.context:
        return None
    if "end of stream" in stop.reason or "document indicator" in stop.reason:
        mark = text.line(stop.began[0])[stop.began[1] - 1 : stop.began[1]]
        return _unclosed(*stop.began, mark)
    backslash = text.line(stop.line).rfind("\\", 0, stop.column)
    column = backslash + 1 if backslash >= 0 else stop.column
    message = "A backslash between double quotation marks starts an escape that YAML does not know."
    return Advice(
        stop.line, column, "bad-escape", message, "Write \\\\ for a backslash, or use single quotation marks."
    )


def _impossible_character(stop: Stop, _: DeckText) -> Advice | None:
    if not stop.reason.startswith("invalid character"):
        return None
    message = "An escape in this text names a character that does not exist."
    return Advice(stop.line, stop.column, "bad-escape", message, "Write the character itself.")


def _colon(stop: Stop, text: DeckText) -> Advice | None:
    if stop.reason == "could not find expected ':'":
        return _without_colon(stop.began[0], text)
    if not stop.reason.startswith("mapping values are not allowed"):
        return None
    line = text.line(stop.line)
    key = _KEY.match(line)
    if key and key.end() < stop.column:
        start = len(key.group()) + len(line[key.end() :]) - len(line[key.end() :].lstrip())
        message = f"{excerpt(line[start:])} contains a colon and a space, which YAML takes for another key."
        return Advice(stop.line, start + 1, "colon-in-text", message, f"{_QUOTE} Or write it below, indented, after |.")
    return _broken_key_above(stop, text) or _misaligned(stop, text)


def _broken_key_above(stop: Stop, text: DeckText) -> Advice | None:
    above = stop.line - 1
    while above > 0 and not text.line(above).strip():
        above -= 1
    return _without_colon(above, text)


def _without_colon(number: int, text: DeckText) -> Advice | None:
    line = text.line(number)
    glued = _GLUED_KEY.match(line)
    if glued:
        message = f"There is no space after the colon of “{glued.group(2)}:”."
        return Advice(number, glued.end(), "no-space-after-colon", message, "Write a space after the colon.")
    if line.strip() and not _KEY.match(line) and not line.lstrip().startswith("#"):
        column = len(line) - len(line.lstrip(" -")) + 1
        message = f"{excerpt(line.strip())} has no colon, so the next line can't be understood."
        return Advice(number, column, "no-colon", message, "Write `name: text`; indent lines that continue a text.")
    return None


def _misaligned(stop: Stop, text: DeckText) -> Advice:
    line = text.line(stop.line)
    column = len(line) - len(line.lstrip()) + 1
    if line.lstrip().startswith("- ") and stop.line > 1:
        return misplaced_dash(stop.line, text)
    message = f"{excerpt(line.strip())} does not line up with the lines above."
    return Advice(
        stop.line,
        column,
        "indentation",
        message,
        "Indent it exactly like the key above; quote a text that has several lines.",
    )


def misplaced_dash(number: int, text: DeckText) -> Advice:
    """Return what to say about a dash that does not stand below those of the other cards."""
    line = text.line(number)
    spaces = "no space" if text.dash_indent == 0 else f"{text.dash_indent} spaces"
    message = "This dash does not stand below the dashes of the entries above."
    column = len(line) - len(line.lstrip()) + 1
    return Advice(number, column, "indentation", message, f"Write {spaces} before it if it begins a card.")


def _unclosed_bracket(stop: Stop, text: DeckText) -> Advice | None:
    if not stop.context.startswith("while parsing a flow"):
        return None
    bracket = text.line(stop.began[0])[stop.began[1] - 1 : stop.began[1]]
    opening = f"The {bracket} that opens here" if bracket in {"[", "{"} else "The bracket that opened before this line"
    message = f"{opening} is not closed, or a comma is missing behind an entry."
    mend = "Close it or add the comma; if it is meant as text, put the whole text in quotation marks."
    return Advice(*stop.began, "unclosed-bracket", message, mend)


def _leading_character(stop: Stop, text: DeckText) -> Advice | None:
    line = text.line(stop.line)
    before = _BEFORE_VALUE.match(line)
    start = before.end() if before else 0
    lead = line[start : start + 1]
    if lead in _CLOSING and stop.column > start + 1:
        message = f"Text follows {_CLOSING[lead]}: {excerpt(line[stop.column - 1 :])}."
        return Advice(stop.line, start + 1, "text-after-quote", message, _mend_outer(lead))
    if lead in {">", "|"} and "block scalar" in stop.context:
        rest = line[start + 1 :].strip()
        message = f"{excerpt(rest)} {_LEADING[lead]}."
        return Advice(
            stop.line, start + 1, "text-after-block", message, "Start the text on the next line, indented; or quote it."
        )
    if lead in _LEADING and stop.column >= start + 1 and "expected key" not in stop.reason:
        message = f"{excerpt(line[start:])} {_LEADING[lead]}."
        return Advice(stop.line, start + 1, "leading-character", message, _QUOTE)
    return None


def _mend_outer(lead: str) -> str:
    if lead == '"':
        return 'Put the whole text in single quotation marks, or write \\" for those inside.'
    if lead == "'":
        return "Put the whole text in double quotation marks, or write '' for an apostrophe inside."
    return _QUOTE


def _alignment(stop: Stop, text: DeckText) -> Advice | None:
    words = ("expected key", "block end", "'-' indicator", "document start")
    return _misaligned(stop, text) if any(word in stop.reason for word in words) else None


_RULES: tuple[Callable[[Stop, DeckText], Advice | None], ...] = (
    _refused,
    _impossible_character,
    _tab,
    _quoted,
    _colon,
    _unclosed_bracket,
    _leading_character,
    _alignment,
)
