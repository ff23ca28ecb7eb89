"""What importing a module loads: a linter sees the static graph, only a run shows what is really deferred."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(statement: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {name.split(".")[0] for name in shown.stdout.split()}


@pytest.mark.parametrize(
    ("statement", "not_loaded"),
    [
        ("import studyapp", {"click", "textual", "yaml", "sqlite3", "numpy"}),
        ("import studyapp.cli.main", {"textual", "rich", "yaml", "sqlite3", "numpy", "platformdirs"}),
        ("import studyapp.cli.commands.due", {"textual", "rich", "yaml", "sqlite3", "numpy"}),
        ("import studyapp.study.opening", {"textual", "rich", "numpy"}),
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
