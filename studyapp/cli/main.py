"""The command tree, and what every command does when it fails."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from studyapp import __version__
from studyapp.cli.exit_codes import ExitCode
from studyapp.cli.options import library_options
from studyapp.cli.output import is_interactive, warn
from studyapp.errors import StudyError

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = {
    "Study": {
        "study": "Study what is due and new.",
        "exam": "Take a mock exam, or see how the last ones went.",
        "due": "Say how many cards are due and new.",
        "plan": "Set a goal for an exam, or show what it takes to reach it.",
        "history": "List the answers that count.",
        "why": "Say why a card comes back when it does.",
        "stats": "Say how much was studied, and how well you knew what you know.",
    },
    "Write decks": {
        "new": "Start a deck, empty or from a spreadsheet.",
        "check": "Name every mistake in decks, with its place and its mend.",
        "watch": "Show a deck while you write it.",
        "preview": "Print cards in all their forms.",
        "id": "Write an id into every card that has none.",
        "schema": "Print the schema by which editors complete and check decks.",
        "export": "Write a deck as a printable quiz with its answer key.",
    },
    "Look after your progress": {
        "backup": "Copy the progress file, and check the copy.",
        "restore": "Go back to a backup.",
        "doctor": "Look into the progress file, and mend what can be mended.",
        "fit": "Fit the memory model to your own answers.",
        "evaluate": "Score the memory models on a review log.",
        "simulate": "Study with simulated learners, with and without a goal.",
    },
}
"""The commands as the help lists them; said here, so that listing them imports none."""
COMMANDS = tuple(name for section in SECTIONS.values() for name in section)
EXAMPLES = """\b
Examples:
  studyapp                            open the app
  studyapp study --minutes 10         study what is due, ten minutes at most
  studyapp study my.deck.yaml --plain one deck, line by line
  studyapp due                        what is due today
  studyapp check my.deck.yaml         every mistake in a deck, and its mend
"""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click names it
        """Return the names of all commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Return the command called `cmd_name`."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"studyapp.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` begin with; raises UsageError for what is none, and says what may be meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(_no_such_command(name))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """Write what there is to do, by what one is about."""
        for heading, commands in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.version_option(__version__, "-V", "--version", prog_name="studyapp", message="%(prog)s %(version)s")
@library_options
@click.pass_context
def studyapp(context: click.Context, decks_folder: Path | None) -> None:
    """Study anything from a plain text file, for a date.

    Without a command: opens the app on a terminal, elsewhere says what is due.
    """
    context.obj = decks_folder
    if context.invoked_subcommand is not None:
        return
    if is_interactive():
        from studyapp.cli.commands.study import open_app

        open_app((), decks_folder=decks_folder, minutes=None, at_home=True)
    else:
        from studyapp.cli.commands.due import show_due

        show_due(decks_folder=decks_folder, as_json=False)


def run() -> None:
    """Run the command line; ends the process with one of `ExitCode`, and never with a traceback."""
    sys.exit(_run())


def _run() -> int:
    try:
        code = studyapp(standalone_mode=False)
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except click.ClickException as error:
        _explain(error)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        warn("Interrupted. Every answer that was given is kept.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone: nothing may be flushed to it at exit
        return ExitCode.FINE
    except StudyError as error:
        warn(str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line of defence between a mistake of ours and a user
        from studyapp.mistakes import reported

        warn(str(reported(error)))
        return ExitCode.UNREADABLE
    return code if isinstance(code, int) else ExitCode.FINE


def _no_such_command(name: str) -> str:
    from studyapp.decks.nearest import nearest
    from studyapp.paths import DECK_SUFFIX

    meant = "study" if name.endswith(DECK_SUFFIX) else "--help" if name == "help" else nearest(name, COMMANDS)
    mend = f"Did you mean `studyapp {meant}{f' {name}' if name.endswith(DECK_SUFFIX) else ''}`?" if meant else ""
    return f"There is no command {name!r}. {mend}".rstrip()


def _explain(error: click.ClickException) -> None:
    """Say what click would say, cleaned: it repeats what was typed."""
    from io import StringIO

    page = StringIO()
    error.show(file=page)
    warn(page.getvalue().rstrip("\n"))
