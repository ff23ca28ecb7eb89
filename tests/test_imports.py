"""What importing a module loads: a linter sees the static graph, only a run shows what is really deferred."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.workspaces import CAPITALS, write_deck

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {"studyapp.questions.field", "studyapp.questions.registry"}


def loaded_by(statement: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(shown.stdout.split())


@pytest.mark.parametrize(
    ("statement", "not_loaded"),
    [
        ("import studyapp", {"click", "textual", "yaml", "sqlite3", "numpy"}),
        ("import studyapp.cli.main", {"textual", "rich", "yaml", "sqlite3", "numpy", "platformdirs"}),
        ("import studyapp.cli.commands.due", {"textual", "rich", "yaml", "sqlite3", "numpy"}),
        (
            "import studyapp.study.opening",
            {"textual", "rich", "numpy", "studyapp.study.identity", "studyapp.study.session"},
        ),
        ("import studyapp.study.session", {"textual", "rich", "numpy"}),
        ("import studyapp.line.jsonl, studyapp.line.plain", {"textual", "rich", "numpy"}),
        ("import studyapp.questions.registry", {"textual", "yaml", "sqlite3", "numpy"}),
        ("import studyapp.decks.reader", {"textual", "sqlite3", "numpy"}),
        ("import studyapp.memory.fsrs7, studyapp.memory.fsrs6", {"textual", "yaml", "sqlite3", "numpy"}),
        ("import studyapp.progress.store", {"textual", "yaml", "numpy"}),
        ("import studyapp.tui.app", {"numpy"}),
        ("import studyapp.tui.screens.watch", {"sqlite3", "numpy"}),
        ("import studyapp.interchange.table_deck, studyapp.interchange.html_sheet", {"textual", "sqlite3", "numpy"}),
        ("import studyapp.cli.commands.new, studyapp.cli.commands.export", {"textual", "yaml", "sqlite3", "numpy"}),
    ],
)
def test_a_module_does_not_load_what_it_need_not(statement: str, not_loaded: set[str]) -> None:
    assert not loaded_by(statement) & not_loaded


def test_saying_what_is_due_loads_neither_cards_nor_memory_nor_sessions(tmp_path: Path) -> None:
    """Half the time of `studyapp due` is loading modules, so that there are no more of them than it needs."""
    deck = tmp_path / "decks"
    write_deck(deck, CAPITALS)
    due = f"from studyapp.cli.main import _run; sys.argv = ['studyapp', 'due', '--decks', {str(deck)!r}]; _run()"
    command = f"import os, sys; os.environ['STUDYAPP_HOME'] = {str(tmp_path)!r}; {due}"
    loaded_by(command)  # the deck is read, and kept parsed
    loaded = loaded_by(command)
    own = {name for name in loaded if name.startswith("studyapp.")}
    assert not {name for name in own if name.startswith(("studyapp.memory", "studyapp.questions."))} - TABLES
    assert not loaded & {"studyapp.study.session", "studyapp.study.workspace", "dataclasses", "random", "yaml"}
    assert len(own) <= 50
