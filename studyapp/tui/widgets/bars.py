"""Small pictures made of text: a bar for a share, columns for a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = "▁▂▃▄▅▆▇█"


def bar(share: float, width: int) -> Content:
    """Return a bar of `width` cells that is filled to a share of 0–1; only what is whole looks full."""
    filled = round(min(1.0, max(0.0, share)) * width)
    if share < 1:
        filled = min(filled, width - 1)
    return Content.assemble(("█" * filled, "$accent"), ("░" * (width - filled), "$muted"))


def columns(counts: Sequence[int]) -> str:
    """Return one column for each count, as high as its part of the largest; a dot for none."""
    highest = max(counts, default=0)
    if highest <= 0:
        return "·" * len(counts)
    return "".join(_column(count / highest) if count > 0 else "·" for count in counts)


def _column(share: float) -> str:
    return _COLUMNS[round(share * (len(_COLUMNS) - 1))]
