"""`studyapp preview`: cards as students will see them, with what the marker makes of answers."""

from __future__ import annotations

from dataclasses import asdict
from string import ascii_lowercase
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from studyapp.cli.options import PATH, json_option
from studyapp.cli.output import say, say_json, warn_of
from studyapp.study.form_names import form_name
from studyapp.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from studyapp.study.previewing import Preview, Sample, ShownForm

_MARGIN = 13
_WIDTH = 100


@click.command("preview")
@click.argument("deck", type=PATH, metavar="DECK")
@click.argument("card", required=False)
@click.option("--seed", type=int, default=0, show_default=True, help="Shuffles the options.")
@json_option
def command(deck: Path, card: str | None, seed: int, as_json: bool) -> None:
    """Print the cards of the file DECK, or the one called CARD, in all their forms.

    Shows the question, the options as they are shuffled, hint, answer, explanation and source, and for typed answers
    some that the marker would accept and some that it would not, with its reasons.

    \b
    Examples:
      studyapp preview my.deck.yaml
      studyapp preview my.deck.yaml capital-of-france --json
    """
    from studyapp.decks.written import read_written
    from studyapp.questions.field import Severity
    from studyapp.study.previewing import preview

    read, found = read_written(deck)
    warn_of(tuple(problem for problem in read.checked.problems if problem.severity is Severity.ERROR))
    entries = [read.find(card)] if card is not None else read.entries()
    previews = [each for entry in entries for each in preview(entry, found.sources, seed)]
    if as_json:
        say_json([asdict(each) for each in previews])
        return
    for number, each in enumerate(previews):
        if number:
            say()
        for line in _lines(each):
            say(line)


def _lines(shown: Preview) -> Iterator[str]:
    yield f"{shown.key}   {shown.type}, line {shown.line}"
    prompt = ""
    for form in shown.forms:
        yield ""
        if form.prompt != prompt:
            yield from _wrapped(form.prompt, "  ")
        prompt = form.prompt
        yield from _form_lines(form)
    yield ""
    fields = (("answer", shown.answer), ("hint", shown.hint), ("explanation", shown.explanation))
    for name, text in (*fields, ("source", shown.source), ("tags", ", ".join(shown.tags))):
        yield from _field(name, text)
    yield from _sample_lines("accepted", shown.accepted)
    yield from _sample_lines("refused", shown.refused)


def _form_lines(form: ShownForm) -> Iterator[str]:
    yield f"    ({form_name(form.form)}{f'; {one_line(form.note)}' if form.note else ''})"
    for number, option in enumerate(form.options, start=1):
        sign = {True: "✓", False: "✗", None: " "}[option.right]
        feedback = f"   – {one_line(option.feedback)}" if option.feedback else ""
        yield f"    {number} {sign} {one_line(option.text)}{feedback}"
    for letter, partner in zip(ascii_lowercase, form.partners, strict=False):
        yield f"    {letter}   {one_line(partner)}"


def _field(name: str, text: str) -> Iterator[str]:
    if text:
        first, *rest = _wrapped(text, " " * (_MARGIN + 2))
        yield f"  {name:<{_MARGIN}}{first.strip()}"
        yield from rest


def _sample_lines(name: str, samples: Sequence[Sample]) -> Iterator[str]:
    for number, sample in enumerate(samples):
        reason = f"   – {one_line(sample.reason)}" if sample.reason else ""
        yield f"  {'' if number else name:<{_MARGIN}}{one_line(sample.text)}{reason}"


def _wrapped(text: str, margin: str) -> list[str]:
    lines = (wrap(line, _WIDTH, initial_indent=margin, subsequent_indent=margin) for line in clean(text).split("\n"))
    return [line for wrapped in lines for line in wrapped or [""]]
