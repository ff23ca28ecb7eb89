"""The top level of a deck file: everything but the cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from studyapp.decks import fields
from studyapp.decks.deck import Source
from studyapp.decks.events import FILE_START, SCALAR
from studyapp.decks.exam_block import read_exam
from studyapp.decks.fields import names
from studyapp.decks.parsed import Header
from studyapp.decks.report import Place, Report, excerpt
from studyapp.decks.tree import Key, ListNode, MapNode, Node, RefusedNode
from studyapp.decks.values import read_text, report_unknown, report_unknown_key, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Entries: TypeAlias = "Mapping[str, tuple[Key, Node]]"

FORMAT_VERSION = 1
TOP_KEYS = names(fields.DECK)
SOURCE_KEYS = names(fields.SOURCE)
MAX_ID = 100
DEFAULT_RECALL_AFTER = 7.0
MAX_RECALL_DAYS = 36500.0
_ID = re.compile(r"[\w.-]*[^\W_][\w.-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def read_header(entries: Entries, stem: str, report: Report) -> Header:
    """Return what the top level says; what is missing is made up from the file name, without its suffix."""
    start = next((key for key, _ in entries.values()), RefusedNode(FILE_START))
    _check_version(entries, start, report)
    for name, (key, _) in entries.items():
        if name not in TOP_KEYS:
            report_unknown_key(key, TOP_KEYS, "a deck", report)
    return Header(
        id=_read_deck_id(entries, stem, start, report),
        title=_read_title(entries, stem, start, report),
        description=_optional_text(entries, "description", report),
        language=_read_language(entries, report),
        sources=_read_sources(entries, report),
        recall_after_days=_read_recall_after(entries, report),
        exam=read_exam(entries["exam"][1] if "exam" in entries else None, report),
    )


def newer_format(entries: Entries) -> bool:
    """Return whether the deck says that it was written for a later format, which this reader could misunderstand."""
    node = entries["studyapp"][1] if "studyapp" in entries else None
    return type(node) is SCALAR and node.value.isdecimal() and int(node.value[:9]) > FORMAT_VERSION


def valid_id(text: str) -> bool:
    """Return whether `text` can be a deck's or a card's id: letters, digits, - _ . with at least one letter or digit."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None


def valid_language(text: str) -> bool:
    """Return whether `text` has the form of a BCP 47 language code."""
    return _LANGUAGE.fullmatch(text) is not None


def _check_version(entries: Entries, start: Place, report: Report) -> None:
    if "studyapp" not in entries:
        if report.found_errors:
            return  # it may stand in a line that could not be read
        report.warning(
            start, "missing-key", "The deck does not say its format.", "Write `studyapp: 1` as the first line."
        )
        return
    node = entries["studyapp"][1]
    if newer_format(entries):
        message = "The deck is written for a newer studyapp; nothing of it was read."
        report.error(node, "newer-format", message, f"Update studyapp, or write {FORMAT_VERSION} if it is a slip.")
    elif not isinstance(node, RefusedNode) and not (type(node) is SCALAR and node.value == str(FORMAT_VERSION)):
        report.error(node, "format-version", "`studyapp` is the format's version.", "Write `studyapp: 1`.")


def _read_deck_id(entries: Entries, stem: str, start: Place, report: Report) -> str:
    derived = re.sub(r"[^\w.-]+", "-", stem).strip("-._") or "deck"
    derived = derived[:MAX_ID]
    if "id" not in entries:
        message = "The deck has no id; its file name serves, so renaming the file would lose the progress."
        report.warning(start, "missing-key", message, f"Write `id: {derived}` below the first line.")
        return derived
    node = entries["id"][1]
    text = read_text(node, "id", report)
    if text is None:
        return derived
    if not valid_id(text):
        report_bad_id(node, text, report)
        return derived
    return text


def report_bad_id(place: Place, text: str, report: Report) -> None:
    """Report an id that progress can't be kept under."""
    message = f"{excerpt(text)} can't be an id."
    mend = f"Use letters, digits, - _ and . only, at most {MAX_ID}."
    report.error(place, "bad-id", message, mend)


def _read_title(entries: Entries, stem: str, start: Place, report: Report) -> str:
    if "title" not in entries:
        report.warning(
            start, "missing-key", "The deck has no title; its file name is shown.", "Write `title:` and a few words."
        )
    return _optional_text(entries, "title", report) or tidy(stem) or "deck"


def _optional_text(entries: Entries, name: str, report: Report) -> str:
    return (read_text(entries[name][1], name, report) or "") if name in entries else ""


def _read_language(entries: Entries, report: Report) -> str:
    text = _optional_text(entries, "language", report)
    if not text:
        return "en"
    if not valid_language(text):
        message = f"{excerpt(text)} is not a language code."
        report.error(entries["language"][1], "bad-language", message, "Write a code such as en, de or zh-Hans.")
        return "en"
    return text


def _read_recall_after(entries: Entries, report: Report) -> float:
    text = _optional_text(entries, "recall_after", report)
    if not text:
        return DEFAULT_RECALL_AFTER
    try:
        days = float(text)
    except ValueError:
        days = -1.0
    if 0 <= days <= MAX_RECALL_DAYS and text.isascii():
        return days
    message = f"`recall_after` is a number of days, not {excerpt(text)}."
    report.error(entries["recall_after"][1], "bad-number", message, "Write a number such as 7.")
    return DEFAULT_RECALL_AFTER


def _read_sources(entries: Entries, report: Report) -> dict[str, Source]:
    node = _mapping(entries, "sources", "Write one `ref: {title: …}` a line below it.", report)
    sources: dict[str, Source] = {}
    for key, value in node.entries.values() if node else ():
        ref = read_text(key, "sources", report)
        if ref is None:
            continue
        if isinstance(value, MapNode):
            report_unknown(value, SOURCE_KEYS, "a source", report)
            texts = {name: _optional_text(value.entries, name, report) for name in SOURCE_KEYS}
            sources[ref] = Source(ref, **texts)
        else:
            title = read_text(value, ref, report) if type(value) is SCALAR else None
            sources[ref] = Source(ref, title=title or "")
            if isinstance(value, ListNode):
                report.error(
                    value, "wrong-shape", f"The source {excerpt(ref)} should be a mapping.", "Write {title: …}."
                )
    return sources


def _mapping(entries: Entries, name: str, mend: str, report: Report) -> MapNode | None:
    if name not in entries:
        return None
    node = entries[name][1]
    if isinstance(node, MapNode):
        return node
    if not isinstance(node, RefusedNode):
        report.error(node, "wrong-shape", f"`{name}` should be a mapping of names to values.", mend)
    return None


def read_defaults(
    entries: Entries, inheritable: Callable[[], Iterable[str]], report: Report
) -> dict[str, tuple[Key, Node]]:
    """Return the fields, but no id, that cards get unless they have their own; `inheritable` names those that they can get."""
    node = _mapping(entries, "defaults", "Write one `field: value` a line below it.", report)
    if node is None:
        return {}
    report_unknown(node, tuple(inheritable()), "`defaults`", report)
    return {name: entry for name, entry in node.entries.items() if name != "id"}
