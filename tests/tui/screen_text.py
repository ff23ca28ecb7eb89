"""The screen as text: what a student reads, without colours."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = "UPDATE_SNAPSHOTS"


def screen_lines(app: App[Any]) -> list[str]:
    """Return the lines of the current screen; Textual has no public way to get them, so it is done here only."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def screen_text(app: App[Any]) -> str:
    """Return the current screen with the blanks at the ends of lines left out."""
    return "\n".join(text.rstrip() for text in screen_lines(app)) + "\n"


def assert_snapshot(app: App[Any], name: str) -> None:
    """Compare the screen with tests/tui/snapshots/NAME.txt; UPDATE_SNAPSHOTS=1 writes it anew."""
    path = SNAPSHOTS / f"{name}.txt"
    now = screen_text(app)
    if os.environ.get(UPDATE):
        path.write_text(now, encoding="utf-8")
    then = path.read_text(encoding="utf-8") if path.exists() else ""
    if now != then:
        changes = "\n".join(difflib.unified_diff(then.split("\n"), now.split("\n"), "kept", "now", lineterm=""))
        message = f"{path.name} changed; {UPDATE}=1 accepts it:\n{changes}"
        raise AssertionError(message)
