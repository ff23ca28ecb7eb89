"""Documentation that is made from the code: `make docs` writes it, test_docs.py fails when it drifts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp.cli.main import COMMANDS, studyapp
from studyapp.questions.field import Kind
from studyapp.questions.registry import NAMES, question_type
from studyapp.tui.keys import key_table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
MADE = "<!-- Made from the code by `make docs`. -->"


def commands_page() -> str:
    """Return docs/commands.md: the help of every command."""
    parts = [MADE, "# Commands", _help(studyapp, "studyapp")]
    group = click.Context(studyapp, info_name="studyapp")
    for name in COMMANDS:
        command = studyapp.get_command(group, name)
        assert command is not None
        parts.append(_help(command, f"studyapp {name}", group))
    parts.append(
        "## Exit codes\n\n0 fine · 1 problems found in a deck · 2 a command line or settings that make no sense · "
        "3 data that cannot be read or written · 130 interrupted\n\n"
        "Results go to standard output, everything else to standard error."
    )
    return "\n\n".join(parts) + "\n"


def question_types_page() -> str:
    """Return docs/question-types.md: the fields of every question type with an example."""
    parts = [MADE, "# Question types"]
    for name in NAMES:
        kind = question_type(name)
        rows = [
            f"| `{field.name}` | {_KINDS[field.kind]} | {'yes' if field.required else ''} | {field.summary} |"
            for field in kind.fields
        ]
        table = "\n".join(["| field | holds | required | what it is |", "|---|---|---|---|", *rows])
        parts.append(f"## `{name}`\n\n{kind.summary}\n\n{table}\n\n```yaml\n{kind.example.rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def keys_page() -> str:
    """Return docs/keys.md: every key of the app."""
    parts = [MADE, "# Keys"]
    for place in dict.fromkeys(row[1] for row in key_table()):
        rows = [f"| {keys} | {meaning} |" for _, where, keys, meaning in key_table() if where == place]
        parts.append("\n".join([f"## {place}\n", "| key | what it does |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/commands.md": commands_page,
    "docs/keys.md": keys_page,
    "docs/question-types.md": question_types_page,
}

_KINDS = {
    Kind.TEXT: "text",
    Kind.TEXTS: "text, or a list of texts",
    Kind.OPTIONS: "a list of texts, or of `{text, feedback, fixed}`",
    Kind.PAIRS: "a mapping left → right",
    Kind.FLAG: "true or false",
}


def _help(command: click.Command, name: str, parent: click.Context | None = None) -> str:
    context = click.Context(command, info_name=name.rsplit(maxsplit=1)[-1], parent=parent, terminal_width=100)
    return f"## `{name}`\n\n```text\n{command.get_help(context)}\n```"


def main() -> None:
    """Write all pages."""
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
