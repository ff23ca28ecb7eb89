"""Which decks are at hand: kept as they were last read, named by path or id, or all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.workspaces import make_workspace, typed_deck

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_700_000_000


def test_decks_are_at_hand_once_they_were_read(tmp_path: Path) -> None:
    with make_workspace(tmp_path, typed_deck(2, "one"), typed_deck(2, "two")) as workspace:
        one, two = sorted((tmp_path / "decks").iterdir())
        for path in (one, two):
            os.utime(path, (LONG_AGO, LONG_AGO))
        assert not workspace.is_at_hand()
        workspace.shelf([str(one)])
        assert workspace.is_at_hand([str(one)])
        assert not workspace.is_at_hand([str(one), str(two)])
        assert not workspace.is_at_hand(["one"])
        workspace.shelf()
        assert workspace.is_at_hand(["one"])
        assert workspace.is_at_hand()
        two.write_text(typed_deck(3, "two"), encoding="utf-8")
        assert not workspace.is_at_hand()
        assert workspace.is_at_hand([str(one)])
