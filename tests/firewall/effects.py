"""Noting what the app does: actions, messages, files, processes, and all that reaches out of its terminal."""

from __future__ import annotations

import os
import re
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from collections.abc import Callable

REACHING_OUT = ("bell", "copy_to_clipboard", "deliver_text", "deliver_binary", "save_screenshot", "suspend")
"""Methods of an app that do something outside of its screen."""
EVENTS = re.compile(
    r"subprocess\.|os\.(system|exec|fork|posix_spawn|spawn|startfile|remove|rename|link|symlink|mkdir|rmdir|kill|putenv)"
    r"|webbrowser\.|socket\.connect|urllib\.|ftplib\.|smtplib\.|shutil\.|pty\.|sqlite3\.connect"
)
"""Python's own names (audit events) of what starts, opens or changes something outside of the process."""
AS_BEFORE = ", as before"
INNER = ("textual.messages", "textual.worker")
"""Modules of messages that tell of drawing, and of threads that come and go."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NEW_NAME = re.compile(r"(?<=/)([0-9a-f-]{36}|\d+)(?=[/.])")
"""What is another one each time: a device's name, and a folder's number."""


class Effects:
    """What was done since it was last taken.

    What a click sets going on a screen is followed through once; when another cell sets the same going, it is noted
    and held back, so that the screen stays as it is.
    """

    def __init__(self) -> None:
        self._noted: set[str] = set()
        self._followed: set[str] | None = None
        self._passing: list[object] = []

    def note(self, effect: str) -> None:
        """Add an effect."""
        self._noted.add(effect)

    def note_cause(self, effect: str, place: object, cause: object) -> bool:
        """Add an effect that sets more going, caused in a `place` of the screen; return whether that may go on."""
        passing = any(each is cause for each in self._passing)  # a message rises through the widgets
        what = f"{effect} at {place}"
        if self._followed is None or passing or what not in self._followed:
            self.note(effect)
            self._passing.append(cause)
            if self._followed is not None:
                self._followed.add(what)
            return True
        self.note(f"{effect}{AS_BEFORE}")
        return False

    @property
    def go_on(self) -> bool:
        """Say whether anything was done that may set more going."""
        return any(not effect.endswith(AS_BEFORE) for effect in self._noted)

    def begin(self, followed: set[str] | None = None) -> set[str]:
        """Hold back from now on what was `followed` through; return this, to which more is added."""
        self._followed = set() if followed is None else followed
        return self._followed

    def let_all_go_on(self) -> None:
        """Hold nothing back, while a screen is led to where it is clicked."""
        self._followed = None

    def take(self) -> list[str]:
        """Return the effects, each once, for threads have no order; begin anew."""
        taken, self._noted = sorted(self._noted), set()
        self._passing.clear()
        return taken


def note_effects(effects: Effects) -> Callable[[App[Any]], None]:
    """Note what every app does from now on; return what really ends one, for `exit` is only noted."""
    end = App.exit
    for name in REACHING_OUT:
        setattr(App, name, _noting(effects, name, getattr(App, name)))
    App.exit = lambda *_, **__: effects.note("exit")  # type: ignore[method-assign] # a run goes on after the click
    App.open_url = lambda _, url, **__: effects.note(f"open_url {url}")  # type: ignore[method-assign] # no browser is wanted
    _note_actions(effects)
    _note_messages(effects)
    sys.addaudithook(lambda event, arguments: _note_event(effects, event, arguments))
    return end


def _noting(effects: Effects, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def noted(app: App[Any], *arguments: Any, **named: Any) -> Any:
        effects.note(name)
        return method(app, *arguments, **named)

    return noted


def _note_actions(effects: Effects) -> None:
    run = App.run_action

    async def noted(app: App[Any], action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        place = getattr(default_namespace, "region", None)
        return effects.note_cause(f"action {action}", place, object()) and await run(
            app, action, default_namespace, namespaces
        )

    App.run_action = noted  # type: ignore[method-assign, assignment] # all actions come through here


def _note_messages(effects: Effects) -> None:
    post = MessagePump.post_message

    def noted(pump: MessagePump, message: Any) -> bool:
        if isinstance(message, Event) or type(message).__module__ in INNER:
            return post(pump, message)
        place = [getattr(pump, "region", None), *(getattr(message, name, None) for name in ("index", "option_index"))]
        return effects.note_cause(type(message).__qualname__, place, message) and post(pump, message)

    MessagePump.post_message = noted  # type: ignore[method-assign, assignment] # all messages come through here


def _note_event(effects: Effects, event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = arguments
        if flags & WRITES or (mode and set(mode) & set("wax+")):
            effects.note(f"writes {_NEW_NAME.sub('#', str(path))}")
    elif EVENTS.match(event):
        effects.note(f"{event} {_NEW_NAME.sub('#', str(arguments[0]) if arguments else '')}")
