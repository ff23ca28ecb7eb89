"""`studyapp fit`: the memory model's parameters from the student's own answers."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import json_option
from studyapp.cli.output import say, say_json

if TYPE_CHECKING:
    from studyapp.memory.fit import Fit

GOOD = 2
"""Place of the first stability after a good answer among the parameters."""


@click.command("fit")
@json_option
def command(as_json: bool) -> None:
    """Fit the memory model to your own answers.

    People forget at different speeds. The parameters that suit your answers best are kept only if they predict parts
    of your log that they have not seen better than the published defaults do; while answers are few, only how long
    memories last at first is fitted. Takes some seconds. It is done by itself at the end of a session when your log
    has grown by a third since the last time.

    \b
    Examples:
      studyapp fit
      studyapp fit --json
    """
    from studyapp.study.fitting import fit_own
    from studyapp.study.opening import open_workspace

    with open_workspace() as workspace:
        made = fit_own(workspace.store, workspace.clock.now())
    with open_workspace() as workspace:  # folds the states anew where the model changed
        name = workspace.scheduler.model.name
    if as_json:
        say_json(_entry(made, name))
        return
    say(_words(made))


def _entry(made: Fit, name: str) -> dict[str, object]:
    return {
        "model": name,
        "kept": made.kept,
        "reviews": made.reviews,
        "judged": made.judged,
        "log_loss": {
            "default": None if isnan(made.default_loss) else round(made.default_loss, 6),
            "fitted": None if isnan(made.fitted_loss) else round(made.fitted_loss, 6),
        },
        "parameters": list(made.parameters),
    }


def _words(made: Fit) -> str:
    from studyapp.memory.fsrs7 import DEFAULTS

    if isnan(made.default_loss):
        few = (
            f"Too few answers to fit all parameters ({made.reviews} to cards seen before, {made.judged} of them recent "
            "enough to judge by; about 200 are needed)."
        )
        if not made.kept:
            return f"{few} The published defaults stay in use, and are good for most people."
        scale = made.parameters[GOOD] / DEFAULTS[GOOD]
        return (
            f"{few} So far, what you learn lasts {scale:.2g} times as long at first as published; that is in use now."
        )
    losses = f"log loss {made.fitted_loss:.4f}, defaults {made.default_loss:.4f}, on {made.judged:,} answers held out"
    if made.kept:
        return f"Your own parameters predict better and are in use from now on ({losses})."
    return f"The published defaults predict as well as parameters of your own, and stay in use ({losses})."
