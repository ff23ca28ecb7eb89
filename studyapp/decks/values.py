"""From nodes to the plain values that question types are built from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from studyapp.decks.events import SCALAR
from studyapp.decks.fields import OPTION, names
from studyapp.decks.report import excerpt
from studyapp.decks.tree import Key, ListNode, MapNode, Node, RefusedNode
from studyapp.questions.field import Kind, Value
from studyapp.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studyapp.decks.events import ScalarEvent
    from studyapp.decks.report import Report

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
FLAGS = dict.fromkeys(("true", "yes", "on", "right", "y", "t"), True) | dict.fromkeys(
    ("false", "no", "off", "wrong", "n", "f"), False
)
_OPTION_KEYS = names(OPTION)


def read_text(node: Node, name: str, report: Report) -> str | None:
    """Return a cleaned text that is not empty, or None after reporting why there is none."""
    if type(node) is SCALAR:
        text = tidy(node.value)
        if text and (node.style or text not in _NULLS):
            return text
        _report_empty(node, name, report)
    elif type(node) is not RefusedNode:
        _report_shape(node, name, "a text", "Put it in quotation marks if it is meant as text.", report)
    return None


def tidy(text: str) -> str:
    """Return cleaned `text` without blank lines around it and without blanks at its ends."""
    text = clean(text)
    return text.strip("\n").rstrip() if "\n" in text else text.strip()


def _report_empty(node: ScalarEvent, name: str, report: Report) -> None:
    if node.value and not node.style:
        mend = f"Delete `{name}`, or put quotation marks around {node.value} if the word is meant."
        report.error(node, "empty", f"`{name}` is {node.value}, which means nothing in YAML.", mend)
        return
    mend = "Write its text behind the colon, or delete it. Text that begins with # needs quotation marks."
    report.error(node, "empty", f"`{name}` is empty.", mend)


def _report_shape(node: Node, name: str, wanted: str, mend: str, report: Report) -> None:
    found = {ListNode: "a list", MapNode: "a mapping", SCALAR: "a text"}.get(type(node), "nothing")
    report.error(node, "wrong-shape", f"`{name}` should be {wanted}, but it is {found}.", mend)


def read_texts(node: Node, name: str, report: Report) -> list[str] | None:
    """Return the texts of a list, or of a single text, or None after reporting why there are none."""
    if type(node) is ListNode:
        texts = [read_text(item, name, report) for item in node.items]
        kept = [text for text in texts if text is not None]
        if not texts:
            report.error(node, "empty", f"`{name}` is an empty list.", "Fill it or delete it.")
        return kept if kept and len(kept) == len(texts) else None
    if type(node) is MapNode:
        _report_shape(
            node, name, "a list of texts", "Write one entry a line after `- `; quote text with a colon.", report
        )
        return None
    text = read_text(node, name, report)
    return None if text is None else [text]


def _read_options(node: Node, name: str, report: Report) -> list[dict[str, str | bool]] | None:
    items = node.items if type(node) is ListNode else [node]
    options = [_read_option(item, name, report) for item in items]
    if not options:
        report.error(node, "empty", f"`{name}` is an empty list.", "Fill it or delete it.")
    kept = [option for option in options if option is not None]
    return kept if kept and len(kept) == len(options) else None


def _read_option(node: Node, name: str, report: Report) -> dict[str, str | bool] | None:
    if type(node) is not MapNode:
        text = read_text(node, name, report)
        return None if text is None else {"text": text, "feedback": "", "fixed": False}
    report_unknown(node, _OPTION_KEYS, f"an entry of `{name}`", report)
    if "text" not in node.entries:
        mend = "Write `text:`, or put the entry in quotation marks if its colon is part of the text."
        report.error(node, "missing-key", f"An entry of `{name}` has no `text`.", mend)
        return None
    text = read_text(node.entries["text"][1], "text", report)
    feedback, fixed = node.entries.get("feedback"), node.entries.get("fixed")
    said = read_text(feedback[1], "feedback", report) if feedback else ""
    keeps = read_flag(fixed[1], "fixed", report) if fixed else False
    if text is None:
        return None
    return {"text": text, "feedback": said or "", "fixed": bool(keeps)}


def _read_pairs(node: Node, name: str, report: Report) -> list[list[str]] | None:
    if type(node) is not MapNode:
        if type(node) is not RefusedNode:
            _report_shape(node, name, "pairs", "Write one `left: right` a line below it.", report)
        return None
    pairs = [
        [read_text(key, name, report), read_text(value, left, report)] for left, (key, value) in node.entries.items()
    ]
    if not pairs:
        report.error(node, "empty", f"`{name}` has no pairs.", "Write one `left: right` a line below it.")
    kept = [[left, right] for left, right in pairs if left is not None and right is not None]
    return kept if kept and len(kept) == len(pairs) else None


def read_flag(node: Node, name: str, report: Report) -> bool | None:
    """Return a yes or no in one of its usual words, or None after reporting why there is none."""
    text = read_text(node, name, report)
    if text is None:
        return None
    flag = FLAGS.get(text.casefold())
    if flag is None:
        report.error(
            node, "not-a-flag", f"`{name}` should be true or false, but it is {excerpt(text)}.", "Write true or false."
        )
    return flag


def report_unknown(node: MapNode, known: tuple[str, ...], where: str, report: Report) -> None:
    """Report the keys of a mapping that mean nothing there."""
    for name, (key, _) in node.entries.items():
        if name not in known and name != "<<":
            report_unknown_key(key, known, where, report)


def report_unknown_key(key: Key, known: tuple[str, ...], where: str, report: Report) -> None:
    """Report one key that means nothing where it stands, unless it was refused."""
    if report.full or isinstance(key, RefusedNode):
        return
    from studyapp.decks.nearest import suggestion  # noqa: PLC0415 - only a deck with a mistake pays for it

    mend = f"{suggestion(key.value, known)} Text with a colon needs quotation marks."
    report.error(key, "unknown-key", f"{excerpt(key.value)} means nothing in {where}.", mend)


Reader: TypeAlias = "Callable[[Node, str, Report], Value | None]"
"""Returns the value of a field, given its node and its name, or None after reporting why there is none."""
READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.TEXTS: read_texts,
    Kind.OPTIONS: _read_options,
    Kind.PAIRS: _read_pairs,
    Kind.FLAG: read_flag,
}
