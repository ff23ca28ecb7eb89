"""The two themes: quiet grounds, one accent colour for what to do next, green and red only for verdicts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.reactive import Reactive
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK = Theme(
    name="studyapp-dark",
    primary="#8ab4f8",
    accent="#8ab4f8",
    success="#81c995",
    warning="#fdd663",
    error="#f28b82",
    foreground="#e8eaed",
    background="#16181c",
    surface="#20242a",
    panel="#2a2f37",
    dark=True,
    variables={"muted": "#9aa4b0", "cursor": "#26303f"},
)
LIGHT = Theme(
    name="studyapp-light",
    primary="#0b57d0",
    accent="#0b57d0",
    success="#0d652d",
    warning="#7a4d00",
    error="#b3261e",
    foreground="#1b1d21",
    background="#fbfaf8",
    surface="#f0efec",
    panel="#e6e4e0",
    dark=False,
    variables={"muted": "#575c63", "cursor": "#dfe8f7"},
)
OWN = {theme.name: theme for theme in (DARK, LIGHT)}
LIGHT_GROUNDS = frozenset({"7", "15"})
"""The background numbers of COLORFGBG that stand for a light terminal."""


def first_theme() -> Reactive[str]:
    """Return the `theme` of an app that begins with the one that suits the terminal.

    One that is chosen after the start makes Textual read all styles twice more and lay the first screen out again.
    """
    return Reactive(lambda: preferred(os.environ).name)


def preferred(environment: Mapping[str, str]) -> Theme:
    """Return the theme that suits the terminal, as far as it tells by COLORFGBG (`foreground;background`)."""
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in LIGHT_GROUNDS else DARK
