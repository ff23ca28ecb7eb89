"""Tags that the deck's `exam:` block weighs and no card has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.decktext import DeckText
    from studyapp.decks.parsed import Header


def unknown_tags(header: Header, entries: Sequence[Entry], text: DeckText) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each such tag after its line and column."""
    known = {tag for entry in entries for tag in entry.record.tags}
    for tag in header.exam.weights:
        if tag not in known:
            yield _place(tag, text), tag


def _place(tag: str, text: DeckText) -> tuple[int, int]:
    """Return where the block names a tag; the first line if it is written in a way that is not found."""
    written = rb"^exam[ ]*:.*?[\s{,'\"](?=" + re.escape(tag.encode()) + rb"['\"]?[ \t]*:)"
    found = re.search(written, text.data, re.MULTILINE | re.DOTALL)
    if found is None:
        return 1, 1
    start = text.data.rfind(b"\n", 0, found.end()) + 1
    return text.line_at(found.end()), len(text.data[start : found.end()].decode("utf-8", "replace")) + 1
