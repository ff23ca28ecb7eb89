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

COMMANDS = (
    "study",
    "due",
    "plan",
    "history",
    "stats",
    "check",
    "id",
    "new",
    "watch",
    "preview",
    "export",
    "schema",
    "evaluate",
    "fit",
    "backup",
    "restore",
    "doctor",
)
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
        warn(f"studyapp made a mistake ({type(error).__name__}: {error}). Every answer that was given is kept.")
        _keep_traceback(error)
        return ExitCode.UNREADABLE
    return code if isinstance(code, int) else ExitCode.FINE


def _explain(error: click.ClickException) -> None:
    """Say what click would say, cleaned: it repeats what was typed."""
    from io import StringIO

    page = StringIO()
    error.show(file=page)
    warn(page.getvalue().rstrip("\n"))


def _keep_traceback(error: Exception) -> None:
    """Write what a report of the mistake needs to a file and say where."""
    import contextlib
    import traceback

    from studyapp.paths import find_places

    with contextlib.suppress(OSError):
        folder = find_places().cache
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "mistake.txt"
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
        warn(f"Please report it with the file {path}.")
