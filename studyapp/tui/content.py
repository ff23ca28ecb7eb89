"""The only way in which text from a deck, a file or a student meets a widget: cleaned, and never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from studyapp.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain(text: str, style: str = "") -> Content:
    """Return `text` as it stands, in one style of the theme."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def line(text: str, style: str = "", limit: int = 2000) -> Content:
    """Return `text` on one line of at most `limit` characters; an ellipsis marks what was cut."""
    return plain(one_line(text, limit), style)


def joined(parts: Iterable[Content], between: str = "") -> Content:
    """Return the parts one after the other, with `between` in the gaps."""
    return Content(between).join(parts)


def fitted(text: Content, width: int) -> Content:
    """Return one line padded or cut (with an ellipsis) to exactly `width` terminal cells."""
    cut = text.truncate(width, ellipsis=True) if text.cell_length > width else text
    return cut.pad_right(max(0, width - cut.cell_length))
