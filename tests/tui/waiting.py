"""Waiting for the app: on a busy machine a condition is polled, never a pause trusted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.tui.screen_text import screen_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

CEILING = 400
"""Polls before a test gives up; each lets the app work first."""


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the app work until `condition` holds; fails with the screen if it never does."""
    for _ in range(CEILING):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"waited in vain; the screen shows:\n{screen_text(pilot.app)}")


async def until_shown(pilot: Pilot[Any], *texts: str) -> str:
    """Wait until all `texts` are on the screen, and return it."""
    await until(pilot, lambda: all(text in screen_text(pilot.app) for text in texts))
    return screen_text(pilot.app)


async def until_gone(pilot: Pilot[Any], text: str) -> str:
    """Wait until `text` is no longer on the screen, and return it."""
    await until(pilot, lambda: text not in screen_text(pilot.app))
    return screen_text(pilot.app)
