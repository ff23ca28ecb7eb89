"""Documentation that is made from the code: `make docs` writes it, test_docs.py fails when it drifts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp.cli.main import COMMANDS, studyapp
from studyapp.decks.checks.codes.table import FAMILIES
from studyapp.decks.schema import schema_text
from studyapp.tui.keys import key_table
from tests.deck_format_page import deck_format_page
from tests.followed_page import followed

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKS = """\
`studyapp check` names every problem with its place, what to do, and a code in brackets. Errors keep a card from being
asked or lose progress, and let the command end with 1; warnings and notes don't.

A comment `# studyapp: ignore CODE` silences a code; several codes are separated by commas. On the first line of a card,
or on its `id` line, it holds for the card; elsewhere for its own line; alone on a line, for the line below it.

`studyapp check --fix` mends the problems that are marked so. It changes nothing but the characters in question, and
nothing at all if the deck would then read otherwise than it should.

`studyapp check --against TEXT` holds the deck against the text it was made from. Paragraph n is the n-th block of text
between blank lines. The coverage is the share of paragraphs that at least one card cites; blocks of fewer than eight
words, such as headings, are listed when no card cites them, but do not count."""
ROOT = Path(__file__).parents[1]
MADE = "<!-- Made from the code by `make docs`. -->"


def commands_page() -> str:
    """Return docs/commands.md: the help of every command."""
    parts = [MADE, "# Commands", _help(studyapp, "studyapp")]
    group = click.Context(studyapp, info_name="studyapp", **studyapp.context_settings)
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


def keys_page() -> str:
    """Return docs/keys.md: every key of the app."""
    parts = [MADE, "# Keys", "![Home, with its keys on the last line](pictures/home.svg)"]
    for place in dict.fromkeys(row[1] for row in key_table()):
        rows = [f"| {keys} | {meaning} |" for _, where, keys, meaning in key_table() if where == place]
        parts.append("\n".join([f"## {place}\n", "| key | what it does |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def checks_page() -> str:
    """Return docs/checks.md: every code that `studyapp check` knows."""
    parts = [MADE, "# Checks", CHECKS]
    for family, codes in FAMILIES:
        parts.append(f"## {family}")
        for code in codes:
            traits = [str(code.severity), *(["`--fix` mends it"] if code.fixable else [])]
            traits += [] if code.ignorable else ["can't be ignored"]
            parts.append(f"### {code.name}\n\n*{', '.join(traits)}*\n\n{code.explanation} **What to do:** {code.mend}")
    return "\n\n".join(parts) + "\n"


def writing_decks_page() -> str:
    """Return docs/writing-decks.md, written by hand, with what its commands print now."""
    return followed((ROOT / "docs/writing-decks.md").read_text(encoding="utf-8"))


PAGES: dict[str, Callable[[], str]] = {
    "docs/checks.md": checks_page,
    "docs/commands.md": commands_page,
    "docs/keys.md": keys_page,
    "docs/deck-format.md": lambda: deck_format_page(MADE),
    "decks/deck.schema.json": schema_text,
    "docs/writing-decks.md": writing_decks_page,
}


def _help(command: click.Command, name: str, parent: click.Context | None = None) -> str:
    info_name = name.rsplit(maxsplit=1)[-1]
    context = click.Context(command, parent, info_name, terminal_width=100, **command.context_settings)
    return f"## `{name}`\n\n```text\n{command.get_help(context)}\n```"


def main() -> None:
    """Write all pages."""
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
