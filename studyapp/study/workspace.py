"""One student's library, progress and clock, wired together: what a front end is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.study.overview import Overview
    from studyapp.study.session import Session


class Workspace:
    """The composition root of studying. Make it with `open_workspace`."""

    def overview(self) -> Overview:
        """Return how all decks stand; reads the deck files that changed."""
        raise NotImplementedError

    def start(self, decks: Sequence[str] = (), *, minutes: float | None = None) -> Session:
        """Start a session over the named decks (ids or paths; all by default) within `minutes` of today's time."""
        raise NotImplementedError
