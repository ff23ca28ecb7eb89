"""Clicking cells of the app's screens on a pseudo-terminal, on hostile texts and on harmless ones of the same shape."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.firewall.clicked import Order, State
from tests.firewall.recording import ROOT
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SIZE = (40, 15)
ALTERNATE_SCREEN = b"\x1b[?1049h"
"""Sent by each app at its start."""
HARMLESS_BRACKETS = str.maketrans("[]", "<>")
"""As wide, broken into lines alike, and no markup."""


class Done(NamedTuple):
    """What one click did."""

    effects: Sequence[str]
    then: State


class Clicked(NamedTuple):
    """What the clicks on one screen did."""

    first: State
    """Before each of them."""
    done: Mapping[str, Done | None]
    """By cell, `column,row`; None where nothing was."""


class Outcome(NamedTuple):
    """What came of one text."""

    clicked: Mapping[str, Clicked]
    """By the name of the scene."""
    output: bytes
    """Sent to the terminal."""


def harmless(text: str) -> str:
    """Return a text of the same shape that asks for nothing."""
    return text.translate(HARMLESS_BRACKETS)


def click(folder: Path, order: Order) -> list[Outcome]:
    """Run what `clicked` is, and return what came of each text."""
    asked, told = folder / "order.json", folder / "report.json"
    asked.write_text(json.dumps(order), encoding="utf-8")
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    columns, rows = SIZE
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.firewall.clicked", str(writing), str(asked), str(told)]
    with Terminal(command, environment, columns=columns, rows=rows, cwd=str(ROOT)) as terminal:
        os.close(writing)
        terminal.type_from(reading)
        os.close(reading)
        code = terminal.exit_code(30)
        terminal.read_rest()
        if code != 0:
            raise AssertionError(f"ended with {code}:\n{terminal.text[-4000:]}")
    reports = json.loads(told.read_text(encoding="utf-8"))
    outputs = _outputs(terminal.output, len(reports))
    return [Outcome(_read(report), output) for report, output in zip(reports, outputs, strict=True)]


def _outputs(output: bytes, texts: int) -> list[bytes]:
    """Cut what was sent at the start of each text's first app: each has as many apps as the others."""
    _, *runs = output.split(ALTERNATE_SCREEN)
    apps = len(runs) // texts
    return [b"".join(runs[start : start + apps]) for start in range(0, len(runs), apps)]


def _read(report: Mapping[str, Any]) -> dict[str, Clicked]:
    return {
        name: Clicked(
            _state(found["first"]),
            {cell: done and Done(done[0], _state(done[1])) for cell, done in found["clicked"].items()},
        )
        for name, found in report.items()
    }


def _state(value: Sequence[Any]) -> State:
    screens, drawn, focused = value
    return State(tuple(screens), tuple(drawn), focused)


def differences(hostile: Clicked, twin: Clicked) -> list[str]:
    """Return what a click on the hostile screen does that one on its harmless twin does not, cell by cell.

    The app's own words, buttons and rows do their work on both; so nothing need be known about whose a cell is.
    """
    found = _changes("at first", Done([], _shape(hostile.first)), Done([], _shape(twin.first)))
    for cell, done in hostile.done.items():
        found += _changes(cell, _effect(done), _effect(twin.done.get(cell)))
    return found


def _changes(cell: str, hostile: Done | None, twin: Done | None) -> list[str]:
    if hostile == twin:
        return []
    if hostile is None or twin is None:
        return [f"{cell}: {hostile} in place of {twin}"]
    drawn = zip(hostile.then.drawn, twin.then.drawn, strict=True)
    lines = [f"{one!r} in place of {other!r}" for one, other in drawn if one != other]
    others = (hostile.effects, hostile.then.screens, hostile.then.focused)
    return [
        "\n".join([f"{cell}: {others} in place of {twin.effects}, {twin.then.screens}, {twin.then.focused}", *lines])
    ]


def _effect(done: Done | None) -> Done | None:
    return done and Done([harmless(each) for each in done.effects], _shape(done.then))


def _shape(state: State) -> State:
    return state._replace(drawn=tuple(harmless(line) for line in state.drawn))


def live_cells(clicked: Clicked) -> int:
    """Return in how many cells a click did something."""
    return sum(done is not None for done in clicked.done.values())
