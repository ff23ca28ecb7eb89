"""The command line in a process that notes which screens it makes: `python -m tests.firewall.noted FILE ARGUMENT…`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from textual.screen import Screen

from studyapp.cli.main import run
from studyapp.tui import screens


def note_screens(file: Path) -> None:
    """Append the name of every screen that is made from now on to `file`."""
    make = Screen.__init__

    def noted(screen: Screen[Any], *arguments: Any, **named: Any) -> None:
        make(screen, *arguments, **named)
        with file.open("a", encoding="utf-8") as names:
            names.write(f"{type(screen).__name__}\n")

    vars(sys.modules["textual.screen"])["Screen"].__init__ = noted


def noted_in(file: Path) -> set[str]:
    """Return the names in a file of `note_screens`."""
    return set(file.read_text(encoding="utf-8").split()) if file.exists() else set()


def all_screens() -> set[str]:
    """Return the names of all screens that there are in the folder of screens."""
    modules = [import_module(f"{screens.__name__}.{found.name}") for found in iter_modules(screens.__path__)]
    return {
        value.__name__
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.__name__
    }


if __name__ == "__main__":
    note_screens(Path(sys.argv.pop(1)))
    run()
