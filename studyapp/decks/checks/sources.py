"""Sources that nothing cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.decks.checks.entry import Entry
    from studyapp.decks.parsed import Header


def unused_sources(header: Header, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the refs of the deck's sources that no card cites; none if the cards cite nothing at all."""
    cited = {str(entry.record.citation[0]) for entry in entries if entry.record.citation}
    return tuple(ref for ref in header.sources if ref not in cited) if cited else ()
