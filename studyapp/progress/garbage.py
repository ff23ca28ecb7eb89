"""Work on millions of values that form no cycles."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def collecting_no_garbage() -> Iterator[None]:
    """Let nothing look for cycles within the block: among so many values it takes a tenth of the time and more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
