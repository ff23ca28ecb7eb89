"""The app in a terminal whose mouse it moves itself: `python -m tests.firewall.clicked PIPE ORDER REPORT`.

Mouse reports go into `PIPE`, at the other end of which the terminal types them; what each click did goes into `REPORT`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual.content import Content
from textual.markup import MarkupError
from textual.screen import Screen
from textual.widgets import Static

from studyapp.tui import content
from studyapp.tui.app import StudyApp
from studyapp.tui.watch_app import WatchApp
from tests.firewall.effects import AS_BEFORE, Effects, note_effects
from tests.tui.screen_text import screen_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.app import App
    from textual.pilot import Pilot

    from tests.firewall.gallery import Scene

PLANTED = "[@click=app.planted]planted[/]"
MOVE, DOWN, UP = "\x1b[<35;{};{}M", "\x1b[<0;{};{}M", "\x1b[<0;{};{}m"
PATIENCE = 30.0
"""Seconds for a mouse report to arrive, or for a screen to be shown."""
STILL = 6
"""Looks in a row that find the same, once something was set going: what is drawn can set off more."""
LOOK_SECONDS = 0.01


class Order(NamedTuple):
    """What is to be clicked."""

    scenes: Sequence[str]
    texts: Sequence[str]
    """What everything says, one after the other; each begins with an app of its own."""
    cells: int
    """Of each screen, spread over its lines; 0 for every cell."""
    defect: str = ""
    """`marked up`: what decks say is read as markup; `planted`: each screen holds one widget with an action in it."""
    holding: str = ""
    """Only lines that hold this are clicked."""


class State(NamedTuple):
    """What can be seen to be different after a click."""

    screens: tuple[str, ...]
    drawn: tuple[str, ...]
    focused: str


class Mouse:
    """Clicks as a terminal reports them, and knows when one was dealt with."""

    def __init__(self, pipe: int, app: App[Any]) -> None:
        self._pipe = pipe
        self._released = asyncio.Event()
        handle = app.on_event

        async def telling(event: events.Event) -> None:
            await handle(event)
            if isinstance(event, events.MouseUp):
                self._released.set()

        vars(app)["on_event"] = telling

    async def click(self, column: int, row: int) -> None:
        """Move the mouse to a cell, press and release its button; return when the app has been told."""
        self._released.clear()
        os.write(self._pipe, "".join(each.format(column + 1, row + 1) for each in (MOVE, DOWN, UP)).encode())
        await asyncio.wait_for(self._released.wait(), PATIENCE)


def state_of(app: App[Any]) -> State:
    """Return what is shown."""
    focused = app.focused
    names = tuple(type(screen).__name__ for screen in app.screen_stack)
    return State(names, tuple(screen_lines(app)), f"{type(focused).__name__} {focused.id if focused else ''}")


async def settled(pilot: Pilot[Any], shown: str = "", unless: State | None = None) -> State:
    """Wait until no thread works, nothing changes any more, and `shown` is shown; return what is.

    A screen that is as in `unless` is looked at twice only: nothing was set going, or all is as it was.
    """
    app, before, still, deadline = pilot.app, None, 0, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        await pilot.pause(0 if before in {None, unless} else LOOK_SECONDS)
        now = state_of(app)
        busy = any(worker.is_running and worker._thread_worker for worker in app.workers)
        still = still + 1 if now == before and not busy else 0
        if still >= (1 if now == unless else STILL) and shown in "\n".join(now.drawn):
            return now
        before = now
    raise AssertionError("\n".join([f"never shown: {shown!r}; shown instead:", *state_of(app).drawn]))


class Stage:
    """Shows one scene after the other, clicks its cells, and shows it anew after each click that has done something."""

    def __init__(self, order: Order, effects: Effects, folders: Callable[[], Path]) -> None:
        self._order = order
        self._effects = effects
        self._folders = folders

    async def play(self, pilot: Pilot[Any], mouse: Mouse, scene: Scene, text: str) -> dict[str, Any]:
        """Return what the screen looks like, and what a click did in each cell that was clicked."""
        first = await self._show(pilot, scene, text)
        followed = self._effects.begin()
        clicked: dict[str, Any] = {}
        is_fresh = True
        for column, row in wanted_cells(first.drawn, self._order.cells, self._order.holding):
            if not is_fresh:
                await self._show(pilot, scene, text, like=first)
                self._effects.begin(followed)
            await mouse.click(column, row)
            await pilot.pause(0)
            now = await settled(pilot, unless=None if self._effects.go_on else first)
            done = self._effects.take()
            is_fresh = now == first and all(each.endswith(AS_BEFORE) for each in done)
            clicked[f"{column},{row}"] = (done, now) if done or now != first else None
        return {"first": first, "clicked": clicked}

    async def _show(self, pilot: Pilot[Any], scene: Scene, text: str, like: State | None = None) -> State:
        """Show a new screen of the scene; return what is shown once it is `like` the one before it."""
        from tests.firewall.gallery import Setting  # only after a defect is in place

        app = pilot.app
        self._effects.let_all_go_on()
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        screen = scene.make(Setting(text, self._folders()))
        assert type(screen) is scene.screen
        await app.push_screen(screen)
        if self._order.defect == "planted":
            await screen.mount(Static(PLANTED), before=0)
        state = await settled(pilot, scene.shown, unless=like)
        if scene.keys:
            await pilot.press(*scene.keys)
            state = await settled(pilot, scene.then_shown, unless=like)
        if like is not None and state != like:
            raise AssertionError(f"not shown as before: {like}; shown instead: {state}")
        self._effects.take()
        return state


def wanted_cells(drawn: Sequence[str], cells: int, holding: str) -> Iterator[tuple[int, int]]:
    """Yield cells as (column, row): all; or so many, each where `holding` begins, or in the middle of what a line says."""
    if not cells:
        yield from ((column, row) for row in range(len(drawn)) for column in range(len(drawn[0])))
        return
    lines = [(row, line) for row, line in enumerate(drawn) if line.strip() and holding in line]
    taken = min(cells, len(lines))
    for place in range(taken):
        row, line = lines[place * len(lines) // taken]
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        yield line.index(holding) if holding else (start + end) // 2, row


def run(order: Order, pipe: int, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield, for each text, what clicks did in each scene."""
    effects = Effects()
    end = note_effects(effects)
    numbers = count()

    def new_folder() -> Path:
        (made := folder / str(next(numbers))).mkdir()
        return made

    stage = Stage(order, effects, new_folder)
    for text in order.texts:
        found: dict[str, Any] = {}
        for app, scenes in apps(order.scenes, text, folder):
            vars(app)["get_default_screen"] = Screen  # with nothing on it

            async def play(pilot: Pilot[Any], scenes: dict[str, Scene] = scenes, text: str = text) -> None:
                mouse = Mouse(pipe, pilot.app)
                try:
                    for name, scene in scenes.items():
                        found[name] = await stage.play(pilot, mouse, scene, text)  # noqa: B023 - filled before the next text
                finally:
                    end(pilot.app)

            app.run(auto_pilot=play)
            if app._exception is not None:
                raise app._exception
        yield found


def apps(names: Sequence[str], text: str, folder: Path) -> Iterator[tuple[App[Any], dict[str, Scene]]]:
    """Yield the apps in which the scenes play, each with its own."""
    from studyapp.tui.screens.watch import WatchScreen  # only after a defect is in place
    from tests.firewall.fake_app import workspace_saying
    from tests.firewall.gallery import SCENES

    chosen = {name: SCENES[name] for name in names}
    watching = {name: scene for name, scene in chosen.items() if scene.screen is WatchScreen}
    if studying := {name: scene for name, scene in chosen.items() if name not in watching}:
        yield StudyApp(workspace_saying(text).real), studying
    if watching:
        yield WatchApp(folder), watching


def marked_up(text: str, _style: str = "") -> Content:
    """Return `text` read as markup, where it is some."""
    try:
        return Content.from_markup(text)
    except MarkupError:
        return Content(text)


def main(pipe: str, order: str, report: str) -> None:
    wanted = Order(*json.loads(Path(order).read_text(encoding="utf-8")))
    if wanted.defect == "marked up":
        vars(content).update(plain=marked_up)
    with tempfile.TemporaryDirectory() as folder:
        found = list(run(wanted, int(pipe), Path(folder)))
    Path(report).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
