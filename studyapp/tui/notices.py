"""Telling the student what must be known now; a screen gets the line for it when there is first something to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studyapp.tui.content import plain

if TYPE_CHECKING:
    from textual.content import Content
    from textual.screen import Screen

    from studyapp.errors import StudyError


def show_notice(screen: Screen[Any], text: Content, *, grave: bool = False) -> None:
    """Say something on a screen until it is cleared; `grave` is for what would lose work."""
    from studyapp.tui.widgets.notice import Notice  # noqa: PLC0415 - the first question comes without one

    notice = next(iter(screen.query(Notice)), None)
    if notice is None:
        notice = Notice()
        screen.mount(notice)
    notice.show(text, grave=grave)


def show_error(screen: Screen[Any], error: StudyError) -> None:
    """Say what went wrong on a screen."""
    show_notice(screen, plain(str(error)), grave=True)


def clear_notice(screen: Screen[Any]) -> None:
    """Say nothing any more on a screen."""
    screen.query("Notice").set(display=False)
