"""What a check says about a card, before it is known where in the file that stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.decks.checks.entry import Entry


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about one card; severity and explanation belong to the code."""

    entry: Entry
    code: str
    message: str
    mend: str
    field: str = ""
    """The field it is about; the whole card if empty or not written in the card itself."""
    item: int | None = None
    """Which item of the field, if it is a list."""
